import { expect, test } from "vitest";
import { writeBody } from "../../../../src/check/request.js";

const issuesOf = (value: unknown) => writeBody(value, {}, true).issues;

test.each([
  [{ a: [1, "x", true, null, { b: undefined }] }],
  ["text \u{1f600}"],
  [Object.create(null) as object],
  [undefined],
  [-0],
])("%o is plain data", (value) => {
  expect(issuesOf(value)).toEqual([]);
});

class Point {
  x = 1;
}

test.each<[unknown, string]>([
  [NaN, "not NaN"],
  [-Infinity, "not -Infinity"],
  [() => 1, "not function"],
  [Symbol("s"), "not symbol"],
  [new Date(0), "not Date"],
  [new Map(), "not Map"],
  [new Point(), "not Point"],
  [{ toJSON: () => 1 }, "not Object"],
  [[undefined], "not undefined"],
  [[, 1], "not undefined"],
])("%o is not plain data", (value, message) => {
  const [issue, ...more] = issuesOf({ at: value });
  expect(issue?.message).toContain(message);
  expect(issue?.path).toMatch(/^\/at/);
  expect(more).toEqual([]);
});

test("a cycle and a bigint cannot be serialised, and the same object twice can", () => {
  const shared = { a: 1 };
  expect(issuesOf([shared, shared])).toEqual([]);
  const loop: unknown[] = [];
  loop.push({ loop });
  for (const value of [loop, { at: 1n }])
    expect(issuesOf(value)).toMatchObject([
      { path: "", message: expect.stringContaining("cannot be serialised") as string },
    ]);
});

test("a value nested too deeply is rejected, and a long array is not", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(issuesOf(deep)).toHaveLength(1);
  expect(issuesOf(Array.from({ length: 200_000 }, () => 1))).toEqual([]);
});

test("a million lossy values are a thousand issues", () => {
  expect(issuesOf(Array.from({ length: 1_000_000 }, () => NaN)).length).toBe(1_000);
});

test("the text is the value's JSON", () => {
  const value = { list: [1, { deep: "x" }], left: undefined };
  const proto = JSON.parse('{ "__proto__": { "a": 1 } }') as object;
  const { text, issues } = writeBody({ value, proto }, {}, true);
  expect(issues).toEqual([]);
  expect(text).toBe('{"value":{"list":[1,{"deep":"x"}]},"proto":{"__proto__":{"a":1}}}');
});
