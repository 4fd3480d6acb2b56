/** Limits requests per time window, like Rapyd's firewall: further requests are rejected until the window ends. */
import { showValue } from "../check-options.js";

/** At most `requests` requests per window of `perMs` milliseconds. */
export interface RateLimit {
  requests: number;
  perMs: number;
}

/** Whether a request at this time, in milliseconds since 1970, exceeds the limit. Each call counts as one request. */
export type ExceedsLimit = (now: number) => boolean;

/** Creates a limit with no requests counted yet. Throws a TypeError for an invalid limit. */
export function createRateLimit(limit: RateLimit | undefined): ExceedsLimit {
  if (limit === undefined) return () => false;
  const { requests, perMs } = limit;
  for (const [name, value] of Object.entries({ requests, perMs }))
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new TypeError(`rateLimit.${name} must be a positive whole number, not ${showValue(value)}.`);
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
