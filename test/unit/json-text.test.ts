import { expect, test } from "vitest";
import { writeJson } from "../../src/check/request.js";

const issuesOf = (value: unknown) => writeJson(value).issues;

test.each([
  [{ a: [1, "x", true, null, { b: undefined }] }],
  ["text \u{1f600}"],
  [Object.create(null) as object],
  [undefined],
])("%o is plain data", (value) => {
  expect(issuesOf(value)).toEqual([]);
});

class Point {
  x = 1;
}

test.each<[unknown, string]>([
  [NaN, "finite number, not NaN"],
  [-Infinity, "not -Infinity"],
  [1n, "not a bigint"],
  [() => 1, "not a function"],
  [Symbol("s"), "not a symbol"],
  [new Date(0), "not a Date"],
  [new Map(), "not a Map"],
  [new Point(), "not a Point"],
  [{ toJSON: () => 1 }, "without toJSON"],
  [Object.defineProperty({}, "toJSON", { value: () => 1 }), "without toJSON"],
  ["\ud83d", "lone surrogate"],
  [[undefined], "undefined within an array"],
  [{ "\ud83d": 1 }, "name with half a character"],
])("%o is not", (value, message) => {
  const [issue, ...more] = issuesOf({ at: value });
  expect(issue?.message).toContain(message);
  expect(issue?.path).toMatch(/^\/at/);
  expect(more).toEqual([]);
});

test("a loop is found, and the same object twice is none", () => {
  const shared = { a: 1 };
  expect(issuesOf([shared, shared])).toEqual([]);
  const loop: unknown[] = [];
  loop.push({ loop });
  expect(issuesOf(loop)).toMatchObject([{ path: "/0/loop", message: "contains itself" }]);
});

test("depth and size have a bound", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100; level++) deep = [deep];
  expect(issuesOf(deep)[0]?.message).toContain("deeper than 64");
  expect(issuesOf(Array.from({ length: 200_000 }, () => 1))[0]?.message).toContain("more than 100000 values");
});

test("the text is what JSON carries, and each value is read for it once", () => {
  let reads = 0;
  const value = {
    list: [1, { deep: "x" }],
    left: undefined,
    get changing() {
      return ++reads;
    },
  };
  const proto = JSON.parse('{ "__proto__": { "a": 1 } }') as object;
  const { text, issues } = writeJson({ value, proto });
  expect(issues).toEqual([]);
  expect(text).toBe('{"value":{"list":[1,{"deep":"x"}],"changing":1},"proto":{"__proto__":{"a":1}}}');
});

test("a value with too many parts is refused once, as a whole", () => {
  const wide = Object.fromEntries(Array.from({ length: 100_001 }, (_, i) => [`k${i}`, i]));
  expect(writeJson(wide).issues.map(({ path }) => path)).toEqual([""]);
});
