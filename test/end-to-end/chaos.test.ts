import { expect, test } from "vitest";
import { faultShare, runChaos } from "../nightly/chaos/chaos.js";
import { runHostile } from "../nightly/chaos/hostile.js";
import { runImport } from "../nightly/chaos/import.js";
import { runMixed } from "../nightly/chaos/all-operations.js";
import { runOnce } from "../nightly/chaos/once.js";

test.each([false, true])(
  "1,000 creates with idempotency %s create no duplicate and lose no customer",
  async (idempotency) => {
    const report = await runChaos({ calls: 1_000, seed: 20261122, idempotency });
    expect(report.violations).toEqual([]);
    expect(faultShare(report)).toBeGreaterThan(0.3);
    expect(Object.keys(report.faults)).toHaveLength(12);
    expect(report.succeeded + report.failed).toBe(1_000);
    // The number of timeouts depends on the machine; that no customer is lost does not.
    expect(report.succeeded).toBeGreaterThan(300);
  },
);

test.each(["wrapper", "fetch-retry", "wrapped-global", "hedging", "idle-middleware"] as const)(
  "1,000 creates through %s: the client creates no duplicate, and no effect is denied",
  async (between) => {
    const report = await runChaos({ calls: 1_000, seed: 20261122, idempotency: false, between });
    expect(report.violations).toEqual([]);
    expect(report.succeeded).toBeGreaterThan(200);
  },
);

test("of 2,000 calls of all operations, none reported as without effect had one", async () => {
  const report = await runMixed(2_000, 20261125);
  expect(report.violations).toEqual([]);
  expect(report.failed).toBeGreaterThan(100);
});

test("300 calls of createOnce without idempotency create 300 customers", async () => {
  const report = await runOnce(300, 20261125);
  expect(report.violations).toEqual([]);
  expect(report.customers).toBe(300);
});

test("an import of 2,000 records through faults, late requests and 20 kills creates 2,000 customers", async () => {
  const faulty = { records: 2_000, seed: 20261128, hasFaults: true, kills: 20, requestsPerMinute: 150 };
  const report = await runImport(faulty);
  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ customers: 2_000, kills: 20 });
  expect(report.faults / report.requests).toBeGreaterThan(0.3);
  expect(report.limited / report.requests).toBeLessThan(0.01);
});

test.each([150, 200])("an import without faults keeps its pace of %d requests a minute", async (pace) => {
  const report = await runImport({
    ...{ records: 1_000, seed: 20261128, hasFaults: false, kills: 0 },
    requestsPerMinute: pace,
  });
  expect(report).toMatchObject({ customers: 1_000, violations: [], limited: 0 });
  expect(report.paceShare).toBeGreaterThan(0.97);
  expect(report.paceShare).toBeLessThan(1.001);
});

test("an import under the lowest limit that Rapyd documents, 100 requests in 5 minutes, creates every customer", async () => {
  const report = await runImport({
    ...{ records: 500, seed: 20261128, hasFaults: false, kills: 0, requestsPerMinute: 150 },
    rateLimit: { requests: 100, perMs: 300_000 },
  });
  expect(report).toMatchObject({ customers: 500, violations: [] });
  // Each window rejects a few requests: one a minute until it ends.
  expect(report.limited).toBeGreaterThan(0);
  expect(report.limited).toBeLessThan(50);
});

test("the emulator survives 4,000 hostile requests of up to 40 MB with 256 MB of memory", async () => {
  const { lives, statuses } = await runHostile(4_000, 20261125);
  expect(lives).toBe(true);
  expect(Object.keys(statuses).length).toBeGreaterThan(3);
});
