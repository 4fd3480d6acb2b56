import { describe, expect, test } from "vitest";
import { created, errorResponse, observedClient, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

describe("middleware", () => {
  test("gets real requests and responses, and its changes are signed", async () => {
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
    expect((await client.createCustomer(minimalCustomer)).name).toBe("John Doe");
    expect(seen).toEqual([true, true, 200]);
    expect(sent[0]).toMatchObject({ body: '{"name":"Changed"}', headers: { "x-trace": "t" } });
  });

  test("sees a response that is not a success, and may replace it", async () => {
    const statuses: number[] = [];
    const { client } = observedClient(() => errorResponse(400, "E"), {
      middleware: [{ onResponse: ({ response }) => (statuses.push(response.status), created()) }],
    });
    expect((await client.createCustomer(minimalCustomer)).name).toBe("John Doe");
    expect(statuses).toEqual([400]);
  });

  test("may respond instead of the API, even with an error", async () => {
    const { client, sent } = observedClient(created, {
      middleware: [{ onRequest: () => errorResponse(400, "CACHED") }],
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
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
    const message = String(await rejection(client.createCustomer(minimalCustomer)));
    expect(message).toContain("must stay under");
    expect(message).not.toContain(".;");
    expect(sent).toHaveLength(0);
  });

  test("is not called if the signal has already aborted", async () => {
    let calls = 0;
    const { client, sent } = observedClient(created, { middleware: [{ onRequest: () => void calls++ }] });
    const signal = AbortSignal.abort("stop");
    expect(await rejection(client.createCustomer(minimalCustomer, { signal }))).toMatchObject({
      ...{ name: "AbortError", attempts: 0, mayHaveSucceeded: false },
    });
    expect(await rejection(client.raw.GET("/v1/customers", { signal }))).toMatchObject({
      name: "AbortError",
    });
    expect([calls, sent.length]).toEqual([0, 0]);
  });

  test("gets HTML with 200, which stays a typed error", async () => {
    const { client } = observedClient(() => new Response("<html>"), {
      middleware: [{ onResponse: () => undefined }],
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "ApiError",
      httpStatus: 200,
    });
  });
});
