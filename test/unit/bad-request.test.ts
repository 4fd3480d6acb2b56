import { describe, expect, test } from "vitest";
import { ValidationError } from "../../src/index.js";
import type { RequestOptions } from "../../src/options.js";
import { created, observedClient, rejection } from "../helpers/observed-client.js";

const jane = { name: "Jane Doe" };

describe("a bad request", () => {
  test("is refused before the network, with all its problems", async () => {
    const { client, sent } = observedClient(created);
    const error = await rejection(client.createCustomer({ name: "", date_of_birth: "x" }));
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).issues.map((issue) => issue.path)).toEqual(["/name", "/date_of_birth"]);
    expect(error).toMatchObject({ name: "ValidationError", attempts: 0, mayHaveSucceeded: false });
    expect((error as Error).message).toContain("createCustomer: the request was not sent: /name must");
    expect(sent).toHaveLength(0);
  });

  test("is refused when JSON cannot carry it, by pointer", async () => {
    const { client, sent } = observedClient(created);
    const error = await rejection(
      client.createCustomer({
        ...jane,
        metadata: { when: new Date(0), not: NaN, list: [undefined], call: () => 1 },
      }),
    );
    expect((error as ValidationError).issues.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      // What is below is the caller's own, names included.
      "/metadata json",
      "/metadata json",
      "/metadata json",
      "/metadata json",
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
    [{ idempotencyKey: " " }, "without blanks around it"],
    [{ idempotencyKey: "order-1\t" }, "without blanks around it"],
    ["order-1" as RequestOptions, "must be an object"],
    [{ timeout: 5 } as RequestOptions, "timeout is not an option of a call; did you mean timeoutMs?"],
    [{ headers: { a: "\u0000" } }, 'Header "a"'],
    [{ headers: { Idempotency: "mine" } }, "is set by the option idempotencyKey"],
    [
      { signal: new AbortController() as unknown as AbortSignal },
      "signal.addEventListener is not a function",
    ],
  ])("the call option %j is refused", async (options, message) => {
    const { client, sent } = observedClient(created);
    expect(String(await rejection(client.createCustomer(jane, options)))).toContain(message);
    expect(sent).toHaveLength(0);
  });
});

test("a body with very many problems is refused at once, and the message names the first of them", async () => {
  const { client, sent } = observedClient(created);
  const broken = { name: "Jane", addresses: new Array(40_000).fill("x") as never[] };
  const error = (await rejection(client.createCustomer(broken))) as ValidationError;
  expect(error.issues).toHaveLength(1_000);
  expect(error.message.length).toBeLessThan(4_000);
  expect(error.message).toMatch(/and \d+ more$/);
  expect(sent).toEqual([]);
});
