import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import {
  created,
  errorResponse,
  idleMiddleware,
  observedClient,
  rejection,
} from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const init = { body: minimalCustomer };

describe("raw", () => {
  test("returns openapi-fetch's result, with the envelope, from a signed request", async () => {
    const { client, sent } = observedClient(created);
    const { data, error, response } = await client.raw.POST("/v1/customers", init);
    expect(data?.data.name).toBe("John Doe");
    expect(data?.status.status).toBe("SUCCESS");
    expect(error).toBeUndefined();
    expect(response).toBeInstanceOf(Response);
    expect(sent[0]?.headers["signature"]).toMatch(/==$/);
    expect(sent[0]).toMatchObject({ body: JSON.stringify(minimalCustomer), redirect: "manual" });
  });

  test("returns an API error as `error`", async () => {
    const { client } = observedClient(() => errorResponse(400, "INVALID_CUSTOMER_NAME"));
    const { error, response } = await client.raw.POST("/v1/customers", init);
    expect(error).toMatchObject({ status: { error_code: "INVALID_CUSTOMER_NAME" } });
    expect(response.status).toBe(400);
  });

  test("sends the idempotency key that it gets", async () => {
    const { client, sent } = observedClient(
      (_, n) => (n === 1 ? new Response("", { status: 503 }) : created()),
      {
        idempotencyEnabled: true,
      },
    );
    await client.raw.POST("/v1/customers", { ...init, params: { header: { idempotency: "mine" } } });
    expect(sent.map(({ headers }) => headers["idempotency"])).toEqual(["mine", "mine"]);
  });

  test("is not retried after a lost response without a key, even if idempotency is enabled", async () => {
    const { client, sent } = observedClient(() => new Response("", { status: 503 }), {
      idempotencyEnabled: true,
    });
    expect(await rejection(client.raw.POST("/v1/customers", init as never))).toMatchObject({
      mayHaveSucceeded: true,
    });
    expect(sent).toHaveLength(1);
  });

  test("retries a request that certainly had no effect", async () => {
    const { client, sent } = observedClient((_, n) =>
      n === 1 ? new Response("", { status: 429 }) : created(),
    );
    await client.raw.POST("/v1/customers", init);
    expect(sent).toHaveLength(2);
  });

  test.each([
    ["HTML with 200", () => new Response("<html>")],
    ["an empty 500, which openapi-fetch would treat as a success", () => new Response(null, { status: 500 })],
  ])("%s throws", async (_, respond) => {
    const { client } = observedClient(respond);
    expect(await rejection(client.raw.POST("/v1/customers", init))).toMatchObject({ name: "ApiError" });
  });

  test("returns a page with an error status as its text", async () => {
    const { client } = observedClient(() => new Response("<html>", { status: 429 }), { maxRetries: 0 });
    expect((await client.raw.POST("/v1/customers", init)).error).toBe("<html>");
  });

  test.each(idleMiddleware)("%s, does not send a body that cannot be serialised", async (_, middleware) => {
    const circular: Record<string, unknown> = { ...minimalCustomer };
    circular["metadata"] = circular;
    const { client, sent } = observedClient(created, { middleware });
    expect(await rejection(client.raw.POST("/v1/customers", { body: circular as never }))).toMatchObject({
      ...{ name: "ValidationError", operationId: "createCustomer", mayHaveSucceeded: false },
      issues: [{ path: "", rule: "json" }],
    });
    const bodySerializer = (): string => '{"name":"own"}';
    await client.raw.POST("/v1/customers", { body: circular as never, bodySerializer });
    await client.raw.POST("/v1/customers", { body: {} as never });
    expect(sent.map(({ body }) => body)).toEqual(['{"name":"own"}', undefined]);
  });

  test("stops with the caller's signal", async () => {
    const caller = new AbortController();
    const { client } = observedClient(() => {
      caller.abort("stop");
      return new Promise(() => undefined);
    });
    const error = await rejection(client.raw.POST("/v1/customers", { ...init, signal: caller.signal }));
    expect(error).toMatchObject({ name: "AbortError", cause: "stop", mayHaveSucceeded: true });
  });

  test("does not show a query in messages and events", async () => {
    const paths: string[] = [];
    const { client } = observedClient(() => errorResponse(500, "E", "no"), {
      maxRetries: 0,
      onAttempt: ({ path, operationId }) => paths.push(`${operationId} ${path}`),
    });
    const path = "/v1/customers?email=jane" as "/v1/customers";
    const { error } = await client.raw.GET(path);
    expect(error).toBeDefined();
    const empty = observedClient(() => new Response(null, { status: 500 }), { maxRetries: 0 });
    const { message } = (await rejection(empty.client.raw.GET(path))) as Error;
    expect(message).toMatch(/^GET \/v1\/customers at /);
    expect(paths).toEqual(["listCustomers /v1/customers"]);
  });

  test("follows one signal with one listener, and leaves none", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on("warning", onWarning);
    const { signal } = new AbortController();
    let most = 0;
    const { client } = observedClient(() => {
      most = Math.max(most, getEventListeners(signal, "abort").length);
      return created();
    });
    for (let round = 0; round < 6; round++)
      await Promise.all(
        Array.from({ length: 500 }, () => client.raw.POST("/v1/customers", { ...init, signal })),
      );
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
    expect([most, getEventListeners(signal, "abort").length]).toEqual([1, 0]);
  });

  test("has no use and no eject, because middleware is set when the client is created", () => {
    const { client } = observedClient(created);
    expect(Object.keys(client.raw).sort()).toEqual([
      "DELETE",
      "GET",
      "HEAD",
      "OPTIONS",
      "PATCH",
      "POST",
      "PUT",
      "TRACE",
    ]);
  });
});
