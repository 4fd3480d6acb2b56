import fc from "fast-check";
import { expect, test } from "vitest";
import { bodyWarning, compactBody } from "../../../src/signature/body.js";

test.each([
  ['{ "a" : 1 ,\n\t"b" : [ 1 , 2 ] }\r\n', '{"a":1,"b":[1,2]}'],
  ['{"a": "x  y", "b c": " "}', '{"a":"x  y","b c":" "}'],
  ['{"a": "quote \\" and  space"}', '{"a":"quote \\" and  space"}'],
  ['{"a": "backslash \\\\", "b":  1}', '{"a":"backslash \\\\","b":1}'],
  ['{"a": "\\\\\\" x",  "b": 1}', '{"a":"\\\\\\" x","b":1}'],
  ['{"a": 10.00, "a": "\\u0041"}', '{"a":10.00,"a":"\\u0041"}'],
  ['  "text  of one"  ', '"text  of one"'],
  ["not  JSON ", "not  JSON "],
  ["", ""],
])("%j is compacted to %j by removing whitespace between tokens", (body, compact) => {
  expect(compactBody(body)).toBe(compact);
});

test("any JSON with whitespace is compacted to JSON.stringify's output", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(1, 2, "\t", " \n"), (value, space) => {
      expect(compactBody(JSON.stringify(value, undefined, space))).toBe(JSON.stringify(value));
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("a body of megabytes is compacted without a stack overflow", () => {
  const text = "x ".repeat(1_000_000);
  expect(compactBody(`{ "a" : "${text}" }`)).toBe(`{"a":"${text}"}`);
});

test.each<[string, string | undefined]>([
  ["", undefined],
  ['{"a":1}', undefined],
  ["{a:1}", "The body is not JSON."],
  [
    '{"a": 1}',
    "Whitespace between JSON tokens is a known cause of rejected signatures: sign and send compact JSON.",
  ],
  [
    '{"a":10.00}',
    "The body has numbers, escapes or repeated property names that JSON.stringify would write differently. This difference is a known cause of rejected signatures.",
  ],
])("%j has the warning %j", (body, warning) => {
  expect(bodyWarning(body)).toBe(warning);
});
