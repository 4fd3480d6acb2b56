/** The error in which a call ends, safe to read aloud: it shows nothing foreign that looks like data. */
import { errorCodes } from "../generated/error-codes.js";
import { requestChecks } from "../generated/validators.js";
import { sensitiveValues } from "./check/request.js";
import {
  AbortedError,
  ApiError,
  AuthenticationError,
  ConnectionError,
  RateLimitError,
  RapydError,
  type RapydErrorDetails,
  TimeoutError,
} from "./errors.js";
import type { Settings } from "./options.js";
import type { Failure } from "./outcome.js";
import { failureCodes, isSafe, parseRetryAfter, propertyOf, textOf } from "./retry.js";
import type { Attempt, Call } from "./send.js";

/** Error of a call whose last attempt ended so; undefined stands for a call that got no attempt of its own. `now` is in milliseconds since 1970. */
export function callError(
  call: Call,
  attempt: Attempt | undefined,
  settings: Settings,
  now: number,
): RapydError {
  const title = titleOf(call, settings);
  const ended = call.deadline.ended();
  const details = detailsOf(call);
  if (ended === "aborted") {
    const cause = call.callerSignal?.reason as unknown;
    return new AbortedError(`${title}: stopped by its signal${adviceOf(details)}`, { ...details, cause });
  }
  if (attempt?.answer && !attempt.outcome.success) {
    const { answer, outcome } = attempt;
    const { status, headers } = answer;
    const { errorCode, operationId } = outcome;
    const code = errorCode && ` ${errorCode}`;
    const operation = operationId && ` (operation ${operationId})`;
    const said = `${mask(outcome.message, secretsOf(call, settings))}${operation}${hintOf(call, outcome)}`;
    const ErrorClass = classOf(status, errorCode);
    return new ErrorClass(`${title}: ${status}${code}: ${said}${adviceOf(details)}`, {
      ...details,
      ...{ status, errorCode, operationId, headers: shownHeaders(headers) },
      body: answer.problem === undefined ? answer.json : answer.text,
      retryAfterMs: parseRetryAfter(headers, now),
    });
  }
  if (ended === "timeout") {
    const message = `${title}: no complete answer within ${call.timeoutMs} ms${adviceOf(details)}`;
    return new TimeoutError(message, details);
  }
  const error = attempt?.answer ? undefined : attempt?.error;
  const secrets = secretsOf(call, settings);
  const message = `${title}: no answer: ${mask(reasonOf(error), secrets)}${adviceOf(details)}`;
  return new ConnectionError(message, { ...details, cause: maskCause(error, secrets) });
}

/** Error of a call in which the caller's own code, such as middleware, threw. */
export function foreignError(call: Call, error: unknown, settings: Settings): RapydError {
  const secrets = secretsOf(call, settings);
  const details = { ...detailsOf(call), cause: maskCause(error, secrets) };
  const reason = textOf(error, "message") ?? (typeof error === "string" ? error : "unreadable error");
  const message = `${titleOf(call, settings)}: ${mask(reason, secrets)}${adviceOf(details)}`;
  return new RapydError(message, details);
}

function titleOf({ method, path }: Call, { baseUrl }: Settings): string {
  return `${method} ${path} at ${new URL(baseUrl).host}`;
}

function detailsOf({ attempts, pending, effect, method }: Call): RapydErrorDetails {
  const mayHaveSucceeded = (effect === "possible" || pending > 0) && !isSafe(method);
  return { attempts, mayHaveSucceeded };
}

function adviceOf({ mayHaveSucceeded }: RapydErrorDetails): string {
  return mayHaveSucceeded ? "; it may have taken effect: check before you retry" : "";
}

function classOf(status: number, errorCode: string): typeof ApiError {
  if (status === 429) return RateLimitError;
  // Not by status: 401 also means that there is no such path or object.
  const isAuthentication =
    errorCode === errorCodes.unauthenticated || errorCode === errorCodes.missingAuthentication;
  return isAuthentication ? AuthenticationError : ApiError;
}

function hintOf({ clockCorrectionMs = 0, attempts }: Call, { errorCode }: Failure): string {
  if (errorCode !== errorCodes.unauthenticated) return "";
  const keys = "accessKey or secretKey is wrong, or belongs to the other environment";
  const seconds = Math.round(clockCorrectionMs / 1_000);
  if (seconds === 0) return `; ${keys}`;
  return attempts > 1
    ? `; the clock was corrected by ${seconds} s and the answer stayed the same, so ${keys}`
    : `; the clock was off by ${seconds} s and is corrected for the next call; if that fails too, ${keys}`;
}

/** One line on what happened, such as `ECONNRESET`, or the innermost message. */
function reasonOf(error: unknown): string {
  const codes = failureCodes(error);
  if (codes[0] !== undefined) return [...new Set(codes)].join(", ");
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && typeof innermost === "object" && innermost !== null; depth++) {
    const inner = propertyOf(innermost, "cause");
    if (!textOf(inner, "message")) break;
    innermost = inner;
  }
  const said = textOf(innermost, "message") ?? (typeof innermost === "string" ? innermost : undefined);
  return said || textOf(innermost, "name") || "unreadable error";
}

/** Most sensitive values of a request that a text is searched for; what they miss still has to look like no data. */
const mostSecrets = 1_000;

/** What must not be seen: keys, credentials in headers, and the request's sensitive values. */
function secretsOf({ operation, input, sent }: Call, { credentials }: Settings): string[] {
  const checks = requestChecks[operation?.operationId ?? ""];
  const secrets = new Set([credentials.accessKey, credentials.secretKey]);
  const add = (values: readonly string[]): void => values.forEach((value) => secrets.add(value));
  if (checks?.parameters && input)
    add(sensitiveValues(checks.parameters, { ...input.path, ...input.query }, mostSecrets));
  for (const { headers, body } of new Set(sent)) {
    add(headerSecrets(headers, operation?.idempotencyHeader));
    add(sensitiveValues(checks?.body, parsed(body), mostSecrets));
  }
  // Longest first, so that no rest of a value stays when a part of it is a value as well.
  return [...secrets].sort((one, other) => other.length - one.length);
}

/** Credentials in headers, such as the signature, a gateway's `Authorization` or a cookie, and the long parts of each. */
function headerSecrets(headers: Readonly<Record<string, string>>, idempotencyHeader = ""): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    /auth|cookie|key|salt|secret|session|signature|token/.test(name) && name !== idempotencyHeader
      ? [value, ...value.split(/[\s;,=]+/).filter((part) => part.length >= 8)]
      : [],
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // Not JSON: a caller of `raw` serialised it, and nothing of it is known.
    return body;
  }
}

/** Stands for what is not shown. */
export const masked = "[redacted]";

/** Characters of a foreign text that are shown at most. */
const longestShown = 1_000;

/** Shorter values are in too many words to be told apart from them. */
const shortestSecret = 3;

/** Shorter values are looked for as whole words: "Ali" is a part of "valid". */
const shortestWithin = 8;

/** What data looks like: an address with @, a long token that is not an error code, six digits or more however they are grouped. */
const dataLike = [
  /[^\s<>"'(),;:]*(?:@|%40)[^\s<>"'(),;]+/g,
  /(?<![\w+=-])(?![A-Z_]+(?:_\d{1,3})?\b)(?=[A-Za-z_+=-]*\d)[\w+=-]{20,}/g,
  /\+?\d(?:[ .,\-/()]{0,2}\d){5,}/g,
];

/** The beginning of a text, masked. It is cut before anything is searched for, so that its length costs nothing. */
export function mask(text: string, secrets: readonly string[]): string {
  const isCut = text.length > longestShown;
  let shown = text.slice(0, longestShown);
  // A value that the cut went through is no longer known as one, so the last word goes.
  if (isCut) shown = shown.replace(/\S*$/, "");
  for (const secret of secrets) shown = withoutSecret(shown, secret);
  for (const pattern of dataLike) shown = shown.replace(pattern, masked);
  return isCut ? `${shown}...` : shown;
}

/** In any case: a gateway may write names of its own, and e-mail addresses in lower case. */
function withoutSecret(text: string, secret: string): string {
  if (secret.length < shortestSecret) return text;
  const [lowerText, lowerSecret] = [text.toLowerCase(), secret.toLowerCase()];
  // A few characters change their length with their case.
  if (lowerText.length !== text.length) return text.replaceAll(secret, masked);
  let shown = "";
  let from = 0;
  for (let at = lowerText.indexOf(lowerSecret); at >= 0; at = lowerText.indexOf(lowerSecret, from)) {
    const end = at + secret.length;
    const isWithinWord = /\w/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(end));
    const isKept = isWithinWord && secret.length < shortestWithin;
    shown += text.slice(from, at) + (isKept ? text.slice(at, end) : masked);
    from = end;
  }
  return shown + text.slice(from);
}

/** Copy of a thrown value with its name, its code and its masked message, and such copies of its causes. */
export function maskCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (cause === undefined) return undefined;
  if (typeof cause !== "object" || cause === null) return mask(String(cause), secrets);
  const inner = depth < 5 ? propertyOf(cause, "cause") : undefined;
  const below = inner === undefined ? undefined : { cause: maskCause(inner, secrets, depth + 1) };
  const copy = new Error(mask(textOf(cause, "message") ?? "unreadable error", secrets), below);
  copy.name = mask(textOf(cause, "name") ?? "Error", secrets);
  // Where the copy was made tells nothing.
  copy.stack = `${copy.name}: ${copy.message}`;
  const code = textOf(cause, "code");
  return code === undefined ? copy : Object.assign(copy, { code: mask(code, secrets) });
}

/** Headers of an answer that say nothing of the request. */
const harmlessHeaders: ReadonlySet<string> = new Set(
  (
    "age cache-control connection content-encoding content-length content-type date etag keep-alive retry-after server " +
    "strict-transport-security transfer-encoding vary via"
  ).split(" "),
);

/** Headers as a plain object, names in lower case; a value that may repeat the request is not shown. */
export function shownHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [
      name,
      harmlessHeaders.has(name) ? value.slice(0, longestShown) : masked,
    ]),
  );
}
