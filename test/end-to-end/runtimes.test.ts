import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { version } from "../../generated/client.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { type Consumer, copyInto, createConsumer } from "./packed/consumer.js";
import { nodeBinary, runtimes } from "./packed/runtimes.js";

let consumer: Consumer;
let emulator: Emulator;
beforeAll(async () => {
  consumer = await createConsumer();
  emulator = await startEmulator();
  emulator.inject({
    mode: "reset-after-commit",
    times: Infinity,
    match: ({ headers }) => headers["x-fault"] === "reset",
  });
  await consumer.install(...new Set(runtimes.flatMap((runtime) => runtime.package ?? [])));
  for (const name of ["job.mjs", "hazards.mjs", "require.cjs"])
    await copyInto(consumer, `test/end-to-end/packed/${name}`, name);
});
afterAll(async () => {
  await emulator.close();
  await consumer.remove();
});

const target = (): { url: string; accessKey: string; secretKey: string } => {
  const { url, accessKey, secretKey } = emulator;
  return { url, accessKey, secretKey };
};

test.each(runtimes)("the tarball does its job in $name, and reports its version", async ({ name, run }) => {
  const before = emulator.requests.length;
  const done = await run(consumer, target(), { module: "job.mjs", name: "doJob" });
  const parts = ["created", "typed", "checked", "verified", "rejectedForgery", ...Object.keys(done)];
  expect(parts.filter((part) => done[part] !== true)).toEqual([]);
  const sent = emulator.requests.slice(before).filter(({ status }) => status === 200);
  expect(sent.length, `no customer of ${name} reached the emulator`).toBeGreaterThan(0);
  // A browser sets this header itself.
  if (name !== "Chromium")
    for (const { headers } of sent) expect(headers["user-agent"]).toBe(`rapyd-customers/${version}`);
});

describe.each(runtimes.filter(({ name }) => name !== "Chromium"))(
  "$name creates one customer and reports that it may exist",
  ({ run }) => {
    test("if a warm connection is reset after the request was accepted, and if the global fetch is wrapped", async () => {
      const before = emulator.customers.length;
      const { ends, wrapped } = await run(consumer, target(), { module: "hazards.mjs", name: "meetHazards" });
      expect(ends).toEqual([true]);
      expect(wrapped).toBe("ConnectionError true 1");
      const created = emulator.customers.slice(before).map(({ name }) => name);
      expect(created.filter((name) => name.startsWith("reset"))).toHaveLength(20);
      expect(created.filter((name) => name === "wrapped")).toHaveLength(1);
    });
  },
);

test.each(["20", "22", "24", "26"])(
  "in Node %s, every entry point can be required, and all share their modules",
  async (major) => {
    expect(await consumer.run(nodeBinary(consumer, major), "require.cjs")).toEqual({
      code: 0,
      output: "required\n",
    });
  },
);
