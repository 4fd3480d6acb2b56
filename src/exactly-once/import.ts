/** Many customers, each exactly once, whatever breaks: a response, the process, or the machine. */
import { createHash } from "node:crypto";
import { accountOf } from "../account.js";
import { checkRequest } from "../check/request.js";
import type { CreateCustomerRequest, Customer } from "../../generated/schema.js";
import type { RapydClient } from "../client.js";
import { AbortError, AuthenticationError, RapydError, ValidationError } from "../errors.js";
import { defaultSettleAfterMs } from "./create-once.js";
import { defaultReferenceKey, readCustomers, referenceOf } from "./customers.js";
import { ExactlyOnceError, messageOf } from "./errors.js";
import { type Journal, openJournal } from "./journal.js";
import { checkOptions } from "./options.js";
import { createPace, defaultRequestsPerMinute } from "./pace.js";
import { nodeSystem, type System } from "./system.js";

/** Options of {@link importCustomers}. */
export interface ImportOptions {
  /**
   * Path of the journal, which is created. An import with the same journal goes on where the last one ended. Keep it until all records
   * are there.
   */
  journal: string;
  /** Requests a minute, list pages included. Default: 150. */
  requestsPerMinute?: number | undefined;
  /** Records under way at the same time. Default: 4. */
  concurrency?: number | undefined;
  /** Key in `metadata` under which each record has its reference. Default: `"reference"`. */
  referenceKey?: string | undefined;
  /**
   * Milliseconds to wait after a request whose outcome is unknown before the list is read: after that the request can no longer arrive.
   * Default: 60,000, when its signature has expired.
   */
  settleAfterMs?: number | undefined;
  /** Whether to read the list of customers first, for references that exist although the journal does not have them. Default: false. */
  checkExisting?: boolean | undefined;
  /** Stops the import: what is under way ends, nothing else is sent. Default: none. */
  signal?: AbortSignal | undefined;
  /** Called after each result, page and pause. What it throws is ignored. Default: none. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** How far an import is. */
export interface ImportProgress {
  /** Records that are there, those of earlier runs included. */
  created: number;
  rejected: number;
  /** Records that were sent, and whose outcome is not known yet. */
  unknown: number;
  /** Records that have no result yet; undefined when `records` has no `length`. */
  remaining: number | undefined;
  /** Requests sent, list pages included. */
  requests: number;
  /** Milliseconds since 1970 until which nothing is sent after a failure; undefined while requests are sent. */
  pausedUntil: number | undefined;
}

/** What became of one record. */
export interface ImportResult {
  /** `""` for a record without one. */
  reference: string;
  /**
   * `created`: by this run. `already-created`: by an earlier run, or found by `checkExisting`. `rejected`: it certainly does not exist,
   * and `error` says why.
   */
  outcome: "created" | "already-created" | "rejected";
  /** The record as it was given. */
  record: CreateCustomerRequest;
  /** Id of the customer; undefined for a rejected record. */
  id?: string;
  /** The customer that this run created. */
  customer?: Customer;
  error?: Error;
}

/** Records to import. With a `length`, the progress has `remaining`. */
export type ImportRecords = (Iterable<CreateCustomerRequest> | AsyncIterable<CreateCustomerRequest>) & {
  readonly length?: number;
};

/** A record that is to be sent, or was. */
interface Pending {
  readonly record: CreateCustomerRequest;
  readonly reference: string;
  attempts: number;
  /** Its last failure. */
  error?: RapydError;
}

/** Records of unknown outcome that are kept before the list is read; their requests are in memory. */
const maxUnknown = 1_000;

/** Attempts for a record after each of which the list was read without finding it. Then something else is wrong with it. */
const maxAttempts = 10;

/**
 * Creates a customer for each record, exactly once, at a pace that Rapyd allows. Each record needs a reference of your own in
 * `metadata`. Yields one result a record, as it is known. Nothing is sent before the first result is asked for; ending the loop early lets
 * what is under way end.
 *
 * Throws a TypeError for a wrong option. Iterating throws an {@link ExactlyOnceError} when the import has to stop, whose `cause` says why:
 * rejected keys, 20 failed requests in a row, a list that cannot be read to its end, a journal that cannot be written or is in use. It throws
 * an {@link AbortError} when `signal` stopped it. Run it again with the same journal and records to go on.
 */
export function importCustomers(
  rapyd: RapydClient,
  records: ImportRecords,
  options: ImportOptions,
): AsyncGenerator<ImportResult, void, undefined> {
  return importCustomersWith(nodeSystem, rapyd, records, options);
}

/** {@link importCustomers} with time, randomness, files and processes passed in, for tests. */
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
  const account = createHash("sha256")
    .update(JSON.stringify([options.referenceKey ?? defaultReferenceKey, ...owner]))
    .digest("hex");
  return runImport(system, rapyd, records, options, account);
}

async function* runImport(
  system: System,
  rapyd: RapydClient,
  records: ImportRecords,
  options: ImportOptions,
  account: string,
): AsyncGenerator<ImportResult, void, undefined> {
  const { referenceKey = defaultReferenceKey, settleAfterMs = defaultSettleAfterMs } = options;
  const { requestsPerMinute = defaultRequestsPerMinute, concurrency = 4, signal, onProgress } = options;
  /** Aborts when the caller stops the import, or something in it failed. */
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort);

  const pace = createPace(system, { requestsPerMinute, signal: stop.signal, onPause: report });
  const source = iteratorOf(records);
  /** References of this run, to tell one that is given twice. */
  const given = new Set<string>();
  /** Ids by reference, of customers that this run need not create. */
  let existing = new Map<string, string>();
  /** Records that were sent, and that the list does not have. */
  let missing: Pending[] = [];
  const unknown = new Map<string, Pending>();
  /** References of this run that the journal has as sent, without an outcome. */
  const unresolved = new Set<string>();
  let unknownSince = -Infinity;
  let [created, rejected] = [0, 0];
  let journal: Journal | undefined;
  let leftUnknown = new Set<string>();

  try {
    journal = await openOwnJournal();
    existing = new Map(journal.created);
    leftUnknown = new Set(journal.unknown);
    await findExisting(journal);
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
    // A source that waits for something need not be waited for.
    void Promise.resolve(source.return?.()).catch(() => undefined);
    await journal?.close();
  }

  async function openOwnJournal(): Promise<Journal> {
    try {
      return await openJournal(options.journal, account, system);
    } catch (error) {
      const { isTransient } = error instanceof RapydError ? error : { isTransient: true };
      throw new ExactlyOnceError(`importCustomers: nothing was sent: ${messageOf(error)}`, {
        isTransient,
        cause: error,
      });
    }
  }

  /** Before anything is sent: what earlier runs sent without an outcome, and what exists anyway. */
  async function findExisting({ recordCreated }: Journal): Promise<void> {
    const { checkExisting = false } = options;
    if (leftUnknown.size === 0 && !checkExisting) return;
    report();
    // Not by the time of the journal's lines: the clock may have been set since.
    if (leftUnknown.size > 0) await pace.waitUntil(system.elapsed() + settleAfterMs);
    for await (const customer of readCustomers(rapyd, pace)) {
      report();
      const reference = referenceOf(customer, referenceKey);
      if (reference === undefined) continue;
      const wasSent = leftUnknown.delete(reference);
      if (wasSent) await recordCreated(reference, customer.id);
      if (wasSent || checkExisting) existing.set(reference, customer.id);
    }
    leftUnknown.clear();
  }

  /** Sends records until all are sent, too many are of unknown outcome, or the import stops. */
  async function* sendRecords(open: Journal): AsyncGenerator<ImportResult, void, undefined> {
    interface Event {
      readonly of: Promise<Event>;
      readonly next?: Pending | ImportResult | undefined;
      readonly result?: ImportResult | undefined;
      readonly failure?: { error: unknown };
    }
    const underWay = new Set<Promise<Event>>();
    let pulling: Promise<Event> | undefined;
    let isExhausted = false;
    let failure: Event["failure"];
    const follow = (work: Promise<Omit<Event, "of">>): Promise<Event> => {
      const followed: Promise<Event> = work.then(
        (event) => ({ ...event, of: followed }),
        (error: unknown) => ({ failure: { error }, of: followed }),
      );
      return followed;
    };
    try {
      for (;;) {
        const mayPull = !isExhausted && !stop.signal.aborted && unknown.size < maxUnknown;
        if (mayPull && underWay.size < concurrency)
          pulling ??= follow(unlessStopped(pull()).then((next) => ({ next })));
        if (underWay.size === 0 && pulling === undefined) break;
        const event = await Promise.race([...underWay, ...(pulling ? [pulling] : [])]);
        if (event.of === pulling) pulling = undefined;
        underWay.delete(event.of);
        if (event.failure) {
          failure ??= event.failure;
          stop.abort();
        } else if (event.result) yield event.result;
        else if ("next" in event) {
          const { next } = event;
          if (next === undefined) isExhausted = true;
          else if ("outcome" in next) yield next;
          else underWay.add(follow(send(next, open).then((result) => ({ result }))));
        }
        report();
      }
    } finally {
      // The loop over the results ended early.
      if (underWay.size > 0) stop.abort();
      await Promise.all(underWay);
    }
    if (failure) throw failure.error;
  }

  /** What the source gives; undefined when the import stops first. */
  function unlessStopped<Value>(work: Promise<Value>): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const end = (): void => resolve(undefined);
      if (stop.signal.aborted) end();
      stop.signal.addEventListener("abort", end);
      void work.then(resolve, reject).finally(() => stop.signal.removeEventListener("abort", end));
    });
  }

  /** The next record to send, or the result of one that need not be sent. */
  async function pull(): Promise<Pending | ImportResult | undefined> {
    const again = missing.pop();
    if (again) return again;
    const { done, value: record } = await source.next();
    if (done) return undefined;
    const reference = referenceOf(Object(record) as CreateCustomerRequest, referenceKey);
    if (reference === undefined)
      return { ...reject("", record), error: new TypeError(`metadata.${referenceKey} is missing`) };
    if (given.has(reference))
      return { ...reject(reference, record), error: new TypeError(`reference ${reference} is given twice`) };
    given.add(reference);
    const id = existing.get(reference);
    if (id !== undefined) return { reference, record, outcome: "already-created", id };
    const issues = checkRequest("createCustomer", record);
    if (issues.length > 0)
      return { ...reject(reference, record), error: new ValidationError("createCustomer", issues) };
    return { reference, record, attempts: 0 };
  }

  /** Result of a record; undefined when its outcome is unknown, or the import stopped before it was sent. */
  async function send(pending: Pending, open: Journal): Promise<ImportResult | undefined> {
    const { record, reference } = pending;
    try {
      const customer = await pace.untilKnown(async (limits) => {
        if (pending.attempts++ === 0) await open.recordSent(reference);
        unresolved.add(reference);
        return rapyd.createCustomer(record, limits);
      });
      await open.recordCreated(reference, customer.id);
      unresolved.delete(reference);
      return { reference, record, outcome: "created", id: customer.id, customer };
    } catch (error) {
      if (!(error instanceof RapydError)) throw error;
      if (error.mayHaveSucceeded) {
        unknown.set(reference, Object.assign(pending, { error }));
        unknownSince = system.elapsed();
      } else if (unresolved.has(reference)) await recordMissing(reference, open);
      if (error instanceof AuthenticationError || error instanceof ExactlyOnceError) throw error;
      // The import stopped while the record waited for its turn.
      if (error.mayHaveSucceeded || error instanceof AbortError) return undefined;
      return { ...reject(reference, record), error };
    }
  }

  async function recordMissing(reference: string, open: Journal): Promise<void> {
    await open.recordRejected(reference);
    unresolved.delete(reference);
  }

  /** Reads the list, once for all records of unknown outcome. Only what it does not have may be sent again. */
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
      yield { reference, record: pending.record, outcome: "created", id: customer.id, customer };
    }
    const notFound = [...unknown.values()];
    unknown.clear();
    missing = notFound.filter(({ attempts }) => attempts < maxAttempts);
    for (const { reference, record, attempts, error } of notFound)
      if (error && attempts >= maxAttempts) {
        await recordMissing(reference, open);
        yield { ...reject(reference, record), error };
      }
  }

  function reject(reference: string, record: CreateCustomerRequest) {
    return { reference, record, outcome: "rejected" } as const;
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
      });
    } catch {
      // Ignored, as the option's docstring says.
    }
  }

  function toStopError(error: unknown): RapydError {
    if (journal === undefined && error instanceof ExactlyOnceError) return error;
    const open = unresolved.size + leftUnknown.size;
    const state = `${created} created, ${rejected} rejected, ${open} of unknown outcome`;
    const details = { mayHaveSucceeded: open > 0, attempts: pace.requests() };
    if (signal?.aborted)
      return new AbortError(
        `importCustomers: aborted: ${state}. Import again with the same journal to go on.`,
        {
          ...details,
          cause: signal.reason as unknown,
        },
      );
    const isTransient = error instanceof RapydError && error.isTransient;
    return new ExactlyOnceError(
      `importCustomers: stopped: ${state}. ${messageOf(error)}. Import again with the same journal to go on.`,
      { ...details, isTransient, cause: error },
    );
  }
}

function iteratorOf(
  records: ImportRecords,
): AsyncIterator<CreateCustomerRequest> | Iterator<CreateCustomerRequest> {
  if (Symbol.asyncIterator in records) return records[Symbol.asyncIterator]();
  if (Symbol.iterator in Object(records)) return records[Symbol.iterator]();
  throw new TypeError("records must be an iterable or an async iterable.");
}
