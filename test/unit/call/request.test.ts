import { describe, expect, test } from "vitest";
import { version } from "../../../generated/client.js";
import { type ClientOptions, createClient } from "../../../src/index.js";
import { body, keys } from "../../helpers/fixtures.js";
import { created, json, observedClient, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

describe("a request", () => {
  test("asks not to be redirected, and reports a redirect as a response", async () => {
    const redirected = (): Response =>
      new Response(null, { status: 307, headers: { location: "https://elsewhere.example/v1?email=x" } });
    const { client, sent } = observedClient(redirected);
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect(sent.map(({ redirect }) => redirect)).toEqual(["manual"]);
    expect(error).toMatchObject({ name: "ApiError", httpStatus: 307, mayHaveSucceeded: true, attempts: 1 });
    expect((error as Error).message).toContain("a redirect to elsewhere.example, not followed");
  });

  test.each<[string, ClientOptions, string]>([
    ["the package and its version", {}, `rapyd-customers/${version}`],
    ["the caller's own value", { headers: { "User-Agent": "shop/1.0" } }, "shop/1.0"],
  ])("has %s as user agent", async (_, options, userAgent) => {
    const { client, sent } = observedClient(created, options);
    await client.createCustomer(minimalCustomer);
    await client.raw.POST("/v1/customers", { body: minimalCustomer });
    expect(sent.map(({ headers }) => headers["user-agent"])).toEqual([userAgent, userAgent]);
  });

  test("has the query of the call, whatever the caller does to it during the iteration", async () => {
    const ids = Array.from({ length: 45 }, (_, index) => ({ id: `cus_${index}` }));
    const status = { status: "SUCCESS", operation_id: "", error_code: "", message: "" };
    const { client, sent } = observedClient(({ url }) => {
      const { searchParams } = new URL(url);
      const from = ids.findIndex(({ id }) => id === searchParams.get("starting_after")) + 1;
      const end = searchParams.has("ending_before") ? 0 : from + Number(searchParams.get("limit"));
      return json({ status, data: ids.slice(from, end) });
    });
    const query: { limit: number; starting_after?: string } = { limit: 20 };
    const list = client.listCustomers(query);
    query.limit = 1;
    query.starting_after = "cus_40";
    const seen: string[] = [];
    for await (const { id } of list) seen.push(id);
    expect(seen).toEqual(ids.map(({ id }) => id));
    expect(new Set(sent.map(({ url }) => new URL(url).searchParams.get("limit")))).toEqual(new Set(["20"]));
  });

  test("sends the signed text to the described path", async () => {
    const { client, sent } = observedClient(created);
    const customer = await client.createCustomer({
      ...minimalCustomer,
      name: "Zoë 山田",
      metadata: { n: 10 },
    });
    expect(customer).toEqual((body("rapyd-ruby-vcr-create-customer-response") as { data: unknown }).data);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: "https://sandboxapi.rapyd.net/v1/customers",
      method: "POST",
      body: JSON.stringify({ ...minimalCustomer, name: "Zoë 山田", metadata: { n: 10 } }),
      redirect: "manual",
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

  test("whose body is an empty object is sent without a body, as Rapyd signs it", async () => {
    const { client, sent } = observedClient(created);
    await client.updateCustomer("cus_1", {});
    await client.raw.POST("/v1/customers/{customerId}", {
      params: { path: { customerId: "cus_1" } },
      body: {},
    });
    expect(sent.map(({ body: text }) => text)).toEqual([undefined, undefined]);
  });

  test("contains null and omits undefined", async () => {
    const { client, sent } = observedClient(created);
    await client.createCustomer({
      ...minimalCustomer,
      payment_method: null,
      metadata: { gone: undefined, kept: null },
    });
    expect(sent[0]?.body).toBe(
      JSON.stringify({ ...minimalCustomer, payment_method: null, metadata: { kept: null } }),
    );
  });

  test("has the caller's headers, except signature headers", async () => {
    const { client, sent } = observedClient(created, { headers: { "x-client": "1" } });
    const forged = { headers: { ACCESS_KEY: "forged" } };
    expect(String(await rejection(client.createCustomer(minimalCustomer, forged)))).toContain(
      'Header "ACCESS_KEY" is set by the client: leave it out.',
    );
    await client.createCustomer(minimalCustomer, {
      headers: { "x-call": "2" },
      idempotencyKey: "mine",
    });
    expect(sent[0]?.headers).toMatchObject({
      "x-client": "1",
      "x-call": "2",
      idempotency: "mine",
      access_key: keys.accessKey,
    });
  });

  test("is sent below a gateway's path, which is not signed", async () => {
    const plain = observedClient(created);
    const gateway = observedClient(created, { baseUrl: "https://gateway.example/rapyd/" });
    await plain.client.createCustomer(minimalCustomer, { idempotencyKey: "k" });
    await gateway.client.createCustomer(minimalCustomer, { idempotencyKey: "k" });
    expect(gateway.sent[0]?.url).toBe("https://gateway.example/rapyd/v1/customers");
    // Same time, salt and path give the same signature.
    expect(gateway.sent[0]?.headers["signature"]).toBe(plain.sent[0]?.headers["signature"]);
  });

  test("uses the current global fetch if no other is passed", async () => {
    const original = globalThis.fetch;
    const client = createClient(keys);
    try {
      globalThis.fetch = () => Promise.resolve(created());
      expect((await client.createCustomer(minimalCustomer)).name).toBe("John Doe");
    } finally {
      globalThis.fetch = original;
    }
  });

  test("two clients do not share keys", async () => {
    const first = observedClient(created);
    const second = observedClient(created, { accessKey: "other" });
    await Promise.all([
      first.client.createCustomer(minimalCustomer),
      second.client.createCustomer(minimalCustomer),
    ]);
    expect([first.sent[0]?.headers["access_key"], second.sent[0]?.headers["access_key"]]).toEqual([
      keys.accessKey,
      "other",
    ]);
  });
});

test("a fetch whose response bodies are of another kind works", async () => {
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
  expect((await client.createCustomer(minimalCustomer)).name).toBe("John Doe");
});

test("a fetch that returns its response without a promise works", async () => {
  const fetch = (() => created()) as unknown as typeof globalThis.fetch;
  const { client } = observedClient(created, { fetch });
  expect((await client.createCustomer(minimalCustomer)).id).toMatch(/^cus_/);
});
