/**
 * The journal of an import: JSON Lines, one claim, end of a claim or record state per line. A run's first line claims the journal for the
 * run's process; its last line ends the claim. A killed process leaves at most a torn last line, and a claim that was not ended.
 */
import { messageOf } from "../errors.js";
import { ExactlyOnceError } from "./errors.js";
import type { AppendOnlyFile, ProcessIdentity, System } from "./system.js";

/** An open journal. No other run can use it until it is closed. */
export interface Journal {
  /** IDs of customers that earlier runs created, by reference. */
  readonly created: ReadonlyMap<string, string>;
  /** References of records that earlier runs sent and whose outcome is unknown. */
  readonly unknown: ReadonlySet<string>;
  /** Writes a line saying that the record with this reference is about to be sent. Resolves once the line is on disk. */
  recordSent: (reference: string) => Promise<void>;
  recordCreated: (reference: string, id: string) => Promise<void>;
  /** Writes a line saying that no customer was created for the record with this reference. */
  recordRejected: (reference: string) => Promise<void>;
  /** Ends this process's claim. */
  close: () => Promise<void>;
}

/**
 * Server, account and reference key of the import that a journal belongs to. An import that differs in one of these cannot use the journal.
 */
export interface JournalOwner {
  readonly baseUrl: string;
  readonly referenceKey: string;
  /** Hash of the access key. */
  readonly account: string;
}

/** First line that a run writes: it claims the journal for the run's process. */
interface Claim extends JournalOwner {
  readonly journal: typeof kind;
  /** Version of the journal's format. */
  readonly version: typeof version;
  readonly run: string;
  readonly pid: number;
  readonly host: string;
  /** Time of the claim, ISO 8601. */
  readonly at: string;
}

type Line =
  Claim | { ended: string } | { sent: string } | { created: string; id: string } | { rejected: string };

/** Contents of a journal. */
interface Contents {
  readonly claims: readonly Claim[];
  readonly ended: ReadonlySet<string>;
  readonly created: Map<string, string>;
  readonly unknown: Set<string>;
}

const kind = "rapyd-customers import";
const version = 1;
const beginning = `{"journal":"${kind}"`;

/**
 * Opens the journal at a path; creates the file if missing. Rejects with an {@link ExactlyOnceError} if the file is not a journal, belongs
 * to another import, or is in use, and with a plain Error if it cannot be read or written.
 */
export async function openJournal(path: string, owner: JournalOwner, system: System): Promise<Journal> {
  const file = await system.openFile(path).catch((error: unknown) => {
    throw unusable(path, error);
  });
  const run = system.uuid();
  let contents: Contents;
  try {
    const text = await file.read();
    // A file that is not a journal must not be written to.
    checkOwner(parseJournal(path, text), path, owner);
    const { pid, host } = system.process;
    const at = new Date(system.now()).toISOString();
    const claim: Claim = { journal: kind, version, ...owner, run, pid, host, at };
    await append(file, claim, text !== "");
    await file.flush();
    // If two processes claim it simultaneously, the first claim wins.
    contents = parseJournal(path, await file.read());
    checkOwner(contents, path, owner);
    const other = findHolder(contents, run, system.process);
    if (other) {
      await append(file, { ended: run }, true);
      throw inUse(path, other);
    }
  } catch (error) {
    await file.close();
    throw error instanceof ExactlyOnceError ? error : unusable(path, error);
  }
  let queue: Promise<unknown> = Promise.resolve();
  /**
   * Error of the first failed write. That write may have left a torn line, and a state appended to the torn line would be lost. So no more
   * states are written; `close` still tries to write the line that ends the claim.
   */
  let failure: { error: unknown } | undefined;

  function record(line: Line, flushed: boolean): Promise<void> {
    const recorded = queue.then(async () => {
      if (failure) throw failure.error;
      try {
        await append(file, line, false);
        if (flushed) await file.flush();
      } catch (error) {
        failure = { error: unusable(path, error) };
        throw failure.error;
      }
    });
    queue = recorded.catch(() => undefined);
    return recorded;
  }

  return {
    created: contents.created,
    unknown: contents.unknown,
    recordSent: (sent) => record({ sent }, true),
    recordCreated: (created, id) => record({ created, id }, false),
    recordRejected: (rejected) => record({ rejected }, false),
    close: async () => {
      await queue;
      try {
        await append(file, { ended: run }, true);
        await file.flush();
      } catch {
        // The claim then ends with the process.
      }
      await file.close();
    },
  };
}

/** Appends a line, preceded by a line break if the last line may be torn. */
function append(file: AppendOnlyFile, line: Line, mayBeTorn: boolean): Promise<void> {
  return file.append(`${mayBeTorn ? "\n" : ""}${JSON.stringify(line)}\n`);
}

/** Parses a journal. Throws an {@link ExactlyOnceError} that names the first invalid line. */
export function parseJournal(path: string, text: string): Contents {
  const claims: Claim[] = [];
  const ended = new Set<string>();
  const created = new Map<string, string>();
  const unknown = new Set<string>();
  const lines = text.split("\n");
  let torn: number | undefined;
  const [first = ""] = lines;
  if (text !== "" && (first === "" || !(beginning.startsWith(first) || first.startsWith(beginning))))
    throw notAJournal(path, 1);
  for (const [index, written] of lines.entries()) {
    if (written === "") continue;
    const line = parseLine(written);
    // Only the last line of a run can be torn.
    if (torn !== undefined && !(line && ("run" in line || "ended" in line))) throw notAJournal(path, torn);
    torn = line ? undefined : index + 1;
    if (line === undefined) continue;
    if ("run" in line) claims.push(line);
    else if ("ended" in line) ended.add(line.ended);
    else if ("sent" in line) unknown.add(line.sent);
    else if ("created" in line) {
      unknown.delete(line.created);
      created.set(line.created, line.id);
    } else unknown.delete(line.rejected);
  }
  return { claims, ended, created, unknown };
}

function parseLine(written: string): Line | undefined {
  try {
    const line = Object(JSON.parse(written)) as Record<string, unknown>;
    const isLine =
      (line["journal"] === kind && typeof line["run"] === "string") ||
      ["ended", "sent", "rejected"].some((name) => typeof line[name] === "string") ||
      (typeof line["created"] === "string" && typeof line["id"] === "string");
    // It has the properties that identify its kind.
    return isLine ? (line as unknown as Line) : undefined;
  } catch {
    return undefined;
  }
}

function checkOwner({ claims }: Contents, path: string, owner: JournalOwner): void {
  const [first] = claims;
  if (first === undefined) return;
  const { baseUrl, referenceKey, account } = owner;
  const differences = [
    [
      first.version === version,
      `of an import that used journal format ${String(first.version)}, not ${version}`,
    ],
    [first.baseUrl === baseUrl, `of an import to ${String(first.baseUrl)}, not ${baseUrl}`],
    [first.account === account, "of an import with another access key"],
    [
      first.referenceKey === referenceKey,
      `of an import with the reference key ${String(first.referenceKey)}, not ${referenceKey}`,
    ],
  ] as const;
  const [, difference] = differences.find(([isSame]) => !isSame) ?? [];
  if (difference === undefined) return;
  throw new ExactlyOnceError(`${path} is the journal ${difference}. ${aboutNewJournals}`, {});
}

/** First claim of an earlier run that may still hold the journal; undefined if there is none. */
function findHolder({ claims, ended }: Contents, run: string, own: ProcessIdentity): Claim | undefined {
  const before = claims.slice(
    0,
    claims.findIndex((claim) => claim.run === run),
  );
  return before.find((claim) => !ended.has(claim.run) && lives(claim, own));
}

/** Whether a claim's process may still be running. A process on another host cannot be checked, so the result for it is always true. */
function lives({ pid, host, at }: Claim, own: ProcessIdentity): boolean {
  if (host !== own.host) return true;
  // Process IDs are reused, in containers nearly always.
  return pid === own.pid ? Date.parse(at) >= own.startedAt : own.isAlive(pid);
}

/**
 * Error for a journal that cannot be read or written. It is a plain Error, because a RapydError would be taken for the outcome of a record.
 */
function unusable(path: string, cause: unknown): Error {
  return new Error(`the journal ${path} cannot be read or written: ${messageOf(cause)}`, { cause });
}

function inUse(path: string, { pid, host, at, run }: Claim): ExactlyOnceError {
  return new ExactlyOnceError(
    `${path} has been in use by process ${pid} on ${host} since ${at}. If that process is no longer importing, release the journal with: ` +
      `echo '${JSON.stringify({ ended: run })}' >> '${path.replaceAll("'", `'\\''`)}'`,
    { isTransient: true },
  );
}

function notAJournal(path: string, line: number): ExactlyOnceError {
  const problem = `line ${line} is invalid`;
  return new ExactlyOnceError(
    line === 1
      ? `${path} is not an import journal: ${problem}. Use an import journal, or a new file.`
      : `${path} is damaged: ${problem}. Restore a copy of it. ${aboutNewJournals}`,
    {},
  );
}

const aboutNewJournals =
  "If you use a new journal, set checkExisting (--check-existing): otherwise, the customers of earlier imports are created again.";
