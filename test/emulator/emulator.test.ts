import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { createClient } from "../../src/index.js";
import { keys } from "../helpers/fixtures.js";
import { rejection } from "../helpers/observed-client.js";
import { at, propertiesOf } from "../helpers/openapi.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator(keys);
});
afterAll(() => emulator.close());

/** Signs independently of the client, so that a bug in its signer would show. */
function signed(
  method: string,
  path: string,
  text: string,
  changes: Record<string, string | undefined> = {},
): Record<string, string> {
  const salt = changes["salt"] ?? Math.random().toString(16).slice(2).padEnd(12, "0").slice(0, 12);
  const timestamp = changes["timestamp"] ?? String(Math.floor(Date.now() / 1_000));
  const message =
    method.toLowerCase() +
    path +
    salt +
    timestamp +
    keys.accessKey +
    keys.secretKey +
    (text === "{}" ? "" : text);
  const hex = createHmac("sha256", keys.secretKey).update(message).digest("hex");
  const headers = {
    access_key: keys.accessKey,
    salt,
    timestamp,
    signature: Buffer.from(hex).toString("base64"),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function post(
  text: string,
  headers = signed("POST", "/v1/customers", text),
): Promise<{ status: number; code: string; data: unknown }> {
  const response = await fetch(`${emulator.url}/v1/customers`, { method: "POST", body: text, headers });
  const body = (await response.json()) as { status: { error_code: string }; data: unknown };
  return { status: response.status, code: body.status.error_code, data: body.data };
}

const jane = JSON.stringify(minimalCustomer);

describe("authentication", () => {
  test.each(["access_key", "salt", "timestamp", "signature"])("requires %s", async (name) => {
    const headers = signed("POST", "/v1/customers", jane, { [name]: undefined });
    delete headers[name];
    expect(await post(jane, headers)).toMatchObject({ status: 400, code: "MISSING_AUTHENTICATION_HEADERS" });
  });

  test("requires a numeric timestamp", async () => {
    const headers = signed("POST", "/v1/customers", jane, { timestamp: "now" });
    expect(await post(jane, headers)).toMatchObject({ status: 400, code: "MISSING_AUTHENTICATION_HEADERS" });
  });

  test.each<[string, () => Record<string, string>]>([
    ["a wrong key", () => signed("POST", "/v1/customers", jane, { access_key: "other" })],
    ["a wrong signature", () => signed("POST", "/v1/customers", jane, { signature: "x" })],
    ["a signature of another body", () => signed("POST", "/v1/customers", jane.replace(":", ": "))],
    ["a signature of another path", () => signed("POST", "/v1/customers?a=1", jane)],
    [
      "an upper-case method",
      () => ({ ...signed("POST", "/v1/customers", jane), signature: upperCaseSignature() }),
    ],
    [
      "a time 60 s ago",
      () => signed("POST", "/v1/customers", jane, { timestamp: String(Math.floor(Date.now() / 1_000) - 60) }),
    ],
    [
      "a time in the future",
      () => signed("POST", "/v1/customers", jane, { timestamp: String(Math.floor(Date.now() / 1_000) + 5) }),
    ],
    [
      "a time in milliseconds",
      () => signed("POST", "/v1/customers", jane, { timestamp: String(Date.now()) }),
    ],
    ["signed spaces", () => signed("POST", "/v1/customers", jane.replace(":", ": "))],
  ])("rejects %s", async (_, headers) => {
    expect(await post(jane, headers())).toMatchObject({ status: 401, code: "UNAUTHENTICATED_API_CALL" });
  });

  function upperCaseSignature(): string {
    return Buffer.from(
      createHmac("sha256", keys.secretKey).update("POST/v1/customers").digest("hex"),
    ).toString("base64");
  }

  test("accepts a request that is sent again with the same salt and a fresh time", async () => {
    const headers = signed("POST", "/v1/customers", jane);
    for (let times = 0; times < 2; times++) expect((await post(jane, headers)).status).toBe(200);
  });

  test.each(["1", "12345678", "123456789012345678901234", "x".repeat(32)])(
    "accepts the salt %s",
    async (salt) => {
      expect((await post(jane, signed("POST", "/v1/customers", jane, { salt }))).status).toBe(200);
    },
  );

  test.each([-50, 0, 1])("accepts a timestamp %d s from now", async (seconds) => {
    const timestamp = String(Math.floor(Date.now() / 1_000) + seconds);
    expect((await post(jane, signed("POST", "/v1/customers", jane, { timestamp }))).status).toBe(200);
  });

  test("accepts a signature of the compact body for a body with whitespace", async () => {
    const spaced = JSON.stringify({ ...minimalCustomer, metadata: { amount: 10 } }, undefined, 2);
    const headers = signed("POST", "/v1/customers", JSON.stringify(JSON.parse(spaced)));
    expect((await post(spaced, headers)).status).toBe(200);
  });

  test("rejects a number with trailing zeros, signed as sent", async () => {
    expect(await post(jane.replace("}", ',"metadata":{"amount":10.00}}'))).toMatchObject({
      status: 401,
      code: "UNAUTHENTICATED_API_CALL",
    });
  });
});

describe("an invalid body gets the vendor's error code", () => {
  const withFields = (fields: object): object => ({ payment_method: { type: "us_visa_card", fields } });

  test.each<[unknown, string]>([
    [{ name: undefined }, "INVALID_CUSTOMER_NAME"],
    ["", "INVALID_CUSTOMER_NAME"],
    [{ name: "" }, "INVALID_CUSTOMER_NAME"],
    ["[]", "ERROR_CUSTOMER_DATA_MISSING"],
    ["{", "ERROR_CUSTOMER_DATA_MISSING"],
    [{ email: 7 }, "INVALID_CUSTOMER_EMAIL"],
    [{ phone_number: 155 }, "INVALID_CUSTOMER_PHONE_NUMBER"],
    [{ ewallet: "mine" }, "ERROR_INVALID_EWALLET"],
    [{ addresses: {} }, "INVALID_ADDRESSES_FORMAT"],
    [{ addresses: [{ line_1: 7 }] }, "INVALID_ADDRESS_LINE_1"],
    [{ addresses: [{ country: "Germany" }] }, "INVALID_ADDRESSES_FORMAT"],
    [{ payment_method: {} }, "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN"],
    [
      { payment_method: { type: "us_visa_card", token: "x" } },
      "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN",
    ],
    [withFields({ cvv: 1 }), "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS"],
    [withFields({ expiration_month: 13 }), "INVALID_CARD_EXPIRATION_DATE"],
    [withFields({ number: "4111111111111111", expiration_month: "13" }), "INVALID_CARD_EXPIRATION_DATE"],
    [withFields({ number: "my card" }), "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS"],
    [{ birth_country: "Germany" }, "ERROR_CUSTOMER_DATA_MISSING"],
  ])("%j: %s", async (bad, code) => {
    const before = emulator.customers.length;
    const text = typeof bad === "string" ? bad : JSON.stringify({ ...minimalCustomer, ...Object(bad) });
    expect(await post(text)).toMatchObject({ status: 400, code, data: undefined });
    expect(emulator.customers).toHaveLength(before);
  });

  test.each([
    ["PUT", "/v1/customers"],
    ["POST", "/v1/nothing"],
    ["DELETE", "/"],
  ])("%s %s is unknown", async (method, path) => {
    const response = await fetch(emulator.url + path, { method, headers: signed(method, path, "") });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      status: { error_code: "UNAUTHORIZED_API_CALL", message: "" },
    });
  });
});

describe("a created customer", () => {
  const client = (): ReturnType<typeof createClient> => createClient({ ...keys, baseUrl: emulator.url });

  test('has every property, "" for those not sent, and null as recorded', async () => {
    const customer = await client().createCustomer(minimalCustomer);
    expect(customer).toMatchObject({
      id: expect.stringMatching(/^cus_[0-9a-f]{32}$/) as string,
      name: minimalCustomer.name,
      discount: null,
      addresses: [],
      payment_methods: null,
      subscriptions: null,
      created_at: expect.closeTo(Date.now() / 1_000, -1) as number,
      metadata: {},
    });
    const properties = propertiesOf(at("/components/schemas/Customer"));
    for (const [name, { type }] of Object.entries(properties))
      if (type === "string" && name !== "id" && !(name in minimalCustomer))
        expect(customer, name).toHaveProperty(name, "");
    expect(emulator.customers.at(-1)).toEqual(customer);
  });

  test("has the values that were sent, and ids for addresses", async () => {
    const sent = {
      name: "Zoë",
      email: "z@example.com",
      invoice_prefix: "Z-",
      metadata: { a: [1, { b: null }] },
    };
    const customer = await client().createCustomer({
      ...minimalCustomer,
      ...sent,
      addresses: [{ line_1: "Street", country: "XK" }],
    });
    expect(customer).toMatchObject(sent);
    expect(customer.addresses).toMatchObject([
      { line_1: "Street", country: "XK", city: "", id: expect.stringMatching(/^address_/) as string },
    ]);
  });

  test("has a card that waits for 3D Secure, without its number", async () => {
    const fields = {
      number: "4000056655665556",
      cvv: "345",
      expiration_month: "12",
      expiration_year: "2035",
      name: "Jane",
    };
    const customer = await client().createCustomer({
      ...minimalCustomer,
      payment_method: { type: "us_visa_card", fields },
    });
    expect(customer.payment_methods).toMatchObject({
      has_more: false,
      total_count: 1,
      url: `/v1/customers/${customer.id}/payment_methods`,
    });
    expect(customer.payment_methods?.data[0]).toMatchObject({
      id: customer.default_payment_method,
      category: "card",
      last4: "5556",
      next_action: "3d_verification",
      expiration_year: "35",
      bin_details: { bin_number: "400005" },
    });
    expect(JSON.stringify(customer)).not.toContain(fields.number);
    expect(customer.default_payment_method).toMatch(/^card_[0-9a-f]{32}$/);
  });

  test("has any other payment method ready to use", async () => {
    const customer = await client().createCustomer({
      ...minimalCustomer,
      payment_method: { type: "gb_trustly_bank" },
    });
    expect(customer.payment_methods?.data[0]).toMatchObject({
      type: "gb_trustly_bank",
      next_action: "not_applicable",
    });
    expect(customer.default_payment_method).toMatch(/^other_/);
  });

  test("can be linked to a wallet once", async () => {
    const ewallet = `ewallet_${"a".repeat(32)}`;
    await client().createCustomer({ ...minimalCustomer, name: "Jane", ewallet });
    expect(
      await rejection(client().createCustomer({ ...minimalCustomer, name: "John", ewallet })),
    ).toMatchObject({
      errorCode: "ERROR_CREATE_CUSTOMER",
    });
  });
});

describe("idempotency", () => {
  async function createTwice(idempotency: boolean): Promise<[string, string, number]> {
    const own = await startEmulator({ ...keys, idempotency });
    const client = createClient({ ...keys, baseUrl: own.url });
    const first = await client.createCustomer(minimalCustomer, { idempotencyKey: "k" });
    const second = await client.createCustomer(minimalCustomer, { idempotencyKey: "k" });
    await own.close();
    return [first.id, second.id, own.customers.length];
  }

  test("when off creates two customers for one key", async () => {
    const [first, second, count] = await createTwice(false);
    expect(first).not.toBe(second);
    expect(count).toBe(2);
  });

  test("when on creates one customer for one key, and returns the first response again", async () => {
    const [first, second, count] = await createTwice(true);
    expect(first).toBe(second);
    expect(count).toBe(1);
  });
});

test("records requests with their responses", async () => {
  await post(jane);
  expect(emulator.requests.at(-1)).toMatchObject({
    method: "POST",
    path: "/v1/customers",
    body: jane,
    status: 200,
    headers: { access_key: keys.accessKey },
  });
});

describe("requests that no client should send", () => {
  test("a body over 1 MiB is rejected or cut off", async () => {
    const text = JSON.stringify({ name: "x".repeat(1024 * 1024) });
    const outcome = await post(text).then(
      ({ status }) => status,
      () => "closed",
    );
    expect([413, "closed"]).toContain(outcome);
  });

  test.each([
    [
      "a second signature header",
      `POST /v1/customers HTTP/1.1\r\nhost: x\r\n${headerLines()}signature: again\r\ncontent-length: ${jane.length}\r\nconnection: close\r\n\r\n${jane}`,
    ],
    ["bytes that are not HTTP", "hello\r\n\r\n"],
    [
      "a request that stops halfway",
      "POST /v1/customers HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{",
    ],
    ["an endless header", `GET / HTTP/1.1\r\nx: ${"a".repeat(100_000)}`],
    [
      "a body that is not UTF-8",
      "POST /v1/customers HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\nconnection: close\r\n\r\n\u00ff",
    ],
  ])("%s leaves the emulator running", async (_, text) => {
    const reply = await new Promise<string>((resolve) => {
      let received = "";
      const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1", () => {
        socket.end(Buffer.from(text, "latin1"));
      });
      socket.on("data", (chunk) => (received += chunk.toString("latin1")));
      socket.on("error", () => resolve(received));
      socket.on("close", () => resolve(received));
    });
    expect(reply).not.toContain("HTTP/1.1 200");
    expect((await post(jane)).status).toBe(200);
  });

  function headerLines(): string {
    return Object.entries(signed("POST", "/v1/customers", jane))
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("");
  }
});

test("closing ends open connections and frees the port", async () => {
  const own = await startEmulator(keys);
  const port = Number(new URL(own.url).port);
  const socket = connect(port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await own.close();
  await closed;
  const again = await startEmulator({ ...keys, port });
  await expect(startEmulator({ ...keys, port })).rejects.toThrow("EADDRINUSE");
  const misspelt = { ...keys, webhookURL: "http://127.0.0.1:9/" };
  await expect(startEmulator(misspelt)).rejects.toThrow("did you mean webhookUrl?");
  await again.close();
});

test("a body that does not end is cut off, and the emulator continues", async () => {
  const own = await startEmulator(keys);
  const body = new Uint8Array(12 * 1024 * 1024);
  const sending = fetch(`${own.url}/v1/customers`, { method: "POST", body });
  expect(await rejection(sending)).toBeInstanceOf(TypeError);
  expect((await createClient({ ...keys, baseUrl: own.url }).createCustomer(minimalCustomer)).name).toBe(
    minimalCustomer.name,
  );
  await own.close();
});
