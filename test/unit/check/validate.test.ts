import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Check } from "../../../generated/check.js";
import { requestChecks } from "../../../generated/validators.js";
import { findIssues } from "../../../src/check/validate.js";
import { openapi } from "../../helpers/openapi.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

const check = requestChecks["createCustomer"]?.body as Check;

describe("the request check", () => {
  test("reports all problems together, with pointer, rule and expectation", () => {
    const issues = findIssues(check, {
      ...minimalCustomer,
      name: undefined,
      addresses: [{ country: "Germany" }, { phone_number: 1 }, 7],
      email: "x".repeat(513),
      occupation: "x".repeat(36),
      payment_method: { fields: { number: 4111 } },
    });
    expect(issues.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      "/name required",
      "/payment_method/fields/number type",
      "/payment_method/type required",
      "/addresses/0/country pattern",
      "/addresses/1/phone_number type",
      "/addresses/2 type",
      "/email maxLength",
      "/occupation maxLength",
    ]);
    expect(issues[3]?.message).toBe('must be two capital letters, such as DE, not "Germany"');
    expect(issues[5]?.message).toBe("must be of type object, not integer");
    expect(issues[7]?.expected).toBe(35);
  });

  test("never shows a sensitive value", () => {
    const issues = findIssues(check, {
      ...minimalCustomer,
      date_of_birth: "MARKED-DATE",
      nationality: "MARKED-COUNTRY",
      occupation: "MARKED-OCCUPATION".repeat(3),
    });
    expect(issues).toHaveLength(3);
    expect(JSON.stringify(issues)).not.toContain("MARKED");
  });

  test("accepts an undescribed property", () => {
    expect(findIssues(check, { ...minimalCustomer, added_later: { any: "thing" } })).toEqual([]);
  });

  test("counts characters, not UTF-16 units", () => {
    expect(findIssues(check, { ...minimalCustomer, occupation: "\u{1f600}".repeat(35) })).toEqual([]);
    expect(findIssues(check, { ...minimalCustomer, occupation: "\u{1f600}".repeat(36) })).toHaveLength(1);
  });

  test("treats undefined like a missing property, as JSON does", () => {
    expect(findIssues(check, { ...minimalCustomer, name: undefined }).map((issue) => issue.rule)).toEqual([
      "required",
    ]);
    expect(findIssues(check, { ...minimalCustomer, email: undefined })).toEqual([]);
  });

  test.each([undefined, null, "text", 7, []])("rejects %j as a body", (value) => {
    expect(findIssues(check, value)).toMatchObject([{ path: "", rule: "type" }]);
  });

  test("escapes names in pointers", () => {
    const odd: Check = { properties: { "a/b~c": { type: "string" } } };
    expect(findIssues(odd, { "a/b~c": 1 })[0]?.path).toBe("/a~1b~0c");
  });
});

describe("each rule", () => {
  test.each<[Check, unknown, unknown]>([
    [{ type: "integer" }, 1, 1.5],
    [{ type: ["string", "null"] }, null, 1],
    [{ type: "boolean" }, false, "false"],
    [{ enum: new Set(["a", 1, null]) }, null, "b"],
    [{ minimum: 1 }, 1, 0.9],
    [{ maximum: 1 }, 1, 1.1],
    [{ minItems: 1 }, [1], []],
    [{ maxItems: 1 }, [1], [1, 2]],
    [{ minLength: 2 }, "ab", "a"],
    [{ type: "string", minLength: 0 }, "", 1],
    [{ minLength: 2, maxLength: 2 }, "\u{1f600}a", "\u{1f600}"],
    [{ items: { type: "string" } }, ["a"], ["a", 1]],
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, 2, 3],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, null, 1],
  ])("%o accepts %j and rejects %j", (rule, good, bad) => {
    expect(findIssues(rule, good)).toEqual([]);
    expect(findIssues(rule, bad)).toHaveLength(1);
  });

  test("a value of the wrong type gets a message with all allowed types", () => {
    const [issue] = findIssues({ anyOf: [{ type: "object" }, { type: "null" }] }, "x");
    expect(issue?.message).toBe("must be of type object or null, not string");
  });
});

describe("a message", () => {
  const marked = { date_of_birth: "x", email: "x".repeat(513), default_payment_method: "x", ewallet: "x" };

  test("describes a pattern's requirement in words", () => {
    const country = [{ country: "de" }, { id: "x" }];
    const issues = findIssues(check, { ...minimalCustomer, addresses: country, ...marked });
    expect(Object.fromEntries(issues.map(({ path, message }) => [path, message]))).toEqual({
      "/addresses/0/country": 'must be two capital letters, such as DE, not "de"',
      "/addresses/1/id": 'must begin with address_, not "x"',
      "/date_of_birth": "must be a date in the form DD/MM/YYYY",
      "/default_payment_method": 'must begin with card_ or other_, not "x"',
      "/email": "must have at most 512 characters",
      "/ewallet": 'must begin with ewallet_, not "x"',
    });
  });

  test("never shows a regular expression", () => {
    for (const [name, { body: described }] of Object.entries(requestChecks)) {
      const patterns = patternsIn(described);
      for (const { pattern, message } of patterns) {
        expect(message, `${name} has ${String(pattern)} without x-message`).toMatch(/^must \w/);
        expect(message).not.toContain(pattern.source);
      }
    }
    const [issue] = findIssues({ type: "string", pattern: /^[a-z]+$/u }, "1");
    expect(issue).toMatchObject({
      message: 'must match its pattern, not "1"',
      expected: "^[a-z]+$",
    });
  });

  test.each([
    [12, 'must be one of "a0","a1","a2","a3","a4","a5","a6","a7","a8","a9","a10","a11", not "x"'],
    [13, 'must be one of "a0","a1","a2","a3","a4","a5","a6","a7","a8","a9","a10","a11" ..., not "x"'],
  ])("lists the first dozen of %d values", (count, message) => {
    const values = new Set(Array.from({ length: count }, (_, index) => `a${index}`));
    expect(findIssues({ type: "string", enum: values }, "x")).toMatchObject([{ message }]);
  });

  test.each([
    [38, true],
    [39, false],
  ])("about a value of %d characters shows it: %s", (length, isShown) => {
    const value = "x".repeat(length);
    const [issue] = findIssues({ type: "string", maxLength: 9 }, value);
    expect(issue?.message).toBe(`must have at most 9 characters${isShown ? `, not "${value}"` : ""}`);
  });

  test.each<[unknown, boolean]>([
    ["4111 1111 1111", false],
    ["4111-1111_1111.1111", false],
    ["(411111111111)", false],
    [4_111_111_111_111_111, false],
    ["41111111111", true],
    ["Visa 4111111111111111", false],
    ["4111 1111 1111 1111 exp 12/30", false],
    ["\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661", false],
    ["a41111111111", true],
    ["4111111a11111", true],
  ])("shows %j, which may be a card number: %s", (value, isShown) => {
    const [issue] = findIssues({ enum: new Set(["x"]) }, value);
    expect(issue?.message).toBe(`must be one of "x"${isShown ? `, not ${JSON.stringify(value)}` : ""}`);
  });

  test("about a list does not show the list", () => {
    expect(findIssues({ type: "array", maxItems: 1 }, [1, 2])).toMatchObject([
      { message: "must have at most 1 items" },
    ]);
  });

  test("says only that a list or a string must not be empty", () => {
    expect(findIssues({ type: "string", minLength: 1 }, "")).toMatchObject([
      { message: "must not be empty" },
    ]);
    expect(findIssues({ type: "array", minItems: 1 }, [])).toMatchObject([{ message: "must not be empty" }]);
    expect(findIssues({ type: "integer", minimum: 1 }, 0)).toMatchObject([
      { message: "must be at least 1, not 0" },
    ]);
  });
});

/** Every check that has a pattern. */
function patternsIn(part: unknown): { pattern: RegExp; message?: string }[] {
  if (typeof part !== "object" || part === null || part instanceof RegExp) return [];
  const inner = Object.values(part).flatMap(patternsIn);
  return "pattern" in part && part.pattern instanceof RegExp
    ? [{ ...part, pattern: part.pattern }, ...inner]
    : inner;
}

test("nested alternatives take no longer for each level", () => {
  let check: Check = { type: "string" };
  let value: unknown = 1;
  for (let level = 0; level < 40; level++) {
    check = { anyOf: [{ type: "object", properties: { a: check } }] };
    value = { a: value };
  }
  expect(findIssues(check, value)).toHaveLength(1);
});

describe("an independent validator", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The formats of numbers say how they are stored; requests are not held to them.
  for (const name of ["int32", "int64", "double"]) ajv.addFormat(name, true);
  ajv.addSchema(openapi, "openapi");
  const oracle = ajv.compile({ $ref: "openapi#/components/schemas/CreateCustomerRequest" });

  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("", "US", "ZZ", "+14155551234", "a@b.c", "31/12/1990", "4111111111111111"),
  );
  const value = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
  const address = fc.record(
    {
      name: value,
      line_1: text,
      country: text,
      phone_number: text,
      created_at: value,
      metadata: fc.object(),
    },
    { requiredKeys: [] },
  );
  const fields = fc.record(
    { number: text, cvv: text, expiration_month: text, name: value },
    { requiredKeys: [] },
  );
  const request = fc.record(
    {
      name: value,
      addresses: fc.oneof(fc.array(fc.oneof(address, value), { maxLength: 3 }), value),
      email: value,
      ewallet: text,
      metadata: fc.oneof(fc.object(), value),
      payment_method: fc.oneof(fc.record({ type: value, fields }, { requiredKeys: [] }), value),
      payment_method_options: fc.oneof(fc.record({ "3d_required": value }), value),
      phone_number: text,
      birth_country: text,
      date_of_birth: text,
      occupation: value,
    },
    { requiredKeys: [] },
  );

  test("agrees on the validity of 3,000 requests, and on the pointers of the problems", () => {
    fc.assert(
      fc.property(request, (candidate) => {
        const parsed: unknown = JSON.parse(JSON.stringify(candidate));
        const issues = findIssues(check, parsed);
        expect(issues.length === 0).toBe(oracle(parsed));
        const pointers = (oracle.errors ?? [])
          .filter(
            (error) =>
              error.keyword !== "anyOf" &&
              !(error.keyword === "type" && error.params["type"] === "null") &&
              // The check reports the pattern alone for the country, and the nearest problem for type and token.
              error.keyword !== "enum" &&
              error.params["missingProperty"] !== "token",
          )
          .map(
            (error) =>
              error.instancePath +
              (error.keyword === "required" ? `/${String(error.params["missingProperty"])}` : ""),
          );
        expect([...new Set(issues.map((issue) => issue.path))].sort()).toEqual([...new Set(pointers)].sort());
      }),
      { numRuns: 3_000, seed: 20261122 },
    );
  });
});

test.each<[Check, unknown]>([
  [{ type: "string", minLength: 1 }, ""],
  [{ type: "array", minItems: 1 }, []],
])("a value that must have at least one item must not be empty: %j", (check, value) => {
  expect(findIssues(check, value).map(({ message }) => message)).toEqual(["must not be empty"]);
});

test.each([null, 5, "text", true, [[]]])("a schema without a type requires no properties of %j", (value) => {
  expect(findIssues({ required: ["id"] }, value)).toEqual([]);
  expect(findIssues({ required: ["id"] }, {})).toMatchObject([{ path: "/id", rule: "required" }]);
});

describe("a value with several variants", () => {
  const address: Check = {
    type: "object",
    required: ["city", "zip"],
    properties: { city: { type: "string" } },
  };
  const card: Check = { type: "object", required: ["number"], properties: { number: { type: "string" } } };

  test("gets the problems of the nearest variant, not of the first", () => {
    const either: Check = { anyOf: [address, card] };
    expect(findIssues(either, { number: 4111 }).map(({ path }) => path)).toEqual(["/number"]);
    expect(findIssues(either, { city: "Rome" }).map(({ path }) => path)).toEqual(["/zip"]);
  });

  test("is checked as the variant whose constant matches", () => {
    const text = { type: "string" } as const;
    const variant = (kind: string, needed: string): Check => ({
      type: "object",
      required: ["kind", needed],
      properties: { kind: { ...text, enum: new Set([kind]) }, [needed]: text },
    });
    const pet: Check = { anyOf: [variant("cat", "meow"), variant("dog", "bark")] };
    const problems = (value: object): string[] =>
      findIssues(pet, value).map(({ path, message }) => `${path} ${message}`);
    expect(problems({ kind: "dog", meow: "loud" })).toEqual(["/bark is required"]);
    expect(problems({ kind: "cat", bark: "loud" })).toEqual(["/meow is required"]);
    expect(problems({ kind: "cow" })).toContain('/kind must be one of "cat", not "cow"');
  });

  test("may require one of two properties", () => {
    const key: Check = {
      type: "object",
      properties: { id: { type: "string" }, name: { type: "string" } },
      anyOf: [{ required: ["id"] }, { required: ["name"] }],
    };
    expect(findIssues(key, { name: "x" })).toEqual([]);
    expect(findIssues(key, { id: "x", name: "y" })).toEqual([]);
    expect(findIssues(key, {}).map(({ path, rule }) => `${path} ${rule}`)).toEqual(["/id required"]);
    expect(findIssues(key, { id: 7 }).map(({ path, rule }) => `${path} ${rule}`)).toEqual(["/id type"]);
    expect(findIssues(key, {})[0]?.message).toBe("is required, unless name is given");
    expect(findIssues({ properties: { key } }, { key: {} })[0]).toMatchObject({
      path: "/key/id",
      message: "is required, unless name is given",
    });
  });

  test.each<[string, Check[], object, string]>([
    [
      "of three variants",
      [{ required: ["a"] }, { required: ["b"] }, { required: ["c"] }],
      {},
      "is required, unless b or c is given",
    ],
    ["not twice", [{ required: ["a"] }, { required: ["a"] }], {}, "is required"],
    ["not if a variant lacks two", [{ required: ["a"] }, { required: ["b", "c"] }], {}, "is required"],
    [
      "not if a variant has another problem",
      [{ required: ["a"] }, { properties: { b: { type: "string" } } }],
      { b: 5 },
      "is required",
    ],
  ])("gets a message that names the alternatives: %s", (_, anyOf, value, message) => {
    expect(findIssues({ anyOf }, value)[0]?.message).toBe(message);
  });
});
