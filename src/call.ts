/** Carries out a method of the client: checks the request, sends it through openapi-fetch, opens the envelope. */
import type { Call, Exchange, Init, Input, Operation } from "../generated/client.js";
import { type Check, requestChecks } from "../generated/validators.js";
import type { Answer } from "./answer.js";
import { answerError, brokenCallError, foreignError } from "./call-errors.js";
import { type CallFacts, type CallState, type Kit, startCall } from "./call-state.js";
import { findIssues, type Issue } from "./check.js";
import { dataOf, readOutcome } from "./envelope.js";
import { RapydError, ValidationError } from "./errors.js";
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
import { answerFrom, emptyResponse, toResponse } from "./response.js";
import { findPathIssues } from "./route.js";
import type { Runtime } from "./runtime.js";

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
    checkInput(operation, input, settings.validate);
    const headers = requestHeaders(operation, options, runtime);
    const state = startCall(callFacts(operation, options, settings), kit);
    try {
      const answer = await sendThroughOpenapiFetch(state, headers, send);
      const outcome = readOutcome(answer, operation.answer);
      if (!outcome.success) throw answerError(state, answer, outcome, settings.credentials, runtime.now());
      return contentOf(operation, answer.json);
    } catch (error) {
      if (state.deadline.ended() !== undefined) throw brokenCallError(state, error, settings.credentials);
      throw error instanceof RapydError ? error : foreignError(state, error, settings.credentials);
    } finally {
      state.deadline.dispose();
    }
  };

  async function sendThroughOpenapiFetch(
    state: CallState,
    headers: Init["headers"],
    send: (init: Init) => Promise<Exchange<unknown>>,
  ): Promise<Answer> {
    // Middleware may look at and replace what it gets, so it gets the real thing.
    const isSeen = hasMiddleware();
    let answer: Answer | undefined;
    let handedOut: Response | undefined;
    const fetch = async (request: Request): Promise<Response> => {
      answer = await transport(request, state);
      handedOut = isSeen ? toResponse(answer) : emptyResponse(answer);
      return handedOut;
    };
    // "stream" leaves a success unread: whether it is JSON is for us to say.
    const init = isSeen ? { headers, fetch, parseAs: "stream" } : { headers, fetch, Request: PlainRequest };
    const exchange = await state.deadline.race(send(init));
    return answer !== undefined && exchange.response === handedOut ? answer : answerFrom(exchange);
  }

  // Generated code states for each operation which content it has; here it is read from the same description.
  return call as Call<RequestOptions>;
}

function checkInput(operation: Operation, { path = {}, query = {}, body }: Input, validate: boolean): void {
  const issues = findPathIssues(path);
  const checks = requestChecks[operation.operationId];
  if (validate && issues.length === 0 && checks !== undefined) {
    if (checks.parameters) issues.push(...findIssues(checks.parameters, { ...path, ...query }));
    const isLeftOut = checks.bodyOptional === true && body === undefined;
    if (checks.body && !isLeftOut) issues.push(...bodyIssues(checks.body, body));
  }
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
}

/** A value that JSON cannot carry is named once, by what the description asks for. */
function bodyIssues(check: Check, body: unknown): Issue[] {
  const issues = findIssues(check, body);
  const lost = findUnfaithful(body).filter(({ path }) => !issues.some((issue) => issue.path === path));
  return [...issues, ...lost];
}

function requestHeaders(operation: Operation, options: RequestOptions, runtime: Runtime): Init["headers"] {
  const headers = checkHeaders(options.headers ?? {});
  const { idempotencyHeader } = operation;
  if (idempotencyHeader === undefined) return headers;
  const key = options.idempotencyKey ?? runtime.uuid();
  if (key === "") throw new TypeError("idempotencyKey must not be empty; leave it out for a new one.");
  checkHeaderValue("idempotencyKey", key);
  return { ...headers, [idempotencyHeader]: key };
}

function callFacts(operation: Operation, options: RequestOptions, settings: Settings): CallFacts {
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
