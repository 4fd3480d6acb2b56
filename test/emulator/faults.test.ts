import { inspect } from "node:util";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createClientWith } from "../../src/client.js";
import { type Emulator, type Fault, startEmulator } from "../../src/emulator/index.js";
import { type AttemptEvent, createClient, type RapydClient, type RapydError } from "../../src/index.js";
import { type Runtime, systemRuntime } from "../../src/runtime.js";
import { keys } from "../helpers/fixtures.js";
import { rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

/** Target of the redirects: a server that must never be called. */
const foreign = createServer((request, response) => {
  foreignRequests.push(request.headers);
  response.end('{"status":{"status":"SUCCESS"},"data":{"id":"cus_forged"}}');
});
const foreignRequests: unknown[] = [];
let emulator: Emulator;
let location: string;

beforeAll(async () => {
  emulator = await startEmulator(keys);
  await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
  location = `http://localhost:${(foreign.address() as AddressInfo).port}/v1/customers`;
});
afterAll(async () => {
  await emulator.close();
  await new Promise((resolve) => foreign.close(resolve));
});

const events: AttemptEvent[] = [];
beforeEach(() => void (events.length = 0));

function client(runtime: Runtime = systemRuntime): RapydClient {
  const onAttempt = (event: AttemptEvent): void => void events.push(event);
  return createClientWith({ ...keys, baseUrl: emulator.url, maxRetries: 0, onAttempt }, runtime, {});
}

/** Runtime whose timers fire only when the test calls `end`, so that a slow machine does not cause a timeout. */
function heldTime(): { runtime: Runtime; end: () => void } {
  const callbacks = new Set<() => void>();
  const setTimeout = (callback: () => void): unknown => callbacks.add(callback) && callback;
  // The timer is the callback, by the line above.
  const clearTimeout = (timer: unknown): void => void callbacks.delete(timer as () => void);
  return {
    runtime: { ...systemRuntime, setTimeout, clearTimeout },
    end: () => callbacks.forEach((callback) => callback()),
  };
}

/** How a plain POST ends under each fault, and whether a customer is there afterwards. */
const table: [
  Fault["mode"],
  () => Fault,
  { name: string; mayHaveSucceeded: boolean; httpStatus?: number },
  created: number,
][] = [
  [
    "reset-before-read",
    () => ({ mode: "reset-before-read" }),
    { name: "ConnectionError", mayHaveSucceeded: true },
    0,
  ],
  [
    "reset-after-commit",
    () => ({ mode: "reset-after-commit" }),
    { name: "ConnectionError", mayHaveSucceeded: true },
    1,
  ],
  ["stall-headers", () => ({ mode: "stall-headers" }), { name: "TimeoutError", mayHaveSucceeded: true }, 1],
  ["stall-body", () => ({ mode: "stall-body" }), { name: "TimeoutError", mayHaveSucceeded: true }, 1],
  [
    "truncate",
    () => ({ mode: "truncate" }),
    { name: "ApiError", httpStatus: 200, mayHaveSucceeded: true },
    1,
  ],
  [
    "empty-500",
    () => ({ mode: "empty-500" }),
    { name: "ApiError", httpStatus: 500, mayHaveSucceeded: true },
    1,
  ],
  [
    "invalid-json",
    () => ({ mode: "invalid-json" }),
    { name: "ApiError", httpStatus: 200, mayHaveSucceeded: true },
    1,
  ],
  [
    "html-200",
    () => ({ mode: "html-200" }),
    { name: "ApiError", httpStatus: 200, mayHaveSucceeded: true },
    0,
  ],
  [
    "error-200",
    () => ({ mode: "error-200" }),
    { name: "ApiError", httpStatus: 200, mayHaveSucceeded: true },
    0,
  ],
  [
    "status",
    () => ({ mode: "status", status: 429, headers: { "retry-after": "99999" } }),
    { name: "RateLimitError", httpStatus: 429, mayHaveSucceeded: false },
    0,
  ],
  [
    "redirect",
    () => ({ mode: "redirect", location }),
    { name: "ApiError", httpStatus: 307, mayHaveSucceeded: true },
    0,
  ],
  ["slow", () => ({ mode: "slow", delayMs: 60_000 }), { name: "TimeoutError", mayHaveSucceeded: true }, 0],
];

describe("with each fault, a POST is sent once and ends with a typed error in time", () => {
  test.each(table)("%s", async (_, fault, expected, created) => {
    const [customers, requests] = [emulator.customers.length, emulator.requests.length];
    const time = heldTime();
    let hasArrived = false;
    emulator.inject({ ...fault(), match: () => (hasArrived = true) });
    const failing = rejection(client(time.runtime).createCustomer(minimalCustomer));
    if (expected.name === "TimeoutError") {
      await vi.waitFor(
        () => expect([hasArrived, emulator.customers.length - customers]).toEqual([true, created]),
        30_000,
      );
      time.end();
    }
    expect(await failing).toMatchObject({ ...expected, attempts: 1 });
    expect(emulator.customers.length - customers).toBe(created);
    expect(emulator.requests.length - requests).toBeLessThanOrEqual(1);
    expect(events).toHaveLength(1);
    expect(foreignRequests).toEqual([]);
  });

  test("clock-skew is corrected, and the call succeeds", async () => {
    emulator.inject({ mode: "clock-skew", offsetMs: 120_000, times: 2 });
    const patient = createClient({
      ...keys,
      baseUrl: emulator.url,
      onAttempt: (event) => events.push(event),
    });
    expect((await patient.createCustomer(minimalCustomer)).id).toMatch(/^cus_/);
    expect(events.map(({ status }) => status)).toEqual([401, 200]);
  });

  test("a retry after reset-after-commit creates a duplicate; one with a key does not", async () => {
    const own = await startEmulator({ ...keys, idempotency: true });
    own.inject({ mode: "reset-after-commit" });
    const patient = createClient({ ...keys, baseUrl: own.url, idempotencyEnabled: true });
    const customer = await patient.createCustomer(minimalCustomer);
    expect(own.customers.map(({ id }) => id)).toEqual([customer.id]);
    expect(own.requests.map(({ fault }) => fault)).toEqual(["reset-after-commit", undefined]);
    await own.close();
  });
});

describe("inject", () => {
  test("affects only matching requests, up to `times`", async () => {
    emulator.inject({
      mode: "status",
      status: 503,
      times: 2,
      match: ({ headers }) => headers["x-victim"] === "yes",
    });
    const outcome = (victim: string): Promise<number> =>
      client()
        .createCustomer(minimalCustomer, { headers: { "x-victim": victim } })
        .then(
          () => 200,
          (error: { httpStatus: number }) => error.httpStatus,
        );
    expect(await Promise.all([outcome("no"), outcome("yes"), outcome("no"), outcome("yes")])).toEqual([
      200, 503, 200, 503,
    ]);
    expect(await outcome("yes")).toBe(200);
  });

  test("returns a function that ends it", async () => {
    const end = emulator.inject({ mode: "empty-500", times: 100 });
    end();
    expect((await client().createCustomer(minimalCustomer)).name).toBe(minimalCustomer.name);
  });

  test.each([
    [{ mode: "slow" }, "delayMs"],
    [{ mode: "status" }, "status"],
    [{ mode: "status", status: 42 }, "from 200 to 599"],
    [
      { mode: "slow", delayMs: "soon" },
      'delayMs must be a number from 0 to 2147483647, not the string "soon"',
    ],
    [{ mode: "empty-500", match: "POST" }, 'match must be a function, not the string "POST"'],
    [{ mode: "status", status: 500, stauts: 1 }, "did you mean status?"],
    [{ mode: "redirect" }, "location"],
    [{ mode: "clock-skew" }, "offsetMs"],
    [{ mode: "empty-500", times: 0 }, "times"],
    [{ mode: "explode" }, 'Unknown fault "explode"'],
  ])("rejects %j", (fault, message) => {
    expect(() => emulator.inject(fault as Fault)).toThrow(message);
  });
});

test("a match function that throws closes the connection, and close can be called twice", async () => {
  const own = await startEmulator({
    ...keys,
    onRequest: () => {
      throw new Error("observer");
    },
  });
  const patient = createClient({ ...keys, baseUrl: own.url, maxRetries: 0 });
  expect(await rejection(patient.createCustomer(minimalCustomer))).toMatchObject({
    name: "ConnectionError",
  });
  await Promise.all([own.close(), own.close()]);
});

test("closing does not wait for a slow response", async () => {
  const own = await startEmulator(keys);
  const arrived = new Promise<void>((resolve) => {
    own.inject({ mode: "slow", delayMs: 60_000, match: () => (resolve(), true) });
  });
  const pending = rejection(
    createClient({ ...keys, baseUrl: own.url, timeoutMs: 50_000 }).createCustomer(minimalCustomer),
  );
  await arrived;
  await own.close();
  expect(await pending).toMatchObject({ name: "ConnectionError" });
});

describe("keys and request values", () => {
  const marked = {
    accessKey: "rak_MARKED0ACCESS0KEY",
    secretKey: "rsk_MARKED0SECRET0KEY",
  };
  const card = {
    number: "4000056655665556",
    cvv: "9372",
    expiration_month: "12",
    expiration_year: "2047",
    name: "MARKED HOLDER",
  };
  const body = {
    ...minimalCustomer,
    name: "MARKED NAME",
    email: "marked.address@example.com",
    phone_number: "+4915155500123",
    metadata: { note: "MARKED METADATA" },
    payment_method: { type: "us_visa_card", fields: { ...card, pin: "MARKED PIN" } },
  };
  const secrets = [
    marked.accessKey,
    marked.secretKey,
    ...Object.values(card).filter((value) => value.length > 2),
    body.name,
    body.email,
    body.phone_number,
    "MARKED",
  ];

  /** All that a caller, a log or a debugger could see of an error. */
  function seenOf(error: unknown, depth = 0): string {
    if (typeof error !== "object" || error === null || depth > 6) return String(error);
    const parts = [String(error), inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error)];
    for (const key of Reflect.ownKeys(error)) parts.push(seenOf(Reflect.get(error, key), depth + 1));
    return parts.join("\n");
  }

  async function expectNothingSeen(baseUrl: string, options: object = {}): Promise<void> {
    const logged: unknown[] = [];
    const own = createClient({
      ...marked,
      baseUrl,
      timeoutMs: 300,
      maxRetries: 1,
      onAttempt: ({ durationMs: _, ...event }) => logged.push(event),
      ...options,
    });
    const error = (await rejection(own.createCustomer(body))) as RapydError;
    const seen = [seenOf(error), JSON.stringify(logged), inspect(own, { depth: 10, showHidden: true })].join(
      "\n",
    );
    expect(logged.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(seen).not.toContain(secret);
  }

  const failures: [string, () => Fault][] = [
    ...table.map(([mode, fault]): [string, () => Fault] => [mode, fault]),
  ];

  test.each(failures)("are not shown with the fault %s", async (_, fault) => {
    const own = await startEmulator(marked);
    own.inject({ ...fault(), times: 10 });
    await expectNothingSeen(own.url);
    await own.close();
  });

  test("are not shown if a key is wrong or the server is down", async () => {
    const own = await startEmulator(keys);
    await expectNothingSeen(own.url);
    await own.close();
    await expectNothingSeen(own.url);
  });

  test.each([200, 400, 401, 500])(
    "are not shown if a %i response contains the whole request",
    async (status) => {
      const echo = createServer((request, response) => {
        let text = "";
        request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
        request.on("end", () => {
          const message = `${text} ${JSON.stringify(request.headers)}`;
          const outcome = {
            status: "ERROR",
            error_code: `E ${text.slice(0, 600)}`,
            message,
            response_code: "E",
            operation_id: message,
          };
          response.writeHead(status, {
            "content-type": "application/json",
            "x-echo": text.replace(/[^ -~]/g, ""),
          });
          response.end(
            JSON.stringify({
              status: outcome,
              echo: JSON.parse(text) as unknown,
              signature: request.headers["signature"],
            }),
          );
        });
      });
      await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
      await expectNothingSeen(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`);
      await new Promise((resolve) => echo.close(resolve));
    },
  );

  test("are not shown if a page contains the whole request and its signature", async () => {
    const fetch = (_: unknown, init: RequestInit = {}): Promise<Response> => {
      secrets.push((init.headers as Record<string, string>)["signature"] ?? "");
      return Promise.resolve(
        new Response(`<p>${init.body as string} ${JSON.stringify(init.headers)}`, { status: 500 }),
      );
    };
    await expectNothingSeen("https://example.com", { fetch });
  });

  test("are not shown if a custom fetch throws an error with the request", async () => {
    const fetch = (url: unknown, init: RequestInit = {}): Promise<Response> =>
      Promise.reject(
        Object.assign(new Error(`sent ${init.body as string} to ${String(url)}`), {
          config: init,
          cause: new Error(JSON.stringify(init.headers)),
        }),
      );
    await expectNothingSeen("https://example.com", { fetch });
  });

  test("are not shown in a rejection before sending", async () => {
    const own = createClient({ ...marked, baseUrl: emulator.url });
    const bad = {
      ...body,
      email: "MARKED",
      phone_number: "MARKED",
      date_of_birth: "MARKED",
      payment_method: { type: "x", fields: { ...card, cvv: "MARKED" } },
    };
    const seen = seenOf(await rejection(own.createCustomer(bad)));
    for (const secret of secrets) expect(seen).not.toContain(secret);
  });
});
