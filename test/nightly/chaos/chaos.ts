/** Concurrent creates against an emulator with faults, and a report on their outcomes. */
import fetchRetry from "fetch-retry";
import type { Middleware } from "openapi-fetch";
import { createClientWith } from "../../../src/client.js";
import type { Emulator, Fault } from "../../../src/emulator/index.js";
import { startEmulatorAt } from "../../../src/emulator/server.js";
import {
  AuthenticationError,
  type ClientOptions,
  type Customer,
  type RapydClient,
  RapydError,
} from "../../../src/index.js";
import type { Runtime } from "../../../src/runtime.js";
import { keys } from "../../helpers/fixtures.js";
import { seededRandom } from "../../helpers/random.js";
import { type VirtualTime, virtualTime } from "./virtual-time.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

/**
 * The layer between the client and the network: `nobody`, or one that callers put there. `wrapper` is a fetch option that sends, then
 * sometimes fails for an unrelated reason; `fetch-retry` is the package of that name as the fetch option; `wrapped-global` is the same
 * package instead of the global fetch; `hedging` is middleware that sends each request twice and takes the first response;
 * `idle-middleware` changes nothing.
 */
export type Between = "nobody" | "wrapper" | "fetch-retry" | "wrapped-global" | "hedging" | "idle-middleware";

/** One run. */
export interface ChaosOptions {
  calls: number;
  seed: number;
  /** Whether the account honours idempotency keys, and the client relies on it. */
  idempotency: boolean;
  concurrency?: number;
  /** Default: nobody. */
  between?: Between;
}

/** Result of all calls. */
export interface ChaosReport {
  calls: number;
  attempts: number;
  /** Number of requests affected by a fault, by mode. */
  faults: Record<string, number>;
  succeeded: number;
  failed: number;
  mayHaveSucceeded: number;
  customers: number;
  /** Failed calls by the name of their error. */
  errors: Record<string, number>;
  /** Violations in words; empty if there are none. */
  violations: string[];
}

interface Outcome {
  customer?: Customer;
  error?: unknown;
}

/**
 * Share of the requests that each fault affects. The status faults count as one fault, so there are 12 faults. Together, they affect 36 %
 * of the requests.
 */
const share = 0.03;

/** A client gives up on a stalled response after this time, which passes only virtually. */
const timeoutMs = 30_000;

const responseFaults: Fault[] = [
  { mode: "reset-before-read" },
  { mode: "reset-after-commit" },
  { mode: "stall-headers" },
  { mode: "stall-body" },
  { mode: "truncate" },
  { mode: "empty-500" },
  { mode: "invalid-json" },
  { mode: "html-200" },
  { mode: "error-200" },
  { mode: "redirect", location: "http://127.0.0.1:9/v1/customers" },
  { mode: "slow", delayMs: 20 },
];

/** A client, the emulator that injects faults into the client's requests, and the number of attempts so far. */
export interface Chaotic {
  client: RapydClient;
  emulator: Emulator;
  random: () => number;
  attempts: () => number;
  runtime: Runtime;
}

/** Starts an emulator that injects faults, and a client for it. */
export async function startChaos(
  seed: number,
  idempotency = false,
  between: Between = "nobody",
): Promise<Chaotic> {
  const random = seededRandom(seed);
  const time = virtualTime(random);
  const emulator = await startEmulatorAt(time.runtime.now, { ...keys, idempotency });
  injectFaults(emulator, random, time);
  let attempts = 0;
  const client = createClientWith(
    {
      ...keys,
      baseUrl: emulator.url,
      timeoutMs,
      idempotencyEnabled: idempotency,
      maxRetries: idempotency ? 8 : 2,
      onAttempt: () => void attempts++,
      ...standingBetween(between, time, random),
    },
    between === "wrapped-global" ? { ...time.runtime, fetch: () => retryingFetch(time) } : time.runtime,
    {},
  );
  return { client, emulator, random, attempts: () => attempts, runtime: time.runtime };
}

/** Runs the calls and compares each with what the server did. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { calls, seed, idempotency, concurrency = 64, between = "nobody" } = options;
  const { client, emulator, attempts } = await startChaos(seed, idempotency, between);

  const outcomes: Outcome[] = [];
  let next = 0;
  async function work(limit: number): Promise<void> {
    while (next < limit) {
      const call = next++;
      outcomes[call] = await client
        .createCustomer({ ...minimalCustomer, name: `Call ${call}`, metadata: { call } })
        .then(
          (customer) => ({ customer }),
          (error: unknown) => ({ error }),
        );
    }
  }
  const workUpTo = (limit: number): Promise<unknown> =>
    Promise.all(Array.from({ length: concurrency }, () => work(limit)));
  await workUpTo(Math.floor(calls / 3));
  // The server's clock is wrong for the middle third. No call sees it change twice, which nobody could correct.
  const endClockOffset = emulator.inject({ mode: "clock-skew", offsetMs: 120_000, times: Infinity });
  await workUpTo(Math.floor((2 * calls) / 3));
  endClockOffset();
  await workUpTo(calls);
  await emulator.close();
  return { ...account(outcomes, emulator, idempotency, between), calls, attempts: attempts() };
}

/** Client options of a caller with this layer. */
function standingBetween(between: Between, time: VirtualTime, random: () => number): ClientOptions {
  if (between === "nobody" || between === "wrapped-global") return {};
  if (between === "hedging") return { middleware: [{ onRequest: hedge }] };
  if (between === "idle-middleware")
    return { middleware: [{ onRequest: async ({ request }) => request, onResponse: () => undefined }] };
  if (between === "fetch-retry") return { fetch: retryingFetch(time) };
  return {
    fetch: async (url, init) => {
      const response = await platformFetch(time)(url, init);
      if (random() > 0.2) return response;
      await response.body?.cancel();
      throw Object.assign(new Error("the log server is down"), { code: "ECONNREFUSED", syscall: "connect" });
    },
  };
}

function platformFetch({ runtime }: VirtualTime): typeof fetch {
  return (url, init) => runtime.fetch()?.(url, init) ?? fetch(url, init);
}

function retryingFetch(time: VirtualTime): typeof fetch {
  return fetchRetry(platformFetch(time), { retries: 2, retryDelay: 0, retryOn: [500, 502, 503, 504] });
}

const hedge: NonNullable<Middleware["onRequest"]> = ({ request, options }) =>
  Promise.any([options.fetch(request.clone()), options.fetch(request.clone())]);

/** Injects the faults into the emulator. For each request, one random draw decides which fault it gets, if any. */
export function injectFaults(
  emulator: Emulator,
  random: () => number,
  { stall }: VirtualTime,
  statuses: readonly number[] = [429, 500, 502, 503, 504],
): void {
  const faults: Fault[] = [
    ...responseFaults,
    ...statuses.map((status): Fault => ({ mode: "status", status })),
  ];
  let drawn = 0;
  let offset = 0;
  faults.forEach((fault, index) => {
    const size = fault.mode === "status" ? share / statuses.length : share;
    const [from, to] = [offset, offset + size];
    offset = to;
    const match = ({ headers }: { headers: Readonly<Record<string, unknown>> }): boolean => {
      // The first fault of the list is asked first, for every request.
      if (index === 0) drawn = random();
      const isDrawn = drawn >= from && drawn < to;
      if (isDrawn && fault.mode.startsWith("stall")) stall(headers);
      return isDrawn;
    };
    emulator.inject({ ...fault, times: Infinity, match });
  });
}

function account(
  outcomes: Outcome[],
  emulator: Emulator,
  idempotency: boolean,
  between: Between,
): Omit<ChaosReport, "calls" | "attempts"> {
  const created = new Map<unknown, Customer[]>();
  for (const customer of emulator.customers) {
    const call = customer.metadata["call"];
    created.set(call, [...(created.get(call) ?? []), customer]);
  }
  const violations: string[] = [];
  const errors: Record<string, number> = {};
  let mayHaveSucceeded = 0;
  outcomes.forEach(({ customer, error }, call) => {
    const customers = created.get(call) ?? [];
    const say = (text: string): void => void violations.push(`call ${call}: ${text}`);
    // A caller that sends twice has two customers.
    const isBare = between === "nobody" || between === "idle-middleware";
    const isOurs = isBare || between === "wrapper";
    if (customers.length > 1 && isOurs) say(`${customers.length} customers`);
    if (customer !== undefined) {
      if (!customers.some(({ id }) => id === customer.id)) say("succeeded, but its customer is not there");
      return;
    }
    if (!(error instanceof RapydError)) return say(`failed with ${String(error)}, which is not a RapydError`);
    errors[error.name] = (errors[error.name] ?? 0) + 1;
    const maxAttempts = between === "hedging" ? 2 : 1;
    if (!isBare && error.attempts > maxAttempts) say(`was sent ${error.attempts} times by us`);
    if (error instanceof AuthenticationError && isBare)
      say(`blames the keys, which are right (${error.message})`);
    if (error.mayHaveSucceeded) mayHaveSucceeded++;
    else if (customers.length > 0)
      say(`says that nothing happened (${error.message}), but a customer is there`);
    // Excluded: a rejection whose body never arrived used up the call's time, so its reason is unknown.
    else if (idempotency && !error.message.includes("cut off"))
      say(`gave up without effect (${error.message})`);
  });
  const faults: Record<string, number> = {};
  for (const { fault } of emulator.requests)
    if (fault !== undefined) faults[fault] = (faults[fault] ?? 0) + 1;
  const succeeded = outcomes.filter(({ customer }) => customer !== undefined).length;
  const failed = outcomes.length - succeeded;
  return {
    faults,
    succeeded,
    failed,
    mayHaveSucceeded,
    customers: emulator.customers.length,
    errors,
    violations,
  };
}

/** Share of all attempts that ended in a fault, from 0 to 1. */
export function faultShare({ attempts, faults }: ChaosReport): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0) / attempts;
}
