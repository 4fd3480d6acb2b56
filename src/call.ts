/** Carries out a method of the client: checks the request, sends it through openapi-fetch, opens the envelope. */
import type { Call, Exchange, Init, Input, Operation } from "../generated/client.js";
import { type Check, requestChecks } from "../generated/validators.js";
import type { Answer } from "./answer.js";
import { answerError, brokenCallError, foreignError } from "./call-errors.js";
import { type CallFacts, type CallState, type Kit, startCall } from "./call-state.js";
import { findIssues, type Issue } from "./check.js";
import { dataOf, type Failure, readOutcome } from "./envelope.js";
import { type ApiError, ValidationError } from "./errors.js";
import {
  checkHeaders,
  checkHeaderValue,
  checkRetries,
  checkSignal,
  checkTimeout,
  type RequestOptions,
  type Settings,
} from "./options.js";
import { findUnfaithful } from "./plain-data.js";
import { PlainRequest } from "./plain-request.js";
import { answerFrom, emptyResponse, isPresentable, toResponse } from "./response.js";
import { findPathIssues } from "./route.js";
import type { Runtime } from "./runtime.js";
import { findTypos, type Warning } from "./typo.js";

/** What the generated methods call. */
export function createCall(kit: Kit, hasMiddleware: () => boolean): Call<RequestOptions> {
  const { settings, runtime, transport } = kit;
  const call = async (
    operation: Operation,
    input: Input,
    callOptions: RequestOptions | undefined,
    send: (init: Init) => Promise<Exchange<unknown>>,
  ): Promise<unknown> => {
    // Callers without types may pass null.
    const options = callOptions ?? {};
    const { text, warnings } = checkInput(operation, input, settings);
    const headers = requestHeaders(operation, options, runtime);
    const state = startCall({ ...callFacts(operation, options, settings), warnings }, kit);
    try {
      const answer = await sendThroughOpenapiFetch(state, headers, text, send);
      const outcome = readOutcome(answer, operation.answer);
      if (!outcome.success) throw refused(state, answer, outcome);
      return contentOf(operation, answer.json);
    } catch (error) {
      if (state.deadline.ended() !== undefined) throw brokenCallError(state, error, settings.credentials);
      throw error === state.ownError ? error : foreignError(state, error, settings.credentials);
    } finally {
      state.deadline.dispose();
    }
  };

  async function sendThroughOpenapiFetch(
    state: CallState,
    headers: Init["headers"],
    text: string | undefined,
    send: (init: Init) => Promise<Exchange<unknown>>,
  ): Promise<Answer> {
    // Middleware may look at and replace what it gets, so it gets the real thing.
    const isSeen = hasMiddleware();
    let answer: Answer | undefined;
    let handedOut: Response | undefined;
    const fetch = async (request: Request): Promise<Response> => {
      answer = await transport(request, state);
      const outcome = readOutcome(answer, state.form);
      // A status that no Response can have never reaches middleware.
      if (!outcome.success && !isPresentable(answer)) throw refused(state, answer, outcome);
      handedOut = isSeen ? toResponse(answer) : emptyResponse(answer);
      return handedOut;
    };
    // "stream" leaves a success unread: whether it is JSON is for us to say.
    const seen = isSeen ? { parseAs: "stream" } : { Request: PlainRequest };
    // What was checked is what is sent, even if the caller's object says something else when it is read again.
    const body = text === undefined ? {} : { bodySerializer: () => (text === "{}" ? undefined : text) };
    const init = { headers, fetch, ...seen, ...body };
    // Without middleware nothing but the transport is waited for, which ends with the deadline by itself.
    const exchange = await (isSeen ? state.deadline.race(send(init)) : send(init));
    return answer !== undefined && exchange.response === handedOut ? answer : answerFrom(exchange);
  }

  function refused(state: CallState, answer: Answer, failure: Failure): ApiError {
    const error = answerError(state, answer, failure, settings.credentials, runtime.now());
    state.ownError = error;
    return error;
  }

  // Generated code states for each operation which content it has; here it is read from the same description.
  return call as Call<RequestOptions>;
}

/** What a check of the input gave. */
interface Checked {
  issues: Issue[];
  /** Text of the body that was found good; undefined when it was not checked. */
  text: string | undefined;
  warnings: Warning[];
}

/** Throws a ValidationError for a bad request. */
function checkInput(
  operation: Operation,
  { path = {}, query = {}, body }: Input,
  settings: Settings,
): Checked {
  const checks = requestChecks[operation.operationId];
  const checked: Checked = { issues: findPathIssues(path), text: undefined, warnings: [] };
  const { issues } = checked;
  if (settings.validate && issues.length === 0 && checks !== undefined) {
    if (checks.parameters) issues.push(...findIssues(checks.parameters, { ...path, ...query }));
    const isLeftOut = checks.bodyOptional === true && body === undefined;
    if (checks.body && !isLeftOut) checkBody(checks.body, body, settings.onAttempt !== undefined, checked);
  }
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
  return checked;
}

/** Checks the very text that will be sent. What JSON cannot carry is named beside what the description does not allow. */
function checkBody(check: Check, body: unknown, isObserved: boolean, checked: Checked): void {
  const { issues } = checked;
  try {
    const lost = findUnfaithful(body);
    if (lost.length > 0) {
      const found = findIssues(check, body);
      const named = new Set(found.map(({ path }) => path));
      for (const issue of [...found, ...lost.filter(({ path }) => !named.has(path))]) issues.push(issue);
      return;
    }
    checked.text = JSON.stringify(body) as string | undefined;
    const sent: unknown = checked.text === undefined ? undefined : JSON.parse(checked.text);
    // One by one: a call takes only so many arguments.
    for (const issue of findIssues(check, sent)) issues.push(issue);
    if (isObserved) checked.warnings = findTypos(check, sent);
  } catch {
    // A getter or a proxy of the caller's threw; what it threw may say anything.
    const message = "cannot be read: a property of it throws";
    issues.push({ path: "", rule: "json", message, expected: "plain data" });
  }
}

function requestHeaders(operation: Operation, options: RequestOptions, runtime: Runtime): Init["headers"] {
  const headers = checkHeaders(options.headers ?? {});
  const { idempotencyHeader } = operation;
  if (idempotencyHeader === undefined) return headers;
  const idempotencyKey = options.idempotencyKey ?? undefined;
  if (idempotencyKey === undefined) return { ...headers, [idempotencyHeader]: runtime.uuid() };
  if (idempotencyKey === "")
    throw new TypeError("idempotencyKey must not be empty; leave it out for a new one.");
  checkHeaderValue("idempotencyKey", idempotencyKey);
  return { ...headers, [idempotencyHeader]: idempotencyKey };
}

function callFacts(
  operation: Operation,
  options: RequestOptions,
  settings: Settings,
): Omit<CallFacts, "warnings"> {
  checkSignal(options.signal);
  return {
    operation,
    form: operation.answer,
    callerSignal: options.signal,
    timeoutMs: checkTimeout(options.timeoutMs ?? settings.timeoutMs),
    maxRetries: checkRetries(options.maxRetries ?? settings.maxRetries),
    method: operation.method,
    path: operation.path,
  };
}

function contentOf(operation: Operation, json: unknown): unknown {
  if (operation.answer === "json") return json;
  return operation.answer === "envelope" ? dataOf(json) : undefined;
}
