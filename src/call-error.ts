/** The error in which a call ends, safe to read aloud: it shows nothing foreign that looks like data. */
import { servers } from "../generated/client.js";
import * as errorCodes from "../generated/error-codes.js";
import {
  AbortedError,
  ApiError,
  AuthenticationError,
  ConnectionError,
  RateLimitError,
  RapydError,
  TimeoutError,
} from "./errors.js";
import type { Settings } from "./options.js";
import type { Outcome } from "./answer.js";
import { failureCodes, isSafe, parseRetryAfter, propertyOf, textOf } from "./retry.js";
import type { Call } from "./send.js";

/**
 * Error of a call whose last attempt ended so; undefined stands for a call that got no attempt of its own. `now` is in milliseconds since
 * 1970. `isForeign` says that the caller's own code, such as middleware, threw.
 */
export function callError(
  call: Call,
  attempt: Outcome | undefined,
  settings: Settings,
  now: number,
  isForeign = false,
): RapydError {
  const { attempts, pending, effect, method, path, deadline } = call;
  const mayHaveSucceeded = (effect === "possible" || pending > 0) && !isSafe(method);
  const secrets = secretsOf(call, settings);
  const tell = (what: string): string =>
    `${method} ${path} at ${placeOf(settings)}: ${what}` +
    (mayHaveSucceeded
      ? `; ${attempt?.answer && attempts > 1 ? "an earlier attempt" : "it"} may have taken effect: check before you retry`
      : "");
  const details = { attempts, mayHaveSucceeded };
  const ended = deadline.ended();
  if (ended === "aborted") {
    const cause = call.callerSignal?.reason as unknown;
    return new AbortedError(tell("stopped by its signal"), { ...details, cause });
  }
  if (attempt?.answer) {
    const { answer, errorCode, operationId, message } = attempt;
    const { status, headers } = answer;
    const code = errorCode && ` ${errorCode}`;
    const operation = operationId && ` (operation ${operationId})`;
    const what = `${status}${code}: ${mask(message, secrets)}${operation}${hintOf(call, errorCode)}`;
    return new (classOf(status, errorCode))(tell(what), {
      ...details,
      ...{ status, errorCode, operationId, headers: shownHeaders(headers) },
      body: answer.problem === undefined ? answer.json : answer.text,
      retryAfterMs: parseRetryAfter(headers, now),
    });
  }
  if (ended === "timeout")
    return new TimeoutError(tell(`no complete answer within ${call.timeoutMs} ms`), details);
  const error = attempt?.error;
  const cause = maskCause(error, secrets);
  const reason = mask(reasonOf(error), secrets);
  return isForeign
    ? new RapydError(tell(reason), { ...details, cause })
    : new ConnectionError(tell(`no answer: ${reason}`), { ...details, cause });
}

/** Host that was called, and the environment when it is one of Rapyd's own. */
function placeOf({ baseUrl }: Settings): string {
  const [environment] = Object.entries(servers).find(([, address]) => address === baseUrl) ?? [];
  return new URL(baseUrl).host + (environment ? ` (${environment})` : "");
}

function classOf(status: number, errorCode: string): typeof ApiError {
  if (status === 429) return RateLimitError;
  // Not by status: 401 also means that there is no such path or object.
  const isAuthentication =
    errorCode === errorCodes.unauthenticated || errorCode === errorCodes.missingAuthentication;
  return isAuthentication ? AuthenticationError : ApiError;
}

function hintOf({ clockCorrectionMs = 0 }: Call, errorCode: string): string {
  if (errorCode !== errorCodes.unauthenticated) return "";
  const seconds = Math.round(clockCorrectionMs / 1_000);
  const clock =
    seconds === 0 ? "" : `the clock was off by ${seconds} s and is corrected now; if calls still fail, `;
  return `; ${clock}accessKey or secretKey is wrong, or belongs to the other environment`;
}

/** One line on what happened, such as `ECONNRESET`, or a message. */
function reasonOf(error: unknown): string {
  const codes = [...new Set(failureCodes(error))];
  if (codes.length > 0) return codes.join(", ");
  const said = [
    textOf(propertyOf(error, "cause"), "message"),
    textOf(error, "message"),
    textOf(error, "name"),
  ];
  return said.find(Boolean) ?? (typeof error === "string" ? error : "unreadable error");
}

/** Values of a request that a text is searched for at most; what they miss still has to look like no data. */
const mostSecrets = 1_000;

/** What must not be shown: keys, credentials in headers, and every value that the request held. */
function secretsOf({ input, sent }: Call, { credentials }: Settings): string[] {
  const found = [...Object.values<string>({ ...credentials }), ...valuesIn([input?.path, input?.query])];
  for (const { headers, body } of new Set(sent))
    found.push(...headerValues(headers), ...valuesIn(parsed(body)));
  // Longest first, so that no rest of a value stays when a part of it is a value as well.
  return [...new Set(found)]
    .filter(({ length }) => length >= shortestSecret)
    .sort((one, other) => other.length - one.length);
}

/** Texts and numbers of a value, at most as many as are searched for. */
export function valuesIn(value: unknown): string[] {
  const found: string[] = [];
  const visit = (current: unknown): void => {
    if (found.length >= mostSecrets) return;
    if (typeof current === "object" && current !== null) Object.values(current).forEach(visit);
    else if (typeof current === "string" || typeof current === "number")
      found.push(String(current).slice(0, 256));
  };
  visit(value);
  return found;
}

/** Values of headers, such as the signature, a gateway's `Authorization` or a cookie, and the long parts of each. */
function headerValues(headers: Readonly<Record<string, string>>): string[] {
  return Object.values(headers).flatMap((value) => [
    value,
    ...value.split(/[\s;,=]+/).filter(({ length }) => length >= shortestWithin),
  ]);
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
  const folded = shown.toLowerCase();
  for (const secret of secrets)
    if (folded.includes(secret.toLowerCase())) shown = shown.replace(patternOf(secret), masked);
  for (const pattern of dataLike) shown = shown.replace(pattern, masked);
  return isCut ? `${shown}...` : shown;
}

/** In any case: a gateway may write names of its own, and e-mail addresses in lower case. */
function patternOf(secret: string): RegExp {
  const literal = secret.replace(/[^]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return new RegExp(secret.length < shortestWithin ? `(?<!\\w)${literal}(?!\\w)` : literal, "giu");
}

/** Copy of a thrown value with its name, its code and its masked message, and such copies of its causes. */
export function maskCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (cause === undefined) return undefined;
  if (typeof cause !== "object" || cause === null) return mask(String(cause), secrets);
  const text = (name: string): string | undefined => {
    const found = textOf(cause, name);
    return found === undefined ? undefined : mask(found, secrets);
  };
  const inner = depth < 5 ? propertyOf(cause, "cause") : undefined;
  const below = inner === undefined ? undefined : { cause: maskCause(inner, secrets, depth + 1) };
  const copy = new Error(text("message") ?? "unreadable error", below);
  const [name, code] = [text("name") ?? "Error", text("code")];
  // Where the copy was made tells nothing.
  return Object.assign(copy, { name, stack: `${name}: ${copy.message}` }, code === undefined ? {} : { code });
}

/** Headers of an answer that say nothing of the request. */
const harmlessHeaders = "age content-length content-type date etag retry-after server vary via".split(" ");

/** Headers as a plain object, names in lower case; a value that may repeat the request is not shown. */
export function shownHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [
      name,
      harmlessHeaders.includes(name) ? value.slice(0, longestShown) : masked,
    ]),
  );
}
