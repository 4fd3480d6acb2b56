import { expect, test } from "vitest";
import { createClock } from "../../src/sign.js";

const now = Date.parse("2026-11-22T10:00:00Z");

test("a clock that is right is left alone", () => {
  const clock = createClock(() => now);
  expect(clock.correct("Sun, 22 Nov 2026 10:00:29 GMT", now)).toBeUndefined();
  expect(clock.correct(null, now)).toBeUndefined();
  expect(clock.correct("yesterday", now)).toBeUndefined();
  expect(clock.now()).toBe(now);
});

test("a clock that is more than 30 s slow is corrected", () => {
  const clock = createClock(() => now);
  expect(clock.correct("Sun, 22 Nov 2026 10:02:00 GMT", now)).toBe(120_000);
  expect(clock.now()).toBe(now + 120_000);
});

test("a clock that runs ahead is corrected however little, since Rapyd refuses the future", () => {
  const clock = createClock(() => now);
  expect(clock.correct("Sun, 22 Nov 2026 09:59:58 GMT", now)).toBe(-2_000);
});

test("a second answer to the old time does not correct twice", () => {
  const clock = createClock(() => now);
  clock.correct("Sun, 22 Nov 2026 10:02:00 GMT", now);
  clock.correct("Sun, 22 Nov 2026 10:02:00 GMT", now);
  expect(clock.now()).toBe(now + 120_000);
});
