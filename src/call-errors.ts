/** Turns the end of a call into the error that its caller gets, without anything that must not be seen. */
import { errorCodes } from "../generated/error-codes.js";
import { requestChecks } from "../generated/validators.js";
import type { Answer } from "./answer.js";
import type { CallState } from "./call-state.js";
import type { Failure } from "./envelope.js";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  RateLimitError,
  RapydError,
  type RapydErrorDetails,
  TimeoutError,
} from "./errors.js";
import { failureReason } from "./failure.js";
import { redactCause, textOf } from "./foreign-error.js";
import { redactBody, redactHeaders, sensitiveValues } from "./redact.js";
import { isSafe, parseRetryAfter } from "./retry.js";
import { isCodeOrId, scrub, scrubExcerpt, secretsFrom } from "./scrub.js";
import type { Credentials } from "./signature.js";

/** Error for a call in which the caller's own code, such as middleware, threw. */
export function foreignError(call: CallState, error: unknown, credentials: Credentials): RapydError {
  const secrets = secretsOf(call, credentials);
  const reason = scrub(
    textOf(error, "message") ?? (typeof error === "string" ? error : "unreadable error"),
    secrets,
  );
  const details = { ...outcomeOf(call), cause: redactCause(error, secrets) };
  return new RapydError(`${title(call)}: ${reason}${advice(call)}`, details);
}

/** Code or id of an answer, without the call's secrets. */
export function scrubFor(call: CallState, text: string, credentials: Credentials): string {
  if (text === "" || isCodeOrId(text)) return text;
  return scrub(text, secretsOf(call, credentials));
}

/** Error for a call that got no answer. The caller's own reason when the caller stopped it. */
export function brokenCallError(call: CallState, error: unknown, credentials: Credentials): unknown {
  const ended = call.deadline.ended();
  // A signal that is not the platform's own may have no reason.
  if (ended === "aborted") return call.callerSignal?.reason ?? new DOMException("aborted", "AbortError");
  if (ended === "timeout") {
    const message = `${title(call)}: no complete answer within ${call.timeoutMs} ms${advice(call)}`;
    return new TimeoutError(message, outcomeOf(call));
  }
  const secrets = secretsOf(call, credentials);
  const message = `${title(call)}: no answer: ${scrub(failureReason(error), secrets)}${advice(call)}`;
  return new ConnectionError(message, { ...outcomeOf(call), cause: redactCause(error, secrets) });
}

/** Error for an answer that is no success. */
export function answerError(
  call: CallState,
  answer: Answer,
  failure: Failure,
  credentials: Credentials,
  now: number,
): ApiError {
  const secrets = secretsOf(call, credentials);
  const { status, headers } = answer;
  const errorCode = scrubFor(call, failure.errorCode, credentials);
  const operationId = scrubFor(call, failure.operationId, credentials);
  const code = errorCode === "" ? "" : ` ${errorCode}`;
  const operation = operationId === "" ? "" : ` (operation ${operationId})`;
  const said = `${scrubExcerpt(failure.message, secrets)}${operation}${hint(call, failure.errorCode)}`;
  const message = `${title(call)}: ${status}${code}: ${said}${advice(call)}`;
  const ErrorClass = errorClass(status, failure.errorCode);
  return new ErrorClass(message, {
    ...outcomeOf(call),
    status,
    errorCode,
    operationId,
    headers: redactHeaders(headers, secrets),
    body:
      answer.problem === undefined
        ? redactBody(answer.json, secrets)
        : scrubExcerpt(answer.text, secrets, answer.isCutOff),
    retryAfterMs: parseRetryAfter(headers, now),
  });
}

function errorClass(status: number, errorCode: string): typeof ApiError {
  if (status === 429) return RateLimitError;
  // Not by status: 401 also means that there is no such path or object.
  const isAuthentication =
    errorCode === errorCodes.unauthenticated || errorCode === errorCodes.missingAuthentication;
  return isAuthentication ? AuthenticationError : ApiError;
}

function title({ method, path }: CallState): string {
  return `${method} ${path}`;
}

function outcomeOf(call: CallState): RapydErrorDetails {
  return { attempts: call.attempts, mayHaveSucceeded: mayHaveSucceeded(call) };
}

function mayHaveSucceeded(call: CallState): boolean {
  return call.effect === "possible" && !isSafe(call.method);
}

function advice(call: CallState): string {
  return mayHaveSucceeded(call) ? "; it may have taken effect, so look before you repeat it" : "";
}

function hint(call: CallState, errorCode: string): string {
  if (errorCode !== errorCodes.unauthenticated) return "";
  const seconds = Math.round((call.clockCorrectionMs ?? 0) / 1_000);
  const clock =
    seconds === 0 ? "" : `the clock was corrected by ${seconds} s and the answer stayed the same, so `;
  return `; ${clock}accessKey or secretKey is wrong, or belongs to the other environment`;
}

/** What must not be seen: keys, headers and the request's sensitive values, in every form that an answer may give them. */
function secretsOf(call: CallState, { accessKey, secretKey }: Credentials): string[] {
  const checks = requestChecks[call.operation?.operationId ?? ""];
  const keys = [accessKey, secretKey, ...call.securityValues];
  const { path, query } = call.input ?? {};
  const parameters = checks?.parameters ? sensitiveValues(checks.parameters, { ...path, ...query }) : [];
  const bodies = [...call.bodies].flatMap((body) => sensitiveValues(checks?.body, parsed(body)));
  return secretsFrom([...keys, ...headerValues(call), ...parameters, ...bodies]);
}

/** Credentials in the caller's own headers, such as a gateway's `Authorization` or a cookie, and the long parts of each. */
function headerValues({ headers, operation }: CallState): string[] {
  return Object.entries(headers)
    .filter(
      ([name]) => /auth|cookie|key|secret|session|token/.test(name) && name !== operation?.idempotencyHeader,
    )
    .flatMap(([, value]) => [value, ...value.split(/[\s;,=]+/).filter((part) => part.length >= 8)]);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // Not JSON: a caller of `raw` serialised it, and nothing of it is known.
    return body;
  }
}
