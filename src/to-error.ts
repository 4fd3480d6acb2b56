/** Turns the end of a call into an error that is safe to log. */
import { servers } from "../generated/client.js";
import { missingAuthentication, unauthenticated } from "../generated/error-codes.js";
import {
  AbortError,
  ApiError,
  AuthenticationError,
  ConnectionError,
  RateLimitError,
  RapydError,
  TimeoutError,
} from "./errors.js";
import { failureCodes, readProperty, readString } from "./failure.js";
import type { Settings } from "./options.js";
import type { Outcome } from "./outcome.js";
import { mask, maskCause } from "./redact.js";
import { parseRetryAfter } from "./retry.js";
import type { Call } from "./send.js";

/**
 * Error for a call whose last attempt had this outcome. `now` is in milliseconds since 1970. `isThrownByCaller`: whether the
 * caller's own code, such as middleware, threw.
 */
export function toError(
  call: Call,
  outcome: Outcome,
  { baseUrl }: Settings,
  now: number,
  isThrownByCaller = false,
): RapydError {
  const { operationId, attempts, pending, effect, method, path, deadline } = call;
  const { response, error } = outcome;
  const mayHaveSucceeded = effect === "possible" || pending > 0;
  const describe = (what: string): string =>
    `${method} ${path} at ${describeHost(baseUrl)}: ` +
    (mayHaveSucceeded
      ? `${what.replace(/\.$/, "")}; ${outcome.effect === "none" ? "an earlier attempt" : "the request"} may have taken effect: check before you retry`
      : what);
  const details = { operationId, attempts, mayHaveSucceeded };
  const ended = deadline.ended();
  if (ended === "aborted")
    return new AbortError(describe("aborted by its signal"), {
      ...details,
      cause: call.callerSignal?.reason as unknown,
    });
  if (response) {
    const { errorCode, rapydOperationId, message } = outcome;
    const { status, headers, problem, json, text } = response;
    const code = errorCode && ` ${errorCode}`;
    const id = rapydOperationId && ` (operation ${rapydOperationId})`;
    const what = `${status}${code}: ${mask(message)}${id}${authenticationHint(call, errorCode)}`;
    return new (errorClass(status, errorCode))(describe(what), {
      ...details,
      // A page that is not JSON is from a firewall or a gateway, which may let the next request pass.
      isTransient: outcome.transient || (status >= 400 && problem !== undefined),
      ...{ httpStatus: status, errorCode, rapydOperationId },
      retryAfterMs: parseRetryAfter(headers, now),
      response: { headers, body: problem === undefined ? json : text },
    });
  }
  if (ended === "timeout")
    return new TimeoutError(describe(`no full response within ${call.timeoutMs} ms`), {
      ...details,
      isTransient: true,
    });
  const cause = maskCause(error);
  const reason = mask(failureReason(error));
  return isThrownByCaller
    ? new RapydError(describe(reason), { ...details, cause })
    : new ConnectionError(describe(`no response: ${reason}`), { ...details, isTransient: true, cause });
}

/** Host that was called, with the environment's name if the host is Rapyd's. */
function describeHost(baseUrl: string): string {
  const [environment] = Object.entries(servers).find(([, url]) => url === baseUrl) ?? [];
  return new URL(baseUrl).host + (environment ? ` (${environment})` : "");
}

function errorClass(status: number, errorCode: string): typeof ApiError {
  if (status === 429) return RateLimitError;
  // Not by status: 401 also means an unknown path or object.
  const isAuthentication = errorCode === unauthenticated || errorCode === missingAuthentication;
  return isAuthentication ? AuthenticationError : ApiError;
}

function authenticationHint({ isClockCorrected, clockOffsetMs = 0 }: Call, errorCode: string): string {
  if (errorCode !== unauthenticated) return "";
  const seconds = Math.round(clockOffsetMs / 1_000);
  const correction = isClockCorrected ? "correcting it did not help" : "the next call corrects this";
  const clock =
    seconds === 0
      ? ""
      : `according to the response's Date, this machine's clock is off by ${seconds} s; ${correction}; `;
  return `; ${clock}check accessKey and secretKey, and that they belong to this environment`;
}

/** Reason to show for a thrown error: its codes, such as `ECONNRESET`; else the message of its cause, its own message or its name. */
function failureReason(error: unknown): string {
  const codes = [...new Set(failureCodes(error))];
  if (codes.length > 0) return codes.join(", ");
  const messages = [
    readString(readProperty(error, "cause"), "message"),
    readString(error, "message"),
    readString(error, "name"),
  ];
  return messages.find(Boolean) ?? (typeof error === "string" ? error : "unreadable error");
}
