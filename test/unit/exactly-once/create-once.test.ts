import { describe, expect, test } from "vitest";
import { createOnceWith, type CreateOnceOptions } from "../../../src/exactly-once/create-once.js";
import { AbortError, ApiError, type Customer } from "../../../src/index.js";
import {
  type CustomerServer,
  customerServer,
  type Failure,
  referencesOf,
} from "../../helpers/customer-server.js";
import { rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

const createOnce = (server: CustomerServer, options: CreateOnceOptions = {}): Promise<Customer> =>
  createOnceWith(server.system, server.client, "order-1", minimalCustomer, options);
const times = (count: number, failure: Failure): Failure[] => Array.from({ length: count }, () => failure);

test("creates the customer with its reference, in one request", async () => {
  const server = customerServer();
  const request = { ...minimalCustomer, metadata: { colour: "red" } };
  expect(await createOnceWith(server.system, server.client, "order-1", request, {})).toMatchObject({
    id: "cus_1",
    metadata: { colour: "red", reference: "order-1" },
  });
  expect(server.sent).toHaveLength(1);
});

test("returns an older customer with the same reference after a lost response, so a reference must be new", async () => {
  const server = customerServer([{ id: "cus_0", metadata: { reference: "order-1" } }]);
  server.failures.POST = [500];
  expect(await createOnce(server)).toMatchObject({ id: "cus_0" });
});

test("finds the customer of a lost response in the list, a minute later", async () => {
  const server = customerServer([{ id: "cus_0", metadata: { reference: "order-0" } }]);
  server.failures.POST = ["lost"];
  expect(await createOnce(server)).toMatchObject({ id: "cus_2" });
  expect(referencesOf(server.customers)).toEqual(["order-0", "order-1"]);
  expect(server.runtime.elapsed()).toBeGreaterThanOrEqual(60_000);
});

test("creates again only if the list does not have the customer", async () => {
  const server = customerServer();
  server.failures.POST = [500, 500, 429, "refused"];
  expect(await createOnce(server)).toMatchObject({ id: "cus_1" });
  expect(referencesOf(server.customers)).toEqual(["order-1"]);
});

test("requests a failed list page again", async () => {
  const server = customerServer();
  server.failures.POST = ["lost"];
  server.failures.GET = [500, "lost", 429, new Response("<html>", { status: 200 })];
  expect(await createOnce(server)).toMatchObject({ id: "cus_1" });
});

describe("gives up", () => {
  test("with Rapyd's error if the request is rejected", async () => {
    const server = customerServer();
    server.failures.POST = [400];
    const error = await rejection(createOnce(server));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ mayHaveSucceeded: false });
    expect(server.sent).toHaveLength(1);
  });

  test("after maxAttempts, and says that the customer does not exist", async () => {
    const server = customerServer();
    server.failures.POST = times(9, 500);
    const error = await rejection(createOnce(server, { maxAttempts: 3 }));
    expect(error).toMatchObject({ name: "ExactlyOnceError", mayHaveSucceeded: false, isTransient: true });
    expect(String(error)).toMatch(/no customer with the reference "order-1" was created in 3 attempts.*500/);
    expect(server.arrivals).toHaveLength(3);
  });

  test("if the list cannot be read to its end, and says that the outcome is unknown", async () => {
    const server = customerServer();
    server.failures.POST = ["lost"];
    server.failures.GET = times(99, 500);
    const error = await rejection(createOnce(server));
    expect(error).toMatchObject({ name: "ExactlyOnceError", mayHaveSucceeded: true });
    expect(String(error)).toMatch(
      /unknown whether a customer with the reference "order-1" exists.*20 consecutive requests failed/,
    );
    expect(server.arrivals).toHaveLength(1);
  });

  test("if the signal aborts the wait, and says that the outcome is unknown", async () => {
    const server = customerServer();
    server.failures.POST = ["lost"];
    const controller = new AbortController();
    const call = rejection(createOnce(server, { signal: controller.signal }));
    server.runtime.setTimeout(() => controller.abort("enough"), 30_000);
    const error = await call;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ mayHaveSucceeded: true, cause: "enough" });
    expect(server.runtime.elapsed()).toBe(30_000);
  });

  test("before anything is sent if the signal is already aborted", async () => {
    const server = customerServer();
    const error = await rejection(createOnce(server, { signal: AbortSignal.abort("no") }));
    expect(error).toMatchObject({ name: "AbortError", mayHaveSucceeded: false, cause: "no" });
    expect(server.sent).toEqual([]);
  });
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    "a missing reference",
    () => createOnceWith(customerServer().system, customerServer().client, "", minimalCustomer, {}),
    "createOnce needs a reference",
  ],
  [
    "a request with another reference",
    () =>
      createOnceWith(
        customerServer().system,
        customerServer().client,
        "order-1",
        { ...minimalCustomer, name: "Jane Doe", metadata: { reference: "order-2" } },
        {},
      ),
    'metadata.reference is "order-2", but the reference is "order-1"',
  ],
  [
    "an unknown option",
    () => createOnce(customerServer(), { maxAtempts: 1 } as object),
    "maxAtempts is not an option of createOnce; did you mean maxAttempts?",
  ],
  [
    "zero attempts",
    () => createOnce(customerServer(), { maxAttempts: 0 }),
    "maxAttempts must be a positive whole number, not 0.",
  ],
])("%s is a TypeError", async (_, call, message) => {
  const error = await rejection(call());
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error)).toContain(message);
});

test("sends the request as it was passed, although the caller changes it during a wait", async () => {
  const server = customerServer();
  server.failures.POST = [500];
  const request = { ...minimalCustomer, addresses: [{ name: "Jane Doe", line_1: "1 Street" }] };
  const call = createOnceWith(server.system, server.client, "order-1", request, {});
  const [address] = request.addresses;
  if (address) address.line_1 = "another";
  await call;
  expect(server.sent.at(-1)?.body).toContain("1 Street");
});

test.each<[unknown, string]>([
  [undefined, "createOnce needs a request: the customer's properties."],
  ["Jane", "createOnce needs a request: the customer's properties."],
  [{ ...minimalCustomer, metadata: "abc" }, "createOnce: metadata must be an object."],
  [
    { ...minimalCustomer, metadata: { reference: 1.5 } },
    "createOnce: metadata.reference must be a string or a safe integer.",
  ],
])("a request that is %j is a TypeError, and nothing is sent", async (request, message) => {
  const { system, client, sent } = customerServer();
  expect(await rejection(createOnceWith(system, client, "order-1", request as never, {}))).toEqual(
    new TypeError(message),
  );
  expect(sent).toEqual([]);
});
