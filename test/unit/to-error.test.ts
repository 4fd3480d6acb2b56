import { inspect } from "node:util";
import type { Middleware } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import { ApiError, RapydError } from "../../src/index.js";
import { created, errorResponse, json, observedClient, rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

describe("an error response", () => {
  test("becomes an ApiError with the vendor's message", async () => {
    const { client } = observedClient(() => errorResponse(400, "INVALID_CUSTOMER_NAME", "No name."));
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(RapydError);
    expect((error as Error).message).toBe(
      "POST /v1/customers at sandboxapi.rapyd.net (sandbox): 400 INVALID_CUSTOMER_NAME: No name. (operation 12e59804-b742-44eb-aa49-4b722629faa8)",
    );
    expect(error).toMatchObject({
      name: "ApiError",
      operationId: "createCustomer",
      httpStatus: 400,
      errorCode: "INVALID_CUSTOMER_NAME",
      rapydOperationId: "12e59804-b742-44eb-aa49-4b722629faa8",
      attempts: 1,
      mayHaveSucceeded: false,
      isTransient: false,
    });
    const { response } = error as ApiError;
    expect(response.body).toMatchObject({ status: { status: "ERROR" } });
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  test.each<[string, () => Response, { name: string; mayHaveSucceeded: boolean; attempts: number }]>([
    [
      "HTML with 200",
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    ["an empty 200", () => new Response(""), { name: "ApiError", mayHaveSucceeded: true, attempts: 1 }],
    ["null", () => json(null), { name: "ApiError", mayHaveSucceeded: true, attempts: 1 }],
    ["a number", () => json(7), { name: "ApiError", mayHaveSucceeded: true, attempts: 1 }],
    [
      "a wrong charset",
      () => new Response(new Uint8Array([0x7b, 0xff])),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    [
      "an error envelope with 200",
      () => errorResponse(200, "E"),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    [
      "an empty 500",
      () => new Response(null, { status: 500 }),
      { name: "ApiError", mayHaveSucceeded: true, attempts: 1 },
    ],
    [
      "a suffix on the code",
      () => errorResponse(400, "INVALID_FIELDS - [X]"),
      { name: "ApiError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "no such object",
      () => errorResponse(401, "UNAUTHORIZED_API_CALL"),
      { name: "ApiError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "a wrong signature",
      () => errorResponse(401, "UNAUTHENTICATED_API_CALL"),
      { name: "AuthenticationError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "missing headers",
      () => errorResponse(400, "MISSING_AUTHENTICATION_HEADERS"),
      { name: "AuthenticationError", mayHaveSucceeded: false, attempts: 1 },
    ],
    [
      "a rate limit",
      () => new Response("<html>", { status: 429 }),
      { name: "RateLimitError", mayHaveSucceeded: false, attempts: 3 },
    ],
  ])("%s becomes a typed error", async (_, respond, expected) => {
    const { client } = observedClient(respond);
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject(expected);
  });

  test("keeps its code and class if the request contains a word of the code", async () => {
    const { client } = observedClient(() => errorResponse(401, "UNAUTHENTICATED_API_CALL"));
    const error = await rejection(client.createCustomer({ ...minimalCustomer, metadata: { source: "API" } }));
    expect(error).toMatchObject({
      name: "AuthenticationError",
      errorCode: "UNAUTHENTICATED_API_CALL",
      message: expect.stringContaining("check accessKey and secretKey") as string,
    });
  });

  test("does not show the caller's header that a gateway echoes", async () => {
    const page = (): Response => new Response("<p>No access for gw-secret-token-0123", { status: 403 });
    const { client } = observedClient(page, { headers: { authorization: "Bearer gw-secret-token-0123" } });
    expect(inspect(await rejection(client.createCustomer(minimalCustomer)))).not.toContain(
      "gw-secret-token-0123",
    );
  });

  test.each<[string, Middleware]>([
    [
      "answers",
      {
        onRequest: async ({ request }) =>
          errorResponse(400, "E", `${await request.text()} ${request.headers.get("authorization")}`),
      },
    ],
    [
      "throws",
      {
        onRequest: async ({ request }) => {
          throw new Error(`${await request.text()} ${request.headers.get("authorization")}`);
        },
      },
    ],
  ])("shows nothing of a request that middleware %s before it is sent", async (_, middleware) => {
    for (const validate of [true, false]) {
      const headers = { authorization: "Bearer gw-secret-token-0123", "x-service": "customer" };
      const { client } = observedClient(created, { middleware: [middleware], headers, validate });
      const error = (await rejection(
        client.createCustomer({ ...minimalCustomer, name: "Jane Roe-Featherstone" }),
      )) as Error;
      expect(`${error.message} ${error.stack} ${inspect(error)}`).not.toMatch(/Featherstone|gw-secret|0123/);
    }
  });

  test("becomes an error quickly, even if the request has thousands of sensitive values", async () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`k${index}`, `é${index}x`]),
    );
    const { client } = observedClient(() => new Response("<p>".repeat(300_000), { status: 502 }));
    const error = await rejection(client.createCustomer({ ...minimalCustomer, metadata }));
    expect(error).toMatchObject({ name: "ApiError", httpStatus: 502 });
  });

  test("exposes the raw body only through the getter", async () => {
    const { client } = observedClient(() => new Response("<p>MARKED BODY</p>", { status: 502 }));
    const error = (await rejection(client.createCustomer(minimalCustomer))) as ApiError;
    expect(error.response.body).toBe("<p>MARKED BODY</p>");
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain("MARKED");
    expect(Object.keys(error)).not.toContain("response");
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...{ name: "ApiError", message: error.message, operationId: "createCustomer", attempts: 1 },
      ...{ mayHaveSucceeded: true, isTransient: true, httpStatus: 502, errorCode: "", rapydOperationId: "" },
    });
  });

  test("of 50 MB is abandoned in bounded memory", async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x61);
    let given = 0;
    const huge = (): Response =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull: (controller) => (++given > 50 ? controller.close() : controller.enqueue(chunk)),
        }),
      );
    const { client } = observedClient(huge);
    const error = (await rejection(client.createCustomer(minimalCustomer))) as ApiError;
    expect(error.message).toContain("longer than 8 MiB");
    expect(error.mayHaveSucceeded).toBe(true);
    expect(given).toBeLessThan(12);
  });
});

describe("the message", () => {
  const place = "POST /v1/customers at sandboxapi.rapyd.net (sandbox): ";

  test.each<[string, () => Response, string]>([
    [
      "ends like the vendor's message if nothing was done",
      () => errorResponse(400, "E", "Failed."),
      "400 E: Failed. (operation 12e59804-b742-44eb-aa49-4b722629faa8)",
    ],
    [
      "replaces the full stop of the vendor's message before the advice",
      () => json({ status: { status: "ERROR", message: "Failed." } }, { status: 500 }),
      "500: Failed; the request may have taken effect: check before you retry",
    ],
    [
      "names the code of a broken connection",
      () => {
        throw Object.assign(new Error("m"), { code: "ECONNRESET" });
      },
      "no response: ECONNRESET; the request may have taken effect: check before you retry",
    ],
    [
      "is the cause's message if there is no code",
      () => {
        throw new Error("outer", { cause: new Error("inner") });
      },
      "no response: inner; the request may have taken effect: check before you retry",
    ],
    [
      "is the error's own message if its cause has none",
      () => {
        throw new Error("outer", { cause: {} });
      },
      "no response: outer; the request may have taken effect: check before you retry",
    ],
    [
      "is the name of an error without a message",
      () => {
        throw new TypeError();
      },
      "no response: TypeError; the request may have taken effect: check before you retry",
    ],
    [
      "is the string that was thrown instead of an error",
      () => {
        throw "no luck";
      },
      "no response: no luck; the request may have taken effect: check before you retry",
    ],
    [
      "says that the thrown value cannot be read",
      () => {
        throw 7;
      },
      "no response: unreadable error; the request may have taken effect: check before you retry",
    ],
  ])("%s", async (_, respond, text) => {
    const { client } = observedClient(respond, { maxRetries: 0 });
    expect(((await rejection(client.createCustomer(minimalCustomer))) as Error).message).toBe(place + text);
  });

  test("of an aborted call says so, and its cause is the signal's reason", async () => {
    const controller = new AbortController();
    const { client } = observedClient(() => {
      controller.abort("the user left");
      return new Promise(() => undefined);
    });
    const error = await rejection(client.createCustomer(minimalCustomer, { signal: controller.signal }));
    expect(error).toMatchObject({
      name: "AbortError",
      message: `${place}aborted by its signal; the request may have taken effect: check before you retry`,
      cause: "the user left",
    });
  });
});

test.each<[string, () => Response, boolean]>([
  ["a page with 400, as from a firewall", () => new Response("<p>", { status: 400 }), true],
  ["a page with 404", () => new Response("<p>", { status: 404 }), true],
  ["a redirect", () => new Response("<p>", { status: 399 }), false],
  ["Rapyd's own 400", () => errorResponse(400, "E"), false],
])("%s is transient only if a proxy or firewall sent it", async (_, respond, isTransient) => {
  const { client } = observedClient(respond);
  expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ isTransient });
});
