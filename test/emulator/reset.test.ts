/** `reset()` separates tests: after it, nothing earlier is visible. */
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/index.js";
import { createClient } from "../../src/index.js";
import { keys } from "../helpers/fixtures.js";
import { rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

async function start(options: EmulatorOptions = {}) {
  const emulator = await startEmulator({ ...keys, ...options });
  return { emulator, client: createClient({ ...keys, baseUrl: emulator.url, maxRetries: 0 }) };
}

test("a request under way is cut off, and is neither recorded nor carried out", async () => {
  const { emulator, client } = await start();
  const arrived = deferred();
  const match = (): boolean => {
    arrived.resolve();
    return true;
  };
  emulator.inject({ mode: "slow", delayMs: 60_000, match });
  const call = rejection(client.createCustomer(minimalCustomer));
  await arrived.promise;
  emulator.reset();
  expect(await call).toMatchObject({ name: "ConnectionError" });
  expect([emulator.customers, emulator.requests]).toEqual([[], []]);
  await client.createCustomer(minimalCustomer);
  expect(emulator.requests).toHaveLength(1);
  await emulator.close();
});

test("an earlier event is not delivered again", async () => {
  const delivered = deferred();
  const { emulator, client } = await start({
    // Nobody listens there.
    webhookUrl: "http://127.0.0.1:9/",
    onDelivery: () => delivered.resolve(),
  });
  await client.createCustomer(minimalCustomer);
  await delivered.promise;
  emulator.reset();
  await setTimeout(150);
  expect(emulator.deliveries).toEqual([]);
  await emulator.close();
});

test("the rate limit starts a new window", async () => {
  const { emulator, client } = await start({ rateLimit: { requests: 1, perMs: 60_000 } });
  await client.listCustomers();
  expect(await rejection(client.listCustomers())).toMatchObject({ name: "RateLimitError" });
  emulator.reset();
  expect(await client.listCustomers()).toEqual([]);
  await emulator.close();
});

test("a closed emulator delivers nothing, even after a reset", async () => {
  const { emulator } = await start({ webhookUrl: "http://127.0.0.1:9/" });
  await emulator.close();
  emulator.reset();
  await emulator.send({ id: "wh_1", type: "CUSTOMER_CREATED", data: {} });
  expect(emulator.deliveries).toEqual([]);
});

test("the customers of a closed emulator keep their discount and their embedded payment methods", async () => {
  const first = await start();
  const { id } = await first.client.createCustomer({ ...minimalCustomer, coupon: "cpn_1" });
  for (let count = 0; count < 5; count++)
    await first.client.addPaymentMethod(id, { type: "us_ach_bank", fields: {} });
  await first.emulator.close();
  const { emulator, client } = await start({ customers: first.emulator.customers });
  for (const round of ["started", "reset"]) {
    const { discount, payment_methods } = await client.retrieveCustomer(id);
    expect(await client.retrieveDiscount(discount?.id ?? ""), round).toMatchObject({ id: discount?.id });
    expect(payment_methods, round).toMatchObject({ total_count: 3, has_more: false });
    expect(await client.listPaymentMethods(id), round).toEqual(payment_methods?.data);
    emulator.reset();
  }
  await emulator.close();
});

test("the initial customers are restored unchanged", async () => {
  const first = await start();
  const stored = await first.client.createCustomer(minimalCustomer);
  await first.emulator.close();
  const { emulator, client } = await start({ customers: [stored] });
  await client.updateCustomer(stored.id, { name: "Changed" });
  await client.createCustomer(minimalCustomer);
  emulator.reset();
  expect(await client.listCustomers()).toEqual([stored]);
  await emulator.close();
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
