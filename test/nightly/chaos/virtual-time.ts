import { securityHeaders } from "../../../generated/client.js";
import { type Runtime, systemRuntime } from "../../../src/runtime.js";

/** Time that stops while a request makes progress, so no outcome depends on how fast the machine is. */
export interface VirtualTime {
  /** Runtime whose fetch tracks the requests under way. */
  runtime: Runtime;
  /** Marks a request that the server will never finish: from now on, time passes without waiting for it. */
  stall: (headers: Readonly<Record<string, unknown>>) => void;
}

/** Time advances after this many event loop turns without a request under way. */
const quietTurns = 20;

/** Creates virtual time. Its timers fire, the earliest first, whenever every request has its response or is stalled. */
export function virtualTime(random: () => number): VirtualTime {
  const startedAt = systemRuntime.now();
  let nowMs = 0;
  let count = 0;
  let quiet = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  /** Salts of the requests under way. Each request has a different salt. */
  const underWay = new Set<unknown>();

  function turn(): void {
    quiet = underWay.size > 0 ? 0 : quiet + 1;
    if (quiet > quietTurns) fireNext();
    if (timers.size > 0) setImmediate(turn);
  }

  function fireNext(): void {
    quiet = 0;
    const [next] = [...timers].sort(([, one], [, other]) => one.at - other.at);
    if (next === undefined) return;
    const [id, { at, callback }] = next;
    timers.delete(id);
    nowMs = Math.max(nowMs, at);
    callback();
  }

  const runtime = {
    now: () => startedAt + nowMs,
    uuid: systemRuntime.uuid,
    random,
    elapsed: () => nowMs,
    setTimeout: (callback: () => void, delayMs: number) => {
      quiet = 0;
      if (timers.size === 0) setImmediate(turn);
      timers.set(++count, { at: nowMs + delayMs, callback });
      return count;
    },
    clearTimeout: (timer: unknown) => void timers.delete(timer as number),
  };
  const watchedFetch: typeof fetch = async (url, init) => {
    const salt = new Headers(init?.headers).get(securityHeaders.salt);
    underWay.add(salt);
    try {
      return await fetch(url, init);
    } finally {
      quiet = 0;
      underWay.delete(salt);
    }
  };
  return {
    runtime: {
      ...runtime,
      fetch: () => watchedFetch,
      isPlatformFetch: (one) => one === watchedFetch,
      hasPlainDispatcher: () => true,
      createFetchInit: systemRuntime.createFetchInit,
    },
    stall: (headers) => void underWay.delete(headers[securityHeaders.salt]),
  };
}
