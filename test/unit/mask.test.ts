import { expect, test } from "vitest";
import { mask, maskCause, shownHeaders, valuesIn } from "../../src/call-error.js";

test("headers show only what is known to be harmless", () => {
  const headers = new Headers({
    "content-type": "text/html",
    signature: "s",
    "set-cookie": "c",
    "x-new": "n",
  });
  expect(shownHeaders(headers)).toEqual({
    "content-type": "text/html",
    signature: "[redacted]",
    "set-cookie": "[redacted]",
    "x-new": "[redacted]",
  });
});

test("every text and number that a request held is looked for, up to a bound", () => {
  const request = { name: "Jane", addresses: [{ line_1: "Street" }], count: 7, is: true, none: null };
  expect(valuesIn(request)).toEqual(["Jane", "Street", "7"]);
  expect(valuesIn(new Array(5_000).fill("x"))).toHaveLength(1_000);
  expect(valuesIn("x".repeat(500))[0]).toHaveLength(256);
});

test.each([
  ["an e-mail address", "no customer jane.doe@example.com here", "no customer [redacted] here"],
  ["one in a URL", "see jane.doe%40example.com", "see [redacted]"],
  ["a card number in groups", "card 4111 1111-1111 1111 refused", "card [redacted] refused"],
  ["a phone number", "call +49 (155) 550-0123 now", "call [redacted] now"],
  ["a long token", "Bearer abcDEF123456789012345678 is old", "Bearer [redacted] is old"],
])("what looks like data is not shown: %s", (_, text, shown) => {
  expect(mask(text, [])).toBe(shown);
});

test("codes, short numbers and words are shown", () => {
  const text = "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS: 3 of 12 fields are missing (INVALID_ADDRESS_LINE_1)";
  expect(mask(text, [])).toBe(text);
});

test("a sensitive value of the request is not shown, in whatever case", () => {
  expect(mask("JANE DOE of jane doe", ["Jane Doe"])).toBe("[redacted] of [redacted]");
  expect(mask("not valid for Ali", ["ALI"])).toBe("not valid for [redacted]");
  expect(mask("xJane-Featherstonex", ["jane-featherstone"])).toBe("x[redacted]x");
});

test("a text is cut before anything is searched for, at a word", () => {
  const text = `${"long ".repeat(300)}`;
  expect(mask(text, ["x".repeat(200)]).length).toBeLessThanOrEqual(1_003);
  expect(mask(`${"a ".repeat(495)}number: 4111111111111111`, [])).not.toMatch(/411/);
});

test("a cause keeps name, masked message and code, and drops what else it carries", () => {
  const cause = Object.assign(new TypeError("sent SECRET"), { code: "E1", request: { key: "SECRET" } });
  cause.cause = Object.assign(new Error("deep SECRET"), { code: "E2" });
  const copy = maskCause(cause, ["SECRET"]) as Error & { code: string; cause: Error };
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
  expect(maskCause(odd, [])).toMatchObject({ message: "unreadable error" });
  expect(maskCause(Object.create(null), [])).toMatchObject({ message: "unreadable error" });
  expect(maskCause({ message: { a: 1 } }, [])).toMatchObject({ message: "unreadable error" });
});
