/** One request through openapi-fetch and the caller's middleware; its outcome is interpreted in the same way with or without middleware. */
import type { Middleware } from "openapi-fetch";
import type { ListenForAbort } from "./deadline.js";
import { type RapydError, ValidationError } from "./errors.js";
import { isControlFlow } from "./failure.js";
import type { Settings } from "./options.js";
import { noResponse, type Outcome, readOutcome } from "./outcome.js";
import { readResponse, toResponse } from "./response.js";
import { isSafe } from "./retry.js";
import type { Runtime } from "./runtime.js";
import type { Call, Send } from "./send.js";
import { toError } from "./to-error.js";

/** Shared by every call of one client. */
export interface ClientContext {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly listen: ListenForAbort;
  readonly send: Send;
  readonly request: RequestAnything;
  /** URL of a path template, as `request` builds it. */
  readonly buildUrl: (path: string, params: PathAndQuery) => string;
}

/** Values for a path template, and the query. */
export interface PathAndQuery {
  readonly path: { readonly [name: string]: unknown };
  readonly query: unknown;
}

/** Options that are passed to openapi-fetch. */
export interface RequestInitOptions {
  readonly middleware?: readonly Middleware[] | undefined;
  readonly [option: string]: unknown;
}

/** Result of openapi-fetch: `data` after a 2xx, else `error`. */
export interface FetchResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** Type of openapi-fetch's `request` that accepts any method and path; openapi-fetch's own type accepts only the described ones. */
export type RequestAnything = (
  method: string,
  path: string,
  init: RequestInitOptions,
) => Promise<FetchResult>;

/** A call's outcome and openapi-fetch's result; the result is undefined when the call timed out or was aborted first. */
export interface Exchange {
  readonly outcome: Outcome;
  readonly result: FetchResult | undefined;
}

/**
 * Sends the call's request to a path, which may have a query. `respond` creates the response that openapi-fetch reads. Each such response
 * object, and each that middleware returns, is stored with its outcome. The call's outcome is that of the object that openapi-fetch
 * returns; what openapi-fetch read from the object does not matter. Rejects with a RapydError if middleware threw or `respond` returned
 * undefined. A framework's control-flow error is rethrown unchanged.
 */
export async function exchange(
  { request, send, settings, runtime }: ClientContext,
  call: Call,
  path: string,
  init: RequestInitOptions,
  respond: (outcome: Outcome) => Response | undefined,
): Promise<Exchange> {
  const { deadline, method } = call;
  const known: { response: Response; outcome: Outcome }[] = [];
  const middleware = [...settings.middleware, ...(init.middleware ?? [])];
  let failed: RapydError | undefined;
  // The request that is under way, or that was when the call had to end.
  let sending: Promise<Outcome> | undefined;

  if (deadline.ended() !== undefined) return { outcome: noResponse(undefined, "none"), result: undefined };
  const requested = request(method, path, {
    ...init,
    middleware: middleware.map(adopting),
    fetch: sendBuilt,
  });
  // Only middleware can keep it from ending, or throw.
  if (middleware.length === 0) return ending(await requested);
  return deadline.race(requested).then(ending, async (error: unknown) => {
    if (deadline.ended() === undefined) return failing(error);
    // Middleware that does not wait passes the request on within one turn of the event loop: give it that turn, so that the outcome is known.
    if (call.attempts === 0 && sending === undefined)
      await new Promise<void>((turn) => runtime.setTimeout(turn, 0));
    if (sending === undefined) return failing(error);
    return sending.then((outcome) => ({ outcome, result: undefined }), failing);
  });

  async function sendBuilt(built: Request): Promise<Response> {
    sending = readAndSend(built);
    const outcome = await sending;
    if (deadline.ended() === undefined) sending = undefined;
    const response = respond(outcome);
    if (response === undefined) throw (failed = toError(call, outcome, settings, runtime.now()));
    known.push({ response, outcome });
    return response;
  }

  async function readAndSend(built: Request): Promise<Outcome> {
    try {
      const { url, method, headers } = built;
      const body = await deadline.race(built.text());
      return await send({ url, method, headers: Object.fromEntries(headers), body }, call);
    } catch (error) {
      // Once the call has ended, only reading the request can throw, and then nothing was sent.
      if (deadline.ended() === undefined || isControlFlow(error)) throw error;
      return noResponse(undefined, "none");
    }
  }

  function ending(result: FetchResult): Exchange {
    const outcome = outcomeOf(result.response);
    if (outcome === undefined)
      throw new Error("openapi-fetch did not return the response that it was given.");
    return { outcome, result };
  }

  function outcomeOf(response: Response): Outcome | undefined {
    return known.find((one) => one.response === response)?.outcome;
  }

  function failing(error: unknown): never {
    if ((failed && error === failed) || isControlFlow(error) || error instanceof ValidationError) throw error;
    throw toError(markPossible(), noResponse(error, "possible"), settings, runtime.now(), true);
  }

  /**
   * If the call's method is not safe, marks the call as possibly having had an effect: middleware may have sent the request without our
   * fetch. Returns the call.
   */
  function markPossible(): Call {
    if (!isSafe(method)) call.effect = "possible";
    return call;
  }

  /** Wraps middleware, so that each response that the middleware returns is read, up to the size limit, and stored with its outcome. */
  function adopting(one: Middleware): Middleware {
    const { onRequest, onResponse, onError } = one;
    return {
      ...(onRequest && { onRequest: async (options) => adopt(await onRequest.call(one, options)) }),
      ...(onResponse && { onResponse: async (options) => adopt(await onResponse.call(one, options)) }),
      ...(onError && { onError: async (options) => adopt(await onError.call(one, options)) }),
    } as Middleware;
  }

  async function adopt<Value>(returned: Value): Promise<Value | Response> {
    if (!(returned instanceof Response) || outcomeOf(returned)) return returned;
    const parsed = await readResponse(returned, deadline);
    const outcome = readOutcome(parsed, call.expected);
    if (!outcome.success) markPossible();
    const response = toResponse(parsed) ?? returned;
    known.push({ response, outcome });
    return response;
  }
}
