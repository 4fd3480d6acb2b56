/** One call, from what a method was given to a value or an error: checked, built by openapi-fetch, sent, unwrapped. */
import type { Client } from "openapi-fetch";
import type { paths } from "../generated/schema.js";
import { answerFrom, dataOf, type Outcome, readOutcome, responseOf, withoutAnswer } from "./answer.js";
import { callError } from "./call-error.js";
import { type Input, writeRequest } from "./check/request.js";
import { type ListenForAbort, startDeadline } from "./deadline.js";
import type { RapydError } from "./errors.js";
import { describedOperations, type Operation } from "./operation.js";
import { checkRequestOptions, type RequestOptions, type Settings } from "./options.js";
import type { Runtime } from "./runtime.js";
import type { BuiltRequest, Call, Send } from "./send.js";

/** What every call of one client shares. */
export interface ClientContext {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly listen: ListenForAbort;
  readonly send: Send;
}

/** Carries out an operation with the values that its method was given. */
export type CallOperation = (operation: Operation, values: readonly unknown[]) => Promise<unknown>;

/** Calls through the given openapi-fetch client. */
export function createCall(context: ClientContext, openapi: Client<paths>): CallOperation {
  const { settings, runtime } = context;
  const request = openapi.request as unknown as BuildAndSend;
  const isSeen = settings.middleware.length > 0;

  return async (operation, values) => {
    const { input, options } = readArguments(operation, values);
    const { headers, ...limits } = checkRequestOptions(operation, options, settings, runtime);
    const body = bodyText(writeRequest(operation, input, settings.validate));
    const { method, path } = operation;
    const call = startCall(context, { operation, method, path, form: operation, input, ...limits });
    try {
      const { path: pathValues, query } = input;
      const params = { path: pathValues, query };
      // "stream" leaves a success unread: whether it is JSON is for us to say.
      const init = { params, headers, body, bodySerializer: asIs, parseAs: "stream" };
      const attempt = await exchange(operation, init, call);
      const { answer, success } = attempt;
      if (!success || answer === undefined) throw callError(call, attempt, settings, runtime.now());
      if (operation.answer === "json") return answer.json;
      return operation.answer === "envelope" ? dataOf(answer.json) : undefined;
    } finally {
      call.deadline.dispose();
    }
  };

  /** The last attempt, or what middleware put in its place. Rejects with a RapydError when middleware threw. */
  async function exchange({ method, path }: Operation, init: CallInit, call: Call): Promise<Outcome> {
    let last: Outcome | undefined;
    let handedOut: Response | undefined;
    let failed: RapydError | undefined;
    const fetch = async (built: Request): Promise<Response> => {
      last = await context.send(await readRequest(built), call);
      handedOut = isSeen ? responseOf(last.answer) : unseenResponse;
      if (handedOut) return handedOut;
      throw (failed = callError(call, last, settings, runtime.now()));
    };
    if (call.deadline.ended() !== undefined) return withoutAnswer(undefined, "none");
    if (!isSeen) {
      await request(method, path, { ...init, fetch, Request: UnseenRequest });
      if (last === undefined) throw new Error("openapi-fetch has not sent the request.");
      return last;
    }
    // Should middleware answer or throw before the request is sent, this is what must not be shown.
    const headers = { ...settings.headers, ...init.headers };
    call.sent.push({ url: path, method, headers, body: init.body ?? "" });
    try {
      const made = await call.deadline.race(request(method, path, { ...init, fetch }));
      if (last && made.response === handedOut) return last;
      // Middleware may have sent the request by a way of its own.
      call.effect = "possible";
      return readOutcome(await call.deadline.race(answerFrom(made.response, made.error)), call.form);
    } catch (error) {
      if (failed) throw failed;
      call.effect = "possible";
      throw callError(call, withoutAnswer(error, "possible"), settings, runtime.now(), true);
    }
  }
}

/** What openapi-fetch is given of a call. */
interface CallInit {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** openapi-fetch's own methods over the same road: from the described path and openapi-fetch's init to its `{ data, error, response }`. */
export function createRaw(context: ClientContext, openapi: Client<paths>): Record<string, RawMethod> {
  const request = openapi.request as unknown as BuildAndSend;
  const methods = "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE".split(" ").map((method) => {
    const call: RawMethod = (path, init) => {
      const operation = describedOperations.find((one) => one.method === method && one.path === path);
      const fetch = (built: Request): Promise<Response> =>
        sendRaw(context, { operation, method, path }, built);
      return request(method, path, { ...init, fetch });
    };
    return [method, call] as const;
  });
  return Object.fromEntries(methods);
}

/** Rejects with a RapydError where openapi-fetch would make the answer look like something else. */
async function sendRaw(
  context: ClientContext,
  what: Pick<Call, "operation" | "method" | "path">,
  request: Request,
): Promise<Response> {
  const { settings, runtime, send } = context;
  const { timeoutMs, maxRetries } = settings;
  const { signal } = request;
  const call = startCall(context, {
    ...what,
    form: undefined,
    input: undefined,
    timeoutMs,
    maxRetries,
    signal,
  });
  try {
    const attempt = await call.deadline
      .race(readRequest(request))
      .then((built) => send(built, call))
      .catch((error: unknown) => {
        if (call.deadline.ended() === undefined) throw error;
        return withoutAnswer(error, "none");
      });
    const { answer, success } = attempt;
    // openapi-fetch would break on a 2xx that is not JSON, and make an empty error look like a success.
    const isPlain =
      answer !== undefined &&
      (answer.problem === undefined || (answer.status >= 300 && answer.text.trim() !== ""));
    const response = success || isPlain ? responseOf(answer) : undefined;
    if (response === undefined) throw callError(call, attempt, settings, runtime.now());
    return response;
  } finally {
    call.deadline.dispose();
  }
}

/** Its own type knows described paths and methods alone; here they come from the same description, as data. */
type BuildAndSend = (method: string, path: string, init: object) => Promise<Exchange>;

type RawMethod = (path: string, init?: object) => Promise<Exchange>;

/** What openapi-fetch gives back: `data` after a 2xx, else `error`. */
interface Exchange {
  readonly error?: unknown;
  readonly response: Response;
}

/** Path parameters come first, then body, then query, then the options. */
function readArguments(
  operation: Operation,
  values: readonly unknown[],
): { input: Input; options: RequestOptions } {
  const path: Record<string, unknown> = {};
  const beside: { body?: unknown; query?: unknown } = {};
  operation.takes.forEach((name, index) => {
    if (name === "body" || name === "query") beside[name] = values[index];
    else path[name] = values[index];
  });
  // The description's own type of the query is an object. Callers without types may pass null.
  const query = (beside.query ?? undefined) as object | undefined;
  const options = (values[operation.takes.length] ?? {}) as RequestOptions;
  return { input: { path, query, body: beside.body }, options };
}

type CallStart = Pick<
  Call,
  "operation" | "method" | "path" | "form" | "input" | "timeoutMs" | "maxRetries"
> & {
  readonly signal: AbortSignal | undefined;
};

/** Starts a call, and its time. Its deadline must be disposed of when it is over. */
function startCall({ runtime, listen }: ClientContext, start: CallStart): Call {
  const { operation, method, path, form, input, timeoutMs, maxRetries, signal } = start;
  // Written out: this is done for each call, and a spread is slow.
  return {
    operation,
    method,
    path,
    form,
    input,
    timeoutMs,
    maxRetries,
    callerSignal: signal,
    deadline: startDeadline(timeoutMs, signal, runtime, listen),
    attempts: 0,
    pending: 0,
    effect: "none",
    clockCorrectionMs: undefined,
    sent: [],
  };
}

/** Text to sign and send. Rapyd counts an empty object as no body. */
export function bodyText(text: string | undefined): string | undefined {
  return text === "{}" ? undefined : text;
}

function asIs(body: string): string {
  return body;
}

/** Stands for `Request` where nobody sees it: the real one would double the time of a call. */
function UnseenRequest(url: string, init: object): object {
  return { url, ...init };
}

/**
 * Stands for the response where nobody sees it: openapi-fetch does not look into one with this status. Node takes 25 ms for the first real
 * Headers, which the import of this package must not.
 */
const unseenResponse = { ok: true, status: 204, headers: { get: () => null } } as unknown as Response;

/** Reads a request of openapi-fetch's, real or not, to its end. */
async function readRequest(request: Request): Promise<BuiltRequest> {
  const { url, method, headers } = request;
  const isReal = typeof request.text === "function";
  // Only the stand-in has its body as it was given.
  const body = isReal ? await request.text() : ((request.body as unknown as string | undefined) ?? "");
  return { url, method, headers: Object.fromEntries(headers), body };
}
