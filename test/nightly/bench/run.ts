/**
 * `npm run bench [-- <suite> ...]`: measures the client next to the alternatives, and writes Markdown and JSON to
 * test/nightly/bench/results/. All times are relative to the handwritten client in the same run.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { markdown, type Report, table } from "./report.js";
import { inBench, setUp } from "./setup.js";

const suites: Readonly<Record<string, () => Promise<Report>>> = {
  call: async () => (await import("./suites/call.js")).callOverhead(),
  loopback: async () => (await import("./suites/loopback.js")).loopback(),
  bytes: async () => (await import("./suites/bytes.js")).bytes(),
  start: async () => (await import("./suites/start.js")).start(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => suites[name] === undefined);
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(", ")}; use ${Object.keys(suites).join(", ")}.`);
  process.exit(1);
}

setUp();
const reports: Report[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const begun = performance.now();
  const report = await suite();
  reports.push(report);
  console.info(`\n${report.suite} (${((performance.now() - begun) / 1_000).toFixed(0)} s)\n`);
  console.info(table(report.head, report.rows));
}

const machine = `${availableParallelism()} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
const text = markdown(reports, machine);
const goals = reports.flatMap(({ verdicts }) => verdicts);
console.info(`\n${text.split("\n## ")[0]}`);
console.info(`${goals.filter(({ met }) => met).length} of ${goals.length} goals met`);
writeFileSync(inBench("results/latest.md"), text);
writeFileSync(inBench("results/latest.json"), `${JSON.stringify({ machine, reports }, undefined, 2)}\n`);
