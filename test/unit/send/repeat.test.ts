import { describe, expect, test } from "vitest";
import { ConnectionError, RateLimitError } from "../../../src/index.js";
import { created, observedClient, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

function failing(code: string): () => never {
  return () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  };
}

describe("a retry", () => {
  test("is re-signed, with the same idempotency key and body", async () => {
    const { client, sent } = observedClient((_, attempt) =>
      attempt < 3 ? new Response("", { status: 429 }) : created(),
    );
    await client.createCustomer(minimalCustomer);
    expect(sent).toHaveLength(3);
    for (const name of ["salt", "signature"]) {
      expect(new Set(sent.map(({ headers }) => headers[name])).size).toBe(3);
    }
    expect(new Set(sent.map(({ headers }) => headers["idempotency"])).size).toBe(1);
    expect(new Set(sent.map((request) => request.body)).size).toBe(1);
  });

  test.each(["ECONNREFUSED", "ENOTFOUND", "CERT_HAS_EXPIRED"])(
    "follows %s, because nothing was sent",
    async (code) => {
      const { client, sent } = observedClient((_, attempt) => (attempt === 1 ? failing(code)() : created()));
      await client.createCustomer(minimalCustomer);
      expect(sent).toHaveLength(2);
    },
  );

  test.each(["ECONNRESET", "UND_ERR_SOCKET", "SOMETHING_NEW"])(
    "does not follow %s on a plain POST",
    async (code) => {
      const { client, sent } = observedClient(failing(code));
      const error = await rejection(client.createCustomer(minimalCustomer));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ attempts: 1, mayHaveSucceeded: true });
      expect((error as Error).message).toContain("check before you retry");
      expect(sent).toHaveLength(1);
    },
  );

  test.each([400, 401])("does not follow a %i whose body was cut off, on a plain POST", async (status) => {
    const { client, sent } = observedClient(() => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"status":{"error_code":"GEN')),
        pull: (controller) => controller.error(new Error("reset")),
      });
      return new Response(body, { status });
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ mayHaveSucceeded: true });
    expect(sent).toHaveLength(1);
  });

  test("follows a possible effect if idempotency is enabled", async () => {
    const { client, sent } = observedClient(
      (_, attempt) => (attempt === 1 ? failing("ECONNRESET")() : created()),
      {
        idempotencyEnabled: true,
      },
    );
    await client.createCustomer(minimalCustomer);
    expect(sent).toHaveLength(2);
  });

  test("leaves mayHaveSucceeded true once an attempt may have had an effect", async () => {
    const { client } = observedClient(
      (_, attempt) => (attempt === 1 ? failing("ECONNRESET")() : new Response("", { status: 429 })),
      {
        idempotencyEnabled: true,
      },
    );
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "RateLimitError",
      attempts: 3,
      mayHaveSucceeded: true,
    });
  });

  test("waits for Retry-After", async () => {
    const { client, runtime } = observedClient((_, attempt) =>
      attempt === 1 ? new Response("", { status: 429, headers: { "retry-after": "7" } }) : created(),
    );
    await client.createCustomer(minimalCustomer);
    expect(runtime.delays).toEqual([30_000, 7_000]);
  });

  test("does not wait 27 hours for a Retry-After that does not fit", async () => {
    const { client, sent, runtime } = observedClient(
      () => new Response("", { status: 429, headers: { "retry-after": "99999" } }),
    );
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 99_999_000, attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(runtime.elapsed()).toBe(0);
  });

  test("is not made if maxRetries is 0, for the client or for the call", async () => {
    const limited = (): Response => new Response("", { status: 429 });
    const client = observedClient(limited, { maxRetries: 0 });
    const call = observedClient(limited);
    await rejection(client.client.createCustomer(minimalCustomer));
    await rejection(call.client.createCustomer(minimalCustomer, { maxRetries: 0 }));
    expect([client.sent.length, call.sent.length]).toEqual([1, 1]);
  });
});
