/** Everything that a call can throw, but for a TypeError of misuse. */
import type { ErrorCode } from "../generated/schema.js";
import type { Issue } from "./check/walk.js";

/** Why a webhook is not to be trusted. */
export type WebhookProblem = "headers" | "signature" | "age" | "json";

/** What every error of this package knows. */
export interface RapydErrorDetails {
  /** How often the request was tried, 0 when it was not. */
  attempts?: number;
  /** Whether the call may have taken effect although it failed. */
  mayHaveSucceeded?: boolean;
  cause?: unknown;
}

/**
 * Base of all errors of this package. Tell them apart with `instanceof`, or across copies of the package by `name`.
 */
export class RapydError extends Error {
  override readonly name: string = "RapydError";
  /** How often the request was tried, 0 when it was not. */
  declare readonly attempts: number;
  /**
   * True when the call may have taken effect although it failed: after the request was sent, the connection broke, the time was over
   * or your signal stopped it; or the answer was a 408, a redirect, a 5xx, or a success that could not be read. Look before you repeat
   * it. Always false for a method that changes nothing.
   */
  declare readonly mayHaveSucceeded: boolean;

  constructor(message: string, { cause, ...details }: RapydErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { attempts: 0, mayHaveSucceeded: false, ...details });
  }

  /** What may be logged: no body, no header, no cause. */
  toJSON(): Record<string, unknown> {
    // A spread has the declared properties, and leaves the message out.
    const { headers: _, ...own } = { ...this } as Record<string, unknown>;
    return { ...own, message: this.message };
  }
}

/** What an {@link ApiError} knows beside that. */
export interface ApiErrorDetails extends RapydErrorDetails {
  status: number;
  errorCode: string;
  operationId: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
  retryAfterMs?: number | undefined;
}

/** An answer came, and it is not a success: an error of the API, or something that is not an answer of the API at all. */
export class ApiError extends RapydError {
  override readonly name: string = "ApiError";
  /** HTTP status. 200 is possible: an envelope with an error, or a page that is not JSON. */
  declare readonly status: number;
  /** Rapyd's code with any suffix, such as `INVALID_CUSTOMER_NAME`; `""` when the answer has none. */
  declare readonly errorCode: ErrorCode;
  /** Rapyd's UUID of this call, to be named to its support; `""` when the answer has none. */
  declare readonly operationId: string;
  /** Headers of the answer, names in lower case; values that are not known to be harmless are redacted, since they may repeat the request. */
  declare readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds after which the server asked to be called again, when it did. */
  declare readonly retryAfterMs: number | undefined;
  // Private, so that no logger and no inspector shows it.
  readonly #body: unknown;

  constructor(message: string, { body, ...details }: ApiErrorDetails) {
    super(message, details);
    this.#body = body;
  }

  /** Body as it came: parsed JSON, or the text of a body that is not JSON. It may repeat the request, so log it with care. */
  get body(): unknown {
    return this.#body;
  }
}

/** Rapyd refused key, signature or time, or an authentication header did not arrive. Repeating does not help: a wrong clock has been corrected already. */
export class AuthenticationError extends ApiError {
  override readonly name: string = "AuthenticationError";
}

/** Too many requests (429). The request did not reach the API. */
export class RateLimitError extends ApiError {
  override readonly name: string = "RateLimitError";
}

/** No answer came: the connection could not be made, or it broke. `cause` is the reason, and may have a `cause` itself; each keeps its name, code and masked message. */
export class ConnectionError extends RapydError {
  override readonly name: string = "ConnectionError";
}

/** The time of the call (`timeoutMs`) was over before a success had been read to its end. */
export class TimeoutError extends RapydError {
  override readonly name: string = "TimeoutError";
}

/** The caller stopped the call with its `signal`; `cause` is the signal's reason. Named as the platform names such an error. */
export class AbortedError extends RapydError {
  override readonly name: string = "AbortError";
}

/** Problems that the message of a {@link ValidationError} names. */
const mostListed = 20;

/** The request is not what the description asks for. Nothing was sent. */
export class ValidationError extends RapydError {
  override readonly name: string = "ValidationError";
  /** Every problem, in the order of the description; the message names the first of them. */
  readonly issues: readonly Issue[];

  constructor(operationId: string, issues: readonly Issue[]) {
    const listed = issues.slice(0, mostListed).map(({ path, message }) => `${path || "the body"} ${message}`);
    const more = issues.length > mostListed ? [`and ${issues.length - mostListed} more`] : [];
    super(`${operationId}: the request was not sent: ${[...listed, ...more].join("; ")}`);
    this.issues = issues;
  }
}

/** Not a webhook of this account. Answer it with a 4xx, and do nothing else. */
export class WebhookError extends RapydError {
  override readonly name: string = "WebhookError";
  /**
   * `headers`: one that the signature needs is missing or stands twice. `signature`: it does not match, because of the secret, the address
   * or the body. `age`: it is older than `toleranceMs`. `json`: the body is not UTF-8, or it is signed, but it is not an event.
   */
  readonly problem: WebhookProblem;

  constructor(problem: WebhookProblem, message: string) {
    super(`webhook refused: ${message}`);
    this.problem = problem;
  }
}

/** `; did you mean ...?` with the name that is most like the given one; `""` when none is like it. */
export function nearestHint(name: string, names: readonly string[]): string {
  const [nearest] = names
    .map((one) => ({ one, likeness: likeness(name.toLowerCase(), one.toLowerCase()) }))
    .sort((first, second) => second.likeness - first.likeness);
  return nearest && nearest.likeness >= 0.4 ? `; did you mean ${nearest.one}?` : "";
}

/** How alike two names are, from 0 to 1: the share of the pairs of letters that they have in common, in whatever order. */
function likeness(one: string, other: string): number {
  const common = Array.from(one.slice(1), (letter, index) => [
    one[index] + letter,
    letter + one[index],
  ]).filter((pair) => pair.some((letters) => other.includes(letters)));
  return (2 * common.length) / (one.length + other.length - 2);
}
