import { describe, expect, test } from "vitest";
import type { Check } from "../../../generated/check.js";
import { findDifferences } from "../../../src/check/differences.js";

const closed: Check = { anyOf: [{ type: "string", enum: new Set(["a", "b"]) }] };
const open: Check = { anyOf: [{ type: "string", enum: new Set(["a", "b"]) }, { type: "string" }] };
const twice: Check = { allOf: [open, { anyOf: [{ enum: new Set(["c"]) }, { type: "string" }] }] };

test.each<[string, Check, unknown, object[]]>([
  ["a known value of an open enum", open, "a", []],
  ["another value of an open enum", open, "x", [{ kind: "unknown value", path: "" }]],
  ["a value of the second of two open enums", twice, "c", []],
  ["a value of neither of two open enums", twice, "x", [{ kind: "unknown value", path: "" }]],
  ["another value of a closed enum", closed, "x", [{ kind: "out of bounds", path: "" }]],
  ["a value that no enum limits", { type: "string" }, "x", []],
  ["a missing property", { required: ["id"] }, {}, [{ kind: "missing", path: "/id" }]],
  ["a wrong type", { type: "string" }, 5, [{ kind: "wrong type", path: "" }]],
  [
    "an undescribed property",
    { properties: { id: {} } },
    { a: 1 },
    [{ kind: "unknown property", path: "/a" }],
  ],
])("%s differs as expected", (_, check, value, differences) => {
  expect(findDifferences(check, value)).toEqual(differences);
});

describe("at most three differences are reported", () => {
  const check: Check = { properties: { id: { type: "string" }, name: { type: "string" } } };
  const more = { kind: "more differences", path: "" };
  test.each<[number, object, string[]]>([
    [3, { id: 1, name: 2, a: 3 }, []],
    [4, { id: 1, name: 2, a: 3, b: 4 }, ["more differences"]],
    [5, { id: 1, name: 2, a: 3, b: 4, c: 5 }, ["more differences"]],
  ])("of %i", (_, value, rest) => {
    const found = findDifferences(check, value, 3);
    expect(found.slice(0, 3).map(({ path }) => path)).toEqual(["/id", "/name", "/a"]);
    expect(found.slice(3).map(({ kind }) => kind)).toEqual(rest);
  });

  test("if all are violations", () => {
    expect(findDifferences({ required: ["a", "b", "c"] }, {}, 3)).toHaveLength(3);
    expect(findDifferences({ required: ["a", "b", "c", "d"] }, {}, 3)).toEqual([
      ...["/a", "/b", "/c"].map((path) => ({ kind: "missing", path })),
      more,
    ]);
  });
});
