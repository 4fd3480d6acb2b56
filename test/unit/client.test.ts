import { inspect } from "node:util";
import type { Middleware } from "openapi-fetch";
import { describe, expect, test, vi } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  createClient,
  RapydError,
  RateLimitError,
  TimeoutError,
  ValidationError,
} from "../../src/index.js";
import type { AttemptEvent } from "../../src/observe.js";
import type { RequestOptions } from "../../src/options.js";
import { body, keys } from "../helpers/fixtures.js";
import { created, errorAnswer, json, observedClient, rejection } from "../helpers/observed-client.js";

const jane = { name: "Jane Doe" };

function failing(code: string): () => never {
  return () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  };
}

describe("a request", () => {
  test('asks not to be redirected with "manual" where the runtime does not know "error"', async () => {
    class EdgeRequest {
      constructor(_: string, { redirect }: RequestInit) {
        if (redirect === "error") throw new TypeError("Invalid redirect value");
      }
    }
    vi.stubGlobal("Request", EdgeRequest);
    const redirected = (): Response =>
      new Response(null, { status: 307, headers: { location: "https://x" } });
    const { client, sent } = observedClient(redirected);
    vi.unstubAllGlobals();
    const error = await rejection(client.createCustomer(jane));
    expect(sent.map(({ redirect }) => redirect)).toEqual(["manual"]);
    expect(error).toMatchObject({ name: "ApiError", status: 307, mayHaveSucceeded: true, attempts: 1 });
    expect((error as Error).message).toContain("a redirect, which is not followed");
  });

  test("goes to the described path with the text that was signed", async () => {
    const { client, sent } = observedClient(created);
    const customer = await client.createCustomer({ name: "Zoë 山田", metadata: { n: 10 } });
    expect(customer).toEqual((body("rapyd-ruby-vcr-create-customer-response") as { data: unknown }).data);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: "https://sandboxapi.rapyd.net/v1/customers",
      method: "POST",
      body: '{"name":"Zoë 山田","metadata":{"n":10}}',
      redirect: "error",
    });
    expect(sent[0]?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      access_key: keys.accessKey,
      timestamp: "1700000000",
      salt: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      signature: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/) as string,
      idempotency: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  test("keeps null and leaves out undefined", async () => {
    const { client, sent } = observedClient(created);
    await client.createCustomer({ ...jane, payment_method: null, metadata: { gone: undefined, kept: null } });
    expect(sent[0]?.body).toBe('{"name":"Jane Doe","payment_method":null,"metadata":{"kept":null}}');
  });

  test("carries the caller's headers, but not in place of the signature", async () => {
    const { client, sent } = observedClient(created, { headers: { "x-client": "1", Signature: "forged" } });
    await client.createCustomer(jane, {
      headers: { "x-call": "2", ACCESS_KEY: "forged" },
      idempotencyKey: "mine",
    });
    expect(sent[0]?.headers).toMatchObject({
      "x-client": "1",
      "x-call": "2",
      idempotency: "mine",
      access_key: keys.accessKey,
    });
    expect(JSON.stringify(sent[0]?.headers)).not.toContain("forged");
  });

  test("is sent below a gateway's own path, which is not signed", async () => {
    const plain = observedClient(created);
    const gateway = observedClient(created, { baseUrl: "https://gateway.example/rapyd/" });
    await plain.client.createCustomer(jane, { idempotencyKey: "k" });
    await gateway.client.createCustomer(jane, { idempotencyKey: "k" });
    expect(gateway.sent[0]?.url).toBe("https://gateway.example/rapyd/v1/customers");
    // Same time, salt and path give the same signature.
    expect(gateway.sent[0]?.headers["signature"]).toBe(plain.sent[0]?.headers["signature"]);
  });

  test("uses the global fetch of the moment when no other is given", async () => {
    const original = globalThis.fetch;
    const client = createClient(keys);
    try {
      globalThis.fetch = () => Promise.resolve(created());
      expect((await client.createCustomer(jane)).name).toBe("John Doe");
    } finally {
      globalThis.fetch = original;
    }
  });

  test("two clients do not share keys", async () => {
    const first = observedClient(created);
    const second = observedClient(created, { accessKey: "other" });
    await Promise.all([first.client.createCustomer(jane), second.client.createCustomer(jane)]);
    expect([first.sent[0]?.headers["access_key"], second.sent[0]?.headers["access_key"]]).toEqual([
      keys.accessKey,
      "other",
    ]);
  });
});

describe("a bad request", () => {
  test("is refused before the network, with all its problems", async () => {
    const { client, sent } = observedClient(created);
    const error = await rejection(client.createCustomer({ name: "", email: "x" }));
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).issues.map((issue) => issue.path)).toEqual(["/name", "/email"]);
    expect(error).toMatchObject({ name: "ValidationError", attempts: 0, mayHaveSucceeded: false });
    expect((error as Error).message).toContain("createCustomer: the request was not sent: /name must have");
    expect(sent).toHaveLength(0);
  });

  test("is refused when JSON cannot carry it, by pointer", async () => {
    const { client, sent } = observedClient(created);
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    const error = await rejection(
      client.createCustomer({ ...jane, metadata: { loop, big: 1n, when: new Date(0), not: NaN } }),
    );
    expect((error as ValidationError).issues.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      "/metadata/loop/self json",
      "/metadata/big json",
      "/metadata/when json",
      "/metadata/not json",
    ]);
    expect(sent).toHaveLength(0);
  });

  test("is held to what is sent, even when the object says something else the next time", async () => {
    const { client, sent } = observedClient(created);
    let reads = 0;
    const shifty = {
      get name() {
        return ++reads < 4 ? "x" : "";
      },
    };
    await client.createCustomer(shifty);
    expect(sent[0]?.body).toBe('{"name":"x"}');
    const hidden = Object.defineProperty({ name: "x" }, "toJSON", { value: () => ({ name: "" }) });
    const inherited = Object.create(Object.assign(Object.create(null) as object, { name: "x" })) as {
      name: string;
    };
    const holes = { name: "x", metadata: { list: [, 1] } };
    const throwing = {
      get name(): string {
        throw new Error("MARKED");
      },
    };
    for (const body of [hidden, inherited, holes, throwing]) {
      const error = await rejection(client.createCustomer(body));
      expect(error).toBeInstanceOf(ValidationError);
      expect(String(error)).not.toContain("MARKED");
    }
    expect(sent).toHaveLength(1);
  });

  test("is sent when the check is off", async () => {
    const { client, sent } = observedClient(created, { validate: false });
    await client.createCustomer({ name: "" });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [{ timeoutMs: 0 }, "timeoutMs"],
    [{ maxRetries: -1 }, "maxRetries"],
    [{ idempotencyKey: "a\nb" }, "idempotencyKey"],
    [{ idempotencyKey: "" }, "idempotencyKey"],
    [{ idempotencyKey: " " }, "begin or end with a blank"],
    [{ idempotencyKey: "order-1\t" }, "begin or end with a blank"],
    ["order-1" as RequestOptions, "must be an object"],
    [{ headers: { a: "\u0000" } }, "Header a"],
    [{ headers: { Idempotency: "mine" } }, "is set by the option idempotencyKey"],
    [{ signal: new AbortController() as unknown as AbortSignal }, "signal must be an AbortSignal"],
  ])("the call option %j is refused", async (options, message) => {
    const { client, sent } = observedClient(created);
    expect(String(await rejection(client.createCustomer(jane, options)))).toContain(message);
    expect(sent).toHaveLength(0);
  });
});

describe("an answer that is no success", () => {
  test("is an ApiError with what the vendor said", async () => {
    const { client } = observedClient(() => errorAnswer(400, "INVALID_CUSTOMER_NAME", "No name."));
    const error = await rejection(client.createCustomer(jane));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(RapydError);
    expect((error as Error).message).toBe(
      "POST /v1/customers: 400 INVALID_CUSTOMER_NAME: No name. (operation 12e59804-b742-44eb-aa49-4b722629faa8)",
    );
    expect(error).toMatchObject({
      name: "ApiError",
      status: 400,
      errorCode: "INVALID_CUSTOMER_NAME",
      operationId: "12e59804-b742-44eb-aa49-4b722629faa8",
      attempts: 1,
      mayHaveSucceeded: false,
      body: { status: { status: "ERROR" } },
      headers: { "content-type": "application/json" },
    });
  });

  test.each<[string, () => Response, { name: string; mayHaveSucceeded: boolean; attempts: number }]>([
    [
      "HTML with 200",
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    ["an empty 200", () => new Response(""), { name: "ApiError", mayHaveSucceeded: true, attempts: 1 }],
    ["null", () => json(null), { name: "ApiError", mayHaveSucceeded: true, attempts: 1 }],
    ["a number", () => json(7), { name: "ApiError", mayHaveSucceeded: true, attempts: 1 }],
    [
      "a wrong charset",
      () => new Response(new Uint8Array([0x7b, 0xff])),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    [
      "an error envelope with 200",
      () => errorAnswer(200, "E"),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    [
      "an empty 500",
      () => new Response(null, { status: 500 }),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    [
      "a suffix on the code",
      () => errorAnswer(400, "INVALID_FIELDS - [X]"),
      { name: "ApiError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "no such object",
      () => errorAnswer(401, "UNAUTHORIZED_API_CALL"),
      { name: "ApiError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "a wrong signature",
      () => errorAnswer(401, "UNAUTHENTICATED_API_CALL"),
      { name: "AuthenticationError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "missing headers",
      () => errorAnswer(400, "MISSING_AUTHENTICATION_HEADERS"),
      { name: "AuthenticationError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "a rate limit",
      () => new Response("<html>", { status: 429 }),
      { name: "RateLimitError", mayHaveSucceeded: false, attempts: 3 },
    ],
  ])("%s gives a typed error", async (_, answer, expected) => {
    const { client } = observedClient(answer);
    expect(await rejection(client.createCustomer(jane))).toMatchObject(expected);
  });

  test("keeps its code and class when the request happens to hold a word of the code", async () => {
    const { client } = observedClient(() => errorAnswer(401, "UNAUTHENTICATED_API_CALL"));
    const error = await rejection(client.createCustomer({ ...jane, metadata: { source: "API" } }));
    expect(error).toMatchObject({
      name: "AuthenticationError",
      errorCode: "UNAUTHENTICATED_API_CALL",
      message: expect.stringContaining("accessKey or secretKey is wrong") as string,
    });
  });

  test("does not show a header of the caller's own that a gateway repeats", async () => {
    const page = (): Response => new Response("<p>No access for gw-secret-token", { status: 403 });
    const { client } = observedClient(page, { headers: { authorization: "Bearer gw-secret-token" } });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({
      body: "<p>No access for [redacted]",
    });
  });

  test.each<[string, Middleware]>([
    [
      "answers",
      {
        onRequest: async ({ request }) =>
          errorAnswer(400, "E", `${await request.text()} ${request.headers.get("authorization")}`),
      },
    ],
    [
      "throws",
      {
        onRequest: async ({ request }) => {
          throw new Error(`${await request.text()} ${request.headers.get("authorization")}`);
        },
      },
    ],
  ])("shows nothing of a request that middleware %s before it is sent", async (_, middleware) => {
    for (const validate of [true, false]) {
      const headers = { authorization: "Bearer gw-secret-token", "x-service": "customer" };
      const { client } = observedClient(created, { middleware: [middleware], headers, validate });
      const error = (await rejection(client.createCustomer({ name: "Jane Roe-Featherstone" }))) as Error;
      expect(`${error.message} ${error.stack} ${inspect(error)}`).not.toMatch(/Featherstone|gw-secret/);
    }
  });

  test("is given soon even when the request holds thousands of sensitive values", async () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`k${index}`, `é${index}x`]),
    );
    const { client } = observedClient(() => new Response("<p>".repeat(300_000), { status: 502 }));
    const error = await rejection(client.createCustomer({ ...jane, metadata }));
    expect(error).toMatchObject({ name: "ApiError", status: 502 });
  });

  test("keeps up to 2 KiB of a body that cannot be read", async () => {
    const { client } = observedClient(() => new Response("<p>" + "x".repeat(100_000), { status: 502 }));
    const error = (await rejection(client.createCustomer(jane))) as ApiError;
    expect(error.body).toHaveLength(2_048);
    expect(error.body).toMatch(/^<p>x/);
  });

  test("of 50 MB is given up in bounded memory", async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x61);
    let given = 0;
    const huge = (): Response =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull: (controller) => (++given > 50 ? controller.close() : controller.enqueue(chunk)),
        }),
      );
    const { client } = observedClient(huge);
    const error = (await rejection(client.createCustomer(jane))) as ApiError;
    expect(error.message).toContain("longer than 8388608 bytes");
    expect(error.mayHaveSucceeded).toBe(true);
    expect(given).toBeLessThan(12);
  });
});

describe("a repeat", () => {
  test("is signed anew, with the same key and the same bytes", async () => {
    const { client, sent } = observedClient((_, attempt) =>
      attempt < 3 ? new Response("", { status: 429 }) : created(),
    );
    await client.createCustomer(jane);
    expect(sent).toHaveLength(3);
    for (const name of ["salt", "signature"]) {
      expect(new Set(sent.map(({ headers }) => headers[name])).size).toBe(3);
    }
    expect(new Set(sent.map(({ headers }) => headers["idempotency"])).size).toBe(1);
    expect(new Set(sent.map((request) => request.body)).size).toBe(1);
  });

  test.each(["ECONNREFUSED", "ENOTFOUND", "CERT_HAS_EXPIRED"])(
    "follows %s, since nothing was sent",
    async (code) => {
      const { client, sent } = observedClient((_, attempt) => (attempt === 1 ? failing(code)() : created()));
      await client.createCustomer(jane);
      expect(sent).toHaveLength(2);
    },
  );

  test.each(["ECONNRESET", "UND_ERR_SOCKET", "SOMETHING_NEW"])(
    "does not follow %s on a plain POST",
    async (code) => {
      const { client, sent } = observedClient(failing(code));
      const error = await rejection(client.createCustomer(jane));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ attempts: 1, mayHaveSucceeded: true });
      expect((error as Error).message).toContain("look before you repeat it");
      expect(sent).toHaveLength(1);
    },
  );

  test("follows a possible effect when the account honours keys", async () => {
    const { client, sent } = observedClient(
      (_, attempt) => (attempt === 1 ? failing("ECONNRESET")() : created()),
      {
        idempotentPosts: true,
      },
    );
    await client.createCustomer(jane);
    expect(sent).toHaveLength(2);
  });

  test("leaves mayHaveSucceeded true once an attempt may have had an effect", async () => {
    const { client } = observedClient(
      (_, attempt) => (attempt === 1 ? failing("ECONNRESET")() : new Response("", { status: 429 })),
      {
        idempotentPosts: true,
      },
    );
    expect(await rejection(client.createCustomer(jane))).toMatchObject({
      name: "RateLimitError",
      attempts: 3,
      mayHaveSucceeded: true,
    });
  });

  test("waits as Retry-After asks", async () => {
    const { client, runtime } = observedClient((_, attempt) =>
      attempt === 1 ? new Response("", { status: 429, headers: { "retry-after": "7" } }) : created(),
    );
    await client.createCustomer(jane);
    expect(runtime.delays).toEqual([30_000, 7_000]);
  });

  test("does not wait 27 hours for a Retry-After that does not fit", async () => {
    const { client, sent, runtime } = observedClient(
      () => new Response("", { status: 429, headers: { "retry-after": "99999" } }),
    );
    const error = await rejection(client.createCustomer(jane));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 99_999_000, attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(runtime.elapsed()).toBe(0);
  });

  test("is not made when maxRetries is 0, for the client or for the call", async () => {
    const limited = (): Response => new Response("", { status: 429 });
    const client = observedClient(limited, { maxRetries: 0 });
    const call = observedClient(limited);
    await rejection(client.client.createCustomer(jane));
    await rejection(call.client.createCustomer(jane, { maxRetries: 0 }));
    expect([client.sent.length, call.sent.length]).toEqual([1, 1]);
  });
});

test("a fetch whose responses have a body of another kind works", async () => {
  const { client } = observedClient(() => {
    const text = new TextEncoder().encode(JSON.stringify(body("rapyd-ruby-vcr-create-customer-response")));
    const response = {
      status: 200,
      ok: true,
      headers: new Headers(),
      body: { pipe: () => undefined },
      arrayBuffer: () => Promise.resolve(text.buffer),
    };
    return response as unknown as Response;
  });
  expect((await client.createCustomer(jane)).name).toBe("John Doe");
});

describe("the time of a call", () => {
  const silent = (): Promise<never> => new Promise(() => undefined);

  test("ends with an AbortError when a signal that is not the platform's own has no reason", async () => {
    const signal = Object.assign(new EventTarget(), { aborted: true }) as unknown as AbortSignal;
    const { client } = observedClient(() => new Promise(() => undefined));
    expect(await rejection(client.createCustomer(jane, { signal }))).toMatchObject({ name: "AbortError" });
  });

  test("ends a fetch that never answers, even one that ignores its signal", async () => {
    const { client, runtime } = observedClient(silent);
    const error = await rejection(client.createCustomer(jane, { timeoutMs: 1_500 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ name: "TimeoutError", attempts: 1, mayHaveSucceeded: true });
    expect((error as Error).message).toContain("no complete answer within 1500 ms");
    expect(runtime.elapsed()).toBe(1_500);
    expect(runtime.pending()).toBe(0);
  });

  test("ends a body that stalls", async () => {
    const stalled = (): Response =>
      new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode("{")) }));
    const { client } = observedClient(stalled, { timeoutMs: 1_500 });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({
      name: "TimeoutError",
      mayHaveSucceeded: true,
    });
  });

  test("covers all attempts and waits", async () => {
    const { client, runtime } = observedClient(() => new Response("", { status: 429 }), {
      timeoutMs: 2_000,
      maxRetries: 50,
    });
    expect(await rejection(client.createCustomer(jane))).toBeInstanceOf(RateLimitError);
    expect(runtime.elapsed()).toBeLessThan(2_000);
  });

  test("leaves no timer after a success", async () => {
    const { client, runtime } = observedClient(created);
    await client.createCustomer(jane);
    expect(runtime.pending()).toBe(0);
  });

  test("the caller's signal ends it with the caller's own reason", async () => {
    const caller = new AbortController();
    const { client, runtime } = observedClient(silent);
    const reason = new Error("user left");
    const pending = rejection(client.createCustomer(jane, { signal: caller.signal }));
    caller.abort(reason);
    expect(await pending).toBe(reason);
    expect(runtime.pending()).toBe(0);
  });

  test("the caller's signal ends a wait too", async () => {
    const caller = new AbortController();
    const limited = (): Response => {
      setImmediate(() => caller.abort("stop"));
      return new Response("", { status: 429, headers: { "retry-after": "20" } });
    };
    const { client, sent } = observedClient(limited);
    expect(await rejection(client.createCustomer(jane, { signal: caller.signal }))).toBe("stop");
    expect(sent).toHaveLength(1);
  });

  test("a signal that is aborted already sends nothing", async () => {
    const { client, sent } = observedClient(created);
    expect(await rejection(client.createCustomer(jane, { signal: AbortSignal.abort("no") }))).toBe("no");
    expect(sent).toHaveLength(0);
  });
});

describe("a wrong clock", () => {
  const serverTime = new Date(1_700_000_000_000 + 300_000).toUTCString();
  const refused = (): Response =>
    errorAnswer(401, "UNAUTHENTICATED_API_CALL", "Invalid signature", { date: serverTime });

  test("is corrected from the answer's date, and stays so for this client", async () => {
    const { client, sent } = observedClient((_, attempt) => (attempt === 1 ? refused() : created()));
    await client.createCustomer(jane);
    await client.createCustomer(jane);
    expect(sent.map(({ headers }) => headers["timestamp"])).toEqual([
      "1700000000",
      "1700000300",
      "1700000300",
    ]);
  });

  test("is tried once; after that the key or secret is wrong", async () => {
    const { client, sent } = observedClient(refused);
    const error = await rejection(client.createCustomer(jane));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect((error as Error).message).toContain(
      "the clock was corrected by 300 s and the answer stayed the same, so accessKey or secretKey is wrong",
    );
    expect(sent).toHaveLength(2);
  });

  test.each([
    ["500", 500, "ERROR"],
    ["200", 200, "PENDING"],
  ])("is not corrected by a %s, after which no repeat is safe", async (_, status, outcome) => {
    const body = { status: { status: outcome, error_code: "UNAUTHENTICATED_API_CALL" } };
    const { client, sent } = observedClient(() => json(body, { status, headers: { date: serverTime } }));
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ mayHaveSucceeded: true });
    expect(sent).toHaveLength(1);
  });

  test("does not lengthen or shorten a wait until a date", async () => {
    const until = new Date(1_700_000_000_000 + 303_000).toUTCString();
    const busy = (): Response =>
      new Response("", { status: 429, headers: { date: serverTime, "retry-after": until } });
    const { client, runtime } = observedClient((_, attempt) => (attempt === 1 ? busy() : created()));
    await client.createCustomer(jane);
    expect(runtime.delays).toContain(3_000);
  });

  test("is not suspected when the times agree", async () => {
    const date = new Date(1_700_000_000_000).toUTCString();
    const { client, sent } = observedClient(() => errorAnswer(401, "UNAUTHENTICATED_API_CALL", "", { date }));
    await rejection(client.createCustomer(jane));
    expect(sent).toHaveLength(1);
  });
});

describe("an observer", () => {
  test("is told of each attempt, without any content", async () => {
    const events: AttemptEvent[] = [];
    const { client } = observedClient(
      (_, attempt) =>
        attempt === 1
          ? failing("ECONNREFUSED")()
          : attempt === 2
            ? new Response("", { status: 429 })
            : created(),
      { onAttempt: (event) => events.push(event) },
    );
    await client.createCustomer({ name: "MARKED" });
    expect(events).toMatchObject([
      {
        operationId: "createCustomer",
        method: "POST",
        path: "/v1/customers",
        attempt: 1,
        status: 0,
        errorCode: "ECONNREFUSED",
        willRetryInMs: 250,
      },
      { attempt: 2, status: 429, willRetryInMs: 500 },
      {
        attempt: 3,
        status: 200,
        errorCode: "",
        rapydOperationId: "8083bc8a-0db9-44c5-896c-10c39bc657ec",
        willRetryInMs: undefined,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain("MARKED");
  });

  test("that is asynchronous and rejects does not end the process", async () => {
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown): void => void rejections.push(reason);
    process.on("unhandledRejection", onRejection);
    const { client } = observedClient(created, {
      onAttempt: () => Promise.reject(new Error("broken")) as unknown as void,
    });
    await client.createCustomer(jane);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    process.off("unhandledRejection", onRejection);
    expect(rejections).toEqual([]);
  });

  test("that throws does not break the call", async () => {
    const { client } = observedClient(created, {
      onAttempt: () => {
        throw new Error("broken observer");
      },
    });
    expect((await client.createCustomer(jane)).id).toMatch(/^cus_/);
  });
});

/** An answer of which the second half never comes. */
function stalled(): Response {
  const half = new TextEncoder().encode('{"status"');
  return new Response(new ReadableStream({ start: (controller) => controller.enqueue(half) }));
}

describe("a success that is lost on the way to the caller", () => {
  const lost = { mayHaveSucceeded: true, attempts: 1 };

  test("by middleware that takes too long", async () => {
    const { client } = observedClient(created, {
      middleware: [{ onResponse: () => new Promise(() => undefined) }],
      timeoutMs: 300,
    });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "TimeoutError", ...lost });
  });

  test.each<[string, Middleware]>([
    ["before", { onRequest: () => stalled() }],
    ["after", { onResponse: () => stalled() }],
  ])("by an answer of middleware, given %s the request, that never ends", async (_, middleware) => {
    const { client } = observedClient(created, { middleware: [middleware], timeoutMs: 300 });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "TimeoutError" });
  });

  test.each<[string, () => unknown]>([
    ["nothing", () => Promise.reject()],
    ["null", () => Promise.reject(null)],
  ])("by middleware that throws %s", async (_, onResponse) => {
    const { client } = observedClient(created, { middleware: [{ onResponse } as Middleware] });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "RapydError", ...lost });
  });

  test("by middleware that sends the request by a way of its own", async () => {
    const onRequest = (): Response => errorAnswer(502, "BAD_GATEWAY");
    const { client } = observedClient(created, { middleware: [{ onRequest }] });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({
      status: 502,
      mayHaveSucceeded: true,
    });
  });

  test("by a refusal that says SUCCESS, which is not repeated", async () => {
    const both = { status: { status: "SUCCESS", error_code: "", message: "", operation_id: "" }, data: {} };
    const { client, sent } = observedClient(() => json(both, { status: 429 }));
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "RateLimitError", ...lost });
    expect(sent).toHaveLength(1);
  });

  test("by middleware that throws", async () => {
    const broken = (): never => {
      throw new Error("broken middleware");
    };
    const { client } = observedClient(created, { middleware: [{ onResponse: broken }] });
    const error = await rejection(client.createCustomer(jane));
    expect(error).toMatchObject({ name: "RapydError", ...lost });
    expect((error as Error).message).toContain(
      "POST /v1/customers: broken middleware; it may have taken effect",
    );
  });

  test.each<[string, unknown]>([
    ["an error of this package", new RapydError("audit failed")],
    ["an error without a prototype", Object.create(null)],
    ["an error whose message is no text", Object.assign(new Error(), { message: { a: 1 } })],
    [
      "an error that cannot be read",
      Object.defineProperty(new Error("x"), "cause", {
        get: () => {
          throw new Error("boo");
        },
      }),
    ],
  ])("by middleware that throws %s", async (_, thrown) => {
    const broken = (): never => {
      throw thrown;
    };
    const { client } = observedClient(created, { middleware: [{ onResponse: broken }] });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "RapydError", ...lost });
  });

  test("by a body that fails with the code of a connection that was never made", async () => {
    const failure = Object.assign(new Error(), { code: "ECONNREFUSED" });
    const odd = { status: 200, headers: new Headers(), body: {}, arrayBuffer: () => Promise.reject(failure) };
    const { client, sent } = observedClient(() => odd as unknown as Response);
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "ApiError", ...lost });
    expect(sent).toHaveLength(1);
  });

  test("by a status that no Response can have, with middleware and through raw", async () => {
    const odd = (): Response => ({ status: 999, headers: new Headers(), body: null }) as unknown as Response;
    const { client } = observedClient(odd, { middleware: [{ onResponse: () => undefined }] });
    const expected = { name: "ApiError", status: 999, ...lost };
    expect(await rejection(client.createCustomer(jane))).toMatchObject(expected);
    expect(await rejection(client.raw.POST("/v1/customers", { body: jane }))).toMatchObject(expected);
  });

  test.each([
    ["an empty answer", () => new Response(null)],
    ["an error", () => errorAnswer(500, "E")],
  ])("by middleware that puts %s in its place", async (_, onResponse) => {
    const { client } = observedClient(created, { middleware: [{ onResponse }] });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "ApiError", ...lost });
  });
});

describe("middleware", () => {
  test("gets real requests and answers, and what it changes is signed", async () => {
    const seen: unknown[] = [];
    const { client, sent } = observedClient(created, {
      middleware: [
        {
          onRequest: ({ request }) => {
            seen.push(request instanceof Request);
            const changed = new Request(request, { body: '{"name":"Changed"}' });
            changed.headers.set("x-trace", "t");
            return changed;
          },
          onResponse: ({ response }) => void seen.push(response instanceof Response, response.status),
        },
      ],
    });
    expect((await client.createCustomer(jane)).name).toBe("John Doe");
    expect(seen).toEqual([true, true, 200]);
    expect(sent[0]).toMatchObject({ body: '{"name":"Changed"}', headers: { "x-trace": "t" } });
  });

  test("sees an answer that is no success, and may replace it", async () => {
    const statuses: number[] = [];
    const { client } = observedClient(() => errorAnswer(400, "E"), {
      middleware: [{ onResponse: ({ response }) => (statuses.push(response.status), created()) }],
    });
    expect((await client.createCustomer(jane)).name).toBe("John Doe");
    expect(statuses).toEqual([400]);
  });

  test("may answer in place of the API, with an error as well", async () => {
    const { client, sent } = observedClient(created, {
      middleware: [{ onRequest: () => errorAnswer(400, "CACHED") }],
    });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({
      name: "ApiError",
      errorCode: "CACHED",
      attempts: 0,
    });
    expect(sent).toHaveLength(0);
  });

  test("cannot send a signed request to another origin", async () => {
    const { client, sent } = observedClient(created, {
      middleware: [{ onRequest: ({ request }) => new Request("https://evil.example/v1/customers", request) }],
    });
    expect(String(await rejection(client.createCustomer(jane)))).toContain("must stay below");
    expect(sent).toHaveLength(0);
  });

  test("HTML with 200 stays a typed error", async () => {
    const { client } = observedClient(() => new Response("<html>"), {
      middleware: [{ onResponse: () => undefined }],
    });
    expect(await rejection(client.createCustomer(jane))).toMatchObject({ name: "ApiError", status: 200 });
  });
});

test("a body with very many problems is refused at once, and the message names the first of them", async () => {
  const { client, sent } = observedClient(created);
  const broken = { name: "Jane", addresses: new Array(40_000).fill("\ud800") as never[] };
  const start = performance.now();
  const error = (await rejection(client.createCustomer(broken))) as ValidationError;
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(error.issues.length).toBeGreaterThan(39_000);
  expect(error.message.length).toBeLessThan(4_000);
  expect(error.message).toMatch(/and \d+ more$/);
  expect(sent).toEqual([]);
});

test("a fetch that gives its answer without a promise is taken as well", async () => {
  const fetch = (() => created()) as unknown as typeof globalThis.fetch;
  const { client } = observedClient(created, { fetch });
  expect((await client.createCustomer(jane)).id).toMatch(/^cus_/);
});
