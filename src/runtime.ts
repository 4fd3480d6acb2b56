/** Everything that differs from run to run or from machine to machine: time, chance and the network. Tests pass their own. */

/** Clock, timers, randomness and fetch of a client. */
export interface Runtime {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds since some fixed time. Unlike the time of day, it never jumps. */
  elapsed: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (timer: unknown) => void;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** Random UUID that nobody can guess. */
  uuid: () => string;
  /** The platform's own fetch at this moment; undefined where there is none. It alone is believed when it says that nothing was sent. */
  fetch: () => typeof globalThis.fetch | undefined;
}

/** Time, chance and network of the machine. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  // The timer comes from the line above; its type differs between Node and browsers.
  clearTimeout: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  fetch: () => globalThis.fetch,
};
