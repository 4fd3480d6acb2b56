/** How an attempt ended: what an answer says, or that none came. A pure reading. */
import { outcomes } from "../generated/error-codes.js";
import type { ErrorEnvelope, Status } from "../generated/schema.js";
import type { Answer } from "./answer.js";
import type { Operation } from "./operation.js";
import type { Effect } from "./retry.js";

/** The end of one attempt. */
export interface Outcome {
  /** Undefined when none came. */
  readonly answer: Answer | undefined;
  /** Whether the answer says that the call did what it was for. */
  readonly success: boolean;
  /** What the request can have done at the server. */
  readonly effect: Effect;
  /** Whether a repeat could end better. */
  readonly transient: boolean;
  /** Rapyd's error code; `""` when there is none that has the form of one. */
  readonly errorCode: string;
  /** Rapyd's UUID of the call; `""` when the answer has none. */
  readonly operationId: string;
  /** What went wrong: Rapyd's message, or why the answer cannot be used. */
  readonly message: string;
  /** What fetch, or the caller's own code, threw. */
  readonly error: unknown;
}

/** Form of a success; undefined stands for a call through `raw`, which takes JSON of any form. */
type Form = Pick<Operation, "answer" | "data"> | undefined;

/** The end of an attempt that threw, or that was never made. */
export function withoutAnswer(error: unknown, effect: Effect): Outcome {
  const nothing = { answer: undefined, success: false, transient: true } as const;
  return { ...nothing, effect, errorCode: "", operationId: "", message: "", error };
}

/**
 * Reads an answer to an operation whose success has the given form. A success is a 2xx that is JSON, and that says so itself when it is an
 * envelope.
 */
export function readOutcome(answer: Answer, form: Form): Outcome {
  const { status } = answer;
  const said = readStatus(answer.json);
  const isOk = status >= 200 && status < 300;
  const flaw = isOk ? flawOf(answer, said, form) : refusalOf(answer, said);
  const success = flaw === undefined;
  // A refusal that says SUCCESS contradicts itself, as does a 2xx that says ERROR.
  const isRefused = hadNoEffect(status) && said?.outcome !== outcomes.success;
  return {
    answer,
    success,
    effect: isRefused ? "none" : "possible",
    // What a cut-off refusal says is unknown: its clock may be the reason, which a repeat would show.
    transient: isOk || status === 408 || status === 429 || status >= 500 || answer.isCutOff,
    errorCode: success ? "" : (said?.errorCode ?? ""),
    operationId: said?.operationId ?? "",
    message: flaw ?? "",
    error: undefined,
  };
}

/** A refusal: nothing was done. Not so 408, which a gateway says of a request that it may have passed on. */
function hadNoEffect(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** Why a 2xx is not the success that is described; undefined when it is. */
function flawOf({ json, problem }: Answer, said: Said | undefined, form: Form): string | undefined {
  if (form?.answer === "empty" || (form === undefined && problem === "empty")) return undefined;
  if (problem !== undefined) return unexpected(problem);
  if (form?.answer === "json") return undefined;
  if (said === undefined) return form && unexpected("JSON, but without the status that an envelope has");
  // Rapyd refuses with a 4xx. Nobody knows which half of a 2xx that says ERROR is right.
  if (said.outcome !== outcomes.success) return said.message || `outcome "${said.outcome.slice(0, 40)}"`;
  if (form?.answer !== "envelope" || isExpected(dataOf(json), form)) return undefined;
  return unexpected(`an envelope without ${form.data ?? ""} data`);
}

/** Whether data is of the described kind; a caller would take anything else for the object that was promised. */
function isExpected(data: unknown, { data: kind }: Pick<Operation, "data">): boolean {
  if (kind === "array") return Array.isArray(data);
  if (kind === "object") return typeof data === "object" && data !== null && !Array.isArray(data);
  return data !== undefined && data !== null;
}

function refusalOf({ status, headers, problem }: Answer, said: Said | undefined): string {
  // Browsers hide the status of a redirect that is not followed.
  const isRedirect = status === 0 || (status >= 300 && status < 400 && status !== 304);
  if (isRedirect) return redirectMessage(headers.get("location"));
  return said?.message || (said ? "no message" : unexpected(problem));
}

/** The host alone: the rest of the address may repeat the request. */
function redirectMessage(location: string | null): string {
  const host = location !== null && URL.canParse(location) ? new URL(location).host : "another path";
  const to = location === null ? " (the platform hides where to)" : ` to ${host}`;
  return `a redirect${to}, which is not followed because it would carry keys and body along`;
}

function unexpected(problem: string | undefined): string {
  return `the body is ${problem ?? "not an envelope"}`;
}

/** Data of a body that {@link readOutcome} has found to be an envelope. */
export function dataOf(envelope: unknown): unknown {
  return (envelope as { data?: unknown }).data;
}

/** What the status of an envelope says. */
type Said = Pick<Outcome, "errorCode" | "operationId" | "message"> & { outcome: string };

/** The envelope's status, when the body is an envelope at all. */
function readStatus(json: unknown): Said | undefined {
  // Names are the description's, values are anything: each is looked at before it is used.
  const { status } = Object(json) as Partial<Unchecked<ErrorEnvelope>>;
  const { status: outcome, error_code, operation_id, message } = Object(status) as Partial<Unchecked<Status>>;
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
