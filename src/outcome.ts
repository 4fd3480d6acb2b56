/** Whether an answer is a success, and what it says when it is not: a pure reading of status and body. */
import { outcomes } from "../generated/error-codes.js";
import type { ErrorEnvelope, Status } from "../generated/schema.js";
import type { Answer } from "./answer.js";
import type { Operation } from "./operation.js";
import type { Effect } from "./retry.js";

/** A success, or what went wrong. */
export type Outcome = Success | Failure;

/** An answer that says the call took effect. */
export interface Success {
  success: true;
  /** Rapyd's UUID of the call; `""` when the answer names none. */
  operationId: string;
}

/** What an answer that is not a success says. */
export interface Failure {
  success: false;
  /** Whether the request can have had an effect. */
  effect: Effect;
  /** Whether a repeat could end better. */
  transient: boolean;
  /** Rapyd's error code; `""` when the answer has none that has the form of one. */
  errorCode: string;
  /** Rapyd's UUID of the call; `""` when the answer has none. */
  operationId: string;
  /** What happened, in words: Rapyd's message, or why the answer cannot be read. */
  message: string;
}

/** Form of a success; undefined stands for a call through `raw`, which takes JSON of any form. */
type Form = Pick<Operation, "answer" | "data"> | undefined;

/**
 * Reads an answer to an operation whose success has the given form. A success is a 2xx that is JSON, and that says so itself when it is an
 * envelope.
 */
export function readOutcome(answer: Answer, form: Form): Outcome {
  const { status, json, problem } = answer;
  if (status >= 200 && status < 300) {
    if (form?.answer === "empty" || (form === undefined && problem === "empty")) return done("");
    return problem === undefined ? readBody(json, form) : unreadable(problem);
  }
  const said = readStatus(json);
  return {
    success: false,
    // A refusal that says SUCCESS contradicts itself, as does a 2xx that says ERROR.
    effect: hadNoEffect(status) && said?.outcome !== outcomes.success ? "none" : "possible",
    // What a cut-off refusal says is unknown: its clock may be the reason, which a repeat would show.
    transient: status === 408 || status === 429 || status >= 500 || answer.isCutOff,
    errorCode: said?.errorCode ?? "",
    operationId: said?.operationId ?? "",
    message: isRedirect(status)
      ? redirectMessage(answer.headers.get("location"))
      : said?.message || (said === undefined ? unexpected(problem) : "no message"),
  };
}

/** Browsers hide the status of a redirect that is not followed. */
function isRedirect(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400 && status !== 304);
}

/** The host alone: the rest of the address may repeat the request. */
function redirectMessage(location: string | null): string {
  const base = "https://relative.invalid";
  const host = location !== null && URL.canParse(location, base) ? new URL(location, base).host : undefined;
  const to = host === undefined ? "" : host === "relative.invalid" ? " to another path" : ` to ${host}`;
  const hidden = location === null ? " (the platform hides where to)" : "";
  return `a redirect${to}${hidden}, which is not followed because it would carry keys and body along`;
}

/** A refusal: nothing was done. Not so 408, which a gateway says of a request that it may have passed on. */
function hadNoEffect(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function readBody(json: unknown, form: Form): Outcome {
  if (form?.answer === "json") return done("");
  const said = readStatus(json);
  if (said === undefined) {
    return form === undefined ? done("") : unreadable("JSON, but without the status that an envelope has");
  }
  if (said.outcome === outcomes.success)
    return form?.answer === "envelope" && !isExpected(dataOf(json), form)
      ? unreadable(`an envelope without ${form.data ?? ""} data`)
      : done(said.operationId);
  // Rapyd refuses with a 4xx. A 2xx that says ERROR contradicts itself, and nobody knows which half is right.
  const { errorCode, operationId } = said;
  const message = said.message || `outcome "${said.outcome.slice(0, 40)}"`;
  return { success: false, effect: "possible", transient: true, errorCode, operationId, message };
}

/** Whether data is of the described kind; a caller would take anything else for the object that was promised. */
function isExpected(data: unknown, { data: kind }: Pick<Operation, "data">): boolean {
  if (kind === "array") return Array.isArray(data);
  if (kind === "object") return typeof data === "object" && data !== null && !Array.isArray(data);
  return data !== undefined && data !== null;
}

function done(operationId: string): Success {
  return { success: true, operationId };
}

function unreadable(problem: string): Failure {
  const message = unexpected(problem);
  return { success: false, effect: "possible", transient: true, errorCode: "", operationId: "", message };
}

function unexpected(problem: string | undefined): string {
  return `the body is ${problem ?? "not an envelope"}`;
}

/** Data of a body that {@link readOutcome} has found to be an envelope. */
export function dataOf(envelope: unknown): unknown {
  return (envelope as { data?: unknown }).data;
}

/** The envelope's status, when the body is an envelope at all. */
function readStatus(
  json: unknown,
): (Omit<Success, "success"> & { outcome: string; errorCode: string; message: string }) | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  // Names are the description's, values are anything: each is looked at before it is used.
  const status = (json as Partial<Unchecked<ErrorEnvelope>>).status;
  if (typeof status !== "object" || status === null) return undefined;
  const { status: outcome, error_code, operation_id, message } = status as Partial<Unchecked<Status>>;
  if (typeof outcome !== "string") return undefined;
  return {
    outcome,
    errorCode: matching(error_code, /^[A-Z]+(_([A-Z]+|\d{1,3}))*( - \[([A-Z_]+|\d{1,3})\])?$/),
    operationId: matching(operation_id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
    message: typeof message === "string" ? message : "",
  };
}

/** The same properties, of which nothing is known yet. */
type Unchecked<Described> = { [Name in keyof Described]: unknown };

/** A short text of the given form; anything else may repeat the request, and is worth nothing to a caller. */
function matching(value: unknown, form: RegExp): string {
  return typeof value === "string" && value.length <= 128 && form.test(value) ? value : "";
}
