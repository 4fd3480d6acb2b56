/** One call, from what a method was given to a value or an error: checked, built by openapi-fetch, sent, unwrapped. */
import type { Client } from "openapi-fetch";
import type { paths } from "../generated/schema.js";
import { answerFrom, responseOf } from "./answer.js";
import { callError, foreignError } from "./call-error.js";
import { checkRequest, type Input } from "./check/request.js";
import { type ListenForAbort, startDeadline } from "./deadline.js";
import type { RapydError } from "./errors.js";
import { describedOperations, type Operation } from "./operation.js";
import { checkRequestOptions, type RequestOptions, type Settings } from "./options.js";
import { dataOf, readOutcome } from "./outcome.js";
import type { Runtime } from "./runtime.js";
import type { Attempt, BuiltRequest, Call, Send } from "./send.js";

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
    const checked = checkRequestOptions(operation, options, settings, runtime);
    const text = bodyText(checkRequest(operation, input, settings.validate));
    const { method, path } = operation;
    const call = startCall(context, { operation, method, path, form: operation, input, ...checked });
    try {
      const attempt = await exchange(operation, input, checked.headers, text, call);
      if (attempt.answer === undefined || !attempt.outcome.success)
        throw callError(call, attempt, settings, runtime.now());
      return contentOf(operation, attempt.answer.json);
    } finally {
      call.deadline.dispose();
    }
  };

  /** The last attempt, or what middleware put in its place. Rejects with a RapydError when middleware threw. */
  async function exchange(
    { method, path }: Operation,
    input: Input,
    headers: Readonly<Record<string, string>>,
    text: string | undefined,
    call: Call,
  ): Promise<Attempt> {
    let last: Attempt | undefined;
    let handedOut: Response | undefined;
    let failed: RapydError | undefined;
    const fetch = async (built: Request): Promise<Response> => {
      last = await context.send(await readRequest(built), call);
      handedOut = isSeen ? responseOf(last.answer) : unseenResponse;
      if (handedOut) return handedOut;
      failed = callError(call, last, settings, runtime.now());
      throw failed;
    };
    const { path: pathValues, query } = input;
    const params = { path: pathValues, query };
    // "stream" leaves a success unread: whether it is JSON is for us to say.
    const init = { params, headers, body: text, bodySerializer: asIs, fetch, parseAs: "stream" };
    if (call.deadline.ended() !== undefined) return { answer: undefined, error: undefined, effect: "none" };
    if (!isSeen) {
      await request(method, path, { ...init, Request: UnseenRequest });
      if (last === undefined) throw new Error("openapi-fetch has not sent the request.");
      return last;
    }
    // Should middleware answer or throw before the request is sent, this is what must not be shown.
    call.sent.push({ url: path, method, headers: { ...settings.headers, ...headers }, body: text ?? "" });
    try {
      const made = await call.deadline.race(request(method, path, init));
      if (last && made.response === handedOut) return last;
      // Middleware may have sent the request by a way of its own.
      call.effect = "possible";
      const answer = await call.deadline.race(answerFrom(made));
      return { answer, outcome: readOutcome(answer, call.form) };
    } catch (error) {
      if (failed) throw failed;
      call.effect = "possible";
      throw call.deadline.ended() === undefined
        ? foreignError(call, error, settings)
        : callError(call, undefined, settings, runtime.now());
    }
  }
}

/** openapi-fetch's own methods over the same road: from the described path and openapi-fetch's init to its `{ data, error, response }`. */
export function createRaw(context: ClientContext, openapi: Client<paths>): Record<string, RawMethod> {
  const request = openapi.request as unknown as BuildAndSend;
  const methods = "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE".split(" ").map((method) => {
    const call: RawMethod = (path, init) => {
      const operation = describedOperations.find((one) => one.method === method && one.path === path);
      return request(method, path, {
        ...init,
        fetch: (built: Request) => sendRaw(context, { operation, method, path }, built),
      });
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
  const { settings, runtime } = context;
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
      .then((built) => context.send(built, call))
      .catch((error: unknown): Attempt => {
        if (call.deadline.ended() === undefined) throw error;
        return { answer: undefined, error, effect: "none" };
      });
    const { answer } = attempt;
    const isSilent = answer?.text.trim() === "";
    // openapi-fetch would break on a 2xx that is not JSON, and make an empty error look like a success.
    const isMisleading = answer && answer.problem !== undefined && (answer.status < 300 || isSilent);
    const isSuccess = answer !== undefined && attempt.outcome.success;
    const response = isMisleading && !isSuccess ? undefined : responseOf(answer);
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
  const given = new Map(operation.takes.map((name, index) => [name, values[index]]));
  const body = given.get("body");
  // The description's own type of the query is an object.
  const query = given.get("query") as object | undefined;
  given.delete("body");
  given.delete("query");
  // Callers without types may pass null.
  const options = (values[operation.takes.length] ?? {}) as RequestOptions;
  return { input: { path: Object.fromEntries(given), query: query ?? undefined, body }, options };
}

interface Start extends Pick<
  Call,
  "operation" | "method" | "path" | "form" | "input" | "timeoutMs" | "maxRetries"
> {
  signal: AbortSignal | undefined;
}

/** Starts a call, and its time. Its deadline must be disposed of when it is over. */
function startCall({ runtime, listen }: ClientContext, start: Start): Call {
  const { operation, method, path, form, input, timeoutMs, maxRetries, signal } = start;
  return {
    operation,
    form,
    input,
    timeoutMs,
    maxRetries,
    callerSignal: signal,
    method,
    path,
    deadline: startDeadline(timeoutMs, signal, runtime, listen),
    attempts: 0,
    pending: 0,
    effect: "none",
    clockCorrectionMs: undefined,
    sent: [],
  };
}

function contentOf({ answer }: Operation, json: unknown): unknown {
  if (answer === "json") return json;
  return answer === "envelope" ? dataOf(json) : undefined;
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

/** Stands for the response where nobody sees it: openapi-fetch does not look into one with this status. */
const unseenResponse = { ok: true, status: 204, headers: new Headers() } as Response;

/** Reads a request of openapi-fetch's, real or not, to its end. */
async function readRequest(request: Request): Promise<BuiltRequest> {
  const { url, method, headers } = request;
  const isReal = typeof request.text === "function";
  // Only the stand-in has its body as it was given.
  const body = isReal ? await request.text() : ((request.body as unknown as string | undefined) ?? "");
  return { url, method, headers: Object.fromEntries(headers), body };
}
