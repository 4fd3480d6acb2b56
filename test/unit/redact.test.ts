import { describe, expect, test } from "vitest";
import { mask, maskCause } from "../../src/redact.js";
import { timeRatio } from "../helpers/time-ratio.js";

const card = ["4111", "1111", "1111", "1111"];

describe("a card number is not shown", () => {
  test.each(
    [
      ...["", " ", "  ", "-", " - ", ".", "/", "_", ",", "|", "\t", "\n", "\u00a0", "\u200b", "\u2013"],
      ...["&nbsp;", "&#32;", "&#x20;", "%20", "+", "\\u0020", "\\n", "\\x20", ")(", "*", " ".repeat(40)],
    ].map((separator) => [separator]),
  )("with %j between its groups", (separator) => {
    const shown = mask(`number ${card.join(separator)} is invalid`);
    expect(shown).not.toMatch(/1111/);
    expect(shown).toMatch(/^number \[redacted\].*is invalid$/);
  });

  test("between any two digits", () => {
    for (const separator of [" ", "-", "&nbsp;", "\\u002d", "%2D"])
      expect(mask([..."4111111111111111"].join(separator))).toBe("[redacted]");
  });

  test("in non-ASCII digits, or in escapes for them", () => {
    expect(mask("４１１１ １１１１")).toBe("[redacted]");
    expect(mask("&#52;&#49;&#49;&#49;&#49;&#49;&#49;")).not.toMatch(/\d/);
    expect(mask("\\u0034\\u0031\\u0031\\u0031\\u0031\\u0031")).toBe("[redacted]");
  });
});

test.each([
  ["a handle", "from @jane", "from [redacted]"],
  ["an e-mail address", "no customer jane.doe@example.com here", "no customer [redacted] here"],
  ["an email address in a URL", "see jane.doe%40example.com", "see [redacted]"],
  ["an email address with a full-width @", "for jane＠example.com", "for [redacted]"],
  ["an email address with an HTML entity", "for jane&#64;example.com", "for [redacted]"],
  ["an email address with a JSON escape", "for jane\\u0040example.com", "for [redacted]"],
  ["a phone number", "call +49 (155) 550-0123 now", "call +[redacted] now"],
  ["a long token", "Bearer abcDEF123456789012345678 is old", "Bearer [redacted] is old"],
  ["a long token of letters only", "key abcdefghijklmnopqrstuvwxyz is old", "key [redacted] is old"],
  ["an access key", "key rak_1234 is old", "key [redacted] is old"],
  ["a secret key", "key rsk_ab is old", "key [redacted] is old"],
  ["an id", "no cus_4d5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c", "no [redacted]"],
])("masks %s", (_, text, shown) => {
  expect(mask(text)).toBe(shown);
});

test.each([
  "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS: 3 of 12 fields are missing (INVALID_ADDRESS_LINE_1)",
  "The field payment_method_options is required",
  "The request tried to create a customer, but the name was missing.",
  "The email has no @.",
  "Jane Doe",
])("does not mask %s", (text) => {
  expect(mask(text)).toBe(text);
});

test("a text is cut at a word, before it is searched", () => {
  expect(mask("long ".repeat(300)).length).toBeLessThanOrEqual(1_003);
  expect(mask(`${"a ".repeat(495)}number: 4111111111111111`)).not.toMatch(/411/);
});

test.each(["%", "&", "\\", "1a", "%2", "a_", "@", "1 ".repeat(3)])(
  "a long text of %j takes about as long as its beginning, because no pattern backtracks",
  (part) => {
    const repeated = (text: string) => () => Array.from({ length: 20 }, () => mask(text));
    const beginning = repeated("word ".repeat(200));
    expect(timeRatio(repeated(part.repeat(100_000)), beginning)).toBeLessThan(200);
  },
);

test("a cause keeps name, masked message and code, and nothing else", () => {
  const secret = "rsk_0123";
  const cause = Object.assign(new TypeError(`sent ${secret}`), { code: "E1", request: { key: secret } });
  cause.cause = Object.assign(new Error(`deep ${secret}`), { code: "E2" });
  const copy = maskCause(cause) as Error & { code: string; cause: Error };
  expect(copy).toMatchObject({ name: "TypeError", message: "sent [redacted]", code: "E1" });
  expect(copy.cause.message).toBe("deep [redacted]");
  expect(Object.keys(copy)).not.toContain("request");
  expect(copy.stack).not.toContain(secret);
});

test("a cause whose properties throw is still a cause", () => {
  const odd = Object.defineProperty(new Error("x"), "message", {
    get: () => {
      throw new Error("boo");
    },
  });
  expect(maskCause(odd)).toMatchObject({ message: "unreadable error" });
  expect(maskCause(Object.create(null))).toMatchObject({ message: "unreadable error" });
  const { proxy, revoke } = Proxy.revocable(() => undefined, {});
  revoke();
  expect(maskCause(proxy)).toMatchObject({ message: "unreadable error" });
  expect(maskCause({ message: { a: 1 } })).toMatchObject({ message: "unreadable error" });
});

test("a number at the cut is removed whole, however few of its digits are left", () => {
  for (let digits = 1; digits <= 15; digits++) {
    const before = "word ".repeat(200).slice(0, 1_000 - digits - 1);
    const shown = mask(`${before} 4111111111111111`);
    expect(shown, `${digits} digits before the cut`).not.toMatch(/\d/);
    expect(shown).toMatch(/^word .* \.\.\.$/);
  }
});

test("a text of the maximum length is not cut, and a longer one ends with dots", () => {
  const whole = "word ".repeat(200);
  expect(mask(whole)).toBe(whole);
  expect(mask(`${whole}x`)).toBe(`${whole}...`);
});

test("a cause that is not an object is masked text, and a missing one stays missing", () => {
  expect(maskCause(undefined)).toBeUndefined();
  expect(maskCause(null)).toBe("null");
  expect(maskCause("sent rsk_0123")).toBe("sent [redacted]");
  expect(maskCause(7)).toBe("7");
});

test("a copy has a code, a cause and a name only where the original has", () => {
  const copy = maskCause(new RangeError("x")) as Error;
  expect(Object.keys(copy)).toEqual(["name"]);
  expect("cause" in copy).toBe(false);
  expect(copy.stack).toBe("RangeError: x");
  expect((maskCause({ message: "x" }) as Error).stack).toBe("Error: x");
});

test("at most six causes are copied, because they may be a cycle", () => {
  const error = new Error("round") as Error & { cause: unknown };
  error.cause = error;
  let depth = 0;
  for (let one = maskCause(error) as Error | undefined; one; one = one.cause as Error | undefined) depth++;
  expect(depth).toBe(6);
});
