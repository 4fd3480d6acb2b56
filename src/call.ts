/**
 * Carries out one call: validates the arguments, has openapi-fetch build the request (without middleware, only its URL), sends the request,
 * and unwraps the response or throws an error.
 */
import { writeRequest, type Input } from "./check/request.js";
import { startDeadline } from "./deadline.js";
import { type ClientContext, exchange, type PathAndQuery } from "./exchange.js";
import type { Operation } from "./operation.js";
import { type CheckedRequestOptions, checkRequestOptions, type RequestOptions } from "./options.js";
import { type Expected, getData, type Outcome } from "./outcome.js";
import { toResponse } from "./response.js";
import type { Call } from "./send.js";
import { toError } from "./to-error.js";

/** Carries out an operation with the arguments that its method was called with. */
export type CallOperation = (operation: Operation, values: readonly unknown[]) => Promise<unknown>;

/** Creates the function that carries out one client's operations. */
export function createCall(context: ClientContext): CallOperation {
  const { settings, runtime } = context;
  const send = settings.middleware.length > 0 ? sendSeen : sendUnseen;

  return async (operation, values) => {
    const { input, options } = readArguments(operation, values);
    const checked = checkRequestOptions(operation, options, settings, runtime);
    const body = bodyText(writeRequest(operation, input, settings.validate));
    const { path, responseKind } = operation;
    const call = startCall(context, operation, operation, checked);
    try {
      const params = { path: input.path, query: input.query };
      const outcome = await send(context, call, path, params, checked.headers, body);
      if (!outcome.success || outcome.response === undefined)
        throw toError(call, outcome, settings, runtime.now());
      const { json } = outcome.response;
      if (responseKind === "json") return json;
      return responseKind === "envelope" ? getData(json) : undefined;
    } finally {
      call.deadline.dispose();
    }
  };
}

/** Splits a method's arguments into input and options. Path parameters come first, then body, query and options. */
function readArguments(
  operation: Operation,
  values: readonly unknown[],
): { input: Input; options: RequestOptions } {
  const path: Record<string, unknown> = {};
  const beside: { body?: unknown; query?: unknown } = {};
  operation.parameters.forEach((name, index) => {
    if (name === "body" || name === "query") beside[name] = values[index];
    else path[name] = values[index];
  });
  // Callers without types may pass null.
  const query = beside.query ?? undefined;
  const options = (values[operation.parameters.length] ?? {}) as RequestOptions;
  return { input: { path, query, body: beside.body }, options };
}

type Target = Pick<Operation, "operationId" | "method" | "path"> & { idempotencyHeader?: string | undefined };

/** Starts a call and its deadline, which must be disposed of when the call is over. */
export function startCall(
  { runtime, listen }: ClientContext,
  { operationId, idempotencyHeader, method, path }: Target,
  expected: Expected,
  { timeoutMs, maxRetries, signal }: Omit<CheckedRequestOptions, "headers">,
): Call {
  if (signal && typeof signal.addEventListener !== "function")
    throw new TypeError("signal must be an AbortSignal.");
  return {
    operationId,
    idempotencyHeader,
    expected,
    method,
    path,
    timeoutMs,
    maxRetries,
    callerSignal: signal,
    deadline: startDeadline(timeoutMs, signal, runtime, listen),
    attempts: 0,
    pending: 0,
    effect: "none",
    clockOffsetMs: undefined,
    isClockCorrected: false,
  };
}

/** Text to sign and send. `{}` becomes undefined, because Rapyd counts an empty object as no body. */
export function bodyText(text: string | undefined): string | undefined {
  return text === "{}" ? undefined : text;
}

/** Sends a call's request through the client's middleware. */
async function sendSeen(
  context: ClientContext,
  call: Call,
  path: string,
  params: PathAndQuery,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<Outcome> {
  // "stream" leaves a success unread: whether it is JSON is for us to say.
  const init = { params, headers, body, bodySerializer: identity, parseAs: "stream" };
  const { outcome } = await exchange(context, call, path, init, respondToMiddleware);
  return outcome;
}

function identity(body: string): string {
  return body;
}

function respondToMiddleware({ response }: Outcome): Response | undefined {
  return response && toResponse(response);
}

/**
 * Sends a call's request without middleware. Without middleware, nothing reads a `Request`, and building one takes as long as the rest of
 * the call. So openapi-fetch builds only the URL.
 */
function sendUnseen(
  { buildUrl, send, settings }: ClientContext,
  call: Call,
  path: string,
  params: PathAndQuery,
  headers: Readonly<Record<string, string>>,
  body = "",
): Promise<Outcome> {
  const url = buildUrl(path, params);
  return send({ url, method: call.method, headers: { ...settings.headers, ...headers }, body }, call);
}
