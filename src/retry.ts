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

/** Backoff without a word from the server: a random part of 0.5 s, 1 s, 2 s ... up to 8 s ("full jitter"). */
export const backoff = { firstMs: 500, ceilingMs: 8_000 } as const;

/** Methods that change nothing at the server (RFC 9110, section 9.2.1). */
const safeMethods = ["GET", "HEAD", "OPTIONS", "TRACE"];

/** Methods that have the same effect when they are repeated (RFC 9110, section 9.2.2). */
const idempotentMethods: ReadonlySet<string> = new Set([...safeMethods, "PUT", "DELETE"]);

/** Milliseconds to wait before a failure that a repeat could mend is repeated; undefined when it must not be. */
export function decideRetry(facts: RetryFacts): number | undefined {
  const { attempt, maxRetries, effect, method, idempotentPost, retryAfterMs, timeLeftMs } = facts;
  const isRepeatable =
    effect === "none" || idempotentMethods.has(method) || (method === "POST" && idempotentPost);
  if (attempt > maxRetries || !isRepeatable) return undefined;
  const waitMs = retryAfterMs ?? jitteredBackoff(attempt, facts.random);
  return waitMs < timeLeftMs ? waitMs : undefined;
}

function jitteredBackoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(backoff.ceilingMs, backoff.firstMs * 2 ** (attempt - 1)));
}

/** Whether the method changes nothing at the server, so that no call of it can have taken effect. */
export function isSafe(method: string): boolean {
  return safeMethods.includes(method);
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
 * Codes that mean the connection was never made, so nothing can have been sent: those of Node's resolver and sockets, undici's connect
 * timeout, Bun's, and those of a TLS handshake that failed. Any code that does not match counts as possibly sent.
 */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|(?!ERR_SSL).*CERT.*|UNABLE_TO_.*|HOSTNAME_MISMATCH|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|.*(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNRECOGNIZED_NAME)))$/;

/** Codes that mean it only while connecting; a route can also be lost under an open connection. */
const neverConnectedOnConnect = /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/;

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
  if (depth > 5) return [];
  // A name that resolves to several addresses fails with one error for each, which say more than their sum.
  const errors = propertyOf(error, "errors");
  if (Array.isArray(errors) && errors.length > 0)
    return errors.slice(0, 20).flatMap((inner) => failuresIn(inner, depth + 1));
  const text = (name: string): string => textOf(error, name) ?? "";
  const [code, message, systemCall] = [text("code"), text("message"), text("syscall")];
  const cause = propertyOf(error, "cause");
  const deeper = cause === undefined ? [] : failuresIn(cause, depth + 1);
  if (code === "" && !neverSentMessages.test(message)) return deeper;
  return [{ code, message, systemCall }, ...deeper];
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
  const isConnecting = systemCall === "connect" && neverConnectedOnConnect.test(code);
  return isConnecting || neverConnected.test(code) || neverSentMessages.test(message);
}

/** Text of a thrown value's property; undefined when it is not text, or cannot be read. */
export function textOf(thrown: unknown, property: string): string | undefined {
  const value = propertyOf(thrown, property);
  return typeof value === "string" ? value : undefined;
}

/** Any property of a foreign value; undefined when there is none, or when reading it throws. */
export function propertyOf(value: unknown, property: string): unknown {
  try {
    return Reflect.get(Object(value), property);
  } catch {
    return undefined;
  }
}
