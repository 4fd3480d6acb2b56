/** Interprets a response, or its absence, as a success or a failure, and derives the request's possible effect. */
import { outcomeUnknown, statuses, unauthenticated } from "../generated/error-codes.js";
import type { ErrorEnvelope, Status } from "../generated/schema.js";
import { isObject } from "./check/check.js";
import type { Effect } from "./failure.js";
import type { Operation } from "./operation.js";
import type { ParsedResponse } from "./response.js";

/** The end of one attempt. */
export interface Outcome {
  /** Undefined if no response arrived. */
  readonly response: ParsedResponse | undefined;
  /** Whether the call succeeded. */
  readonly success: boolean;
  /** Possible effect of the request at the server. */
  readonly effect: Effect;
  /** Whether a retry may succeed. */
  readonly transient: boolean;
  /** Rapyd's error code; `""` when there is none or it is malformed. */
  readonly errorCode: string;
  /** Rapyd's UUID of the call; `""` when the response has none. */
  readonly rapydOperationId: string;
  /** Reason for the failure: Rapyd's message, or why the response cannot be used. */
  readonly message: string;
  /** Error that fetch, or the caller's own code, threw. */
  readonly error: unknown;
}

/** Form of a success; undefined for a call through `raw`, which accepts JSON of any form. */
export type Expected = Pick<Operation, "responseKind" | "data" | "idRequired" | "paging"> | undefined;

/** The end of an attempt that threw, or that was never made. */
export function noResponse(error: unknown, effect: Effect): Outcome {
  const nothing = { response: undefined, success: false, transient: true } as const;
  return { ...nothing, effect, errorCode: "", rapydOperationId: "", message: "", error };
}

/**
 * Interprets a response as the outcome of one attempt; `expected` is the form of a success. A success is a 2xx with JSON or, through `raw`,
 * an empty 2xx. If no body is expected, any 2xx is a success. An envelope must also have the status SUCCESS and the expected data.
 */
export function readOutcome(response: ParsedResponse, expected: Expected): Outcome {
  const { status, text, isWhole } = response;
  const envelope = readStatus(response.json);
  const isOk = status >= 200 && status < 300;
  const flaw = isOk ? findFlaw(response, envelope, expected) : rejectionMessage(response, envelope);
  const success = flaw === undefined;
  // A gateway sends 408 for a request that it may have passed on. A rejection that says SUCCESS contradicts itself.
  const isRejected =
    status >= 400 &&
    status < 500 &&
    status !== 408 &&
    envelope?.status !== statuses.success &&
    // A code that leaves the outcome unknown may be in the unread part of the body. A 429 is the firewall's, which passes nothing on.
    (isWhole || status === 429) &&
    // The code may be in a body that is not an envelope; in an envelope's text it may be escaped.
    !outcomeUnknown.some((code) => text.includes(code) || envelope?.errorCode.includes(code));
  return {
    response,
    success,
    effect: isRejected ? "none" : "possible",
    // A 401 that was cut off may be due to the clock, which a retry would show.
    transient:
      isOk || status === 408 || status === 429 || status >= 500 || (status === 401 && response.isCutOff),
    errorCode: success ? "" : (envelope?.errorCode ?? ""),
    rapydOperationId: envelope?.rapydOperationId ?? "",
    message: flaw ?? "",
    error: undefined,
  };
}

/** Whether Rapyd rejected the signature. A 5xx with the same code does not count: the request may have taken effect. */
export function isSignatureRejected({ response, errorCode }: Outcome): boolean {
  return errorCode === unauthenticated && response !== undefined && response.status < 500;
}

/** Why a 2xx is not the success that is described; undefined when it is. */
function findFlaw(
  { json, problem }: ParsedResponse,
  envelope: EnvelopeStatus | undefined,
  expected: Expected,
): string | undefined {
  if (expected?.responseKind === "empty" || (expected === undefined && problem === "empty")) return undefined;
  if (problem !== undefined) return unexpected(problem);
  if (expected?.responseKind === "json") return undefined;
  if (envelope === undefined) return expected && unexpected("JSON without the property status.status");
  // Rapyd rejects with a 4xx. A 2xx that says ERROR is contradictory.
  if (envelope.status !== statuses.success)
    return envelope.message || `status "${envelope.status.slice(0, 40)}"`;
  if (expected?.responseKind !== "envelope") return undefined;
  const data = getData(json);
  if (!isExpected(data, expected))
    return unexpected(
      expected.data ? `JSON whose data is not of the described type ${expected.data}` : "JSON without data",
    );
  return expected.idRequired && !hasId(data) ? unexpected("JSON whose data has no id") : undefined;
}

/**
 * Whether data is of the described kind. Data of another kind must not reach the caller, who would use it as the described object or list.
 */
function isExpected(data: unknown, { data: kind, paging }: NonNullable<Expected>): boolean {
  if (kind === "array") return Array.isArray(data) && (paging === undefined || data.every(isObject));
  if (kind === "object") return isObject(data);
  return data !== undefined && data !== null;
}

/** Whether the data has an id; without one, the caller cannot find the created object. */
function hasId(data: unknown): boolean {
  const { id } = Object(data) as { id?: unknown };
  return (typeof id === "string" && id !== "") || typeof id === "number";
}

function rejectionMessage(
  { status, headers, problem }: ParsedResponse,
  envelope: EnvelopeStatus | undefined,
): string {
  // Browsers hide the status of a redirect that is not followed.
  const isRedirect = status === 0 || (status >= 300 && status < 400 && status !== 304);
  if (isRedirect) return redirectMessage(headers.get("location"));
  if (envelope) return envelope.message || "no message";
  return status === 429 ? "too many requests" : unexpected(problem);
}

/** Message for a redirect. It shows only the host of the target: the rest of the URL may contain parts of the request. */
function redirectMessage(location: string | null): string {
  const host = location !== null && URL.canParse(location) ? new URL(location).host : "another path";
  const to = location === null ? " (target hidden)" : ` to ${host}`;
  return `a redirect${to}, not followed because it would forward the access key, signature and body`;
}

function unexpected(problem: string | undefined): string {
  return `the body is ${problem ?? "JSON without the property status.status"}`;
}

/** Data of a body that {@link readOutcome} has found to be an envelope. */
export function getData(envelope: unknown): unknown {
  return (envelope as { data?: unknown }).data;
}

type EnvelopeStatus = Pick<Outcome, "errorCode" | "rapydOperationId" | "message"> & { status: string };

/** The envelope's status, when the body is an envelope at all. */
function readStatus(json: unknown): EnvelopeStatus | undefined {
  // Names are the description's, values are anything: each is looked at before it is used.
  const { status: fields } = Object(json) as Partial<Unchecked<ErrorEnvelope>>;
  const { status, error_code, operation_id, message } = Object(fields) as Partial<Unchecked<Status>>;
  if (typeof status !== "string") return undefined;
  return {
    status,
    // Capitals, digits and underscores, with a suffix such as " - [05]". More digits would be data.
    errorCode: matching(error_code, /^(?!.*\d{6})[A-Z][A-Z\d_]*( ?(- ?)?\[[A-Z\d_]+\])?$/),
    rapydOperationId: matching(operation_id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
    message: typeof message === "string" ? message : "",
  };
}

type Unchecked<Described> = { [Name in keyof Described]: unknown };

/**
 * The value if it is a short string of the given form, else `""`: anything else may contain parts of the request, and is useless to a
 * caller.
 */
function matching(value: unknown, form: RegExp): string {
  return typeof value === "string" && value.length <= 128 && form.test(value) ? value : "";
}
