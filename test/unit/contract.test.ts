import { describe, expect, test } from "vitest";
import { successExamples } from "../../generated/examples.js";
import { responseChecks } from "../../generated/response-checks.js";
import { findDifferences } from "../../src/check/differences.js";
import { contractMonitor, type Drift } from "../../src/contract.js";
import { body } from "../helpers/fixtures.js";
import { timeRatio } from "../helpers/time-ratio.js";
import { created, errorResponse, json, observedClient, rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const check = responseChecks["createCustomer"]?.["200"] ?? {};
const recorded = body("rapyd-ruby-vcr-create-customer-response") as {
  status: object;
  data: Record<string, unknown>;
};
const { WithCard } = successExamples.createCustomer;

async function watched(respond: () => Response): Promise<Drift[]> {
  const drifts: Drift[] = [];
  const { client } = observedClient(respond, {
    middleware: [contractMonitor({ onDrift: (drift) => drifts.push(drift) })],
  });
  await client.createCustomer(minimalCustomer, { maxRetries: 0 }).catch(() => undefined);
  return drifts;
}

describe("a response as described", () => {
  test.each(Object.entries(successExamples.createCustomer))("%s has no drift", (_, example) => {
    expect(findDifferences(check, example)).toEqual([]);
  });

  test("a recorded response has no drift", async () => {
    expect(await watched(created)).toEqual([]);
    expect(await watched(() => errorResponse(400, "INVALID_CUSTOMER_NAME"))).toEqual([]);
  });
});

describe("contractMonitor reports drift with its path and without its value", () => {
  const method = WithCard.data.payment_methods?.data[0];
  const changed = (data: object): object => ({ ...recorded, data: { ...recorded.data, ...data } });
  const withMethod = (more: object): object =>
    changed({ payment_methods: { ...WithCard.data.payment_methods, data: [{ ...method, ...more }] } });

  test.each<[string, object, { kind: string; path: string }]>([
    [
      "a new property",
      changed({ loyalty_tier: "MARKED" }),
      { kind: "unknown property", path: "/data/loyalty_tier" },
    ],
    ["a new envelope property", { ...recorded, MARKED: 1 }, { kind: "unknown property", path: "/MARKED" }],
    [
      "a new enum value",
      withMethod({ category: "MARKED" }),
      { kind: "unknown value", path: "/data/payment_methods/data/0/category" },
    ],
    ["a missing property", changed({ delinquent: undefined }), { kind: "missing", path: "/data/delinquent" }],
    [
      "a value of another type",
      changed({ created_at: "MARKED" }),
      { kind: "wrong type", path: "/data/created_at" },
    ],
    ["an unexpected null", changed({ email: null }), { kind: "wrong type", path: "/data/email" }],
    [
      "milliseconds instead of seconds",
      changed({ created_at: 1_591_277_846_000 }),
      { kind: "out of bounds", path: "/data/created_at" },
    ],
    ["an id in another format", changed({ id: "MARKED" }), { kind: "out of bounds", path: "/data/id" }],
  ])("%s", async (_, envelope, expected) => {
    const drifts = await watched(() => json(envelope));
    expect(drifts).toEqual([{ operationId: "createCustomer", status: 200, ...expected }]);
    if (expected.kind !== "unknown property") expect(JSON.stringify(drifts)).not.toContain("MARKED");
  });

  test("the merchant's own metadata is not drift", async () => {
    expect(await watched(() => json(changed({ metadata: { any: { thing: [1] } } })))).toEqual([]);
  });
});

describe("the monitor", () => {
  test("never fails a call", async () => {
    const onDrift = (): never => {
      throw new Error("broken observer");
    };
    const respond = (): Response => json({ ...recorded, added: 1 });
    const { client } = observedClient(respond, { middleware: [contractMonitor({ onDrift })] });
    expect((await client.createCustomer(minimalCustomer)).name).toBe("John Doe");
  });

  test("ignores a response that is not JSON, which the client reports", async () => {
    const { client } = observedClient(() => new Response("<html>"), {
      middleware: [contractMonitor({ onDrift: () => undefined })],
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "ApiError",
      mayHaveSucceeded: true,
    });
  });

  test.each<[string, string]>([
    ["long", `{"id":"cus_1","payment_methods":{"data":[${"0,".repeat(130_000)}0]}}`],
    ["deep", `{"id":"cus_1","email":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
  ])("does not fail a call whose response is very %s", async (_, data) => {
    const status = '{"status":"SUCCESS","error_code":"","message":"","operation_id":""}';
    const kinds = new Set<string>();
    const { client } = observedClient(() => new Response(`{"status":${status},"data":${data}}`), {
      middleware: [contractMonitor({ onDrift: ({ kind }) => kinds.add(kind) })],
    });
    await client.createCustomer(minimalCustomer);
    expect([...kinds]).toContain("wrong type");
  });

  test("requires a callback", () => {
    expect(() => contractMonitor({} as Parameters<typeof contractMonitor>[0])).toThrow("needs onDrift");
    const misspelt = { onDrift: () => undefined, onDrifts: () => undefined };
    expect(() => contractMonitor(misspelt)).toThrow("onDrifts is not an option of contractMonitor");
  });
});

test("the first hundred of 2 MiB of unknown properties are reported about as fast as the response is parsed", () => {
  const added = Object.fromEntries(Array.from({ length: 120_000 }, (_, index) => [`added_${index}`, index]));
  const items = { payment_methods: { data: new Array(200_000).fill({ x: 1 }) } };
  const find = (data: object) => (): unknown[] =>
    findDifferences(check, { ...recorded, data: { ...recorded.data, ...data } }, 100);
  // It took 14 to 54 s when every difference was compared with every other.
  for (const data of [added, items]) {
    expect(find(data)()).toHaveLength(101);
    const text = JSON.stringify(data);
    expect(timeRatio(find(data), () => JSON.parse(text) as unknown, 3)).toBeLessThan(50);
  }
});

test("reports the first hundred differences, and that others exist", async () => {
  const added = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`added_${index}`, index]));
  const drifts = await watched(() => json({ ...recorded, data: { ...recorded.data, ...added } }));
  expect(drifts).toHaveLength(101);
  expect(drifts.at(-1)).toMatchObject({ kind: "more differences", path: "" });
});
