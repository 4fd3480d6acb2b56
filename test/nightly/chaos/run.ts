/** `npm run chaos [-- --calls 20000 --seed 1 --soak 50000]`: runs every scenario of this folder, and a soak; fails on any violation. */
import { parseArgs } from "node:util";
import { type Between, type ChaosReport, faultShare, runChaos } from "./chaos.js";
import { runHostile } from "./hostile.js";
import { type ImportReport, runImport } from "./import.js";
import { runMixed } from "./all-operations.js";
import { runOnce } from "./once.js";
import { runSoak } from "./soak.js";

/** Writes a line of the report. */
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "20000" },
    seed: { type: "string", default: "20261122" },
    soak: { type: "string", default: "50000" },
  },
});
const [calls, seed, soakCalls] = [Number(values.calls), Number(values.seed), Number(values.soak)];
if (![calls, seed, soakCalls].every((number) => Number.isInteger(number) && number >= 0) || calls === 0) {
  console.error("--calls must be a positive whole number, --seed and --soak from 0.");
  process.exit(1);
}

const problems: string[] = [];
const reports: [name: string, report: ChaosReport, seconds: number][] = [];
const runs: [name: string, idempotency: boolean, between: Between][] = [
  ["idempotency off", false, "nobody"],
  ["idempotency on", true, "nobody"],
  ["wrapper", false, "wrapper"],
  ["fetch-retry", false, "fetch-retry"],
  ["wrapped global", false, "wrapped-global"],
  ["hedging", false, "hedging"],
  ["idle middleware", false, "idle-middleware"],
];
for (const [name, idempotency, between] of runs) {
  const start = performance.now();
  const report = await runChaos({ calls, seed, idempotency, between });
  reports.push([name, report, (performance.now() - start) / 1_000]);
  problems.push(...report.violations);
  if (faultShare(report) < 0.3)
    problems.push(`only ${(faultShare(report) * 100).toFixed(1)} % of the requests had a fault`);
}
printTable();

const mixed = await runMixed(calls, seed);
print(
  `\nall operations: ${mixed.calls} calls, ${mixed.failed} failed, of them ${mixed.mayHaveSucceeded} with a possible effect, ${mixed.violations.length} violations`,
);
problems.push(...mixed.violations);

const customers = Math.ceil(calls / 4);
const once = await runOnce(customers, seed);
print(
  `createOnce: ${customers} references, ${once.customers} customers, ${(once.requests / customers).toFixed(1)} requests each, ${once.violations.length} violations`,
);
problems.push(...once.violations);

const imports: [name: string, hasFaults: boolean, kills: number][] = [
  ["import through faults and kills", true, 20],
  ["import without faults", false, 0],
];
for (const [name, hasFaults, kills] of imports) {
  const records = Math.ceil(calls / 2);
  const report = await runImport({ records, seed, hasFaults, kills, requestsPerMinute: 150 });
  print(`${name}: ${describeImport(records, report)}`);
  problems.push(...report.violations);
  if (report.limited > report.requests / 100)
    problems.push(`${report.limited} of ${report.requests} requests were too many`);
  if (!hasFaults && report.paceShare < 0.97)
    problems.push(`an import without faults kept to ${report.paceShare} of its pace`);
}

const hostile = await runHostile(calls * 5, seed);
print(
  `hostile: ${hostile.requests} requests, the emulator ${hostile.lives ? "lives" : "has ended"}, ${JSON.stringify(hostile.statuses)}`,
);
if (!hostile.lives) problems.push("a hostile request ended the emulator");

if (soakCalls > 0) {
  const { callsPerSecond, heapEarly, heapLate, growth, handles } = await runSoak(
    soakCalls,
    Math.min(5_000, soakCalls),
  );
  const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MiB`;
  print(
    `\nsoak: ${soakCalls} calls, ${callsPerSecond.toFixed(0)}/s, heap ${mebibytes(heapEarly)} -> ${mebibytes(heapLate)} (${(growth * 100).toFixed(1)} %), handles left: ${handles.join(", ") || "none"}`,
  );
  if (growth > 0.1) problems.push(`heap grew by ${(growth * 100).toFixed(1)} %`);
  if (handles.length > 0) problems.push(`handles are left: ${handles.join(", ")}`);
}

for (const problem of problems.slice(0, 20)) console.error(`violation: ${problem}`);
print(problems.length === 0 ? "\nno violations" : `\n${problems.length} violations`);
process.exitCode = problems.length === 0 ? 0 : 1;

function describeImport(records: number, report: ImportReport): string {
  const { customers, requests, faults, kills, limited, minutes, paceShare, violations } = report;
  const share = (part: number): string => `${(part * 100).toFixed(1)} %`;
  return (
    `${records} records, ${customers} customers, ${requests} requests, ${share(faults / requests)} with a fault, ${kills} kills, ` +
    `${limited} rejected with 429, ${minutes.toFixed(0)} minutes at ${share(paceShare)} of the pace, ${violations.length} violations`
  );
}

function printTable(): void {
  const modes = [...new Set(reports.flatMap(([, { faults }]) => Object.keys(faults)))].sort();
  const errors = [...new Set(reports.flatMap(([, report]) => Object.keys(report.errors)))].sort();
  const row = (name: string, cell: (report: ChaosReport, seconds: number) => string | number): void => {
    print(
      [
        name.padEnd(30),
        ...reports.map(([, report, seconds]) => String(cell(report, seconds)).padStart(16)),
      ].join(" "),
    );
  };
  print(["".padEnd(30), ...reports.map(([name]) => name.padStart(16))].join(" "));
  row("calls", ({ calls }) => calls);
  row("requests sent", ({ attempts }) => attempts);
  row("requests with a fault", (report) => `${(faultShare(report) * 100).toFixed(1)} %`);
  for (const mode of modes) row(`  ${mode}`, ({ faults }) => faults[mode] ?? 0);
  row("succeeded", ({ succeeded }) => succeeded);
  row("failed", ({ failed }) => failed);
  for (const error of errors) row(`  ${error}`, (report) => report.errors[error] ?? 0);
  row("failed, may have succeeded", ({ mayHaveSucceeded }) => mayHaveSucceeded);
  row("customers created", ({ customers }) => customers);
  row("violations", ({ violations }) => violations.length);
  row("seconds", (_, seconds) => seconds.toFixed(1));
}
