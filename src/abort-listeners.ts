/** Lets any number of calls follow one signal with a single listener: runtimes take more than ten for a leak, and warn. */

/** Calls back once when the signal aborts. The function that it returns ends that. */
export type ListenForAbort = (signal: AbortSignal, callback: () => void) => () => void;

/** Listeners of one client. */
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
