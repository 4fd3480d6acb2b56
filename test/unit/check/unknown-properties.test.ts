import type { Check } from "../../../generated/check.js";
import { describe, expect, test } from "vitest";
import type { OpenApiDocument, Parameter } from "../../../scripts/lib/document.js";
import { readOperations } from "../../../scripts/generate/read/operations.js";
import { writeRequest } from "../../../src/check/request.js";
import { findUnknown, type UnknownRules } from "../../../src/check/unknown-properties.js";
import { checkRequest, ValidationError } from "../../../src/index.js";
import { describedOperations, type Operation } from "../../../src/operation.js";
import { created, json, observedClient, rejection } from "../../helpers/observed-client.js";
import { openapi } from "../../helpers/openapi.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

const strict = (body: unknown): string[] =>
  checkRequest("createCustomer", body, "strict").map(({ path, message }) => `${path} ${message}`);

describe("a strict check", () => {
  test.each([
    [{ adresses: [] }, "/adresses is unknown; did you mean addresses?"],
    [{ phone: "1" }, "/phone is unknown; did you mean phone_number?"],
    [{ mail: "x@example.com" }, "/mail is unknown; did you mean email?"],
    [{ emial: "x@example.com" }, "/emial is unknown; did you mean email?"],
    [{ favourite_colour: "red" }, "/favourite_colour is unknown"],
    [{ addresses: [{ zipcode: "1" }] }, "/addresses/0/zipcode is unknown; did you mean zip?"],
  ])("reports %j, with the nearest described name", (typo, message) => {
    expect(strict({ ...minimalCustomer, ...typo })).toEqual([message]);
  });

  test("accepts any name where the description allows it", () => {
    const open = {
      metadata: { any: { thing: 1 } },
      payment_method: { type: "gb_bank", fields: { sort_code: "1" }, metadata: { x: 1 } },
      payment_method_options: { more: true },
    };
    expect(strict({ ...minimalCustomer, ...open })).toEqual([]);
  });

  test('is what `validate: "strict"` turns on; otherwise unknown names are sent', async () => {
    const typo = { ...minimalCustomer, adresses: [] };
    const { client, sent } = observedClient(created, { validate: "strict" });
    expect(await rejection(client.createCustomer(typo))).toBeInstanceOf(ValidationError);
    expect(sent).toEqual([]);
    await observedClient(created).client.createCustomer(typo);
  });
});

test.each<[object, string]>([
  [{ limt: 5 }, "/limt is unknown; did you mean limit?"],
  [{ limit: 5, startingAfter: "cus_1" }, "/startingAfter is unknown; did you mean starting_after?"],
])("a strict client rejects the query %j; any other sends it", async (query, message) => {
  const { client, sent } = observedClient(created, { validate: "strict" });
  expect(String(await rejection(client.listCustomers(query as never)))).toContain(message);
  expect(sent).toEqual([]);
  const list = () => json({ status: { status: "SUCCESS" }, data: [] });
  await observedClient(list).client.listCustomers(query as never);
});

describe("a strict client sends every described operation", () => {
  const withoutBody = readOperations(openapi as unknown as OpenApiDocument).filter(({ body }) => !body);

  test.each(withoutBody.map((operation) => [operation.operationId, operation] as const))(
    "%s, with examples for each path and query parameter",
    (operationId, { pathParameters, queryParameters }) => {
      const examplesOf = (parameters: readonly Parameter[]): Record<string, unknown> =>
        Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
      const [path, query] = [examplesOf(pathParameters), examplesOf(queryParameters)];
      const operation = describedOperations.find((one) => one.operationId === operationId) as Operation;
      expect(() => writeRequest(operation, { path, query, body: undefined }, "strict")).not.toThrow();
    },
  );
});

describe("checkRequest", () => {
  test("returns the problems of a body, without a client and without keys", () => {
    expect(checkRequest("createCustomer", { ...minimalCustomer, adresses: [] })).toEqual([]);
    expect(checkRequest("createCustomer", { ...minimalCustomer, name: "" })).toMatchObject([
      { path: "/name", rule: "minLength" },
    ]);
    expect(checkRequest("createCustomer", undefined)).toMatchObject([{ path: "", rule: "type" }]);
  });

  test("rejects an unknown operation", () => {
    expect(() => checkRequest("toString" as "createCustomer", {})).toThrow("Unknown operation toString");
  });
});

describe("findUnknown", () => {
  const item: Check = {
    type: "object",
    properties: { a: { type: "string" }, b: { type: "array", items: { type: "string" } } },
  };
  const list: Check = { type: "array", items: item };
  const closed = { isOpen: () => false };

  function found(check: Check, value: unknown, rules: UnknownRules = closed, most = Infinity): string[] {
    const places: string[] = [];
    findUnknown(check, value, rules, (path, names) => {
      places.push(`${path.join(".")} of ${names?.join() ?? "values"}`);
      return places.length < most;
    });
    return places;
  }

  test("reports in the value's order, with the names that are known there", () => {
    const value = [{ x: 1, a: "1" }, { b: ["1"], y: 2 }, { z: 3 }];
    expect(found(list, value)).toEqual(["0.x of a,b", "1.y of a,b", "2.z of a,b"]);
  });

  test("stops if the callback says so, at a name and at a value", () => {
    expect(found(list, [{ x: 1, y: 1 }, { z: 1 }], closed, 1)).toEqual(["0.x of a,b"]);
    const rules = { isOpen: () => true, isUnknownValue: () => true };
    expect(found(list, [{ a: "1" }, { a: "2" }], rules)).toEqual(["0.a of values", "1.a of values"]);
    expect(found(list, [{ a: "1" }, { a: "2" }], rules, 1)).toEqual(["0.a of values"]);
  });

  test("passes a value with only the checks for its type", () => {
    const asked: number[] = [];
    const isUnknownValue = (schemas: readonly Check[]): boolean => asked.push(schemas.length) < 0;
    found({ anyOf: [{ type: "string" }, { type: "object" }, { type: "string" }] }, "x", {
      ...closed,
      isUnknownValue,
    });
    // The check itself has no type, and two of its variants are of text.
    expect(asked).toEqual([3]);
  });

  test("finds nothing below an array, an object or a string without a description", () => {
    for (const value of [[{ x: 1 }], { x: [{ y: 1 }] }, "x", 5, null]) expect(found({}, value)).toEqual([]);
    expect(found({ type: "array" }, [{ x: 1 }])).toEqual([]);
  });

  test("visits at most a million values", () => {
    const many = new Array<unknown>(999_999).fill({});
    expect(found(list, [...many.slice(1), { x: 1 }])).toEqual(["999998.x of a,b"]);
    expect(found(list, [...many, { x: 1 }])).toEqual([]);
  });
});
