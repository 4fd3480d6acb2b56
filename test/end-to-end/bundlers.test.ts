import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { type Consumer, copyInto, createConsumer } from "./packed/consumer.js";

const packages = [
  ...["esbuild@0.28.2", "webpack@5.113.0", "rollup@4.68.8", "@rollup/plugin-node-resolve@16.0.3"],
  ...["@vercel/ncc@0.45.0", "vite@7.3.8"],
];

let consumer: Consumer;
let emulator: Emulator;
beforeAll(async () => {
  [consumer, emulator] = await Promise.all([createConsumer(), startEmulator()]);
  await consumer.install(...packages);
  for (const name of ["job.mjs", "bundle.mjs"])
    await copyInto(consumer, `test/end-to-end/packed/${name}`, name);
  const { url, accessKey, secretKey } = emulator;
  await consumer.write(
    "app.mjs",
    `import { doJob } from "./job.mjs";
    doJob(${JSON.stringify({ url, accessKey, secretKey })}).then((done) => console.info(JSON.stringify(done)));`,
  );
});
afterAll(async () => {
  await emulator.close();
  await consumer.remove();
});

test.each(["esbuild-esm", "esbuild-cjs", "webpack", "rollup", "ncc", "vite"])(
  "a program bundled by %s does its job",
  async (name) => {
    const bundling = await consumer.run(process.execPath, "bundle.mjs", name);
    expect(bundling.code, bundling.output).toBe(0);
    const file = bundling.output.trim().split("\n").at(-1) ?? "";
    const { output } = await consumer.run(process.execPath, file);
    expect(JSON.parse(output.trim().split("\n").at(-1) ?? "{}"), output).toEqual({
      created: true,
      typed: true,
      checked: true,
      verified: true,
      rejectedForgery: true,
    });
  },
);
