import { describe, expect, test } from "vitest";
import { type RapydClient, ValidationError } from "../../../../src/index.js";
import type { RequestOptions } from "../../../../src/options.js";
import { created, observedClient, rejection } from "../../../helpers/observed-client.js";
import { minimalCustomer } from "../../../helpers/minimal-customer.js";

describe("an invalid request", () => {
  test("is rejected before sending, with all its problems", async () => {
    const { client, sent } = observedClient(created);
    const error = await rejection(
      client.createCustomer({ ...minimalCustomer, name: "", date_of_birth: "x" }),
    );
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).issues.map((issue) => issue.path)).toEqual(["/name", "/date_of_birth"]);
    expect(error).toMatchObject({ name: "ValidationError", attempts: 0, mayHaveSucceeded: false });
    expect((error as Error).message).toContain("createCustomer: the request was not sent: /name must");
    expect(sent).toHaveLength(0);
  });

  test("is rejected if JSON cannot represent it, with the pointer", async () => {
    const { client, sent } = observedClient(created);
    const error = await rejection(
      client.createCustomer({
        ...minimalCustomer,
        metadata: { when: new Date(0), not: NaN, list: [undefined], call: () => 1 },
      }),
    );
    expect((error as ValidationError).issues.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      // Everything below is the caller's own, names included.
      "/metadata json",
      "/metadata json",
      "/metadata json",
      "/metadata json",
    ]);
    expect(sent).toHaveLength(0);
  });

  test("is checked as it is sent, even if the object returns something else the next time", async () => {
    const { client, sent } = observedClient(created);
    let reads = 0;
    const shifty = {
      ...minimalCustomer,
      get name() {
        return ++reads < 4 ? "x" : "";
      },
    };
    await client.createCustomer(shifty);
    expect(JSON.parse(sent[0]?.body ?? "")).toEqual({ ...minimalCustomer, name: "x" });
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

  test("is sent if validation is off", async () => {
    const { client, sent } = observedClient(created, { validate: false });
    await client.createCustomer({ ...minimalCustomer, name: "" });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [{ timeoutMs: 0 }, "timeoutMs"],
    [{ maxRetries: -1 }, "maxRetries"],
    [{ idempotencyKey: "a\nb" }, "idempotencyKey"],
    [{ idempotencyKey: "" }, "idempotencyKey"],
    [{ idempotencyKey: " " }, "without surrounding spaces"],
    [{ idempotencyKey: "order-1\t" }, "without surrounding spaces"],
    ["order-1" as RequestOptions, "must be an object"],
    [{ timeout: 5 } as RequestOptions, "timeout is not an option of a call; did you mean timeoutMs?"],
    [{ headers: { a: "\u0000" } }, 'Header "a"'],
    [{ headers: { Idempotency: "mine" } }, "is set by the call option idempotencyKey"],
    [{ signal: new AbortController() as unknown as AbortSignal }, "signal must be an AbortSignal"],
  ])("the call option %j is rejected", async (options, message) => {
    const { client, sent } = observedClient(created);
    expect(String(await rejection(client.createCustomer(minimalCustomer, options)))).toContain(message);
    expect(sent).toHaveLength(0);
  });
});

describe("a value that a URL cannot contain is a ValidationError, with and without validation", () => {
  const half = "\ud800";
  test.each<[string, (client: RapydClient) => Promise<unknown>, string]>([
    ["a lone surrogate in an id", (client) => client.retrieveCustomer(`cus_${half}`), "/customerId"],
    [
      "a lone surrogate in a cursor",
      (client) => client.listCustomers({ starting_after: half }),
      "/starting_after",
    ],
    ["a nested object", (client) => client.listCustomers({ limit: { a: { b: 1 } } } as never), "/limit"],
    ["a date", (client) => client.listCustomers({ limit: new Date(0) } as never), "/limit"],
    ["an array of objects", (client) => client.listCustomers({ limit: [{}] } as never), "/limit"],
    ["a string as query", (client) => client.listCustomers("limit=5" as never), "/query"],
    ["a Map for a query", (client) => client.listCustomers(new Map([["limit", 5]]) as never), "/query"],
    ["URLSearchParams", (client) => client.listCustomers(new URLSearchParams("limit=5") as never), "/query"],
    ["a symbol as limit", (client) => client.listCustomers({ limit: Symbol("5") as never }), "/limit"],
    ["an array as query", (client) => client.listCustomers([5] as never), "/query"],
    ["an id passed to raw", (client) => raw(client, { path: { customerId: half } }), "/customerId"],
    ["a missing id passed to raw", (client) => raw(client, {}), "/customerId"],
    [
      "a query passed to raw",
      (client) => raw(client, { path: { customerId: "cus_1" }, query: { a: half } }),
      "/a",
    ],
  ])("%s", async (_, call, path) => {
    for (const validate of [true, false, "strict"] as const) {
      const { client, sent } = observedClient(created, { validate });
      const error = await rejection(call(client));
      expect(error).toBeInstanceOf(ValidationError);
      expect((error as ValidationError).issues.map((issue) => issue.path)).toEqual([path]);
      expect(sent).toEqual([]);
    }
  });

  function raw(client: RapydClient, params: object): Promise<unknown> {
    return client.raw.GET("/v1/customers/{customerId}", { params } as never);
  }
});
