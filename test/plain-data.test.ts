import { expect, test } from "vitest";
import { findUnfaithful } from "../src/plain-data.js";

test.each([
  [{ a: [1, "x", true, null, { b: undefined }] }],
  ["text \u{1f600}"],
  [Object.create(null) as object],
  [undefined],
])("%o is plain data", (value) => {
  expect(findUnfaithful(value)).toEqual([]);
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
  ["\ud83d", "lone surrogate"],
  [[undefined], "undefined within an array"],
  [{ "\ud83d": 1 }, "name with half a character"],
])("%o is not", (value, message) => {
  const [issue, ...more] = findUnfaithful({ at: value });
  expect(issue?.message).toContain(message);
  expect(issue?.path).toMatch(/^\/at/);
  expect(more).toEqual([]);
});

test("a loop is found, and the same object twice is none", () => {
  const shared = { a: 1 };
  expect(findUnfaithful([shared, shared])).toEqual([]);
  const loop: unknown[] = [];
  loop.push({ loop });
  expect(findUnfaithful(loop)).toMatchObject([{ path: "/0/loop", message: "contains itself" }]);
});

test("depth and size have a bound", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100; level++) deep = [deep];
  expect(findUnfaithful(deep)[0]?.message).toContain("deeper than 64");
  expect(findUnfaithful(Array.from({ length: 200_000 }, () => 1))[0]?.message).toContain(
    "more than 100000 values",
  );
});
