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

/**
 * Codes that mean the connection was never made, so nothing can have been sent: those of Node's resolver and sockets, undici's
 * connect timeout, and Bun's. Any code that is not here counts as possibly sent.
 */
const neverConnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/** Codes that mean it only while connecting; a route can also be lost under an open connection. */
const neverConnectedOnConnect: ReadonlySet<string> = new Set([
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
]);

/** TLS handshakes that failed: a certificate was refused, the other side refused to go on, or it does not speak TLS. */
const failedHandshake =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$|ERR_SSL_.*(ALERT_HANDSHAKE_FAILURE|ALERT_PROTOCOL_VERSION|UNRECOGNIZED_NAME)$)/;

/** Messages of Node's own for what never left: they have no code, or one that also means something else. */
const neverSentMessages =
  /^(bad port|Client network socket disconnected before secure TLS connection was established)$/;

interface ThrownFailure {
  code: string;
  message: string;
  /** System call that failed, such as `connect`; `""` when the error names none. */
  systemCall: string;
}

/** The failures that an error and what lies below it tell of, outermost first. */
function failuresIn(error: unknown, depth = 0): ThrownFailure[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  // A name that resolves to several addresses fails with one error for each, which say more than their sum.
  const errors = propertyOf(error, "errors");
  if (Array.isArray(errors) && errors.length > 0)
    return errors.slice(0, 20).flatMap((inner) => failuresIn(inner, depth + 1));
  const [code, message] = [textOf(error, "code") ?? "", textOf(error, "message") ?? ""];
  const deeper = failuresIn(propertyOf(error, "cause"), depth + 1);
  if (code === "" && !neverSentMessages.test(message)) return deeper;
  return [{ code, message, systemCall: textOf(error, "syscall") ?? "" }, ...deeper];
}

/** The codes of an error and of what lies below it, outermost first. */
export function failureCodes(error: unknown): string[] {
  return failuresIn(error).flatMap(({ code }) => (/^[\w-]{1,60}$/.test(code) ? code : []));
}

/** What a fetch that threw can have done: `none` only when everything the error tells of says that nothing was sent. */
export function failureEffect(error: unknown): Effect {
  const failures = failuresIn(error);
  return failures.length > 0 && failures.every(wasNeverSent) ? "none" : "possible";
}

function wasNeverSent({ code, message, systemCall }: ThrownFailure): boolean {
  const isConnecting = systemCall === "connect" && neverConnectedOnConnect.has(code);
  return (
    neverConnected.has(code) || isConnecting || failedHandshake.test(code) || neverSentMessages.test(message)
  );
}

/** Text of a thrown value's property; undefined when it is not text, or cannot be read. */
export function textOf(thrown: unknown, property: string): string | undefined {
  const value = typeof thrown === "object" && thrown !== null ? propertyOf(thrown, property) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Any property of a foreign value; undefined when reading it throws. */
export function propertyOf(value: object, property: string): unknown {
  try {
    return Reflect.get(value, property);
  } catch {
    return undefined;
  }
}
