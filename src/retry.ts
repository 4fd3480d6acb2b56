/** Decides whether and when a failed request may be retried. The functions use only their arguments: no clock, no randomness. */
import type { Effect } from "./failure.js";

/** All that the decision rests on. Times are in milliseconds. */
export interface RetryFacts {
  /** HTTP method in capitals. */
  method: string;
  /** Requests sent so far, from 1. */
  attempt: number;
  maxRetries: number;
  effect: Effect;
  /** Whether a POST that may have had an effect is safe to retry: it has an idempotency key, and idempotency is enabled for the account. */
  idempotentPost: boolean;
  /** Whether the last response was a 429. */
  isRateLimited: boolean;
  /** Wait that the server asked for, if any. */
  retryAfterMs: number | undefined;
  /** Time that the call has left. */
  timeLeftMs: number;
  /** Random number from 0 up to, but not including, 1. */
  random: number;
}

/**
 * Waiting time when there is no `Retry-After` and the failure was not a 429: a random fraction of 0.5 s, 1 s, 2 s ... up to 8 s ("full
 * jitter").
 */
export const backoff = { firstMs: 500, ceilingMs: 8_000 } as const;

/**
 * Minimum of the first wait after a 429 without `Retry-After`. The n-th wait is 2^(n-1) to 2^n times this value, so no wait is shorter than
 * the previous wait.
 */
export const rateLimitBackoffMs = 1_000;

/** Methods that change nothing at the server (RFC 9110, section 9.2.1). */
const safeMethods = ["GET", "HEAD", "OPTIONS", "TRACE"];

/** Methods that have the same effect when they are retried (RFC 9110, section 9.2.2). */
const idempotentMethods: ReadonlySet<string> = new Set([...safeMethods, "PUT", "DELETE"]);

/** Milliseconds to wait before the retry; undefined if the request must not be retried. */
export function decideRetry(facts: RetryFacts): number | undefined {
  const { attempt, maxRetries, effect, method, idempotentPost, retryAfterMs, timeLeftMs } = facts;
  const isRepeatable =
    effect === "none" || idempotentMethods.has(method) || (method === "POST" && idempotentPost);
  if (attempt > maxRetries || !isRepeatable) return undefined;
  const waitMs = Math.floor(retryAfterMs ?? backoffMs(facts));
  return waitMs < timeLeftMs ? waitMs : undefined;
}

function backoffMs({ attempt, random, isRateLimited }: RetryFacts): number {
  const factor = 2 ** (attempt - 1);
  return isRateLimited
    ? rateLimitBackoffMs * factor * (1 + random)
    : random * Math.min(backoff.ceilingMs, backoff.firstMs * factor);
}

/** Whether the method changes nothing at the server. A failed request with such a method certainly had no effect. */
export function isSafe(method: string): boolean {
  return safeMethods.includes(method);
}

/**
 * Milliseconds to wait according to the `Retry-After` header, which is a number of seconds or a date; undefined if it is absent or invalid.
 * A date is compared with the response's `Date` header or, if that is absent or invalid, with `now`, in milliseconds since 1970.
 */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse takes "-5" and "1.5" for months.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  const serverNow = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow));
}
