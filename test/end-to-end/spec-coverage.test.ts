import { expect, test } from "vitest";
import { measure } from "../nightly/spec-coverage/measure.js";
import { archive } from "../nightly/spec-coverage/recorder.js";
import { emulatorTraffic, exampleTraffic, generatedTraffic } from "../nightly/spec-coverage/traffic.js";
import { keys } from "../helpers/fixtures.js";

test("the end-to-end calls cover everything described, and nothing else", async () => {
  const traffic = [await emulatorTraffic(), await exampleTraffic(), await generatedTraffic()].flat();
  const { totals, missing, contradictions } = await measure(traffic);
  expect(missing).toEqual([]);
  expect(contradictions).toEqual([]);
  expect(totals.operations.covered).toBe(totals.operations.total);
  expect(totals.properties.total).toBeGreaterThan(400);
});

test("traffic that differs from the description is reported", async () => {
  const exchange = (await emulatorTraffic()).find(({ response }) =>
    JSON.stringify(response).includes("delinquent"),
  );
  const text = JSON.stringify(exchange?.response).replaceAll("delinquent", "delinquents");
  const changed = { request: exchange?.request ?? {}, response: JSON.parse(text) as object };
  const { contradictions, missing } = await measure([changed]);
  expect(contradictions.join("\n")).toContain("delinquent");
  expect(missing.length).toBeGreaterThan(100);
});

test("a recording has no keys or signatures", async () => {
  const text = archive(await emulatorTraffic());
  expect(text).not.toContain(keys.accessKey);
  expect(text).not.toContain(keys.secretKey);
  expect(text.match(/"name": "signature",\s*"value": "masked"/g)?.length).toBeGreaterThan(6);
});
