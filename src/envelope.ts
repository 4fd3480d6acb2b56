/** Whether an answer is a success, and what it says when it is none: a pure reading of status and body. */
import { outcomes } from "../generated/error-codes.js";
import type { Operation } from "../generated/client.js";
import type { ErrorEnvelope, Status } from "../generated/schema.js";
import type { Answer } from "./answer.js";
import type { Effect } from "./retry.js";

/** A success, or what went wrong. */
export type Outcome = Success | Failure;

/** An answer that says the call took effect. */
export interface Success {
  success: true;
  /** Rapyd's UUID of the call; `""` when the answer names none. */
  operationId: string;
}

/** What an answer that is no success says. */
export interface Failure {
  success: false;
  /** Whether the request can have had an effect. */
  effect: Effect;
  /** Whether a repeat could end better. */
  transient: boolean;
  /** Rapyd's error code; `""` when the answer has none. */
  errorCode: string;
  /** Rapyd's UUID of the call; `""` when the answer has none. */
  operationId: string;
  /** What happened, in words: Rapyd's message, or why the answer cannot be read. */
  message: string;
}

/**
 * Reads an answer to an operation whose success has the given form; undefined stands for a call through `raw`, which takes JSON of any
 * form. A success is a 2xx that is JSON, and that says so itself when it is an envelope.
 */
export function readOutcome(answer: Answer, form: Operation["answer"] | undefined): Outcome {
  const { status, json, problem } = answer;
  if (status >= 200 && status < 300) {
    if (form === "empty" || (form === undefined && problem === "empty")) return done("");
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
      ? "a redirect, which is not followed, since it would carry keys and body to another address"
      : said?.message || (said === undefined ? unexpected(problem) : "no message"),
  };
}

/** Browsers hide the status of a redirect that is not followed. */
function isRedirect(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400 && status !== 304);
}

/** A refusal: nothing was done. 408 is none, since a gateway says it of a request that it may have passed on. */
function hadNoEffect(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function readBody(json: unknown, form: Operation["answer"] | undefined): Outcome {
  if (form === "json") return done("");
  const said = readStatus(json);
  if (said === undefined) {
    return form === undefined ? done("") : unreadable("JSON, but without the outcome that an envelope has");
  }
  if (said.outcome === outcomes.success) {
    const isEmpty = form === "envelope" && (dataOf(json) ?? undefined) === undefined;
    return isEmpty ? unreadable("an envelope without data") : done(said.operationId);
  }
  // Rapyd refuses with a 4xx. A 2xx that says ERROR contradicts itself, and nobody knows which half is right.
  const { errorCode, operationId } = said;
  const message = said.message || `outcome "${said.outcome}"`;
  return { success: false, effect: "possible", transient: true, errorCode, operationId, message };
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

interface Said {
  outcome: string;
  errorCode: string;
  operationId: string;
  message: string;
}

/** The envelope's outcome, when the body is an envelope at all. */
function readStatus(json: unknown): Said | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  // Names are the description's, values are anything: each is looked at before it is used.
  const status = (json as Partial<Unchecked<ErrorEnvelope>>).status;
  if (typeof status !== "object" || status === null) return undefined;
  const { status: outcome, error_code, operation_id, message } = status as Partial<Unchecked<Status>>;
  if (typeof outcome !== "string") return undefined;
  return { outcome, errorCode: text(error_code), operationId: text(operation_id), message: text(message) };
}

/** The same properties, of which nothing is known yet. */
type Unchecked<Described> = { [Name in keyof Described]: unknown };

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
