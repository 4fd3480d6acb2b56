import type { Runtime } from "../../src/runtime.js";

/** Runtime whose time passes only when nothing else is going on, so that no test waits. */
export interface FakeRuntime extends Runtime {
  /** Delays of all timers that were set, in order. */
  readonly delays: number[];
  /** Number of timers that are still set. */
  readonly pending: () => number;
}

/**
 * Runtime that starts at the given time in milliseconds. `random()` returns 0.5, `uuid()` counts up, and `fetch()` returns the given fetch.
 */
export function fakeRuntime(startMs = 1_700_000_000_000, fetch?: typeof globalThis.fetch): FakeRuntime {
  let nowMs = startMs;
  let count = 0;
  const delays: number[] = [];
  const timers = new Map<number, { at: number; callback: () => void }>();

  function fireNext(): void {
    const [next] = [...timers].sort(([, a], [, b]) => a.at - b.at);
    if (next === undefined) return;
    const [id, { at, callback }] = next;
    timers.delete(id);
    nowMs = Math.max(nowMs, at);
    callback();
  }

  return {
    delays,
    pending: () => timers.size,
    now: () => nowMs,
    elapsed: () => nowMs - startMs,
    random: () => 0.5,
    fetch: () => fetch,
    isPlatformFetch: (one) => one === fetch,
    hasPlainDispatcher: () => true,
    createFetchInit: () => () => ({}),
    uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
    setTimeout: (callback, delayMs) => {
      const id = ++count;
      delays.push(delayMs);
      timers.set(id, { at: nowMs + delayMs, callback });
      // A turn of the event loop without any other work means that everybody waits for time to pass.
      setImmediate(() => setImmediate(() => timers.has(id) && fireNext()));
      return id;
    },
    clearTimeout: (timer) => void timers.delete(timer as number),
  };
}
