/** Processes items concurrently. */

/** Settings of {@link runConcurrently}. */
export interface ConcurrentWork<Item, Result> {
  /** Returns the next item, or undefined if there are no more for this run. Calls never overlap. */
  pull: () => Promise<Item | undefined>;
  /** Processes an item. Returns undefined if it has no result. */
  work: (item: Item) => Promise<Result | undefined>;
  /** Maximum number of items under way. */
  concurrency: number;
  /** Aborted by the first failure, or when the caller leaves the loop over the results early. Once aborted, no further item is pulled. */
  stop: AbortController;
}

/**
 * Yields each result as it settles. No pull starts while the caller handles a result. Ends, or throws the first failure, only after all
 * items under way have settled.
 */
export async function* runConcurrently<Item, Result>({
  pull,
  work,
  concurrency,
  stop,
}: ConcurrentWork<Item, Result>): AsyncGenerator<Result, void, undefined> {
  /** Promises of the pull and the items under way; none of them rejects. */
  const underWay = new Set<Promise<Ended>>();
  let [isPulling, isExhausted] = [false, false];
  let failure: { error: unknown } | undefined;

  interface Ended {
    promise: Promise<Ended>;
    /** Applies the outcome to the loop's state, and returns the result, if any. */
    end: () => Result | undefined;
  }

  function track(started: Promise<() => Result | undefined>): void {
    const promise: Promise<Ended> = started.then(
      (end) => ({ promise, end }),
      (error: unknown) => ({ promise, end: () => fail(error) }),
    );
    underWay.add(promise);
  }

  function fail(error: unknown): undefined {
    failure ??= { error };
    stop.abort();
  }

  async function pullItem(): Promise<() => undefined> {
    const item = await unlessAborted(pull(), stop.signal);
    return () => {
      isPulling = false;
      if (item === undefined) isExhausted = true;
      else track(work(item).then((result) => () => result));
    };
  }

  try {
    for (;;) {
      if (!isPulling && !isExhausted && !stop.signal.aborted && underWay.size < concurrency) {
        isPulling = true;
        track(pullItem());
      }
      if (underWay.size === 0) break;
      const { promise, end } = await Promise.race(underWay);
      underWay.delete(promise);
      const result = end();
      if (result !== undefined) yield result;
    }
  } finally {
    if (underWay.size > 0) stop.abort();
    await Promise.all(underWay);
  }
  if (failure) throw failure.error;
}

/**
 * Settles as the promise does, or resolves to undefined if the signal aborts first. So a stop does not wait for a source that never settles
 * its promise.
 */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const end = (): void => resolve(undefined);
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}
