import { expect, test } from "vitest";
import { checkOptionNames, showValue } from "../../src/check-options.js";

test.each<[unknown, string]>([
  [null, "The options of it must be an object."],
  ["text", "The options of it must be an object."],
  [{ timeoutMS: 1 }, "timeoutMS is not an option of it; did you mean timeoutMs?"],
  [{ xyz: undefined }, "xyz is not an option of it; valid: timeoutMs, headers"],
])("the options %j are rejected: %s", (options, message) => {
  expect(() => checkOptionNames("it", options, { timeoutMs: true, headers: true })).toThrow(
    new TypeError(message),
  );
});

test("known names are accepted, whatever their values", () => {
  expect(() =>
    checkOptionNames("it", { headers: undefined }, { timeoutMs: true, headers: true }),
  ).not.toThrow();
});

test.each<[unknown, string]>([
  ["5", 'the string "5"'],
  [5, "5"],
  [undefined, "undefined"],
  [Symbol("s"), "Symbol(s)"],
  [Object.create(null), "object"],
  [() => 5, "function"],
])("%o is shown as %s", (value, shown) => {
  expect(showValue(value)).toBe(shown);
});
