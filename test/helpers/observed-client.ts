import { createClientWith, type RapydClient } from "../../src/client.js";
import type { Middleware } from "openapi-fetch";
import type { ClientOptions } from "../../src/options.js";
import { body, keys } from "./fixtures.js";
import { type FakeRuntime, fakeRuntime } from "./fake-runtime.js";

/** A request as it reached fetch. */
export interface SentRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  redirect: string | undefined;
  signal: AbortSignal;
}

/** Responds to a request; `attempt` is the number of the request, from 1. */
export type Responder = (request: SentRequest, attempt: number) => Response | Promise<Response>;

/** A client whose fetch is the test's responder, with the requests sent so far and the client's runtime. */
export interface Observed {
  client: RapydClient;
  sent: SentRequest[];
  runtime: FakeRuntime;
}

/** Client on a platform whose fetch is the responder. */
export function observedClient(responder: Responder, options: ClientOptions = {}): Observed {
  const sent: SentRequest[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const request: SentRequest = {
      url: String(url),
      method: init.method ?? "",
      headers: init.headers as Record<string, string>,
      body: init.body as string | undefined,
      redirect: init.redirect,
      signal: init.signal as AbortSignal,
    };
    sent.push(request);
    return responder(request, sent.length);
  };
  const runtime = fakeRuntime(undefined, fetch);
  return { client: createClientWith({ ...keys, ...options }, runtime, {}), sent, runtime };
}

/** A response with a JSON body. */
export function json(value: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(value), {
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  });
}

/** The recorded response to a create. */
export function created(): Response {
  return json(body("rapyd-ruby-vcr-create-customer-response"));
}

/** Envelope of an error. */
export function errorResponse(
  status: number,
  errorCode: string,
  message = "",
  headers: Record<string, string> = {},
): Response {
  const operation_id = "12e59804-b742-44eb-aa49-4b722629faa8";
  const outcome = { error_code: errorCode, status: "ERROR", message, response_code: errorCode, operation_id };
  return json({ status: outcome }, { status, headers });
}

/** The error with which a promise rejects; fails the test when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

/** No middleware, and kinds of middleware that change nothing: each must leave every result as it is. */
export const idleMiddleware: [string, Middleware[]][] = [
  ["without middleware", []],
  ["with middleware that returns nothing", [{ onRequest: () => undefined, onResponse: () => undefined }]],
  [
    "with asynchronous middleware that returns what it was passed",
    [
      {
        onRequest: async ({ request }) => request,
        onResponse: async ({ response }) => response,
        onError: async ({ error }) => error as Error,
      },
    ],
  ],
];
