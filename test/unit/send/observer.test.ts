import { describe, expect, test } from "vitest";
import type { AttemptEvent } from "../../../src/operation.js";
import { created, observedClient, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

function failing(code: string): () => never {
  return () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  };
}

describe("onAttempt", () => {
  test("is called after each attempt, without request or response content", async () => {
    const events: AttemptEvent[] = [];
    const { client } = observedClient(
      (_, attempt) =>
        attempt === 1
          ? failing("ECONNREFUSED")()
          : attempt === 2
            ? new Response("", { status: 429 })
            : created(),
      { onAttempt: (event) => events.push(event) },
    );
    await client.createCustomer({ ...minimalCustomer, name: "MARKED" });
    expect(events).toMatchObject([
      {
        operationId: "createCustomer",
        method: "POST",
        path: "/v1/customers",
        attempt: 1,
        status: 0,
        errorCode: "ECONNREFUSED",
        willRetryInMs: 250,
      },
      { attempt: 2, status: 429, willRetryInMs: 3_000 },
      {
        attempt: 3,
        status: 200,
        errorCode: "",
        rapydOperationId: "8083bc8a-0db9-44c5-896c-10c39bc657ec",
        willRetryInMs: undefined,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain("MARKED");
  });

  test("that rejects asynchronously does not end the process", async () => {
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown): void => void rejections.push(reason);
    process.on("unhandledRejection", onRejection);
    const { client } = observedClient(created, {
      onAttempt: () => Promise.reject(new Error("broken")) as unknown as void,
    });
    await client.createCustomer(minimalCustomer);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    process.off("unhandledRejection", onRejection);
    expect(rejections).toEqual([]);
  });

  test("gets the attempt's duration, from signing to the end of the body", async () => {
    const events: AttemptEvent[] = [];
    const { client, runtime } = observedClient(
      () => new Promise((resolve) => runtime.setTimeout(() => resolve(created()), 250)),
      { onAttempt: (event) => events.push(event) },
    );
    await client.createCustomer(minimalCustomer);
    await client.createCustomer(minimalCustomer);
    expect(events.map(({ durationMs }) => durationMs)).toEqual([250, 250]);
  });

  test.each<[string, () => Promise<Response>, string]>([
    ["the time has run out", () => new Promise(() => undefined), "timeout"],
    ["fetch throws an error without a code", () => Promise.reject(new Error("broken")), "unknown"],
    ["fetch returns no Response", () => Promise.resolve({ status: 200 } as Response), "unknown"],
    ["a mock has no status", () => Promise.resolve({ headers: new Headers() } as Response), "unknown"],
  ])("gets the reason for a missing response if %s", async (_, fetch, errorCode) => {
    const events: AttemptEvent[] = [];
    const { client } = observedClient(fetch, { maxRetries: 0, onAttempt: (event) => events.push(event) });
    await rejection(client.createCustomer(minimalCustomer));
    expect(events).toMatchObject([{ status: 0, errorCode, willRetryInMs: undefined }]);
  });

  test("that throws does not break the call", async () => {
    const { client } = observedClient(created, {
      onAttempt: () => {
        throw new Error("broken observer");
      },
    });
    expect((await client.createCustomer(minimalCustomer)).id).toMatch(/^cus_/);
  });
});
