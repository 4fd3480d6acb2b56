import { expect, test } from "vitest";
import { requestChecks } from "../generated/validators.js";
import {
  formsOf,
  redactBody,
  redactCause,
  redactHeaders,
  scrub,
  scrubExcerpt,
  sensitiveValues,
} from "../src/redact.js";

const check = requestChecks["createCustomer"]?.body;

test("headers show only what is known to be harmless", () => {
  const headers = new Headers({
    "content-type": "text/html",
    signature: "s",
    "set-cookie": "c",
    "x-new": "n",
  });
  expect(redactHeaders(headers, [])).toEqual({
    "content-type": "text/html",
    signature: "[redacted]",
    "set-cookie": "[redacted]",
    "x-new": "[redacted]",
  });
});

test("a body shows the envelope's outcome and nothing else", () => {
  const shown = redactBody(
    { status: { error_code: "E", message: "card 4111 refused" }, data: { name: "Jane" } },
    ["4111"],
  );
  expect(shown).toEqual({
    status: { error_code: "E", message: "card [redacted] refused" },
    data: "[redacted]",
  });
});

test("sensitive values are those that the description marks, and all that it does not know", () => {
  const values = sensitiveValues(check, {
    name: "Jane",
    description: "free",
    invoice_prefix: "JD-",
    addresses: [{ line_1: "Street", country: "US" }],
    metadata: { secret: "inside" },
    payment_method: { type: "us_visa_card", fields: { number: "4111111111111111", pin: "9999" } },
    added_later: { deep: "unknown" },
  });
  expect(values.sort()).toEqual(["4111111111111111", "9999", "Jane", "Street", "inside", "unknown"]);
});

test("without a check every value is sensitive", () => {
  expect(sensitiveValues(undefined, { a: ["x", 1, true, null] })).toEqual(["x", "1"]);
});

test("longer values go first, so that no rest of one stays", () => {
  expect(scrub("key-and-more, key", ["key", "key-and-more"])).toBe("[redacted], [redacted]");
});

test("values in common words are left, and text without any is unchanged", () => {
  expect(scrub("to be", ["be"])).toBe("to be");
});

test("a cause keeps name, message and code, and drops what else it carries", () => {
  const cause = Object.assign(new TypeError("sent SECRET"), { code: "E1", request: { key: "SECRET" } });
  cause.cause = Object.assign(new Error("deep SECRET"), { code: "E2" });
  const copy = redactCause(cause, ["SECRET"]) as Error & { code: string; cause: Error };
  expect(copy).toMatchObject({ name: "TypeError", message: "sent [redacted]", code: "E1" });
  expect(copy.cause.message).toBe("deep [redacted]");
  expect(Object.keys(copy)).not.toContain("request");
  expect(copy.stack).not.toContain("SECRET");
});

test("a cause that cannot be read is still a cause", () => {
  const odd = Object.defineProperty(new Error("x"), "message", {
    get: () => {
      throw new Error("boo");
    },
  });
  expect(redactCause(odd, [])).toMatchObject({ message: "unreadable error" });
  expect(redactCause(Object.create(null), [])).toMatchObject({ message: "unreadable error" });
  expect(redactCause({ message: { a: 1 } }, [])).toMatchObject({ message: "unreadable error" });
});

test("a text that breaks off within a value shows nothing of it", () => {
  expect(scrubExcerpt("number: 411111111111111", ["4111111111111111"])).toBe("number: [redacted]");
  expect(scrubExcerpt("number: 41", ["4111111111111111"])).toBe("number: 41");
});

test("a value is known in the forms that JSON and a URL give it", () => {
  expect(formsOf('José "J"')).toEqual([
    'José "J"',
    'José \\"J\\"',
    'Jos\\u00e9 \\"J\\"',
    "Jos%C3%A9%20%22J%22",
  ]);
});

test("keys and numbers of a body are looked at as well", () => {
  expect(redactBody({ "4111": "x" }, ["4111"])).toEqual({ "[redacted]": "[redacted]" });
  expect(redactBody([4111, 7], ["4111"])).toEqual(["[redacted]", 7]);
});
