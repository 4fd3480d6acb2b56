/** Everything that differs from run to run: time and chance. Tests pass their own. */
import type { Timing } from "./deadline.js";

/** Clock, timers and randomness of a client. */
export interface Runtime extends Timing {
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** Random UUID that nobody can guess. */
  uuid: () => string;
}

/** Time and chance of the machine. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  // The timer comes from the line above; its type differs between Node and browsers.
  clearTimeout: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
};
