import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { createClient } from "../../src/index.js";
import { keys } from "../helpers/fixtures.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator(keys);
});
afterAll(() => emulator.close());

test("for any JSON body, the signature is valid for the bytes that arrive", async () => {
  const client = createClient({ ...keys, baseUrl: emulator.url, validate: false });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: "binary" }), async (value, text) => {
      const metadata = { value, text };
      const body = { ...minimalCustomer, name: `x${text}`, metadata };
      const { id } = await client.createCustomer(body);
      const received = emulator.requests.at(-1);
      expect(received?.body).toBe(JSON.stringify(body));
      expect(emulator.customers.at(-1)).toMatchObject({
        id,
        metadata: JSON.parse(JSON.stringify(metadata)) as object,
      });
    }),
    { numRuns: 400, seed: 20261122 },
  );
});

test("invalid bodies are rejected for their content, never for their signature", async () => {
  const client = createClient({ ...keys, baseUrl: emulator.url, validate: false });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (body) => {
      const status = await client.createCustomer(body as unknown as typeof minimalCustomer).then(
        () => 200,
        (error: { httpStatus: number }) => error.httpStatus,
      );
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 300, seed: 20261122 },
  );
});
