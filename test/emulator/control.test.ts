/** The emulator's control API for other processes, its rate limit, and details in which it behaves as Rapyd does. */
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Delivery, type Emulator, startEmulator } from "../../src/emulator/index.js";
import { deliverEvent } from "../../src/emulator/webhooks.js";
import { createClient, type Customer, type RapydClient } from "../../src/index.js";
import { keys } from "../helpers/fixtures.js";
import { rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

let emulator: Emulator;
let client: RapydClient;
beforeEach(async () => {
  emulator = await startEmulator(keys);
  client = createClient({ ...keys, baseUrl: emulator.url, maxRetries: 0 });
});
afterEach(() => emulator.close());

async function control(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const init = body === undefined ? { method } : { method, body: text };
  const response = await fetch(`${emulator.url}/_emulator/${path}`, init);
  const received = await response.text();
  return [response.status, received === "" ? undefined : (JSON.parse(received) as unknown)];
}

describe("control by HTTP", () => {
  test("injects faults for a method or a path, and removes them", async () => {
    expect(await control("POST", "faults", { mode: "reset-after-commit", method: "post" })).toEqual([
      204,
      undefined,
    ]);
    await control("POST", "faults", { mode: "status", status: 503, path: "/v1/customers", times: null });
    expect((await rejection(client.retrieveCustomer("cus_1"))) as Error).toMatchObject({ httpStatus: 400 });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "ConnectionError",
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ httpStatus: 503 });
    await control("DELETE", "faults");
    await client.createCustomer(minimalCustomer);
    expect(emulator.customers).toHaveLength(2);
  });

  test("returns requests, customers and deliveries, seeds customers, and resets", async () => {
    const { id } = await client.createCustomer(minimalCustomer);
    expect(await control("GET", "customers")).toMatchObject([200, [{ id }]]);
    expect(await control("GET", "requests")).toMatchObject([200, [{ method: "POST", status: 200 }]]);
    expect(await control("GET", "deliveries")).toEqual([200, []]);
    await control("POST", "customers", { ...emulator.customers[0], id: "cus_seeded" });
    expect((await client.listCustomers()).map((customer) => customer.id)).toEqual([id, "cus_seeded"]);
    await control("POST", "faults", { mode: "empty-500", times: null });
    await control("POST", "reset");
    expect(await client.listCustomers()).toEqual([]);
    expect(emulator.requests).toHaveLength(1);
  });

  test("sets the webhook URL, and sends an event", async () => {
    const bodies: string[] = [];
    const receiver = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += String(chunk)));
      request.on("end", () => (bodies.push(text), response.end()));
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    expect(await control("PUT", "settings", { webhookUrl })).toEqual([204, undefined]);
    expect(emulator.webhookUrl).toBe(webhookUrl);
    await control("POST", "events", { id: "wh_1", type: "MINE", data: { a: 1 } });
    await client.createCustomer(minimalCustomer);
    await expect.poll(() => bodies.length).toBe(2);
    expect(bodies.map((body) => (JSON.parse(body) as { type: string }).type)).toEqual([
      "MINE",
      "CUSTOMER_CREATED",
    ]);
    await control("PUT", "settings", { webhookUrl: null });
    expect(emulator.webhookUrl).toBeUndefined();
    receiver.close();
  });

  test.each<[string, string, unknown, string]>([
    ["POST", "faults", { mode: "explode" }, 'Unknown fault "explode"; use reset-before-read'],
    [
      "POST",
      "faults",
      { mode: "status" },
      'Fault "status": status must be a number from 200 to 599, not undefined',
    ],
    ["POST", "faults", { mode: "slow", delayMs: 1e12 }, "delayMs must be a number from 0 to 2147483647"],
    ["POST", "faults", { mode: "status", status: 429, headers: { a: "b\r\nc: d" } }, "headers must be"],
    ["POST", "faults", { mode: "empty-500", times: "3" }, "times must be a whole number from 1, or Infinity"],
    ["POST", "faults", { mode: "empty-500", times: 1.5 }, "times must be a whole number from 1, or Infinity"],
    ["POST", "faults", { mode: "status", status: 500, headers: { "bad name": "x" } }, "headers must be"],
    ["POST", "faults", { mode: "status", status: 500, headers: ["a"] }, "headers must be"],
    ["POST", "faults", { mode: "empty-500", path: 7 }, "path must be a string"],
    ["POST", "faults", { mode: "api-error", status: 400 }, "errorCode must be a string, such as"],
    [
      "POST",
      "faults",
      { mode: "empty-500", time: 2 },
      'time is not a property of the fault "empty-500"; did you mean times?',
    ],
    [
      "POST",
      "faults",
      { mode: "empty-500", match: "POST" },
      '"match" works only in emulator.inject(), not over HTTP: use "method" and "path"',
    ],
    ["POST", "faults", "{", "The body must be JSON in UTF-8"],
    ["POST", "faults", [], "The body must be a JSON object"],
    ["POST", "customers", { name: "x" }, "Each customer needs an id"],
    ["POST", "customers", [{ id: "cus_1" }, 5], "Each customer needs an id"],
    [
      "POST",
      "customers",
      { id: "cus_1", payment_methods: { data: 5 } },
      "payment_methods.data must be an array",
    ],
    ["POST", "events", { type: "x" }, "An event needs id and type"],
    ["POST", "events", { id: "1", type: "x" }, "An event needs id and type, both strings, and data"],
    ["POST", "events", { id: "1", type: "x", data: null }, "send needs webhookUrl: set it first"],
    ["POST", "customers", { id: "cus_1", discount: "x" }, "discount must be an object or null"],
    ["PUT", "settings", { webhookUrl: "here" }, "must be an http(s) URL without user or password"],
    ["PUT", "settings", { port: 1 }, "Unknown setting port; use webhookUrl"],
  ])("%s %s with %j gets a 400 that says why", async (method, path, body, message) => {
    expect(await control(method, path, body)).toEqual([400, { error: expect.stringContaining(message) }]);
    expect(emulator.customers).toEqual([]);
    expect((await client.createCustomer(minimalCustomer)).name).toBe(minimalCustomer.name);
  });

  test("an unknown control request gets a 404 that lists the known ones", async () => {
    expect(await control("GET", "nothing")).toEqual([404, { error: expect.stringContaining("POST faults") }]);
  });
});

describe("a rate limit", () => {
  test("responds to further requests with a 429, an HTML page and no Retry-After, until the window ends", async () => {
    const own = await startEmulator({ ...keys, rateLimit: { requests: 2, perMs: 1_000 } });
    const get = (): Promise<Response> => fetch(`${own.url}/v1/customers`);
    const statuses = [await get(), await get(), await get()];
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 429]);
    expect(statuses[2]?.headers.get("content-type")).toBe("text/html");
    expect(statuses[2]?.headers.has("retry-after")).toBe(false);
    await expect.poll(async () => (await get()).status, { timeout: 5_000, interval: 100 }).toBe(400);
    await own.close();
  });

  test("uses up no fault for a rejected request", async () => {
    const own = await startEmulator({ ...keys, rateLimit: { requests: 1, perMs: 60_000 } });
    const get = async (): Promise<number> => (await fetch(`${own.url}/v1/customers`)).status;
    expect(await get()).toBe(400);
    own.inject({ mode: "empty-500" });
    expect(await get()).toBe(429);
    expect(own.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [400, undefined],
      [429, undefined],
    ]);
    await own.close();
  });

  test.each([0, -1, 1.5, NaN])("of %j requests is rejected", async (requests) => {
    await expect(startEmulator({ rateLimit: { requests, perMs: 1_000 } })).rejects.toThrow(
      "rateLimit.requests",
    );
  });
});

test.each(["80a", -1, 70_000, 1.5])("rejects the port %j", async (port) => {
  await expect(startEmulator({ port: port as number })).rejects.toThrow(
    "port must be a whole number from 0 to 65535",
  );
});

test("only loopback names are accepted in the Host header, which a DNS-rebinding page does not have", async () => {
  const { port } = new URL(emulator.url);
  const status = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path: "/_emulator/customers", headers: { host } };
      httpRequest(options, (response) => (response.resume(), resolve(response.statusCode)))
        .on("error", reject)
        .end();
    });
  for (const host of ["127.0.0.1", `localhost:${port}`, "[::1]"]) expect(await status(host), host).toBe(200);
  for (const host of ["evil.example", "127.0.0.1.evil.example", `rebound.example:${port}`])
    expect(await status(host), host).toBe(403);
});

describe("behaves like Rapyd", () => {
  test("a card token creates a card that waits for 3D Secure, once; any other token is rejected", async () => {
    const { id } = await client.createCustomer(minimalCustomer);
    const add = (token: string): Promise<unknown> => client.addPaymentMethod(id, { token } as never);
    expect(await add("card_1")).toMatchObject({
      category: "card",
      next_action: "3d_verification",
      token: "card_1",
    });
    expect(await rejection(add("card_1"))).toMatchObject({ errorCode: "CREDIT_CARD_EXISTS" });
    expect(await rejection(add("hello"))).toMatchObject({ errorCode: "ERROR_CREATE_PAYMENT_METHOD" });
  });

  test("an email without @ and a phone number without a digit are rejected with their codes", async () => {
    expect(
      await rejection(client.createCustomer({ ...minimalCustomer, email: "not-an-email" })),
    ).toMatchObject({
      errorCode: "INVALID_CUSTOMER_EMAIL",
    });
    const { id } = await client.createCustomer(minimalCustomer);
    expect(await rejection(client.updateCustomer(id, { phone_number: "abc" }))).toMatchObject({
      errorCode: "INVALID_CUSTOMER_PHONE_NUMBER",
    });
  });

  test("with idempotency on, a repeated key gets the first response, and belongs to one path", async () => {
    const own = await startEmulator({ ...keys, idempotency: true });
    const rapyd = createClient({ ...keys, baseUrl: own.url });
    const key = { idempotencyKey: "order-1" };
    const first = await rapyd.createCustomer(minimalCustomer, key);
    const other = await rapyd.createCustomer({ ...minimalCustomer, name: "Other" });
    await rapyd.updateCustomer(first.id, { name: "Changed" }, { idempotencyKey: "order-2" });
    expect(await rapyd.createCustomer(minimalCustomer, key)).toEqual(first);
    expect(
      await rapyd.updateCustomer(other.id, { name: "Also" }, { idempotencyKey: "order-2" }),
    ).toMatchObject({
      ...{ id: other.id, name: "Also" },
    });
    await own.close();
  });

  test("a resent event has its first data, even if the record has changed", async () => {
    const bodies: string[] = [];
    const receiver = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += String(chunk)));
      request.on(
        "end",
        () => (bodies.push(text), (response.statusCode = bodies.length < 3 ? 500 : 200), response.end()),
      );
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    emulator.webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const { id } = await client.createCustomer(minimalCustomer);
    emulator.webhookUrl = undefined;
    await client.updateCustomer(id, { name: "Changed" });
    await expect.poll(() => bodies.length).toBe(3);
    for (const body of bodies) expect((JSON.parse(body) as { data: Customer }).data.name).toBe("Jane Doe");
    receiver.close();
  });

  test("a delivery to a receiver that does not respond fails after its timeout, with the reason", async () => {
    const receiver = createServer(() => undefined);
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const ending = new AbortController();
    const deliveries: Delivery[] = [];
    const record = (delivery: Delivery): void => {
      deliveries.push(delivery);
      ending.abort();
    };
    await deliverEvent(url, { id: "wh_1", type: "MINE", data: {} }, keys, ending.signal, record, 50);
    expect(deliveries).toEqual([{ id: "wh_1", type: "MINE", attempt: 1, status: 0, reason: "TimeoutError" }]);
    receiver.closeAllConnections();
    receiver.close();
  });

  test("a request with metadata 2,000 levels deep gets a response", async () => {
    let metadata: object = {};
    for (let level = 0; level < 2_000; level++) metadata = { a: metadata };
    const outcome = await client.createCustomer({ ...minimalCustomer, metadata } as never).then(
      () => "stored",
      ({ httpStatus }: { httpStatus?: number }) => httpStatus,
    );
    expect(["stored", 400]).toContain(outcome);
  });
});

test.each<[object, string]>([
  [{ accessKey: "" }, "accessKey must be a non-empty string"],
  [{ secretKey: 5 }, "secretKey must be a non-empty string"],
  [{ onRequest: 5 }, "onRequest must be a function, not 5"],
  [{ onDelivery: "log" }, 'onDelivery must be a function, not the string "log"'],
  [{ idempotency: "yes" }, "idempotency must be true or false"],
  [{ customers: 5 }, "customers must be an array of customers"],
])("the emulator does not start with %j", async (options, message) => {
  await expect(startEmulator(options)).rejects.toThrow(message);
});
