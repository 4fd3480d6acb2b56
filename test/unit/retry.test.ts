import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoff, decideRetry, isSafe, parseRetryAfter, type RetryFacts } from "../../src/retry.js";

const facts: RetryFacts = {
  method: "POST",
  attempt: 1,
  maxRetries: 2,
  effect: "none",
  isRateLimited: false,
  idempotentPost: false,
  retryAfterMs: undefined,
  timeLeftMs: 30_000,
  random: 0.5,
};

const anyFacts: fc.Arbitrary<RetryFacts> = fc.record({
  method: fc.constantFrom("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH"),
  attempt: fc.integer({ min: 1, max: 12 }),
  maxRetries: fc.integer({ min: 0, max: 12 }),
  effect: fc.constantFrom("none" as const, "possible" as const),
  isRateLimited: fc.boolean(),
  idempotentPost: fc.boolean(),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 100_000_000 }), { nil: undefined }),
  timeLeftMs: fc.integer({ min: -1_000, max: 120_000 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

describe("the retry decision", () => {
  test("doubles the wait from 0.5 s up to 8 s", () => {
    const facts = {
      method: "GET",
      maxRetries: 9,
      effect: "none",
      idempotentPost: false,
      isRateLimited: false,
    } as const;
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) =>
      decideRetry({ ...facts, attempt, retryAfterMs: undefined, timeLeftMs: 60_000, random: 0.5 }),
    );
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  test("retries a POST that certainly had no effect", () => {
    expect(decideRetry(facts)).toBe(250);
  });

  test("never retries a plain POST or PATCH that may have had an effect", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        for (const method of ["POST", "PATCH"]) {
          const waitMs = decideRetry({ ...any, method, effect: "possible", idempotentPost: false });
          expect(waitMs).toBeUndefined();
        }
        // Rapyd's idempotency is for POST.
        const patch = { ...any, method: "PATCH", effect: "possible", idempotentPost: true } as const;
        expect(decideRetry(patch)).toBeUndefined();
      }),
    );
  });

  test("retries a POST that may have had an effect if idempotency is enabled", () => {
    expect(decideRetry({ ...facts, effect: "possible", idempotentPost: true })).toBe(250);
  });

  test.each(["GET", "HEAD", "PUT", "DELETE"])("retries %s whatever the effect", (method) => {
    expect(decideRetry({ ...facts, method, effect: "possible" })).toBe(250);
  });

  test("stops after maxRetries", () => {
    expect(decideRetry({ ...facts, attempt: 2 })).toBe(500);
    expect(decideRetry({ ...facts, attempt: 3 })).toBeUndefined();
    expect(decideRetry({ ...facts, maxRetries: 0 })).toBeUndefined();
  });

  test("never waits longer than the time left, nor outside the backoff's bounds", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const waitMs = decideRetry(any);
        if (waitMs === undefined) return;
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThan(any.timeLeftMs);
        if (any.retryAfterMs !== undefined) expect(waitMs).toBe(any.retryAfterMs);
        else if (!any.isRateLimited)
          expect(waitMs).toBeLessThan(Math.min(backoff.ceilingMs, backoff.firstMs * 2 ** (any.attempt - 1)));
      }),
    );
  });

  test("waits at least 1 s after a 429 without Retry-After, and never less than before", () => {
    fc.assert(
      fc.property(anyFacts, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (any, random) => {
        const limited = { ...any, effect: "none", isRateLimited: true, retryAfterMs: undefined } as const;
        const generous = { ...limited, maxRetries: 99, timeLeftMs: Infinity };
        const waitMs = decideRetry(generous) ?? 0;
        expect(waitMs).toBeGreaterThanOrEqual(1_000);
        expect(decideRetry({ ...generous, attempt: any.attempt + 1, random })).toBeGreaterThanOrEqual(waitMs);
      }),
    );
  });

  test("obeys Retry-After if it fits the time left, and gives up immediately otherwise", () => {
    expect(decideRetry({ ...facts, retryAfterMs: 29_999 })).toBe(29_999);
    expect(decideRetry({ ...facts, retryAfterMs: 99_999_000 })).toBeUndefined();
  });
});

test("Retry-After is read as seconds or as a date", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  const after = (header: string, more = {}) =>
    parseRetryAfter(new Headers({ "retry-after": header, ...more }), now);
  expect(after("120")).toBe(120_000);
  expect(after("Sun, 22 Nov 2026 10:00:05 GMT")).toBe(5_000);
  expect(after("Sun, 22 Nov 2026 09:00:00 GMT")).toBe(0);
  for (const header of ["", "soon", "-5", "1.5", "-5x"]) expect(after(header)).toBeUndefined();
  expect(parseRetryAfter(new Headers(), now)).toBeUndefined();
  // Whatever our clock says, the server asks for three seconds.
  const date = "Sun, 22 Nov 2026 18:30:00 GMT";
  expect(after("Sun, 22 Nov 2026 18:30:03 GMT", { date })).toBe(3_000);
});

test("only GET and HEAD are safe", () => {
  expect(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "POST", "PATCH"].filter(isSafe)).toEqual([
    "GET",
    "HEAD",
    "OPTIONS",
    "TRACE",
  ]);
});
