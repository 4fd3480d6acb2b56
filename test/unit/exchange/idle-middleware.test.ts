/** A call ends in the same way with and without middleware that changes nothing. */
import type { Middleware } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import {
  type Responder,
  created,
  errorResponse,
  idleMiddleware,
  json,
  observedClient,
  rejection,
} from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

const silent = (): Promise<never> => new Promise(() => undefined);

function stalled(status: number): Response {
  const half = new TextEncoder().encode('{"status"');
  return new Response(new ReadableStream({ start: (controller) => controller.enqueue(half) }), { status });
}

function broken(code: string): never {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

const worlds: Record<string, Responder> = {
  success: created,
  "an error": () => errorResponse(400, "INVALID_CUSTOMER_NAME", "No name."),
  "an error of unknown outcome": () => errorResponse(400, "GENERAL_ERROR"),
  "an error that says SUCCESS": () => json({ status: { status: "SUCCESS" } }, { status: 400 }),
  "a 429": () => new Response("", { status: 429, headers: { "retry-after": "1" } }),
  "a 429 that stalls": () => stalled(429),
  "a 400 that stalls": () => stalled(400),
  "a 500 that stalls": () => stalled(500),
  "a success that stalls": () => stalled(200),
  "a page": () => new Response("<html>"),
  "an empty 500": () => new Response(null, { status: 500 }),
  "a redirect": () => new Response(null, { status: 302, headers: { location: "https://example.com" } }),
  "a status that no Response can have": () =>
    ({ status: 999, headers: new Headers(), body: null }) as unknown as Response,
  "no connection": () => broken("ECONNREFUSED"),
  "a lost connection": () => broken("ECONNRESET"),
  "no end": silent,
};

describe.each(Object.entries(worlds))("%s has the same outcome", (_, responder) => {
  /** Makes a create call and an update call, and returns both outcomes as the caller sees them, with the number of requests. */
  async function endOf(middleware: Middleware[], options: object, abortAfter?: number): Promise<object> {
    const caller = new AbortController();
    const { client, sent } = observedClient(responder, { middleware, timeoutMs: 5_000 });
    const ends = (["createCustomer", "updateCustomer"] as const).map(async (method) => {
      const asked =
        method === "createCustomer"
          ? client.createCustomer(minimalCustomer, { ...options, signal: caller.signal })
          : client.updateCustomer("cus_1", minimalCustomer, { ...options, signal: caller.signal });
      if (abortAfter === 0) caller.abort("stop");
      if (abortAfter === 1) setImmediate(() => caller.abort("stop"));
      return asked.then(
        (value) => ({ value }),
        (error: Error) => ({ ...error, message: error.message, cause: error.cause }),
      );
    });
    return { ends: await Promise.all(ends), requests: sent.length };
  }

  test.each(idleMiddleware.slice(1))("%s", async (__, middleware) => {
    for (const options of [{}, { maxRetries: 0 }, { timeoutMs: 700 }])
      expect(await endOf(middleware, options)).toEqual(await endOf([], options));
  });

  test.each(idleMiddleware.slice(1))("%s, aborted immediately", async (__, middleware) => {
    expect(await endOf(middleware, {}, 0)).toEqual(await endOf([], {}, 0));
  });

  test("with any idle middleware, through raw", async () => {
    const rawEnd = async (middleware: Middleware[]): Promise<object> => {
      const { client } = observedClient(responder, { middleware, timeoutMs: 700, maxRetries: 0 });
      return client.raw.POST("/v1/customers", { body: minimalCustomer }).then(
        ({ data, error, response }) => ({ data, error, status: response.status }),
        (error: Error) => ({ ...error, message: error.message }),
      );
    };
    const expected = await rawEnd([]);
    for (const [, middleware] of idleMiddleware.slice(1)) expect(await rawEnd(middleware)).toEqual(expected);
  });
});

test.each(idleMiddleware.slice(1))(
  "the request is the same without middleware and %s",
  async (_, middleware) => {
    const requestsOf = async (through: Middleware[]): Promise<object[]> => {
      const { client, sent } = observedClient(created, {
        ...{ middleware: through, baseUrl: "https://example.com/gateway", headers: { "X-Client": " one " } },
      });
      const headers = { "X-Call": "\u00e9", accept: "text/plain", "X-Client": "two" };
      await client.createCustomer(minimalCustomer, { headers, idempotencyKey: "key" });
      await client.updateCustomer("a b'c?%", {}, { headers });
      await rejection(client.listCustomers({ limit: 2, starting_after: "it's #1?&é" }));
      return sent.map(({ url, method, body, headers: given }) => ({
        ...{ url, method, body, headers: Object.fromEntries(new Headers(given)) },
      }));
    };
    expect(await requestsOf(middleware)).toEqual(await requestsOf([]));
  },
);

describe("a call's possible effect depends on the request that was sent", () => {
  const turned = (method: string): Middleware => ({
    onRequest: ({ request }) => new Request(request.url, { method, headers: request.headers }),
  });

  test("a GET turned into a POST by middleware may have taken effect", async () => {
    const { client, sent } = observedClient(() => broken("ECONNRESET"), { middleware: [turned("POST")] });
    expect(await rejection(client.retrieveCustomer("cus_1"))).toMatchObject({
      ...{ name: "ConnectionError", attempts: 1, mayHaveSucceeded: true },
    });
    expect(sent.map(({ method }) => method)).toEqual(["POST"]);
  });

  test("a POST turned into a GET by middleware had no effect", async () => {
    const { client, sent } = observedClient(() => broken("ECONNRESET"), { middleware: [turned("GET")] });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      mayHaveSucceeded: false,
    });
    expect(sent.map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
  });
});

describe("a response from middleware", () => {
  function endless(status: number): { response: Response; read: () => number; isCancelled: () => boolean } {
    let [chunks, isCancelled] = [0, false];
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(2 ** 20).fill(0x61));
        if (++chunks === 300) controller.close();
      },
      cancel: () => void (isCancelled = true),
    });
    return { response: new Response(body, { status }), read: () => chunks, isCancelled: () => isCancelled };
  }

  test.each<[string, (response: Response) => Middleware]>([
    ["before sending", (response) => ({ onRequest: () => response })],
    ["after the response", (response) => ({ onResponse: () => response })],
    ["instead of an error", (response) => ({ onError: () => response })],
  ])("of 300 MB, returned %s, is read to 8 MiB and cancelled", async (place, middleware) => {
    for (const status of [200, 400]) {
      const { response, read, isCancelled } = endless(status);
      const responder = place.includes("error") ? () => broken("ECONNREFUSED") : created;
      const { client } = observedClient(responder, { middleware: [middleware(response)], maxRetries: 0 });
      expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
        ...{ name: "ApiError", httpStatus: status, mayHaveSucceeded: true },
        message: expect.stringContaining("longer than 8 MiB") as string,
      });
      expect(read()).toBeLessThan(12);
      expect(isCancelled()).toBe(true);
    }
  });

  test("that stalls ends when the call's time runs out", async () => {
    const { client, runtime } = observedClient(created, {
      middleware: [{ onResponse: () => stalled(400) }],
      timeoutMs: 700,
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ mayHaveSucceeded: true });
    expect(runtime.elapsed()).toBeLessThanOrEqual(701);
  });
});

test("a request from middleware whose body never ends is not sent, and ends when the call's time runs out", async () => {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) });
  const { client, sent } = observedClient(created, {
    middleware: [
      {
        onRequest: ({ request }) =>
          new Request(request.url, {
            method: "POST",
            headers: request.headers,
            body,
            duplex: "half",
          } as never),
      },
    ],
    timeoutMs: 700,
  });
  expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
    ...{ name: "TimeoutError", attempts: 0, mayHaveSucceeded: false },
  });
  expect(sent).toEqual([]);
});

test("a framework's control-flow error reaches the framework unchanged, from fetch and from middleware", async () => {
  const digest = Object.assign(new Error("DYNAMIC_SERVER_USAGE"), { digest: "DYNAMIC_SERVER_USAGE" });
  const throwing = (): never => {
    throw digest;
  };
  for (const [, middleware] of idleMiddleware) {
    const { client, sent } = observedClient(throwing, { middleware });
    expect(await rejection(client.retrieveCustomer("cus_1"))).toBe(digest);
    expect(await rejection(client.raw.GET("/v1/customers"))).toBe(digest);
    expect(sent).toHaveLength(2);
  }
  const { client } = observedClient(created, { middleware: [{ onRequest: throwing }] });
  expect(await rejection(client.createCustomer(minimalCustomer))).toBe(digest);
});
