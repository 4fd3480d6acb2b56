/** Errors of this package: those of a call, and of a webhook. Misuse throws a TypeError instead. */
import type { ErrorCode } from "../generated/schema.js";
import type { Issue } from "./check/check.js";

/** Why a webhook is not to be trusted. */
export type WebhookErrorReason = "headers" | "signature" | "age" | "json";

/** Fields common to all errors. */
export interface RapydErrorDetails {
  operationId?: string;
  attempts?: number;
  mayHaveSucceeded?: boolean;
  isTransient?: boolean;
  cause?: unknown;
}

/**
 * Base class of all errors of this package. Distinguish them by `instanceof`, which also works across copies of the package, such as its ES
 * module and CommonJS builds in one process.
 *
 * No error has a property `status`, `statusCode` or `headers`: Express, Fastify and Koa would copy them onto the app's own response.
 */
export class RapydError extends Error {
  /** Identifies the class in every copy of the package. */
  static readonly kind: string = "rapyd-customers RapydError";
  override readonly name: string = "RapydError";
  /**
   * Name of the method that failed, such as `createCustomer`. It is `""` for a webhook and for errors that `createOnce` and
   * `importCustomers` raise themselves. For a call of an undescribed path through `raw`, a `ValidationError` has the path here, and any
   * other error has `""`.
   */
  declare readonly operationId: string;
  /** Number of attempts to send the request, including those that could not connect; 0 if there were none. */
  declare readonly attempts: number;
  /**
   * True when the call may have taken effect although it failed, so check before you retry. It is true if, after the request was sent, the
   * connection broke, the time ran out or your signal aborted the call. It is also true if the response was a 408, a redirect, a 5xx or a
   * 2xx that was not a success, or if its error code leaves the outcome unknown or could not be read. With a custom `fetch`, it is also
   * true after any other failed attempt. Always false for a method that changes nothing.
   */
  declare readonly mayHaveSucceeded: boolean;
  /**
   * Whether the same call may succeed later: true after a 429, 408 or 5xx, a 2xx that is not a success, a firewall's page, a failed
   * connection or a timeout. Whether this call took effect is a separate question: see `mayHaveSucceeded`.
   */
  declare readonly isTransient: boolean;

  constructor(message: string, { cause, ...details }: RapydErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, {
      ...{ operationId: "", attempts: 0, mayHaveSucceeded: false, isTransient: false },
      ...details,
    });
  }

  static override [Symbol.hasInstance](this: RapydErrorClass, value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // A caller's own subclass inherits its kind, and has no copies.
    return Object.hasOwn(this, "kind") && kindsOf(value).includes(this.kind);
  }

  /** Loggable form: all fields except `cause`, `stack` and an {@link ApiError}'s `response`. */
  toJSON(): Record<string, unknown> {
    // A spread leaves the message out.
    return { ...(this as object), message: this.message };
  }
}

type RapydErrorClass = { readonly kind: string } & (new (...values: never[]) => RapydError);

/** Kinds of a value's class and its base classes; empty for anything but an error of this package. */
function kindsOf(value: unknown): unknown[] {
  const kinds: unknown[] = [];
  try {
    let one: unknown = value instanceof Error && value.constructor;
    for (; typeof one === "function"; one = Object.getPrototypeOf(one) as unknown)
      if (Object.hasOwn(one, "kind")) kinds.push(Reflect.get(one, "kind"));
  } catch {
    // Anything can be thrown, such as a proxy that cannot be read.
  }
  return kinds;
}

/** Extra fields of an {@link ApiError}. */
export interface ApiErrorDetails extends RapydErrorDetails {
  httpStatus: number;
  errorCode: string;
  rapydOperationId: string;
  retryAfterMs?: number | undefined;
  response: ApiErrorResponse;
}

/** A response, unmasked. It may contain parts of the request, so log it with care. */
export interface ApiErrorResponse {
  readonly headers: Headers;
  /** Parsed JSON, or the text of a body that is not JSON; at most the first 64 KiB of a body that was cut off, too long or not UTF-8. */
  readonly body: unknown;
}

/** A response arrived but was not a success: an API error, or something that is not an API response at all. */
export class ApiError extends RapydError {
  static override readonly kind: string = "rapyd-customers ApiError";
  override readonly name: string = "ApiError";
  /** HTTP status. It can be 200: the response may be an envelope with an error, or a page that is not JSON. */
  declare readonly httpStatus: number;
  /** Rapyd's code, such as `INVALID_CUSTOMER_NAME`, with its suffix if it has one; `""` when the response has no code. */
  declare readonly errorCode: ErrorCode;
  /** Rapyd's UUID for this call; quote it to support; `""` when the response has none. */
  declare readonly rapydOperationId: string;
  /** Milliseconds the server asked you to wait, if it did. */
  declare readonly retryAfterMs: number | undefined;
  // Private, so that no logger, spread or inspector shows it.
  readonly #response: ApiErrorResponse;

  constructor(message: string, { response, ...details }: ApiErrorDetails) {
    super(message, details);
    this.#response = response;
  }

  /** Headers and body, unmasked. */
  get response(): ApiErrorResponse {
    return this.#response;
  }
}

/**
 * Rapyd rejected the key, signature or timestamp, or an authentication header did not arrive. A retry helps only if the message says that
 * the next call corrects the clock.
 */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = "rapyd-customers AuthenticationError";
  override readonly name: string = "AuthenticationError";
}

/** Too many requests (429). The request did not reach the API. */
export class RateLimitError extends ApiError {
  static override readonly kind: string = "rapyd-customers RateLimitError";
  override readonly name: string = "RateLimitError";
}

/**
 * No response came: the connection could not be made, or it broke. `cause` is a copy of the reason, with its name, code and message, all
 * masked; the reason's own `cause` is copied likewise.
 */
export class ConnectionError extends RapydError {
  static override readonly kind: string = "rapyd-customers ConnectionError";
  override readonly name: string = "ConnectionError";
}

/** The call's time (`timeoutMs`) ran out before a response arrived, or while a 2xx response was still being read. */
export class TimeoutError extends RapydError {
  static override readonly kind: string = "rapyd-customers TimeoutError";
  override readonly name: string = "TimeoutError";
}

/** The caller's `signal` aborted the call; `cause` is the signal's reason. */
export class AbortError extends RapydError {
  static override readonly kind: string = "rapyd-customers AbortError";
  override readonly name: string = "AbortError";
}

/** Maximum number of problems that a {@link ValidationError}'s message lists. */
const maxListed = 20;

/** The request does not match the description. Nothing was sent. */
export class ValidationError extends RapydError {
  static override readonly kind: string = "rapyd-customers ValidationError";
  override readonly name: string = "ValidationError";
  /** Up to 1,000 problems, unknown properties last; the message lists the first 20. */
  readonly issues: readonly Issue[];

  constructor(operationId: string, issues: readonly Issue[]) {
    const listed = issues.slice(0, maxListed).map(({ path, message }) => `${path || "the body"} ${message}`);
    const more = issues.length > maxListed ? [`and ${issues.length - maxListed} more`] : [];
    super(`${operationId}: the request was not sent: ${[...listed, ...more].join("; ")}`, { operationId });
    this.issues = issues;
  }
}

/**
 * The request is not a valid webhook of this account, or its timestamp is off by more than `toleranceMs`. Respond with a 4xx, and do
 * nothing else.
 */
export class WebhookError extends RapydError {
  static override readonly kind: string = "rapyd-customers WebhookError";
  override readonly name: string = "WebhookError";
  /**
   * `headers`: a required header is missing, repeated or malformed. `signature`: the signature does not match, because of the keys, the URL
   * or the body. `age`: the timestamp is off by more than `toleranceMs`. `json`: the body is not UTF-8, or is signed but not an event.
   */
  readonly reason: WebhookErrorReason;

  constructor(reason: WebhookErrorReason, message: string) {
    super(`webhook rejected: ${message}`);
    this.reason = reason;
  }
}

/** Message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
