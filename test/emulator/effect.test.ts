import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import type { Middleware } from "openapi-fetch";
import fetchRetry from "fetch-retry";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createClientWith } from "../../src/client.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { type ClientOptions, createClient, type RapydError } from "../../src/index.js";
import { fakeRuntime } from "../helpers/fake-runtime.js";
import { body, keys } from "../helpers/fixtures.js";
import { created, errorResponse, json, observedClient, rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

// The reported effect of a call is true, whatever transports it: `mayHaveSucceeded: false` is a promise.
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator(keys);
});
afterAll(() => emulator.close());

function coded(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

/** Error of a create call that fails, and the number of customers that the emulator stored during the call. */
async function failedCreate(options: ClientOptions): Promise<{ error: RapydError; customers: number }> {
  const before = emulator.customers.length;
  const client = createClient({ ...keys, baseUrl: emulator.url, ...options });
  const error = (await rejection(client.createCustomer(minimalCustomer))) as RapydError;
  return { error, customers: emulator.customers.length - before };
}

/** Starts a server that responds with `respond`, and returns it with its URL. */
async function serving(respond: (response: ServerResponse) => void): Promise<Server & { url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => respond(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(server, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

describe("a custom fetch", () => {
  test('that sends, then fails with a code for "never connected", may have had an effect', async () => {
    const logging: typeof fetch = async (url, init) => {
      await fetch(url, init);
      throw coded("ECONNREFUSED");
    };
    const { error, customers } = await failedCreate({ fetch: logging });
    expect([error.name, error.mayHaveSucceeded, error.attempts, customers]).toEqual([
      "ConnectionError",
      true,
      1,
      1,
    ]);
  });

  test("that retries by itself, as npm's fetch-retry does, may hide a first success behind a later rejection", async () => {
    const retrying: typeof fetch = (url, init) => fetch(url, init).catch(() => fetch(url, init));
    emulator.inject({ mode: "reset-after-commit" });
    emulator.inject({ mode: "status", status: 429 });
    const { error, customers } = await failedCreate({ fetch: retrying });
    expect([error.name, error.mayHaveSucceeded, error.attempts, customers]).toEqual([
      "RateLimitError",
      true,
      1,
      1,
    ]);
  });
});

describe("a global fetch that retries on its own, like npm's fetch-retry", () => {
  const stored = JSON.stringify(body("rapyd-ruby-vcr-create-customer-response"));
  afterEach(() => void vi.unstubAllGlobals());

  /** Server that counts every create as a customer. It drops the first create's connection, and is then down for 300 ms. */
  async function flakyServer(): Promise<{ url: string; customers: () => number; close: () => void }> {
    let customers = 0;
    const server = createServer((request, response) => {
      request.resume();
      request.on("end", () => {
        if (++customers > 1) return void response.end(stored);
        request.socket.destroy();
        server.close();
        setTimeout(() => server.listen(port, "127.0.0.1"), 300);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, customers: () => customers, close: () => void server.close() };
  }

  test.each([
    ["before the client is made", true],
    ["after the client is made", false],
  ])(
    "installed %s, may have had an effect although its last attempt never connected",
    async (_, isBefore) => {
      for (const maxRetries of [0, 2]) {
        const server = await flakyServer();
        const wrap = (): unknown => vi.stubGlobal("fetch", fetchRetry(fetch, { retries: 3, retryDelay: 20 }));
        if (isBefore) wrap();
        const client = createClient({ ...keys, baseUrl: server.url, maxRetries });
        if (!isBefore) wrap();
        const error = (await rejection(client.createCustomer(minimalCustomer))) as RapydError;
        vi.unstubAllGlobals();
        expect([error.name, error.mayHaveSucceeded, server.customers()]).toEqual([
          "ConnectionError",
          true,
          1,
        ]);
        server.close();
      }
    },
  );
});

describe("middleware", () => {
  const ownFetch: Middleware = {
    onRequest: async ({ request, options }) => {
      const signed = await options.fetch(request.clone());
      await signed.text();
      throw coded("ECONNREFUSED");
    },
  };

  test("that fails after sending the request may have had an effect", async () => {
    const { error, customers } = await failedCreate({ middleware: [ownFetch] });
    expect([error.mayHaveSucceeded, customers]).toEqual([true, 1]);
  });

  test.each<[string, Middleware]>([
    ["responds", { onRequest: () => errorResponse(400, "INVALID_CUSTOMER_NAME") }],
    [
      "throws",
      {
        onRequest: () => {
          throw new Error("no token");
        },
      },
    ],
  ])("that %s without calling the client's fetch may have sent the request itself", async (_, middleware) => {
    const { client, sent } = observedClient(created, { middleware: [middleware] });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ mayHaveSucceeded: true });
    expect(sent).toHaveLength(0);
  });

  test("that sends twice (hedging) may have had an effect, even if the second is rejected", async () => {
    const hedging: Middleware = {
      onRequest: async ({ request, options }) => {
        const [, second] = await Promise.all([
          options.fetch(request.clone()),
          options.fetch(request.clone()),
        ]);
        return second;
      },
    };
    let release: () => void = () => undefined;
    const { client } = observedClient(
      (_, n) =>
        n === 1
          ? new Promise((resolve) => (release = () => resolve(created())))
          : (setImmediate(() => release()), errorResponse(400, "INVALID_CUSTOMER_NAME")),
      { middleware: [hedging] },
    );
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      httpStatus: 400,
      mayHaveSucceeded: true,
    });
  });
});

test("a rejection whose body never ends keeps its status and Retry-After, and had no effect", async () => {
  const stalled = (): Response =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) }), {
      status: 429,
      headers: { "retry-after": "7" },
    });
  const { client } = observedClient(stalled);
  expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
    ...{ name: "RateLimitError", httpStatus: 429, retryAfterMs: 7_000, mayHaveSucceeded: false },
  });
});

describe("an error says that nothing was sent", () => {
  const nowhere = async (baseUrl: string): Promise<unknown> =>
    rejection(createClient({ ...keys, baseUrl, maxRetries: 0 }).createCustomer(minimalCustomer));

  test("if fetch blocks the port", async () => {
    expect(await nowhere("http://127.0.0.1:1")).toMatchObject({
      name: "ConnectionError",
      mayHaveSucceeded: false,
    });
  });

  test("if an https URL reaches an http server", async () => {
    const error = await nowhere(emulator.url.replace("http:", "https:"));
    expect(error).toMatchObject({ name: "ConnectionError", mayHaveSucceeded: false });
  });

  test("if the server ends the TLS handshake", async () => {
    const server = createTcpServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const error = await nowhere(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(error).toMatchObject({ name: "ConnectionError", mayHaveSucceeded: false });
    server.close();
  });

  test("if the platform has no fetch", async () => {
    const events: unknown[] = [];
    const client = createClientWith({ ...keys, onAttempt: (event) => events.push(event) }, fakeRuntime(), {});
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect(error).toMatchObject({ name: "ConnectionError", mayHaveSucceeded: false, attempts: 0 });
    // Nothing was attempted, so nothing is retried until the timeout.
    expect(events).toEqual([]);
    expect((error as Error).message).toContain("this platform has no fetch");
  });
});

describe("special cases of Node's fetch", () => {
  async function errorAfter(status: number): Promise<unknown> {
    const server = await serving((response) => response.writeHead(status).end("no"));
    const error = await rejection(
      createClient({ ...keys, baseUrl: server.url, maxRetries: 0 }).createCustomer(minimalCustomer),
    );
    server.close();
    return error;
  }

  test("a 421, after which fetch sends again, keeps its status", async () => {
    expect(await errorAfter(421)).toMatchObject({
      name: "ApiError",
      httpStatus: 421,
      mayHaveSucceeded: false,
    });
  });

  test("a 407, whose status fetch hides, counts as possibly sent", async () => {
    expect(await errorAfter(407)).toMatchObject({ name: "ConnectionError", mayHaveSucceeded: true });
  });
});

test("maxRetries 0 sends one request, even if the clock is wrong; the next call has the right time", async () => {
  const date = new Date(1_700_000_000_000 + 600_000).toUTCString();
  const { client, sent } = observedClient(
    (_, n) => (n === 1 ? errorResponse(401, "UNAUTHENTICATED_API_CALL", "", { date }) : created()),
    { maxRetries: 0 },
  );
  const error = (await rejection(client.createCustomer(minimalCustomer))) as Error;
  expect(error.message).toContain(
    "according to the response's Date, this machine's clock is off by 600 s; the next call corrects this",
  );
  expect(sent).toHaveLength(1);
  await client.createCustomer(minimalCustomer);
  expect(sent[1]?.headers["timestamp"]).toBe("1700000600");
});

test.each(["x", 1, [], false, null])(
  "a success whose data is %j is not returned as a customer",
  async (data) => {
    const status = { status: "SUCCESS", error_code: "", message: "", response_code: "" };
    const { client } = observedClient(() => json({ status, data }));
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      ...{ name: "ApiError", httpStatus: 200, mayHaveSucceeded: true },
    });
  },
);
