/** A limit of requests in a window of time, as Rapyd's firewall has it: who exceeds it waits for the window's end. */

/** Number of requests that a window allows. */
export interface RateLimit {
  requests: number;
  perMs: number;
}

/** Whether a request at this time, in milliseconds since 1970, exceeds the limit. Each call counts one. */
export type ExceedsLimit = (now: number) => boolean;

/** Creates a limit whose count is 0. Throws a TypeError for an invalid limit. */
export function createRateLimit(limit: RateLimit | undefined): ExceedsLimit {
  if (limit === undefined) return () => false;
  const { requests, perMs } = limit;
  for (const [name, value] of Object.entries({ requests, perMs }))
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new TypeError(`rateLimit.${name} must be a positive whole number, not ${String(value)}.`);
  let windowStart = -Infinity;
  let count = 0;
  return (now) => {
    if (now - windowStart >= perMs) {
      windowStart = now;
      count = 0;
    }
    count += 1;
    return count > requests;
  };
}
