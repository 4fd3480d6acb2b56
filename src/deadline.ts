/** The time budget of one call. The call ends early if the time runs out or the caller aborts it. */
import type { Runtime } from "./runtime.js";

/** Time budget of one call. */
export interface Deadline {
  /** Aborts when the time runs out or the caller aborts the call. */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  timeLeft: () => number;
  /** Whether the call must end, and why. */
  ended: () => "timeout" | "aborted" | undefined;
  /** Settles as the promise does, or rejects as soon as the call ends, whichever is first. */
  race: <Value>(promise: Promise<Value>) => Promise<Value>;
  /** Waits. Rejects if the call ends before the wait does. */
  wait: (delayMs: number) => Promise<void>;
  /** Removes the timer and the listener. To be called when the call is over, however it ended. */
  dispose: () => void;
}

/** Starts the time budget of one call. */
export function startDeadline(
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  runtime: Runtime,
  listen: ListenForAbort,
): Deadline {
  const end = runtime.elapsed() + timeoutMs;
  const controller = new AbortController();
  let reason: "timeout" | "aborted" | undefined;
  // One for each race so far; rejecting a settled race does nothing.
  const races: ((error: Error) => void)[] = [];

  const stop = (why: "timeout" | "aborted"): void => {
    if (reason !== undefined) return;
    reason = why;
    controller.abort();
    for (const reject of races) reject(new Error(why));
  };
  let stopListening: (() => void) | undefined;
  if (callerSignal?.aborted) stop("aborted");
  else if (callerSignal) stopListening = listen(callerSignal, () => stop("aborted"));
  const timer = runtime.setTimeout(() => stop("timeout"), timeoutMs);

  const race = <Value>(promise: Promise<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (reason !== undefined) reject(new Error(reason));
      races.push(reject);
      promise.then(resolve, reject);
    });
  return {
    signal: controller.signal,
    timeLeft: () => end - runtime.elapsed(),
    ended: () => reason,
    race,
    wait: async (delayMs) => {
      let waiting: unknown;
      const waited = new Promise<void>((resolve) => (waiting = runtime.setTimeout(resolve, delayMs)));
      try {
        await race(waited);
      } finally {
        runtime.clearTimeout(waiting);
      }
    },
    dispose: () => {
      runtime.clearTimeout(timer);
      stopListening?.();
    },
  };
}

/** Calls back once when the signal aborts. Returns a function that stops listening. */
export type ListenForAbort = (signal: AbortSignal, callback: () => void) => () => void;

/**
 * Lets any number of calls follow one signal with a single listener, because runtimes warn of a leak when a signal has more than ten
 * listeners.
 */
export function createAbortListeners(): ListenForAbort {
  const followers = new WeakMap<AbortSignal, { callbacks: Set<() => void>; onAbort: () => void }>();

  return (signal, callback) => {
    let follower = followers.get(signal);
    if (follower === undefined) {
      const callbacks = new Set<() => void>();
      follower = { callbacks, onAbort: () => callbacks.forEach((call) => call()) };
      followers.set(signal, follower);
      signal.addEventListener("abort", follower.onAbort, { once: true });
    }
    const { callbacks, onAbort } = follower;
    callbacks.add(callback);
    return () => {
      callbacks.delete(callback);
      if (callbacks.size > 0) return;
      followers.delete(signal);
      signal.removeEventListener("abort", onAbort);
    };
  };
}
