import { expect, test } from "vitest";
import { requestChecks } from "../../generated/validators.js";
import { redactCause } from "../../src/foreign-error.js";
import { redactBody, redactHeaders, sensitiveValues } from "../../src/redact.js";
import { scrub, scrubExcerpt, secretsFrom } from "../../src/scrub.js";

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
  expect(scrub("key-and-more, key", secretsFrom(["key", "key-and-more"]))).toBe("[redacted], [redacted]");
});

test("values in common words are left, and text without any is unchanged", () => {
  expect(scrub("to be", secretsFrom(["be"]))).toBe("to be");
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
  expect(scrubExcerpt("number: 411111111111111", ["4111111111111111"], true)).toBe("number: [redacted]");
  expect(scrubExcerpt("number: 41", ["4111111111111111"], true)).toBe("number: 41");
});

test.each([
  ["4111111111111111", 13],
  ["Jane Roe-Featherstone", 19],
])(
  "an excerpt that ends within %s shows nothing of it, whatever shorter value begins alike",
  (value, kept) => {
    const secrets = secretsFrom(["411", "Jane", "4111111111111111", "Jane Roe-Featherstone"]);
    const excerpt = scrubExcerpt("<".padEnd(2_048 - kept, ".") + value + " rejected", secrets);
    expect(excerpt).toMatch(/^<\.+\[redacte?d?\]?$/);
  },
);

test("a text that does not break off keeps its end", () => {
  expect(scrubExcerpt("Declined for this acc", secretsFrom(["account holder"]))).toBe(
    "Declined for this acc",
  );
});

test("codes and ids are shown, whatever words and digits they share with a value", () => {
  const secrets = secretsFrom(["CUSTOMER", "NAME OF CLIENT", "4111111111111111", "LINE"]);
  const status = {
    error_code: "INVALID_CUSTOMER_NAME",
    response_code: "INVALID_ADDRESS_LINE_1",
    operation_id: "12e59804-b742-44eb-aa49-4b7226290411",
    message: "ERROR_CUSTOMER - [05]",
  };
  expect(redactBody({ status }, secrets)).toEqual({ status });
  const id = status.operation_id;
  expect(redactBody({ message: id }, secretsFrom([id]))).toEqual({ message: "[redacted]" });
});

test.each([
  ["as it is", `O'Brien & Søn "x/+"`],
  ["JSON", `O'Brien & Søn \\"x/+\\"`],
  ["JSON in ASCII", `O'Brien & S\\u00f8n \\"x/+\\"`],
  ["JSON as PHP writes it", `O'Brien & S\\u00f8n \\"x\\/+\\"`],
  ["JSON that is safe in HTML", `O\\u0027Brien \\u0026 Søn \\"x/\\u002b\\"`],
  ["JSON that is safe in HTML and in ASCII", `O\\u0027Brien \\u0026 S\\u00F8n \\"x/\\u002B\\"`],
  ["a URL", "O'Brien%20%26%20S%C3%B8n%20%22x%2F%2B%22"],
  ["a URL in lower case", "O'Brien%20%26%20S%c3%b8n%20%22x%2f%2b%22"],
  ["a URL that is strict", "O%27Brien%20%26%20S%C3%B8n%20%22x%2F%2B%22"],
  ["HTML by codes", "O&#39;Brien &#38; Søn &#34;x/+&#34;"],
  ["HTML as some write it", "O&#x27;Brien &amp; Søn &quot;x/+&quot;"],
  ["a form", "O'Brien+%26+S%C3%B8n+%22x%2F%2B%22"],
  ["HTML", "O&#39;Brien &amp; Søn &quot;x/+&quot;"],
])("a value is known in another spelling: %s", (_, spelling) => {
  const secrets = secretsFrom([`O'Brien & Søn "x/+"`]);
  expect(scrub(`<${spelling}>`, secrets)).toBe("<[redacted]>");
});

test("a value in a place for something else is sensitive, and so is a name that is no identifier", () => {
  const misplaced = { name: "Jane", payment_method: "4111111111111111", coupon: 123456 };
  expect(sensitiveValues(check, misplaced)).toEqual(["Jane", "4111111111111111", "123456"]);
  const metadata = { "jane@example.com": "customer", plan: "gold" };
  expect(sensitiveValues(check, { metadata })).toEqual(["jane@example.com", "customer", "gold"]);
});

test("a body of any depth or length gives an excerpt", () => {
  expect(JSON.stringify(redactBody(JSON.parse("[".repeat(5_000) + "]".repeat(5_000)), []))).toContain(
    "[redacted]",
  );
  expect(redactBody({ message: "long ".repeat(10_000) }, [])).toMatchObject({
    message: "long ".repeat(10_000).slice(0, 2_048),
  });
});

test("names that the description knows are shown, whatever a value says", () => {
  const secrets = secretsFrom(["status", "message"]);
  expect(redactBody({ status: { status: "ERROR", message: "a status" } }, secrets)).toEqual({
    status: { status: "ERROR", message: "a [redacted]" },
  });
});

test("keys and numbers of a body are looked at as well", () => {
  expect(redactBody({ "4111": "x" }, ["4111"])).toEqual({ "[redacted]": "[redacted]" });
  expect(redactBody([4111, 7], ["4111"])).toEqual(["[redacted]", 7]);
});
