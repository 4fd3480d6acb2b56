import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createAbortListeners } from "../../../src/deadline.js";
import { created, observedClient, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

test("any number of calls follow one signal with one listener", () => {
  const listen = createAbortListeners();
  const caller = new AbortController();
  const called: number[] = [];
  const ends = [1, 2, 3].map((call) => listen(caller.signal, () => called.push(call)));
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(1);
  ends[1]?.();
  caller.abort();
  expect(called).toEqual([1, 3]);
});

test("the last call to end removes the listener, and a later one adds it again", () => {
  const listen = createAbortListeners();
  const { signal } = new AbortController();
  const ends = [listen(signal, () => undefined), listen(signal, () => undefined)];
  for (const end of ends) end();
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  listen(signal, () => undefined);
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
});

test("10,000 calls on one signal leave no listener and no timer, and cause no warning", async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on("warning", onWarning);
  const caller = new AbortController();
  const { client, runtime } = observedClient(created);
  for (let round = 0; round < 100; round++) {
    await Promise.all(
      Array.from({ length: 100 }, () => client.createCustomer(minimalCustomer, { signal: caller.signal })),
    );
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", onWarning);
  expect(warnings).toEqual([]);
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
  expect(runtime.pending()).toBe(0);
});

test("a thousand concurrent calls end immediately when their signal aborts", async () => {
  const caller = new AbortController();
  const { client, runtime } = observedClient(() => new Promise(() => undefined));
  const pending = Array.from({ length: 1_000 }, () =>
    rejection(client.createCustomer(minimalCustomer, { signal: caller.signal })),
  );
  caller.abort("stop");
  const errors = (await Promise.all(pending)) as Error[];
  expect(new Set(errors.map(({ name, cause }) => `${name}: ${String(cause)}`))).toEqual(
    new Set(["AbortError: stop"]),
  );
  expect(runtime.pending()).toBe(0);
});
