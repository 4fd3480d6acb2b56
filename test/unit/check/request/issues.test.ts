import { describe, expect, test } from "vitest";
import { checkRequest, findQueryIssues } from "../../../../src/check/request.js";
import { minimalCustomer } from "../../../helpers/minimal-customer.js";

const circular: Record<string, unknown> = {};
circular["self"] = circular;

/** An object of a class without a name. */
const nameless: unknown = Object.create({ constructor: undefined });

describe("an issue of a body has path, rule, message and expectation", () => {
  test.each<[string, unknown, object]>([
    [
      "that cannot be written",
      circular,
      {
        path: "",
        rule: "json",
        message:
          "cannot be serialised: it is circular or too deep, contains a bigint, or has a getter that throws",
        expected: "plain data",
      },
    ],
    [
      "with a class instance",
      { ...minimalCustomer, metadata: { at: new Map() } },
      { path: "/metadata", rule: "json", message: "must be plain data, not Map", expected: "plain data" },
    ],
    [
      "with an instance of an unnamed class",
      { ...minimalCustomer, metadata: { at: nameless } },
      {
        path: "/metadata",
        rule: "json",
        message: "must be plain data, not class instance",
        expected: "plain data",
      },
    ],
    [
      "with a value of the wrong type",
      { ...minimalCustomer, name: 7 },
      { path: "/name", rule: "type", message: "must be of type string, not integer", expected: ["string"] },
    ],
  ])("%s", (_, body, issue) => {
    expect(checkRequest("createCustomer", body)).toContainEqual(issue);
  });

  test("with an unknown name", () => {
    const [issue, ...others] = checkRequest("createCustomer", { ...minimalCustomer, emial: "x" }, "strict");
    expect(issue).toEqual({
      path: "/emial",
      rule: "undescribed",
      message: "is unknown; did you mean email?",
      expected: expect.arrayContaining(["email", "name"]) as string[],
    });
    expect(others).toEqual([]);
  });

  test.each(["4111111111111111", "4111 1111 1111 1111"])(
    "the unknown name %j, which may be a card number, is masked",
    (name) => {
      const [issue] = checkRequest("createCustomer", { ...minimalCustomer, [name]: 1 }, "strict");
      expect(issue).toMatchObject({ path: "/[redacted]", message: "is unknown" });
    },
  );

  test("are at most a thousand, of all kinds together", () => {
    const wrong = new Array<unknown>(900).fill(5);
    const lossy = Array.from({ length: 900 }, () => ({ country: () => "DE" }));
    const issues = checkRequest("createCustomer", { ...minimalCustomer, addresses: [...wrong, ...lossy] });
    expect(issues).toHaveLength(1_000);
    expect(new Set(issues.map(({ rule }) => rule))).toEqual(new Set(["type", "json"]));
  });

  test("two unknown names are two issues, and a name that is wrong in two ways is one", () => {
    const issues = checkRequest("createCustomer", { ...minimalCustomer, a1: 1, b2: () => 1 }, "strict");
    expect(issues.map(({ path, rule }) => [path, rule])).toEqual([
      ["/b2", "json"],
      ["/a1", "undescribed"],
    ]);
  });
});

describe("an issue of a query", () => {
  const message = "must be a string, a number, or a list or object of those";
  test.each<[string, unknown, string, string]>([
    ["that is a string", "limit=5", "/query", "must be an object of names and values, not string"],
    ["that is an array", [5], "/query", "must be an object of names and values, not Array"],
    ["with a class instance as value", { at: new Date(0) }, "/at", message],
    ["with an object in an array", { limit: [1, {}] }, "/limit", message],
    ["with an object of objects as value", { limit: { a: {} } }, "/limit", message],
    ["with a lone surrogate in a value", { limit: "\ud800" }, "/limit", "must not contain a lone surrogate"],
    ["with a lone surrogate in a name", { "\ud800": 1 }, "/\ud800", "must not contain a lone surrogate"],
  ])("%s", (_, query, path, text) => {
    expect(findQueryIssues(query)).toEqual([{ path, rule: "query", message: text, expected: "plain data" }]);
  });

  test.each([[undefined], [{}], [{ limit: 5 }], [{ ids: ["a", 1, null, true] }], [{ range: { from: 1 } }]])(
    "the query %j has no issue",
    (query) => {
      expect(findQueryIssues(query)).toEqual([]);
    },
  );
});
