/** `npm run test:runtimes`: installs the packed tarball and does one job with it in each runtime, against the emulator. */
import { startEmulator } from "../../src/emulator/index.js";
import { copyInto, createConsumer } from "./consumer.js";
import { runtimes } from "./runtimes.js";

console.info("Packing, and installing the tarball into an empty project ...");
const consumer = await createConsumer();
const emulator = await startEmulator();
const { url, accessKey, secretKey } = emulator;
const parts = ["created", "typed", "checked", "verified", "refusedForgery"];
const failed: string[] = [];

try {
  const packages = runtimes.flatMap((runtime) => runtime.package ?? []);
  console.info(`Fetching ${packages.join(", ")} ...`);
  await consumer.install(...packages);
  await copyInto(consumer, "test/packed/job.mjs", "job.mjs");
  for (const runtime of runtimes) {
    const before = emulator.customers.length;
    const result = await runtime
      .run(consumer, { url, accessKey, secretKey })
      .catch((error: unknown) => String(error));
    const missing =
      typeof result === "string"
        ? [result]
        : [...parts, ...Object.keys(result)].filter((part) => result[part] !== true);
    if (emulator.customers.length === before && missing.length === 0)
      missing.push("no customer reached the emulator");
    console.info(
      `${missing.length === 0 ? "passed" : "FAILED"}: ${runtime.name}${missing.length > 0 ? `: ${missing.join(", ")}` : ""}`,
    );
    if (missing.length > 0) failed.push(runtime.name);
  }
} finally {
  await emulator.close();
  await consumer.remove();
}
console.info(`${runtimes.length - failed.length} of ${runtimes.length} runtimes passed`);
if (failed.length > 0) process.exitCode = 1;
