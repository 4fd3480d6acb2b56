/** Creates many customers, each exactly once, despite lost responses, killed processes and power failures. */
import { createHash } from "node:crypto";
import { accountOf } from "../account.js";
import type { CreateCustomerRequest, Customer } from "../../generated/schema.js";
import type { RapydClient } from "../client.js";
import { AbortError, AuthenticationError, messageOf, RapydError, ValidationError } from "../errors.js";
import { runConcurrently } from "./concurrent.js";
import { defaultSettleAfterMs } from "./create-once.js";
import {
  copyRequest,
  defaultReferenceKey,
  readCustomers,
  referenceOf,
  referenceProblem,
} from "./customers.js";
import { ExactlyOnceError } from "./errors.js";
import { type Journal, type JournalOwner, openJournal } from "./journal.js";
import { checkOptions } from "./options.js";
import { createPace, defaultRequestsPerMinute } from "./pace.js";
import { nodeSystem, type System } from "./system.js";

/** Options of {@link importCustomers}. */
export interface ImportOptions {
  /**
   * Path of the journal, which is created if missing. A later import with the same journal resumes the earlier one. Keep the journal until
   * the customer of every record exists.
   */
  journal: string;
  /** Requests per minute, including list pages. Default: 150. */
  requestsPerMinute?: number | undefined;
  /** Maximum number of records under way. Default: 4. */
  concurrency?: number | undefined;
  /** Key in `metadata` under which each record has its reference. Default: `"reference"`. */
  referenceKey?: string | undefined;
  /**
   * Milliseconds to wait after a request of unknown outcome before the list of customers is read. Choose it so that the request can no
   * longer take effect afterwards. Default: 60,000, by which time the request's signature has expired.
   */
  settleAfterMs?: number | undefined;
  /** Whether to read the list of customers first, and skip references that exist. Default: false. */
  checkExisting?: boolean | undefined;
  /** Stops the import: requests under way finish, and nothing else is sent. Default: none. */
  signal?: AbortSignal | undefined;
  /** Called after each result, when a pause begins, and while the list is read. Errors are ignored. Default: none. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** Progress of an import. */
export interface ImportProgress {
  /** Records whose outcome is `created` or `already-created`. */
  created: number;
  rejected: number;
  /** Records that were sent and whose outcome is unknown. */
  unknown: number;
  /** Records without a result; undefined if `records` has no `length`. */
  remaining: number | undefined;
  /** Requests sent, including list pages. */
  requests: number;
  /** End of the current pause (after a failure, or before the list is read), in milliseconds since 1970; undefined if there is none. */
  pausedUntil: number | undefined;
  /** Failure that caused the current pause; undefined if there is no pause after a failure. */
  pausedBy: RapydError | undefined;
}

/** Outcome of one record. */
export interface ImportResult {
  /** The record's reference; `""` if it has none. */
  reference: string;
  /**
   * `created`: by this run; if the response was lost, the customer was found in the list by the record's reference. `already-created`: by
   * an earlier run, or found by `checkExisting`. `rejected`: certainly no customer was created for this record; `error` is its last
   * failure. `error.mayHaveSucceeded` can be true nevertheless: that failure left the outcome unknown, but the list, read afterwards, does
   * not contain the customer.
   */
  outcome: "created" | "already-created" | "rejected";
  /** The object that was given as record. */
  record: CreateCustomerRequest;
  /** Id of the customer; undefined for a rejected record. */
  id?: string;
  /** The customer that this run created. */
  customer?: Customer;
  error?: Error;
}

/** Records to import. If `length` is set, progress reports have `remaining`. */
export type ImportRecords = (Iterable<CreateCustomerRequest> | AsyncIterable<CreateCustomerRequest>) & {
  readonly length?: number;
};

/** A record that is still to be sent, or that was sent and whose outcome is unknown. */
interface Pending {
  readonly record: CreateCustomerRequest;
  /** Copy of the record as it was pulled. */
  readonly request: CreateCustomerRequest;
  readonly reference: string;
  attempts: number;
  /** The record's last failure in this run. If there is none and the record's outcome is unknown, only an earlier run sent the record. */
  error?: RapydError;
}

/** Default maximum number of records under way. */
export const defaultConcurrency = 4;

/** When this many records have an unknown outcome, sending pauses and the list is read. This limits how many records are kept in memory. */
const maxUnknown = 1_000;

/** After this many attempts, a record of unknown outcome is not sent again: if the list does not contain it, it is rejected. */
const maxAttempts = 10;

/**
 * Creates a customer for each record, exactly once, at a limited pace. Each record needs your own reference in `metadata`. Yields one
 * result per record as it settles. Nothing is sent until you iterate; leaving the loop early lets requests under way finish.
 *
 * Throws a TypeError for an invalid option. Iterating throws an {@link ExactlyOnceError} if the import must stop, for example because of
 * rejected keys, 20 consecutive failed requests, or a journal that is in use, belongs to another import, or cannot be read or written. Its
 * `cause` is the reason. If `signal` stopped the import, iterating throws an {@link AbortError}. To resume, run the import again with the
 * same journal and records.
 */
export function importCustomers(
  rapyd: RapydClient,
  records: ImportRecords,
  options: ImportOptions,
): AsyncGenerator<ImportResult, void, undefined> {
  return importCustomersWith(nodeSystem, rapyd, records, options);
}

/** {@link importCustomers} with clock, files and process passed in, for tests. */
export function importCustomersWith(
  system: System,
  rapyd: RapydClient,
  records: ImportRecords,
  options: ImportOptions,
): AsyncGenerator<ImportResult, void, undefined> {
  checkOptions("importCustomers", options);
  if (!options.journal) throw new TypeError("importCustomers needs journal: the path of a file.");
  const owner = accountOf(rapyd);
  if (!owner) throw new TypeError("importCustomers needs a client that createClient returned.");
  const [baseUrl, accessKey] = owner;
  const account = createHash("sha256").update(accessKey).digest("hex");
  const { referenceKey = defaultReferenceKey } = options;
  return runImport(system, rapyd, records, options, { baseUrl, referenceKey, account });
}

async function* runImport(
  system: System,
  rapyd: RapydClient,
  records: ImportRecords,
  options: ImportOptions,
  owner: JournalOwner,
): AsyncGenerator<ImportResult, void, undefined> {
  const { referenceKey } = owner;
  const { settleAfterMs = defaultSettleAfterMs } = options;
  const { requestsPerMinute = defaultRequestsPerMinute, signal, onProgress } = options;
  const { concurrency = defaultConcurrency } = options;
  /** Aborted when the caller stops the import, when something fails, and when the import ends. */
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort);

  const pace = createPace(system, { requestsPerMinute, signal: stop.signal, onPause: report });
  const source = iteratorOf(records);
  /** References of this run, to detect duplicates. */
  const given = new Set<string>();
  /** By reference, the IDs of customers that this run need not create. */
  let existing = new Map<string, string>();
  /** Records that were sent and are not in the list. */
  let missing: Pending[] = [];
  const unknown = new Map<string, Pending>();
  /** References of this run's records that the journal shows as sent, without an outcome. An earlier run may have sent them. */
  const unresolved = new Set<string>();
  let unknownSince = -Infinity;
  let [created, rejected] = [0, 0];
  let journal: Journal | undefined;
  let leftUnknown = new Set<string>();

  try {
    journal = await openOwnJournal();
    existing = new Map(journal.created);
    leftUnknown = new Set(journal.unknown);
    // Counted from now, not from the journal's times: the clock may have been changed.
    if (leftUnknown.size > 0) unknownSince = system.elapsed();
    if (options.checkExisting) await findExisting(journal);
    let hasMore = true;
    while (hasMore) {
      for await (const result of sendRecords(journal)) yield counted(result);
      if (stop.signal.aborted) throw stop.signal.reason;
      hasMore = unknown.size > 0;
      if (hasMore) for await (const result of settle(journal)) yield counted(result);
    }
  } catch (error) {
    throw toStopError(error);
  } finally {
    stop.abort();
    signal?.removeEventListener("abort", onAbort);
    // Not awaited: the source may itself be waiting. Its errors must not keep the journal open.
    void (async () => source.return?.())().catch(() => undefined);
    await journal?.close();
  }

  async function openOwnJournal(): Promise<Journal> {
    try {
      return await openJournal(options.journal, owner, system);
    } catch (error) {
      const isTransient = error instanceof RapydError && error.isTransient;
      throw new ExactlyOnceError(`importCustomers: nothing was sent: ${messageOf(error)}`, {
        isTransient,
        cause: error,
      });
    }
  }

  /** Reads the list of customers to find the references that already exist. */
  async function findExisting({ recordCreated }: Journal): Promise<void> {
    for await (const customer of readCustomers(rapyd, pace)) {
      report();
      const reference = referenceOf(customer, referenceKey);
      if (reference === undefined) continue;
      if (leftUnknown.delete(reference)) await recordCreated(reference, customer.id);
      existing.set(reference, customer.id);
    }
  }

  /** Sends records until all are sent, too many have an unknown outcome, or the import stops. */
  function sendRecords(open: Journal): AsyncGenerator<ImportResult, void, undefined> {
    return runConcurrently<Pending | ImportResult, ImportResult>({
      pull,
      work: async (next) => ("outcome" in next ? next : send(next, open)),
      concurrency,
      stop,
    });
  }

  /** The next record to send, or the result of one that need not be sent. */
  async function pull(): Promise<Pending | ImportResult | undefined> {
    for (;;) {
      if (stop.signal.aborted || unknown.size >= maxUnknown) return undefined;
      const again = missing.pop();
      if (again) return again;
      const { done, value: record } = await source.next();
      if (done) return undefined;
      const next = classify(record);
      if (next) return next;
    }
  }

  /**
   * Returns the record to send, or its result if it need not be sent; undefined if an earlier run sent it and only the list can show its
   * outcome.
   */
  function classify(record: CreateCustomerRequest): Pending | ImportResult | undefined {
    const reference = referenceOf(Object(record) as CreateCustomerRequest, referenceKey);
    if (reference === undefined)
      return reject("", record, new TypeError(referenceProblem(Object(record) as object, referenceKey)));
    if (given.has(reference))
      return reject(reference, record, new TypeError(`reference "${reference}" is repeated`));
    given.add(reference);
    const id = existing.get(reference);
    if (id !== undefined) return { reference, record, outcome: "already-created", id };
    const { request, issues } = copyRequest(record);
    if (leftUnknown.delete(reference)) {
      unknown.set(reference, { record, request, reference, attempts: 1 });
      unresolved.add(reference);
      return undefined;
    }
    if (issues.length > 0) return reject(reference, record, new ValidationError("createCustomer", issues));
    return { reference, record, request, attempts: 0 };
  }

  /** Sends a record. Returns undefined if its outcome is unknown, or if the import stopped before the record was sent. */
  async function send(pending: Pending, open: Journal): Promise<ImportResult | undefined> {
    const { record, request, reference } = pending;
    try {
      const customer = await pace.untilKnown(async (limits) => {
        if (pending.attempts++ === 0) await open.recordSent(reference);
        unresolved.add(reference);
        return rapyd.createCustomer(request, limits);
      });
      await open.recordCreated(reference, customer.id);
      unresolved.delete(reference);
      return { reference, record, outcome: "created", id: customer.id, customer };
    } catch (error) {
      if (!(error instanceof RapydError)) throw error;
      if (error.mayHaveSucceeded) {
        unknown.set(reference, Object.assign(pending, { error }));
        unknownSince = system.elapsed();
        report();
      } else if (unresolved.has(reference)) await recordMissing(reference, open);
      if (error instanceof AuthenticationError || error instanceof ExactlyOnceError) throw error;
      // Stopped before its turn.
      if (error.mayHaveSucceeded || error instanceof AbortError) return undefined;
      return reject(reference, record, error);
    }
  }

  async function recordMissing(reference: string, open: Journal): Promise<void> {
    await open.recordRejected(reference);
    unresolved.delete(reference);
  }

  /**
   * Reads the list once and yields a result for each record of unknown outcome found there. The others are sent again, or rejected after
   * `maxAttempts`.
   */
  async function* settle(open: Journal): AsyncGenerator<ImportResult, void, undefined> {
    report();
    await pace.waitUntil(unknownSince + settleAfterMs);
    for await (const customer of readCustomers(rapyd, pace)) {
      const reference = referenceOf(customer, referenceKey) ?? "";
      const pending = unknown.get(reference);
      report();
      if (pending === undefined) continue;
      await open.recordCreated(reference, customer.id);
      unknown.delete(reference);
      unresolved.delete(reference);
      const { record, error } = pending;
      if (error) yield { reference, record, outcome: "created", id: customer.id, customer };
      else yield { reference, record, outcome: "already-created", id: customer.id };
    }
    const notFound = [...unknown.values()];
    unknown.clear();
    missing = notFound.filter(({ attempts }) => attempts < maxAttempts);
    for (const { reference, record, attempts, error } of notFound)
      if (error && attempts >= maxAttempts) {
        await recordMissing(reference, open);
        yield reject(reference, record, error);
      }
  }

  function reject(reference: string, record: CreateCustomerRequest, error: Error): ImportResult {
    return { reference, record, outcome: "rejected", error };
  }

  function counted(result: ImportResult): ImportResult {
    if (result.outcome === "rejected") rejected += 1;
    else created += 1;
    report();
    return result;
  }

  function report(): void {
    const { length } = records;
    try {
      onProgress?.({
        created,
        rejected,
        unknown: unknown.size + leftUnknown.size,
        remaining: length === undefined ? undefined : length - created - rejected,
        requests: pace.requests(),
        pausedUntil: pace.pausedUntil(),
        pausedBy: pace.pausedBy(),
      });
    } catch {
      // Ignored, as documented.
    }
  }

  function toStopError(error: unknown): RapydError {
    if (journal === undefined && error instanceof ExactlyOnceError) return error;
    const open = unresolved.size + leftUnknown.size;
    const state = `${created} created, ${rejected} rejected, ${open} unknown`;
    const details = { mayHaveSucceeded: open > 0, attempts: pace.requests() };
    if (signal?.aborted)
      return new AbortError(
        `importCustomers: aborted: ${state}. Run the import again with the same journal to resume.`,
        {
          ...details,
          cause: signal.reason as unknown,
        },
      );
    const isTransient = error instanceof RapydError && error.isTransient;
    return new ExactlyOnceError(
      `importCustomers: stopped: ${state}. ${messageOf(error)}. Run the import again with the same journal to resume.`,
      { ...details, isTransient, cause: error },
    );
  }
}

function iteratorOf(
  records: ImportRecords,
): AsyncIterator<CreateCustomerRequest> | Iterator<CreateCustomerRequest> {
  // Callers without types may pass anything.
  const given = Object(records) as ImportRecords;
  if (Symbol.asyncIterator in given) return given[Symbol.asyncIterator]();
  if (Symbol.iterator in given) return given[Symbol.iterator]();
  throw new TypeError("records must be an iterable or an async iterable.");
}
