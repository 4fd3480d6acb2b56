/** Whether a failed request may be sent again, and when: a pure decision over facts. */

/**
 * What a failed attempt can have done at the server. `none`: it certainly had no effect, because the connection was never made or
 * the server said that it refused. `possible`: it may have had one.
 */
export type Effect = "none" | "possible";

/** All that the decision rests on. Times are in milliseconds. */
export interface RetryFacts {
  /** HTTP method in capitals. */
  method: string;
  /** Requests sent so far, from 1. */
  attempt: number;
  maxRetries: number;
  effect: Effect;
  /** Whether a POST that may have had an effect is safe to repeat: the account honours the key that it carries. */
  idempotentPost: boolean;
  /** What the server asked for, if it did. */
  retryAfterMs: number | undefined;
  /** Time that the call has left. */
  timeLeftMs: number;
  /** Random number from 0 up to, but not including, 1. */
  random: number;
}

/** Milliseconds to wait before the next attempt, or that there must be none. */
export type RetryDecision = { retry: true; waitMs: number } | { retry: false };

/** Backoff without a word from the server: a random part of 0.5 s, 1 s, 2 s ... up to 8 s ("full jitter"). */
export const backoff = { firstMs: 500, ceilingMs: 8_000 } as const;

/** Methods that have the same effect when they are repeated (RFC 9110, section 9.2.2). */
const idempotentMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/** Decides what to do after a failure that a repeat could mend. */
export function decideRetry(facts: RetryFacts): RetryDecision {
  const { attempt, maxRetries, effect, method, idempotentPost, retryAfterMs, timeLeftMs } = facts;
  if (attempt > maxRetries) return { retry: false };
  const repeatable =
    effect === "none" || idempotentMethods.has(method) || (method === "POST" && idempotentPost);
  if (!repeatable) return { retry: false };
  const waitMs = retryAfterMs ?? jitteredBackoff(attempt, facts.random);
  return waitMs < timeLeftMs ? { retry: true, waitMs } : { retry: false };
}

function jitteredBackoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(backoff.ceilingMs, backoff.firstMs * 2 ** (attempt - 1)));
}

/** Whether the method changes nothing at the server, so that no call of it can have taken effect. */
export function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS" || method === "TRACE";
}

/**
 * `Retry-After` in milliseconds, from its seconds or its date; undefined when it is absent or says neither. A date is compared with the
 * server's own clock when the answer shows it, else with `now`, milliseconds since 1970.
 */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse takes "-5" and "1.5" for months.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  const serverNow = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow));
}
