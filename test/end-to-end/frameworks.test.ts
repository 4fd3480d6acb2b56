import { afterAll, beforeAll, expect, test } from "vitest";
import { type Consumer, copyInto, createConsumer } from "./packed/consumer.js";

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
  await consumer.install("express@5.3.0", "fastify@5.12.8", "koa@3.3.0");
  await copyInto(consumer, "test/end-to-end/packed/unhandled.mjs", "unhandled.mjs");
});
afterAll(() => consumer.remove());

test.each(["express", "fastify", "koa"])(
  "an unhandled ApiError in %s becomes a plain 500, with nothing from Rapyd's response",
  async (name) => {
    const { output } = await consumer.run(process.execPath, "unhandled.mjs", name);
    const line = output.split("\n").find((one) => one.startsWith('{"status"'));
    if (line === undefined) throw new Error(`${name} printed no result:\n${output}`);
    const { status, headers } = JSON.parse(line) as { status: number; headers: Record<string, string> };
    expect(status).toBe(500);
    for (const name of ["retry-after", "set-cookie", "x-upstream"]) expect(headers).not.toHaveProperty(name);
    // Both together would be broken HTTP.
    expect("content-length" in headers && "transfer-encoding" in headers).toBe(false);
  },
);
