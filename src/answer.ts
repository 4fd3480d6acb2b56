/** What came back: read in bounded memory and without trust, and whether it is a success. */
import { outcomes } from "../generated/error-codes.js";
import type { ErrorEnvelope, Status } from "../generated/schema.js";
import type { Deadline } from "./deadline.js";
import type { Operation } from "./operation.js";
import type { Effect } from "./retry.js";

/** Most bytes of a body that are read, after decompression: 8 MiB. A customer has a few KiB. */
const maximumAnswerBytes: number = 8 * 1024 * 1024;

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Body as text; what was read before `problem` stopped it. */
  readonly text: string;
  /** Body as JSON; undefined when it is not JSON. */
  readonly json: unknown;
  /** Why the body is not JSON: it is empty, too long, cut off, not UTF-8, or something else. Undefined when it is. */
  readonly problem: string | undefined;
  /** Whether the body broke off, or the call's time was over before its end. */
  readonly isCutOff: boolean;
}

/** Reads the response's body. Never rejects: a connection that breaks, and time that runs out, are a `problem` of the answer. */
export async function readAnswer(response: Response, deadline?: Deadline): Promise<Answer> {
  const { status, headers } = response;
  const read: Reading = { chunks: [], length: 0, stop: () => undefined };
  let problem: string | undefined;
  let isCutOff = false;
  try {
    const reading = readInto(read, response);
    await (deadline ? deadline.race(reading) : reading);
    if (read.length > maximumAnswerBytes) problem = "longer than 8 MiB";
  } catch (error) {
    isCutOff = error !== notBytes;
    problem = isCutOff ? `cut off after ${Math.ceil(read.length / 1_024)} KiB` : "not bytes";
  }
  // The rest is not wanted, and whether the server takes note does not matter.
  if (problem !== undefined) read.stop();
  const bytes = joined(read);
  let text: string | undefined;
  let json: unknown;
  try {
    if (problem === undefined) {
      problem = "not UTF-8";
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      problem = text.trim() === "" ? "empty" : "not valid JSON";
      json = JSON.parse(text);
      problem = undefined;
    }
  } catch {
    const type = headers.get("content-type")?.slice(0, 100);
    if (problem === "not valid JSON" && type && !/\bjson\b/i.test(type)) problem = `${type}, not JSON`;
  }
  // Of what cannot be used, a part is enough.
  text ??= new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
  return { status, headers, text, json, problem, isCutOff };
}

interface Reading {
  readonly chunks: Uint8Array[];
  length: number;
  stop: () => unknown;
}

/** Thrown by a body that gives something else. */
const notBytes = new TypeError("not bytes");

/** Reads any kind of body that a fetch may give, as long as it stays within the bound. */
async function readInto(read: Reading, response: Response): Promise<void> {
  // A fetch that is not the platform's own may give none, or one of another kind.
  const body = response.body as Partial<ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>> | null;
  const take = (chunk: unknown): boolean => {
    if (!ArrayBuffer.isView(chunk)) throw notBytes;
    read.chunks.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    read.length += chunk.byteLength;
    return read.length <= maximumAnswerBytes;
  };
  if (typeof body?.getReader === "function") {
    const reader = body.getReader();
    read.stop = () => reader.cancel().catch(() => undefined);
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
      if (!take(chunk.value)) return;
  } else if (typeof body?.[Symbol.asyncIterator] === "function") {
    // Leaving the loop ends a stream of Node's as well.
    for await (const chunk of body as AsyncIterable<unknown>) if (!take(chunk)) return;
  } else if (typeof response.arrayBuffer === "function") {
    const announced = Number(response.headers.get("content-length"));
    if (announced > maximumAnswerBytes) read.length = announced;
    else take(new Uint8Array(await response.arrayBuffer()));
  }
}

function joined({ chunks, length }: Reading): Uint8Array {
  const [first] = chunks;
  if (first === undefined || chunks.length === 1) return first ?? new Uint8Array();
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Real response with the answer's text, for middleware and callers of `raw`; undefined when no Response can have its status. */
export function responseOf(answer: Answer | undefined): Response | undefined {
  if (answer === undefined || answer.status < 200 || answer.status > 599) return undefined;
  const { status, text } = answer;
  const headers = new Headers(answer.headers);
  // They describe the bytes as they were sent; the text has been decoded.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  return new Response([204, 205, 304].includes(status) ? null : text, { status, headers });
}

/** Answer within a response that middleware made or replaced. openapi-fetch has read it already when it is not a 2xx. */
export async function answerFrom(response: Response, error: unknown): Promise<Answer> {
  if (response.ok) return readAnswer(response);
  const isText = typeof error === "string";
  return {
    status: response.status,
    headers: response.headers,
    text: isText ? error : (JSON.stringify(error) ?? ""),
    json: isText ? undefined : error,
    problem: isText || error === undefined ? "not valid JSON" : undefined,
    isCutOff: false,
  };
}

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
  // A gateway says 408 of a request that it may have passed on. A refusal that says SUCCESS contradicts itself.
  const isRefused = status >= 400 && status < 500 && status !== 408 && said?.outcome !== outcomes.success;
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

/** Why a 2xx is not the success that is described; undefined when it is. */
function flawOf({ json, problem }: Answer, said: EnvelopeStatus | undefined, form: Form): string | undefined {
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

function refusalOf({ status, headers, problem }: Answer, said: EnvelopeStatus | undefined): string {
  // Browsers hide the status of a redirect that is not followed.
  const isRedirect = status === 0 || (status >= 300 && status < 400 && status !== 304);
  if (isRedirect) return redirectMessage(headers.get("location"));
  if (said) return said.message || "no message";
  return status === 429 ? "too many requests" : unexpected(problem);
}

/** The host alone: the rest may repeat the request. */
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
type EnvelopeStatus = Pick<Outcome, "errorCode" | "operationId" | "message"> & { outcome: string };

/** The envelope's status, when the body is an envelope at all. */
function readStatus(json: unknown): EnvelopeStatus | undefined {
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

type Unchecked<Described> = { [Name in keyof Described]: unknown };

/** A short text of the given form; anything else may repeat the request, and is worth nothing to a caller. */
function matching(value: unknown, form: RegExp): string {
  return typeof value === "string" && value.length <= 128 && form.test(value) ? value : "";
}
