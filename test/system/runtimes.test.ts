import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { type Consumer, copyInto, createConsumer } from "../packed/consumer.js";
import { runtimes } from "../packed/runtimes.js";

let consumer: Consumer;
let emulator: Emulator;
beforeAll(async () => {
  consumer = await createConsumer();
  emulator = await startEmulator();
  await consumer.install(...runtimes.flatMap((runtime) => runtime.package ?? []));
  await copyInto(consumer, "test/packed/job.mjs", "job.mjs");
});
afterAll(async () => {
  await emulator.close();
  await consumer.remove();
});

test.each(runtimes)("the tarball does its job in $name", async ({ name, run }) => {
  const { url, accessKey, secretKey } = emulator;
  const before = emulator.customers.length;
  const done = await run(consumer, { url, accessKey, secretKey });
  const parts = ["created", "typed", "checked", "verified", "refusedForgery", ...Object.keys(done)];
  expect(parts.filter((part) => done[part] !== true)).toEqual([]);
  expect(emulator.customers.length, `no customer of ${name} reached the emulator`).toBeGreaterThan(before);
});
