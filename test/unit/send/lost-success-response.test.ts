import type { Middleware } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import { RapydError } from "../../../src/index.js";
import { created, errorResponse, json, observedClient, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

describe("a success is lost on the way to the caller", () => {
  const lost = { mayHaveSucceeded: true, attempts: 1 };

  test("by middleware that takes too long", async () => {
    const { client } = observedClient(created, {
      middleware: [{ onResponse: () => new Promise(() => undefined) }],
      timeoutMs: 300,
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "TimeoutError",
      ...lost,
    });
  });

  test.each<[string, Middleware]>([
    ["before", { onRequest: () => stalled() }],
    ["after", { onResponse: () => stalled() }],
  ])("by a response from middleware, returned %s the request, that never ends", async (_, middleware) => {
    const { client } = observedClient(created, { middleware: [middleware], timeoutMs: 300 });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ name: "TimeoutError" });
  });

  test.each<[string, () => unknown]>([
    ["nothing", () => Promise.reject()],
    ["null", () => Promise.reject(null)],
  ])("by middleware that throws %s", async (_, onResponse) => {
    const { client } = observedClient(created, { middleware: [{ onResponse } as Middleware] });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "RapydError",
      ...lost,
    });
  });

  test("by middleware that sends the request itself", async () => {
    const onRequest = (): Response => errorResponse(502, "BAD_GATEWAY");
    const { client } = observedClient(created, { middleware: [{ onRequest }] });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      httpStatus: 502,
      mayHaveSucceeded: true,
    });
  });

  test("by a rejection that says SUCCESS, which is not retried", async () => {
    const both = { status: { status: "SUCCESS", error_code: "", message: "", operation_id: "" }, data: {} };
    const { client, sent } = observedClient(() => json(both, { status: 429 }));
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "RateLimitError",
      ...lost,
    });
    expect(sent).toHaveLength(1);
  });

  test("by middleware that throws", async () => {
    const broken = (): never => {
      throw new Error("broken middleware");
    };
    const { client } = observedClient(created, { middleware: [{ onResponse: broken }] });
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect(error).toMatchObject({ name: "RapydError", ...lost });
    expect((error as Error).message).toContain(
      "POST /v1/customers at sandboxapi.rapyd.net (sandbox): broken middleware; the request may have taken effect",
    );
  });

  test.each<[string, unknown]>([
    ["an error from this package", new RapydError("audit failed")],
    ["an error without a prototype", Object.create(null)],
    ["an error whose message is not a string", Object.assign(new Error(), { message: { a: 1 } })],
    [
      "an error whose properties throw",
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
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "RapydError",
      ...lost,
    });
  });

  test("by a body that fails with the code of a connection that was never made", async () => {
    const failure = Object.assign(new Error(), { code: "ECONNREFUSED" });
    const odd = { status: 200, headers: new Headers(), body: {}, arrayBuffer: () => Promise.reject(failure) };
    const { client, sent } = observedClient(() => odd as unknown as Response);
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "ApiError",
      ...lost,
    });
    expect(sent).toHaveLength(1);
  });

  test("by a status that no Response can have, with middleware and through raw", async () => {
    const odd = (): Response => ({ status: 999, headers: new Headers(), body: null }) as unknown as Response;
    const { client } = observedClient(odd, { middleware: [{ onResponse: () => undefined }] });
    const expected = { name: "ApiError", httpStatus: 999, ...lost };
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject(expected);
    expect(await rejection(client.raw.POST("/v1/customers", { body: minimalCustomer }))).toMatchObject(
      expected,
    );
  });

  test.each([
    ["an empty response", () => new Response(null)],
    ["an error", () => errorResponse(500, "E")],
  ])("by middleware that replaces it with %s", async (_, onResponse) => {
    const { client } = observedClient(created, { middleware: [{ onResponse }] });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "ApiError",
      ...lost,
    });
  });
});

/** A response whose second half never arrives. */
function stalled(): Response {
  const half = new TextEncoder().encode('{"status"');
  return new Response(new ReadableStream({ start: (controller) => controller.enqueue(half) }));
}
