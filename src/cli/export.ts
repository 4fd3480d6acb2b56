/** The command `export`. */
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { AbortError, messageOf } from "../errors.js";
import { readCustomers } from "../exactly-once/customers.js";
import { createPace, defaultRequestsPerMinute } from "../exactly-once/pace.js";
import { nodeSystem } from "../exactly-once/system.js";
import { listenForInterrupt } from "./interrupt.js";
import { formatNumber, showProgress } from "./progress.js";
import { type Command, createClientFromEnv, readNumber, readOptions, regularFile } from "./usage.js";

/** `rapyd-customers export`: writes every customer. */
export const exportCommand: Command = {
  summary: "writes every customer, one per line",
  help: `Usage: rapyd-customers export [options]

Writes each customer as one line of JSON. With --output, the file is not created until the export is complete;
an export that is killed leaves FILE.*.part, which you can delete.

  --output FILE             where to write; default: - (standard output)
  --requests-per-minute N   default: ${defaultRequestsPerMinute}

Keys and server are set by RAPYD_ACCESS_KEY, RAPYD_SECRET_KEY, RAPYD_ENVIRONMENT (default: sandbox), RAPYD_BASE_URL.
After a 429 without Retry-After, nothing is sent for a minute.
Rapyd's customer list may cover only the last 90 days, so older customers may be missing.

Exit codes: 0 every listed customer was written, 1 the export is incomplete, 2 wrong usage, 130 Ctrl-C, 143 SIGTERM.
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { output = "-", "requests-per-minute": perMinute } = readOptions(
    { output: "string", "requests-per-minute": "string" },
    args,
  );
  const requestsPerMinute = readNumber("requests-per-minute", perMinute, 1) ?? defaultRequestsPerMinute;
  const rapyd = createClientFromEnv();
  // The exit code if the reader closes the pipe: the export is then incomplete.
  process.exitCode = 1;
  const interrupt = listenForInterrupt(() => undefined);
  const file = await openOutput(output);
  const display = showProgress("customers");
  const pace = createPace(nodeSystem, {
    requestsPerMinute,
    signal: interrupt.signal,
    onPause: () => display.update(progress()),
  });
  let count = 0;
  const progress = (): Parameters<typeof display.update>[0] => ({
    ...{ done: count, total: undefined, notes: [], requests: pace.requests() },
    ...{ pausedUntil: pace.pausedUntil(), pausedBy: pace.pausedBy() },
  });
  try {
    for await (const customer of readCustomers(rapyd, pace)) {
      await file.write(`${JSON.stringify(customer)}\n`);
      count += 1;
      display.update(progress());
    }
    await file.complete();
  } catch (error) {
    display.end();
    await file.discard();
    const reason = error instanceof AbortError ? "stopped" : messageOf(error);
    process.stderr.write(
      `The export is incomplete after ${formatNumber(count)} customers: ${reason}. Run it again.\n`,
    );
    return interrupt.exitCode() ?? 1;
  } finally {
    display.end();
    interrupt.dispose();
  }
  process.stderr.write(`${formatNumber(count)} customers\n`);
  return 0;
}

interface Output {
  write: (text: string) => Promise<void>;
  /** Closes the file and gives it its final name. */
  complete: () => Promise<void>;
  /** Removes the incomplete file. */
  discard: () => Promise<void>;
}

async function openOutput(output: string): Promise<Output> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (output === "-") return { write: writeToStdout, complete: nothing, discard: nothing };
  const path = regularFile("--output", output);
  // Another export may be writing to the same file.
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  const file = await open(part, "wx");
  return {
    write: (text) => file.appendFile(text),
    complete: async () => {
      await file.close();
      await rename(part, path);
    },
    discard: async () => {
      await file.close();
      await rm(part, { force: true });
    },
  };
}

/** Resolves once the text is written. Rejects if writing fails. */
function writeToStdout(text: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );
}
