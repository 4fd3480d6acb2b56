import { expect, test, vi } from "vitest";
import { findOperation, matchTemplate } from "../../src/emulator/route.js";
import { findPathIssues, pathBelow } from "../../src/operation.js";

test("a path belongs to the operation of its template", () => {
  expect(findOperation("POST", "/v1/customers")?.operation.operationId).toBe("createCustomer");
  expect(findOperation("GET", "/v1/customers")?.operation.operationId).toBe("listCustomers");
  expect(findOperation("PUT", "/v1/customers")).toBeUndefined();
  expect(findOperation("POST", "/v1/customers/")).toBeUndefined();
});

test("the matching template with more fixed parts is preferred", () => {
  expect(findOperation("GET", "/v1/customers/discount/dis_1")?.operation.operationId).toBe(
    "retrieveDiscount",
  );
  expect(findOperation("DELETE", "/v1/customers/discount/discount")?.operation.operationId).toBe(
    "removeCustomerDiscount",
  );
});

test("matching a template returns its parameter values", () => {
  expect(matchTemplate("/v1/customers/{customerId}/discount", "/v1/customers/cus_1/discount")).toEqual({
    customerId: "cus_1",
  });
  expect(matchTemplate("/v1/customers/{customerId}", "/v1/customers/a%2Fb")).toEqual({ customerId: "a/b" });
  expect(matchTemplate("/v1/customers/{customerId}", "/v1/customers/a%zz")).toEqual({ customerId: "a%zz" });
  expect(matchTemplate("/v1/customers/{customerId}", "/v1/customers/")).toBeUndefined();
  expect(matchTemplate("/v1/customers/{customerId}", "/v1/addresses/1")).toBeUndefined();
});

test.each(["", ".", "..", null, undefined, {}, []])("the path value %j is rejected", (value) => {
  expect(findPathIssues({ customerId: value })).toMatchObject([{ path: "/customerId", rule: "path" }]);
});

test.each<[unknown, string]>([
  ["", ', not ""'],
  ["a/b", ', not "a/b"'],
  ["/".repeat(101), `, not "${"/".repeat(100)}"`],
  [null, ", not null"],
  [undefined, ", not undefined"],
  [true, ", not true"],
  [{}, ", not object"],
  [Object.create(null), ", not object"],
  [() => 1, ", not function"],
])("the message about %j ends with its value: %s", (value, end) => {
  expect(findPathIssues({ id: value })).toEqual([
    {
      path: "/id",
      rule: "path",
      message: `must be a non-empty id (no slashes, no lone surrogates, not "." or "..")${end}`,
      expected: "text",
    },
  ]);
});

test("ids and numbers are path values", () => {
  expect(findPathIssues({ customerId: "cus_1", page: 2 })).toEqual([]);
});

test("a plain path is not parsed, because parsing takes half as long as signing", () => {
  vi.stubGlobal("URL", undefined);
  try {
    expect(pathBelow("https://example.com/g", "https://example.com/g/v1/a_b-C9/x")).toBe("/v1/a_b-C9/x");
  } finally {
    vi.unstubAllGlobals();
  }
});

test("the signed path is what follows the base URL, as fetch sends it", () => {
  expect(pathBelow("https://example.com/gateway", "https://example.com/gateway/v1/x?q=a b'")).toBe(
    "/v1/x?q=a%20b%27",
  );
  for (const path of [
    "/v1/a_b-C9/x",
    "/v1/..",
    "/v1/a/../x",
    "/v1//x",
    "/v1/x/",
    "/v1/x?",
    "/v1/\u00e9",
    "/\u00e9/\u00fc",
    "/v1/x#y",
    "/v1/x\n",
  ]) {
    const { pathname, search } = new URL(`https://example.com${path}`);
    expect(pathBelow("https://example.com", `https://example.com${path}`)).toBe(pathname + search);
  }
  for (const host of ["example.com.evil.net", "example.comevil"])
    expect(() => pathBelow("https://example.com", `https://${host}/v1/x`)).toThrow("must stay under");
  expect(() => pathBelow("https://example.com/gateway", "https://example.com/other/v1/x")).toThrow(
    "must stay under",
  );
});
