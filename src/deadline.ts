/** The time of one call, and the two ways in which it can end early. */

import type { ListenForAbort } from "./abort-listeners.js";

/** Clock and timers of a client; tests pass their own. */
export interface Timing {
  /** Milliseconds since some fixed time. Unlike the time of day, it never jumps. */
  elapsed: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (timer: unknown) => void;
}

/** Time budget of one call. */
export interface Deadline {
  /** Aborts when the time is over or the caller stops the call. */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  timeLeft: () => number;
  /** Whether the call must end, and why. */
  ended: () => "timeout" | "aborted" | undefined;
  /** The promise's result, unless the call ends first: then it rejects at once, whatever the promise does. */
  race: <Value>(promise: Promise<Value>) => Promise<Value>;
  /** Waits. Rejects when the call ends first. */
  wait: (delayMs: number) => Promise<void>;
  /** Removes the timer and the listener. To be called when the call is over, however it ended. */
  dispose: () => void;
}

/** Starts the time of one call. */
export function startDeadline(
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  timing: Timing,
  listen: ListenForAbort,
): Deadline {
  const end = timing.elapsed() + timeoutMs;
  const controller = new AbortController();
  let reason: "timeout" | "aborted" | undefined;
  // One for each race so far; of those that are over, rejecting does nothing.
  const races: ((error: Error) => void)[] = [];

  const stop = (why: "timeout" | "aborted"): void => {
    if (reason !== undefined) return;
    reason = why;
    controller.abort();
    for (const reject of races) reject(new Error(why));
  };
  let stopListening: (() => void) | undefined;
  const timer = timing.setTimeout(() => stop("timeout"), timeoutMs);
  if (callerSignal?.aborted) stop("aborted");
  else if (callerSignal) stopListening = listen(callerSignal, () => stop("aborted"));

  const race = <Value>(promise: Promise<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (reason !== undefined) reject(new Error(reason));
      races.push(reject);
      promise.then(resolve, reject);
    });
  return {
    signal: controller.signal,
    timeLeft: () => end - timing.elapsed(),
    ended: () => reason,
    race,
    wait: async (delayMs) => {
      let waiting: unknown;
      const waited = new Promise<void>((resolve) => (waiting = timing.setTimeout(resolve, delayMs)));
      try {
        await race(waited);
      } finally {
        timing.clearTimeout(waiting);
      }
    },
    dispose: () => {
      timing.clearTimeout(timer);
      stopListening?.();
    },
  };
}
