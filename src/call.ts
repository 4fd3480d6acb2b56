/** Carries out a method of the client: checks the request, sends it, through openapi-fetch when there is middleware, opens the envelope. */
import type { Call, Exchange, Init, Input, Operation } from "../generated/client.js";
import type { Answer } from "./answer.js";
import { answerError, brokenCallError, foreignError } from "./call-errors.js";
import { type CallFacts, type CallState, type Kit, startCall } from "./call-state.js";
import { dataOf, type Failure, readOutcome } from "./envelope.js";
import type { ApiError } from "./errors.js";
import {
  checkHeaders,
  checkHeaderValue,
  checkRetries,
  checkSignal,
  checkTimeout,
  type RequestOptions,
  type Settings,
} from "./options.js";
import { addressOf, bodyText } from "./raw.js";
import { checkInput } from "./request-check.js";
import { answerFrom, isPresentable, toResponse } from "./response.js";
import type { Runtime } from "./runtime.js";
import { readRequest } from "./transport.js";
import type { Warning } from "./typo.js";

/** What the generated methods call. */
export function createCall(kit: Kit, hasMiddleware: () => boolean): Call<RequestOptions> {
  const { settings, runtime, transport } = kit;

  const call: Call<RequestOptions> = async (operation, input, callOptions, send) => {
    // Callers without types may pass null.
    const options = callOptions ?? {};
    if (typeof options !== "object")
      throw new TypeError("The options of a call must be an object, such as { idempotencyKey }.");
    const { text, warnings } = checkInput(operation, input, settings);
    const headers = requestHeaders(operation, options, settings, runtime);
    const state = startCall(callFacts(operation, input, options, settings, warnings), kit);
    try {
      const answer = hasMiddleware()
        ? await sendThroughMiddleware(state, headers, text, send)
        : await sendAtOnce(state, operation, headers, text, input);
      const outcome = readOutcome(answer, operation.answer);
      if (!outcome.success) throw refused(state, answer, outcome);
      // Generated code states for each operation which content it has; here it is read from the same description.
      return contentOf(operation, answer.json) as never;
    } catch (error) {
      if (state.deadline.ended() !== undefined) throw brokenCallError(state, error, settings.credentials);
      const isOwn = state.ownError !== undefined && error === state.ownError;
      throw isOwn ? error : foreignError(state, error, settings.credentials);
    } finally {
      state.deadline.dispose();
    }
  };

  /** A `Request` and a `Response` that nobody sees would double the time of a call. */
  function sendAtOnce(
    state: CallState,
    operation: Operation,
    headers: Headers,
    text: string | undefined,
    input: Input,
  ): Promise<Answer> {
    const url = addressOf(settings.baseUrl, operation, input);
    const body = bodyText(text ?? JSON.stringify(input.body)) ?? "";
    // Nothing but the transport is waited for, which ends with the deadline by itself.
    return transport({ url, method: operation.method, headers, body }, state);
  }

  /** Middleware may look at and replace what it gets, so it gets the real thing. */
  async function sendThroughMiddleware(
    state: CallState,
    headers: Headers,
    text: string | undefined,
    send: (init: Init) => Promise<Exchange<unknown>>,
  ): Promise<Answer> {
    let answer: Answer | undefined;
    let handedOut: Response | undefined;
    const fetch = async (request: Request): Promise<Response> => {
      answer = await transport(readRequest(request), state);
      const outcome = readOutcome(answer, state.form);
      // A status that no Response can have never reaches middleware.
      if (!outcome.success && !isPresentable(answer)) throw refused(state, answer, outcome);
      handedOut = toResponse(answer);
      return handedOut;
    };
    // Should middleware answer or throw before the request gets to the transport, this is what must not be shown.
    state.headers = headers;
    const bodySerializer = (body: unknown): string | undefined => {
      // What was checked is what is sent, even if the caller's object says something else when it is read again.
      const serialized = bodyText(text ?? JSON.stringify(body));
      state.bodies.add(serialized ?? "");
      return serialized;
    };
    // "stream" leaves a success unread: whether it is JSON is for us to say.
    const init = { headers, fetch, bodySerializer, parseAs: "stream" };
    const exchange = await state.deadline.race(send(init));
    if (answer !== undefined && exchange.response === handedOut) return answer;
    return state.deadline.race(answerFrom(exchange));
  }

  function refused(state: CallState, answer: Answer, failure: Failure): ApiError {
    // Middleware may have sent the request by a way of its own.
    if (failure.effect === "possible") state.effect = "possible";
    const error = answerError(state, answer, failure, settings.credentials, runtime.now());
    state.ownError = error;
    return error;
  }

  return call;
}

/** Names in lower case. */
type Headers = Readonly<Record<string, string>>;

function requestHeaders(
  { idempotencyHeader }: Operation,
  options: RequestOptions,
  settings: Settings,
  runtime: Runtime,
): Headers {
  const headers = { ...settings.headers, ...checkHeaders(options.headers ?? {}) };
  if (idempotencyHeader === undefined) return headers;
  const idempotencyKey = options.idempotencyKey ?? runtime.uuid();
  checkHeaderValue("idempotencyKey", idempotencyKey);
  // fetch takes blanks away, so that two keys could become one.
  if (idempotencyKey === "" || idempotencyKey !== idempotencyKey.trim()) {
    throw new TypeError(
      "idempotencyKey must not be empty, nor begin or end with a blank; leave it out for a new one.",
    );
  }
  headers[idempotencyHeader] = idempotencyKey;
  return headers;
}

function callFacts(
  operation: Operation,
  input: Input,
  options: RequestOptions,
  settings: Settings,
  warnings: readonly Warning[],
): CallFacts {
  checkSignal(options.signal);
  return {
    operation,
    form: operation.answer,
    input,
    callerSignal: options.signal,
    timeoutMs: checkTimeout(options.timeoutMs ?? settings.timeoutMs),
    maxRetries: checkRetries(options.maxRetries ?? settings.maxRetries),
    method: operation.method,
    path: operation.path,
    warnings,
  };
}

function contentOf(operation: Operation, json: unknown): unknown {
  if (operation.answer === "json") return json;
  return operation.answer === "envelope" ? dataOf(json) : undefined;
}
