import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { responseChecks } from "../../generated/response-checks.js";
import { findDifferences } from "../../src/check/differences.js";
import { checkRequest } from "../../src/index.js";
import { body, bodyNames, fixture } from "../helpers/fixtures.js";
import { at, type Json, objectsOf, openapi, propertiesOf } from "../helpers/openapi.js";

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openapi, "openapi");

function validator(name: string): ValidateFunction {
  return ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
}

/** Expects a value to match the schema, and shows the errors. */
function expectFits(name: string, value: unknown): void {
  const validate = validator(name);
  validate(value);
  expect(validate.errors ?? [], `does not fit ${name}`).toEqual([]);
}

type Schema = { [keyword: string]: Json };

function resolved(schema: Schema): Schema {
  return typeof schema["$ref"] === "string" ? resolved(at(schema["$ref"].slice(1)) as Schema) : schema;
}

/** Schemas that a value may match: the schema or, for an anyOf, its alternatives, with references resolved. */
function variants(schema: Schema): Schema[] {
  const own = resolved(schema);
  return Array.isArray(own["anyOf"]) ? own["anyOf"].flatMap((variant) => variants(variant as Schema)) : [own];
}

describe("the published page", () => {
  const text = fixture("create-a-customer.txt");
  const request = JSON.parse((/^\{"name"=>.*$/m.exec(text)?.[0] ?? "").replaceAll("=>", ":")) as Json;
  const response = JSON.parse(/^\{"status":.*$/m.exec(text)?.[0] ?? "") as Json;

  /** Every leaf of an example: its path, such as `/addresses/0/city`, and its placeholder. */
  function leaves(node: Json, way = ""): [way: string, value: Json][] {
    if (typeof node !== "object" || node === null || Object.keys(node).length === 0) return [[way, node]];
    return Object.entries(node).flatMap(([key, child]) => leaves(child, `${way}/${key}`));
  }

  function schemasAt(name: string, way: string): Schema[] {
    return way
      .split("/")
      .slice(1)
      .reduce<Schema[]>(
        (schemas, key) =>
          schemas.flatMap((schema) => {
            const next = /^\d+$/.test(key) ? schema["items"] : propertiesOf(schema)[key];
            return next ? variants(next as Schema) : [];
          }),
        variants(at(`/components/schemas/${name}`) as Schema),
      );
  }

  const kinds: Record<string, string[]> = {
    "<string>": ["string"],
    "<number>": ["number", "integer"],
    "<integer>": ["integer"],
    "<boolean>": ["boolean"],
  };

  function fits(schema: Schema, value: Json): boolean {
    const types = [schema["type"]].flat();
    if (typeof value === "string" && kinds[value]) return kinds[value].some((kind) => types.includes(kind));
    if (typeof value === "string")
      return types.includes("string") && (!Array.isArray(schema["enum"]) || schema["enum"].includes(value));
    return types.includes(Array.isArray(value) ? "array" : typeof value);
  }

  test.each([
    ["CreateCustomerRequest", request, 35],
    ["CustomerEnvelope", response, 487],
  ])("%s describes every field of it, with type and values", (name, example, count) => {
    const all = leaves(example);
    expect(all).toHaveLength(count);
    const missing = all.filter(([way, value]) => !schemasAt(name, way).some((schema) => fits(schema, value)));
    expect(missing).toEqual([]);
  });

  test("is accepted as a whole once its placeholders have values", () => {
    const filled = (node: Json): Json => {
      const values: Record<string, Json> = { "<number>": 1, "<integer>": 1, "<boolean>": true };
      return JSON.parse(JSON.stringify(node), (_, value: Json) => values[value as string] ?? value) as Json;
    };
    for (const [name, example] of [
      ["CreateCustomerRequest", request],
      ["CustomerEnvelope", response],
    ] as const) {
      const validate = validator(name);
      validate(filled(example));
      // "<string>" is not an id, an address or a date; its type was checked above.
      const other = (validate.errors ?? []).filter(
        ({ keyword }) => !["pattern", "format", "maxLength", "anyOf", "type"].includes(keyword),
      );
      expect(other).toEqual([]);
    }
  });
});

describe("recorded bodies", () => {
  const schemas: Record<string, [name: string, part?: string]> = {
    "activemerchant-create-customer-with-card-response": ["CustomerEnvelope"],
    "activemerchant-store-request": ["CreateCustomerRequest"],
    "docs-add-payment-method-request": ["AddPaymentMethodRequest"],
    "docs-create-address-request": ["CreateAddressRequest"],
    "docs-delete-address-response": ["AddressDeletionEnvelope"],
    "docs-error-delete-address": ["ErrorEnvelope"],
    "docs-error-unauthenticated-api-call": ["ErrorEnvelope"],
    "docs-error-unauthorized-api-call": ["ErrorEnvelope"],
    "docs-payment-method-card-object": ["PaymentMethod"],
    "docs-retrieve-customer-discount-response-2": ["DiscountEnvelope"],
    "docs-update-address-request-1": ["AddressRequest"],
    "docs-update-address-request-2": ["AddressRequest"],
    "docs-update-customer-request": ["UpdateCustomerRequest"],
    "docs-update-payment-method-request": ["UpdatePaymentMethodRequest"],
    "docs-webhook-card-added-failure": ["PaymentMethod", "data"],
    "docs-webhook-card-added-successfully-1": ["PaymentMethodRecord", "data"],
    "docs-webhook-card-added-successfully-2": ["PaymentMethodRecord", "data"],
    "docs-webhook-customer-updated": ["Customer", "data"],
    "docs-webhook-payment-method-canceled-1": ["PaymentMethodCanceledEvent"],
    "docs-webhook-payment-method-canceled-2": ["PaymentMethodRecord", "data"],
    // Its author has left properties out.
    "github-goservice-stored-card-trimmed": ["Metadata"],
    "github-ionic-address-object": ["Address"],
    "spec-example-error-add-payment-method": ["ErrorEnvelope"],
    "spec-example-error-address-phone-number": ["ErrorEnvelope"],
    "spec-example-error-delete-address": ["ErrorEnvelope"],
    "spec-example-error-delete-payment-method": ["ErrorEnvelope"],
    "spec-example-error-retrieve-address": ["ErrorEnvelope"],
    "spec-example-error-unauthenticated": ["ErrorEnvelope"],
    "spec-example-error-update-customer": ["ErrorEnvelope"],
    "spec-example-error-update-payment-method": ["ErrorEnvelope"],
    "activemerchant-delete-customer-response": ["DeletionEnvelope"],
    "activemerchant-error-unauthorized-api-call": ["ErrorEnvelope"],
    "docs-error-missing-authentication-headers": ["ErrorEnvelope"],
    "docs-retrieve-customer-discount-response-1": ["DiscountEnvelope"],
    "docs-webhook-customer-created": ["Customer", "data"],
    "docs-webhook-customer-deleted": ["Deletion", "data"],
    "docs-webhook-customer-payment-method-created": ["PaymentMethod", "data"],
    "rapyd-ruby-vcr-create-customer-request": ["CreateCustomerRequest"],
    "rapyd-ruby-vcr-create-customer-response": ["CustomerEnvelope"],
    "rapyd-ruby-vcr-list-envelope-empty": ["CustomerListEnvelope"],
    "spec-example-error-create-customer": ["ErrorEnvelope"],
    "spec-example-error-delete-customer": ["ErrorEnvelope"],
    "spec-example-error-retrieve-customer": ["ErrorEnvelope"],
  };

  test.each(bodyNames)("%s fits the description", (name) => {
    const [schema, part] = schemas[name] ?? [];
    expect(schema, `say in this test which schema ${name} has`).toBeDefined();
    const recorded = body(name) as Record<string, unknown>;
    expectFits(schema ?? "", part === undefined ? recorded : recorded[part]);
  });

  test("a list's envelope has the same status as every envelope", () => {
    expectFits("Status", (body("rapyd-ruby-vcr-list-envelope-empty") as { status: unknown }).status);
  });
});

describe("responses allow unknown values, requests do not", () => {
  const customer = (body("rapyd-ruby-vcr-create-customer-response") as { data: Record<string, unknown> })
    .data;
  const method = (body("docs-webhook-customer-payment-method-created") as { data: Record<string, unknown> })
    .data;

  test("an unknown property and an unknown enum value in a response are accepted", () => {
    expectFits("Customer", { ...customer, added_later: 1 });
    expectFits("PaymentMethod", { ...method, category: "telepathy", next_action: "wait" });
  });

  test.each([
    ["null", null],
    ["an array", []],
    ["a list object", { data: [], has_more: false, total_count: 0, url: "/v1/x" }],
  ])("subscriptions may be %s", (_, subscriptions) => expectFits("Customer", { ...customer, subscriptions }));

  test.each([
    ["null", null],
    ["an id", "product_1"],
    ["an object", { id: "product_1" }],
  ])("a plan's product may be %s", (_, product) => expectFits("Plan", { id: "plan_1", product }));

  test.each([10, "10", "inf"])("a tier's upper bound may be %j", (up_to) => expectFits("Tier", { up_to }));

  test.each(Object.keys(customer))("a customer always has %s", (name) => {
    const { [name]: _, ...rest } = customer;
    expect(validator("Customer")(rest)).toBe(false);
  });

  test("a request's country is two letters, with Rapyd's codes and its missing ones known", () => {
    const { country } = JSON.parse(fixture("codes.json")) as { country: string[] };
    const codes = (at("/components/schemas/CountryCode") as { enum: string[] }).enum;
    expect(codes).toEqual([...new Set([...country, "BQ", "CW", "SS", "SX", "XK"])].sort());
    const accepts = validator("CreateCustomerRequest");
    for (const nationality of ["US", "ZZ", "", null]) expect(accepts({ name: "x", nationality })).toBe(true);
    for (const nationality of ["usa", "us"]) expect(accepts({ name: "x", nationality })).toBe(false);
  });

  test("every currency on Rapyd's list is known", () => {
    const { currency } = JSON.parse(fixture("codes.json")) as { currency: string[] };
    expect(variants({ $ref: "#/components/schemas/Currency" })[0]?.["enum"]).toEqual(currency);
  });
});

describe("rules that the linter cannot check", () => {
  test("every operation requires all four signature headers", () => {
    expect(at("/security")).toEqual([{ AccessKey: [], Salt: [], Timestamp: [], Signature: [] }]);
    const names = Object.values(
      at("/components/securitySchemes") as Record<string, { name: string; in: string }>,
    );
    expect(names.map(({ name }) => name).sort()).toEqual(["access_key", "salt", "signature", "timestamp"]);
    expect(new Set(names.map((scheme) => scheme.in))).toEqual(new Set(["header"]));
  });

  test("every operation describes 200, 400, 401, 429 and a default response", () => {
    for (const [way, node] of objectsOf(at("/paths"))) {
      if (node["operationId"] === undefined) continue;
      expect(Object.keys(node["responses"] as object), way).toEqual(
        expect.arrayContaining(["200", "400", "401", "429", "default"]),
      );
    }
  });

  test("card data and personal data are marked", () => {
    const marked = (name: string): string[] =>
      Object.entries(propertiesOf(at(`/components/schemas/${name}`)))
        .filter(
          ([, property]) => property["x-sensitive"] === true || resolved(property)["x-sensitive"] === true,
        )
        .map(([property]) => property);
    expect(marked("PaymentMethodFields")).toEqual([
      "number",
      "expiration_month",
      "expiration_year",
      "cvv",
      "name",
      "account_number",
      "routing_number",
      "iban",
    ]);
    expect(marked("CreateCustomerRequest")).toEqual(
      expect.arrayContaining([
        "name",
        "email",
        "phone_number",
        "business_vat_id",
        "date_of_birth",
        "nationality",
        "birth_country",
        "occupation",
        "metadata",
      ]),
    );
    expect(marked("AddressRequest")).toEqual(
      expect.arrayContaining(["name", "line_1", "zip", "phone_number"]),
    );
  });

  test("default_payment_method stays in the create request, deprecated, with the reason", () => {
    const property = propertiesOf(at("/components/schemas/CreateCustomerRequest"))["default_payment_method"];
    expect(property?.["deprecated"]).toBe(true);
    expect(property?.["description"]).toMatch(/a new\s+customer has no stored payment method/);
  });

  test("the package and the description have the same version", async () => {
    const { version } = JSON.parse(
      await (await import("node:fs/promises")).readFile("package.json", "utf8"),
    ) as { version: string };
    expect(at("/info/version")).toBe(version);
  });
});

describe("every name in an example is described, so that a typo is not shown as a field", () => {
  interface Media {
    examples?: Record<string, { $ref?: string; value?: unknown }>;
  }
  const operations = Object.values(at("/paths") as Record<string, Record<string, Json>>).flatMap((item) =>
    Object.values(item).flatMap((operation) => {
      const { operationId, requestBody, responses } = Object(operation) as Record<string, Json>;
      return typeof operationId === "string" ? [{ operationId, requestBody, responses }] : [];
    }),
  );
  const follow = (node: Json | undefined): { [name: string]: Json } => {
    const { $ref } = Object(node) as { $ref?: string };
    return $ref === undefined ? (Object(node) as { [name: string]: Json }) : follow(at($ref.slice(1)));
  };
  const examplesOf = (holder: Json | undefined): [name: string, value: unknown][] => {
    const { content } = follow(holder) as { content?: Record<string, Media> };
    const { examples = {} } = content?.["application/json"] ?? {};
    return Object.entries(examples).map(([name, node]) => [name, follow(node as Json)["value"]]);
  };

  const requests = operations.flatMap(({ operationId, requestBody }) =>
    examplesOf(requestBody).map(([name, value]) => [operationId, name, value] as const),
  );
  test.each(requests)("in the request example %s, %s", (operationId, _, value) => {
    expect(checkRequest(operationId as "createCustomer", value, "strict")).toEqual([]);
  });

  const responseExamples = operations.flatMap(({ operationId, responses }) =>
    Object.entries(follow(responses)).flatMap(([status, response]) =>
      examplesOf(response).map(([name, value]) => [operationId, status, name, value] as const),
    ),
  );
  test.each(responseExamples)("in the response example %s, %s, %s", (operationId, status, _, value) => {
    const check = responseChecks[operationId]?.[status];
    const unknown = check && findDifferences(check, value).filter(({ kind }) => kind === "unknown property");
    expect(unknown).toEqual([]);
  });

  test("the examples are more than twenty", () => {
    expect(requests.length).toBeGreaterThan(10);
    expect(responseExamples.length).toBeGreaterThan(20);
  });
});
