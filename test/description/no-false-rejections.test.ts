/**
 * The request check and the emulator must not reject a request that Rapyd accepts. The tested requests are made from Rapyd's own schema, or
 * recorded.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { responseChecks } from "../../generated/response-checks.js";
import type { Check } from "../../generated/check.js";
import { requestChecks } from "../../generated/validators.js";
import { findIssues } from "../../src/check/validate.js";
import { findDifferences } from "../../src/check/differences.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import {
  type AddPaymentMethodRequest,
  type ApiError,
  type CreateAddressRequest,
  createClient,
  type CreateCustomerRequest,
  type UpdateCustomerRequest,
} from "../../src/index.js";
import { arbitraryOf } from "../helpers/arbitrary.js";
import { body, bodyNames, fixture, keys } from "../helpers/fixtures.js";
import { at, type Json, objectsOf } from "../helpers/openapi.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const check = requestChecks["createCustomer"]?.body as Check;

/** Properties that the documentation constrains. */
const documented = ["/name", "/email", "/occupation", "/date_of_birth"];

describe("of 2,000 requests that the vendor's schema allows", () => {
  const shape = JSON.parse(fixture("vendor-customer-request.json")) as { [keyword: string]: Json };
  const requests = fc.sample(arbitraryOf(shape), { numRuns: 2_000, seed: 20261125 });

  test("only documented rules for name, email, occupation and date of birth reject any", () => {
    const rejected = requests.flatMap((request) =>
      findIssues(check, request).flatMap(({ path, message }) =>
        documented.includes(path) ? [] : [`${path} ${message}`],
      ),
    );
    expect(rejected).toEqual([]);
    const taken = requests.filter((request) => findIssues(check, request).length === 0);
    expect(taken.length, "too few are whole to say anything").toBeGreaterThan(500);
  });

  test.each([
    ["/name", { name: "" }],
    ["/email", { name: "x", email: "x".repeat(513) }],
    ["/occupation", { name: "x", occupation: "x".repeat(36) }],
    ["/date_of_birth", { name: "x", date_of_birth: "1990-12-31" }],
  ])("%s is checked against its documented rule", (path, request) => {
    expect(findIssues(check, request).map((issue) => issue.path)).toEqual([path]);
  });
});

describe("recorded requests", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator(keys);
  });
  afterAll(() => emulator.close());

  test.each(["activemerchant-store-request", "rapyd-ruby-vcr-create-customer-request"])(
    "%s passes the client's check and the emulator",
    async (name) => {
      const client = createClient({ ...keys, baseUrl: emulator.url });
      const request = body(name) as CreateCustomerRequest;
      const { id } = await client.createCustomer(request);
      expect(id).toMatch(/^cus_/);
    },
  );

  test("requests of the other operations also pass both", async () => {
    const client = createClient({ ...keys, baseUrl: emulator.url, validate: "strict" });
    const { id } = await client.createCustomer(minimalCustomer);
    const method = await client.addPaymentMethod(
      id,
      body("docs-add-payment-method-request") as AddPaymentMethodRequest,
    );
    await client.updatePaymentMethod(
      id,
      method.id ?? "",
      body("docs-update-payment-method-request") as object,
    );
    const chosen = body("docs-update-customer-request") as UpdateCustomerRequest;
    // It names a method of Rapyd's own, which no other customer has.
    expect(await client.updateCustomer(id, chosen).catch((error: ApiError) => error.errorCode)).toBe(
      "ERROR_DEFAULT_PAYMENT_METHOD_BELONGS_TO_DIFFERENT_CUSTOMER",
    );
    const address = await client.createAddress(body("docs-create-address-request") as CreateAddressRequest);
    for (const name of ["docs-update-address-request-1", "docs-update-address-request-2"])
      await client.updateAddress(address.id, body(name) as object);
  });

  test("a body with null for every optional property, as the vendor's Python SDK sends it, passes both", async () => {
    const { properties } = JSON.parse(fixture("vendor-customer-request.json")) as { properties: object };
    const empty = Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
    const client = createClient({ ...keys, baseUrl: emulator.url });
    const customer = await client.createCustomer({ ...empty, name: "Jane Doe" } as CreateCustomerRequest);
    expect(customer).toMatchObject({ name: "Jane Doe", email: "", addresses: [], payment_methods: null });
  });

  test.each([
    "name",
    "email",
    "phone_number",
    "coupon",
    "ewallet",
    "date_of_birth",
    "nationality",
    "birth_country",
  ])("an empty string is rejected only as a name, not as %s", (name) => {
    const issues = findIssues(check, { name: "x", [name]: "" });
    expect(issues.length).toBe(name === "name" ? 1 : 0);
  });
});

describe("recorded responses", () => {
  const envelope = responseChecks["createCustomer"]?.["200"] as Check;
  const customers = [
    "activemerchant-create-customer-with-card-response",
    "rapyd-ruby-vcr-create-customer-response",
  ];
  const failures = bodyNames.filter((name) => /error-/.test(name));
  const status = (body("rapyd-ruby-vcr-create-customer-response") as { status: Json }).status;
  /** The data in an envelope, as the client would receive it. */
  const inEnvelope = (data: unknown): unknown => ({ status, data });
  const whole = body("activemerchant-create-customer-with-card-response") as {
    data: { payment_methods: object };
  };
  const withMethod = (method: unknown): unknown =>
    inEnvelope({ ...whole.data, payment_methods: { ...whole.data.payment_methods, data: [method] } });

  test.each(customers)("contractMonitor reports nothing for %s", (name) => {
    expect(findDifferences(envelope, body(name))).toEqual([]);
  });

  test.each(["docs-webhook-customer-created", "docs-webhook-customer-updated"])(
    "contractMonitor reports nothing for the customer in %s",
    (name) => {
      expect(findDifferences(envelope, inEnvelope((body(name) as { data: unknown }).data))).toEqual([]);
    },
  );

  test.each([
    "docs-webhook-card-added-successfully-1",
    "docs-webhook-customer-payment-method-created",
    "docs-webhook-payment-method-canceled-1",
  ])("contractMonitor reports nothing for the payment method in %s", (name) => {
    expect(findDifferences(envelope, withMethod((body(name) as { data: unknown }).data))).toEqual([]);
  });

  test.each(["docs-webhook-card-added-successfully-2", "docs-webhook-payment-method-canceled-2"])(
    "contractMonitor reports only the null id of the payment method in %s, which responses never have",
    (name) => {
      expect(findDifferences(envelope, withMethod((body(name) as { data: unknown }).data))).toEqual([
        { kind: "wrong type", path: "/data/payment_methods/data/0/id" },
      ]);
    },
  );

  test("contractMonitor reports nothing for the newest documented card", () => {
    expect(findDifferences(envelope, withMethod(body("docs-payment-method-card-object")))).toEqual([]);
  });

  test.each(["docs-retrieve-customer-discount-response-1", "docs-retrieve-customer-discount-response-2"])(
    "contractMonitor reports nothing for the discount in %s",
    (name) => {
      const { data } = body(name) as { data: unknown };
      expect(findDifferences(envelope, inEnvelope({ ...whole.data, discount: data }))).toEqual([]);
    },
  );

  test("contractMonitor reports nothing for a payment method that could not be added", () => {
    const { data } = body("docs-webhook-card-added-failure") as { data: unknown };
    expect(findDifferences(envelope, withMethod(data))).toEqual([]);
  });

  test.each([
    ["activemerchant-delete-customer-response", "deleteCustomer"],
    ["docs-delete-address-response", "deleteAddress"],
    ["docs-retrieve-customer-discount-response-1", "retrieveDiscount"],
    ["docs-retrieve-customer-discount-response-2", "retrieveDiscount"],
    ["rapyd-ruby-vcr-list-envelope-empty", "listCustomers"],
  ])("contractMonitor reports nothing for %s, the response of %s", (name, operationId) => {
    expect(findDifferences(responseChecks[operationId]?.["200"] as Check, body(name))).toEqual([]);
  });

  test("contractMonitor reports nothing for the stored address, nor for a deletion event's data", () => {
    const found = (operationId: string, data: unknown): unknown[] =>
      findDifferences(responseChecks[operationId]?.["200"] as Check, inEnvelope(data));
    expect(found("retrieveAddress", body("github-ionic-address-object"))).toEqual([]);
    const { data } = body("docs-webhook-customer-deleted") as { data: unknown };
    expect(found("deleteCustomer", data)).toEqual([]);
  });

  test.each(failures)("contractMonitor reports nothing for %s", (name) => {
    const rejected = responseChecks["createCustomer"]?.["400"] as Check;
    expect(findDifferences(rejected, body(name)).filter(({ kind }) => kind !== "unknown value")).toEqual([]);
  });
});

test("each request example agrees with the response example of the same name", () => {
  let pairs = 0;
  for (const [way, operation] of objectsOf(at("/paths"))) {
    if (operation["operationId"] === undefined) continue;
    const examples = (place: string): Record<string, unknown> => {
      const found = [...objectsOf(operation[place] ?? null)].find(
        ([, node]) => node["examples"] !== undefined,
      );
      return (found?.[1]["examples"] ?? {}) as Record<string, unknown>;
    };
    const responses = examples("responses");
    for (const [name, request] of Object.entries(examples("requestBody"))) {
      const response = responses[name];
      if (response === undefined) continue;
      pairs++;
      expect((valueOf(response) as { data: unknown }).data, `${way} ${name}`).toMatchObject(
        echoed(valueOf(request) as { [key: string]: Json }) as object,
      );
    }
  }
  expect(pairs).toBeGreaterThanOrEqual(3);
});

function valueOf(example: unknown): Json {
  const { $ref, value } = example as { $ref?: string; value?: Json };
  return $ref === undefined ? (value ?? null) : valueOf(at($ref.slice(1)));
}

/**
 * The part of a response that the request determines. There, the request's payment method is in `payment_methods.data`, its `fields` are
 * properties of the method, and `last4` has the last digits of the card's `number`.
 */
function echoed(request: { [key: string]: Json }): object {
  const { payment_method: method, payment_method_options: _, coupon: __, address: ___, ...rest } = request;
  if (rest["fields"] !== undefined) return echoedMethod(rest);
  if (typeof method !== "object" || method === null || Array.isArray(method)) return rest;
  return { ...rest, payment_methods: { data: [echoedMethod(method)] } };
}

function echoedMethod({ fields, ...rest }: { [key: string]: Json }): object {
  const { number, cvv: _, ...stored } = Object(fields) as { [key: string]: Json };
  const { complete_payment_url: __, error_payment_url: ___, ...own } = rest;
  return { ...own, ...stored, ...(number && { last4: String(number).slice(-4) }) };
}
