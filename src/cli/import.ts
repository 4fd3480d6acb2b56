/** The command `import`. */
import { constants } from "node:os";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { servers } from "../../generated/client.js";
import type { CreateCustomerRequest } from "../../generated/schema.js";
import { accountOf } from "../account.js";
import { checkRequest, type ValidationMode } from "../check/request.js";
import type { RapydClient } from "../client.js";
import { AbortError, messageOf } from "../errors.js";
import { defaultSettleAfterMs } from "../exactly-once/create-once.js";
import { defaultReferenceKey, referenceOf, referenceProblem } from "../exactly-once/customers.js";
import { defaultConcurrency, importCustomers, type ImportResult } from "../exactly-once/import.js";
import { defaultRequestsPerMinute } from "../exactly-once/pace.js";
import { listenForInterrupt } from "./interrupt.js";
import { readJsonLines } from "./json-lines.js";
import { formatNumber, showProgress } from "./progress.js";
import { journalOfLine, openRejected, withoutRejection } from "./rejected-file.js";
import {
  type Command,
  createClientFromEnv,
  readNumber,
  readOptionsAndFile,
  regularFile,
  UsageError,
} from "./usage.js";

/** `rapyd-customers import`: creates a customer for each line of a file, exactly once. */
export const importCommand: Command = {
  summary: "creates a customer for each line of a file, exactly once",
  help: `Usage: rapyd-customers import FILE.jsonl [options]

Creates a customer for each line of FILE.jsonl. Each line is the JSON body of a create request, with your own reference in metadata:

  {"name":"Jane Doe","email":"jane.doe@example.com","metadata":{"reference":"order-1001"}}

A line that is not JSON, or whose reference is missing or repeated, stops the import before anything is sent. FILE.jsonl is read twice, so
it cannot be a pipe, and must not change during the import. Run the same command again after Ctrl-C, a crash or a failure: it resumes, and
never creates a customer twice.

Rejected records are written to FILE.rejected.jsonl, each with its line number, the reason and the journal's path. Fix that file, then
import it. That import uses the same journal, so no customer is created twice. An earlier run's FILE.rejected.jsonl is renamed to
FILE.rejected.jsonl.old (.old.2 if that exists).
Progress is shown on standard error; if standard error is not a terminal, every 10 seconds.

  --journal PATH            journal of the import; default: FILE.journal.jsonl
  --rejected PATH           write rejected records to PATH; default: FILE.rejected.jsonl
  --requests-per-minute N   default: ${defaultRequestsPerMinute}
  --concurrency N           maximum records under way; default: ${defaultConcurrency}
  --settle-after SECONDS    wait before searching the list for a record whose response was lost; default: ${defaultSettleAfterMs / 1_000}
  --reference-key KEY       metadata key of the reference; default: ${defaultReferenceKey}
  --check-existing          read the list of customers first, and skip records whose reference exists there
  --strict                  reject records with unknown properties, such as misspelt ones
  --dry-run                 validate every line, and send nothing
  --yes                     do not ask before an import in production

Keys and server are set by RAPYD_ACCESS_KEY, RAPYD_SECRET_KEY, RAPYD_ENVIRONMENT (default: sandbox), RAPYD_BASE_URL.

To convert CSV, use Miller 6; columns such as name,email,metadata.reference,addresses.1.line_1 become nested:

  mlr --icsv --ojsonl -S cat FILE.csv > FILE.jsonl

Exit codes: 0 every record has a customer, 1 some were rejected or the import failed, 2 wrong usage or a line that stops the import,
130 Ctrl-C, 143 SIGTERM. With --dry-run: 0 every line is valid, 1 some are invalid, 2 wrong usage.
`,
  run,
};

/** Maximum number of problems listed. */
const maxListed = 20;

interface Scan {
  /** Line number of each record, by the record's reference. */
  lines: Map<string, number>;
  /** Number of lines that are not empty. */
  count: number;
  /** Problems of each bad line, such as `metadata.reference is missing`. */
  problems: Map<number, string[]>;
  /** Journals named by the lines; only a rejected file has lines that name one. */
  journals: Set<string>;
}

async function run(args: readonly string[]): Promise<number> {
  const { options, file } = readOptionsAndFile(
    {
      ...{ journal: "string", rejected: "string", "reference-key": "string" },
      ...{ "requests-per-minute": "string", concurrency: "string", "settle-after": "string" },
      ...{ "check-existing": "boolean", "dry-run": "boolean", strict: "boolean", yes: "boolean" },
    } as const,
    args,
  );
  const referenceKey = options["reference-key"] ?? defaultReferenceKey;
  if (referenceKey === "") throw new UsageError("--reference-key must not be empty.");
  // Read twice. Its own name is kept: the names of the journal and the rejected file follow from it.
  regularFile("FILE", file);
  const settleAfter = readNumber("settle-after", options["settle-after"], 0);
  const limits = {
    requestsPerMinute: readNumber("requests-per-minute", options["requests-per-minute"], 1),
    concurrency: readNumber("concurrency", options.concurrency, 1, 1_000),
    settleAfterMs: settleAfter === undefined ? undefined : settleAfter * 1_000,
    checkExisting: options["check-existing"],
    referenceKey,
  };
  const validate = options.strict ? "strict" : true;
  const scan = await scanFile(file, referenceKey, options["dry-run"] ? validate : false);
  const journal = options.journal ?? sharedJournal(file, scan.journals) ?? journalOf(file);
  const rejectedFile = regularFile("--rejected", options.rejected ?? withSuffix(file, "rejected"));
  const names = [file, regularFile("--journal", journal), rejectedFile].map((name) => resolve(name));
  if (new Set(names).size < names.length)
    throw new UsageError("FILE, --journal and --rejected must be three different files.");
  if (options["dry-run"]) return reportDryRun(scan);
  if (scan.problems.size > 0) throw new UsageError(`${file}: nothing was sent.\n${listProblems(scan)}`);

  const rapyd = createClientFromEnv({ validate });
  await confirm(rapyd, scan.lines.size, options.yes === true);
  const rejected = openRejected(rejectedFile, journal);
  const interrupt = listenForInterrupt(() => {
    display.end();
    process.stderr.write("Stopping after the requests under way. Press Ctrl-C again to quit immediately.\n");
  });
  const display = showProgress("records");
  const counts = { created: 0, "already-created": 0, rejected: 0 };
  let isComplete = false;
  try {
    const records = importCustomers(rapyd, readRecords(file, scan.lines.size), {
      ...limits,
      journal,
      signal: interrupt.signal,
      onProgress: ({ created, rejected: bad, unknown, requests, ...pause }) => {
        const notes = [
          bad > 0 ? `${formatNumber(bad)} rejected` : "",
          unknown > 0 ? `${formatNumber(unknown)} with unknown outcome` : "",
        ];
        display.update({ done: created + bad, total: scan.lines.size, notes, requests, ...pause });
      },
    });
    for await (const result of records) {
      counts[result.outcome] += 1;
      if (result.outcome !== "rejected") continue;
      await rejected.write(result, scan.lines.get(result.reference)).catch((error: unknown) => {
        throw new Error(
          `Stopped: ${describe(counts, scan.lines.size)}. ${rejectedFile} cannot be written: ${messageOf(error)}. Fix the cause, then run the same command to resume.`,
        );
      });
    }
    isComplete = true;
  } catch (error) {
    display.end();
    if (!(error instanceof AbortError)) throw error;
    process.stderr.write(
      `Stopped: ${describe(counts, scan.lines.size)}. Run the same command to resume; no customer is created twice.\n`,
    );
    return interrupt.exitCode() ?? 1;
  } finally {
    display.end();
    interrupt.dispose();
    const earlier = await rejected.close(isComplete);
    if (earlier !== undefined) process.stderr.write(`The earlier ${rejectedFile} is now ${earlier}.\n`);
  }
  process.stdout.write(`${describe(counts, scan.lines.size)}\n`);
  if (counts.rejected > 0)
    process.stdout.write(`Fix the rejected records in ${rejectedFile}, then import that file.\n`);
  const isChanged = recordsLeft(counts, scan.lines.size) > 0;
  if (isChanged) process.stderr.write(`${file} was changed during the import. Run the same command again.\n`);
  return counts.rejected > 0 || isChanged ? 1 : 0;
}

type Counts = Record<ImportResult["outcome"], number>;

function recordsLeft(counts: Counts, total: number): number {
  return total - counts.created - counts["already-created"] - counts.rejected;
}

/** Such as `3,000 records: 2,990 created, 7 existed, 3 rejected`. */
function describe(counts: Counts, total: number): string {
  const parts: [number, string][] = [
    [counts["already-created"], "existed"],
    [counts.rejected, "rejected"],
    [recordsLeft(counts, total), "left"],
  ];
  const more = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `, ${formatNumber(count)} ${what}`);
  return `${countRecords(total)}: ${formatNumber(counts.created)} created${more.join("")}`;
}

function countRecords(count: number): string {
  return `${formatNumber(count)} record${count === 1 ? "" : "s"}`;
}

/**
 * The journal named by the lines of a rejected file; undefined for other files. Throws a UsageError if the lines name several journals, or
 * a journal that does not exist. The import must not start a new journal in its place: importing this file and the original file would then
 * create duplicates.
 */
function sharedJournal(file: string, journals: ReadonlySet<string>): string | undefined {
  const [journal, ...others] = journals;
  if (journal === undefined) return undefined;
  if (others.length > 0)
    throw new UsageError(
      `${file}: its records belong to several imports. Put the records of each import into a separate file.`,
    );
  if (!existsSync(journal))
    throw new UsageError(
      `${file}: the journal of the import that rejected these records does not exist: ${journal}. If it was moved, pass its new path as --journal.`,
    );
  return journal;
}

/**
 * Default journal of a file, by the file's name without `.rejected`: `customers.jsonl` and `customers.rejected.jsonl` share
 * `customers.journal.jsonl`. A rejected file whose lines name a journal uses that journal instead.
 */
function journalOf(file: string): string {
  return withSuffix(file.replace(/(\.rejected)+(?=\.jsonl$)/i, ""), "journal");
}

/** `customers.jsonl` -> `customers.journal.jsonl`. */
function withSuffix(file: string, suffix: string): string {
  return `${file.replace(/\.(jsonl|ndjson|json)$/i, "")}.${suffix}.jsonl`;
}

/** Reads the whole file before anything is sent. Records are validated only if `validate` is set. */
async function scanFile(file: string, referenceKey: string, validate: ValidationMode): Promise<Scan> {
  const scan: Scan = { lines: new Map(), count: 0, problems: new Map(), journals: new Set() };
  for await (const line of readJsonLines(file)) {
    scan.count += 1;
    const found = line.value ? problemsOf(line.number, line.value) : [line.problem];
    if (found.length > 0) scan.problems.set(line.number, found);
  }
  return scan;

  function problemsOf(number: number, value: Record<string, unknown>): string[] {
    const found: string[] = [];
    const reference = referenceOf(value, referenceKey);
    const first = scan.lines.get(reference ?? "");
    if (reference === undefined) found.push(referenceProblem(value, referenceKey));
    else if (first !== undefined) found.push(`reference "${reference}" is also on line ${first}`);
    else scan.lines.set(reference, number);
    const journal = journalOfLine(file, value);
    if (journal !== undefined) scan.journals.add(journal);
    const issues = validate ? checkRequest("createCustomer", toRecord(value), validate) : [];
    return [...found, ...issues.map(({ path, message }) => `${path || "the record"} ${message}`)];
  }
}

function reportDryRun(scan: Scan): number {
  const { count, problems } = scan;
  if (problems.size > 0) process.stdout.write(`${listProblems(scan)}\n`);
  process.stdout.write(
    `${countRecords(count)}: ${formatNumber(count - problems.size)} valid, ${formatNumber(problems.size)} invalid. Nothing was sent.\n`,
  );
  return problems.size > 0 ? 1 : 0;
}

function listProblems({ problems }: Scan): string {
  const all = [...problems].flatMap(([line, found]) => found.map((problem) => `line ${line}: ${problem}`));
  const more = all.length - maxListed;
  return [...all.slice(0, maxListed), ...(more > 0 ? [`and ${formatNumber(more)} more`] : [])].join("\n");
}

async function confirm(rapyd: RapydClient, count: number, isConfirmed: boolean): Promise<void> {
  const [baseUrl] = accountOf(rapyd) ?? [];
  if (isConfirmed || baseUrl !== servers.production) return;
  if (!process.stdin.isTTY) throw new UsageError("To import in production, pass --yes.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.once("SIGINT", () => process.exit(128 + constants.signals.SIGINT));
  const reply = await terminal.question(
    `Create ${formatNumber(count)} customer${count === 1 ? "" : "s"} in production? Type yes: `,
  );
  terminal.close();
  if (reply.trim() !== "yes") throw new UsageError("Nothing was sent.");
}

/** Reads the file's records a second time, while they are sent. */
function readRecords(
  file: string,
  length: number,
): AsyncIterable<CreateCustomerRequest> & { length: number } {
  return {
    length,
    async *[Symbol.asyncIterator]() {
      for await (const { number, value, problem } of readJsonLines(file)) {
        // It was right when the file was scanned.
        if (value === undefined) throw new UsageError(`${file}, line ${number}: ${problem}.`);
        yield toRecord(value);
      }
    },
  };
}

function toRecord(line: Record<string, unknown>): CreateCustomerRequest {
  // importCustomers validates it before sending.
  return withoutRejection(line) as CreateCustomerRequest;
}
