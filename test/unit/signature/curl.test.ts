import { expect, test } from "vitest";
import { toCurl } from "../../../src/signature/curl.js";

const parts = { method: "post", path: "/v1/customers", salt: "salt", timestamp: 1, body: "" };

test("a request without a body is one line, which quotes only what a shell would change", () => {
  expect(toCurl({ ...parts, method: "get" }, "https://sandboxapi.rapyd.net", { salt: "a1" })).toBe(
    "curl --globoff --path-as-is -X GET https://sandboxapi.rapyd.net/v1/customers -H 'Content-Type: application/json' -H 'salt: a1'",
  );
});

test("a body is sent as it was signed, its quotation marks included", () => {
  const line = toCurl({ ...parts, body: `{"name":"O'Neil"}` }, "http://127.0.0.1:1", {});
  expect(line).toContain(`-X POST http://127.0.0.1:1/v1/customers `);
  expect(line).toMatch(/ --data-raw '\{"name":"O'\\''Neil"\}'$/);
});

test("a query is in quotes, because & would end the command", () => {
  expect(toCurl({ ...parts, path: "/v1/customers?limit=1&name=a b" }, "https://x.example", {})).toContain(
    "'https://x.example/v1/customers?limit=1&name=a b'",
  );
});
