import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { execute } from "../helpers/execute.js";
import { type Consumer, copyInto, createConsumer } from "./packed/consumer.js";

// Packages that the recipes name, in pinned versions.
const packages = [
  ...[
    "express@5.3.0",
    "@types/express@5.0.6",
    "fastify@5.12.8",
    "undici@7.30.2",
    "pino@10.4.0",
    "koa@3.3.0",
    "@types/koa@3.0.3",
    "jest@30.5.2",
    "ts-jest@29.4.15",
  ],
  ...["@opentelemetry/api@1.9.0", "@opentelemetry/sdk-trace-base@2.12.1"],
  ...["typescript@5.9.3", "@types/node@20.19.43"],
];
const compilerOptions = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true },
  ...{ target: "es2022", module: "nodenext", types: ["node"], outDir: "out", noEmitOnError: true },
};
const jestManifest = { private: true, jest: { preset: "ts-jest", testEnvironment: "node" } };
const jestOptions = {
  ...compilerOptions,
  module: "commonjs",
  moduleResolution: "node10",
  esModuleInterop: true,
};

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
  await consumer.install(...packages);
  const page = readFileSync(inRoot("openapi/recipes.md"), "utf8");
  for (const [, name = "", text = ""] of page.matchAll(/```ts ([\w.-]+)\n([^]*?)```/g))
    await consumer.write(name.includes(".test.") ? `jest/${name}` : name, text);
  await consumer.write("jest/package.json", JSON.stringify(jestManifest));
  await consumer.write("jest/tsconfig.json", JSON.stringify({ compilerOptions: jestOptions }));
  const readme = readFileSync(inRoot("README.md"), "utf8");
  const [webhook = ""] = /(?<=```ts\n)import \{ verifyWebhook[^]*?(?=```)/.exec(readme) ?? [];
  await consumer.write("webhook.ts", webhook);
  await consumer.write("tsconfig.json", JSON.stringify({ compilerOptions, exclude: ["jest", "out"] }));
  await copyInto(consumer, "test/end-to-end/packed/recipes.mjs", "recipes.mjs");
  expect(await consumer.run("npx", "tsc", "-p", ".")).toEqual({ code: 0, output: "" });
});
afterAll(() => consumer.remove());

/** Runs a recipe, and returns the result that it printed, among whatever was logged. */
async function run(name: string): Promise<unknown> {
  const { output } = await consumer.run(process.execPath, "recipes.mjs", name);
  const [, result] = /^result: (.*)$/m.exec(output) ?? [];
  if (result === undefined) throw new Error(`${name} printed no result:\n${output}`);
  return JSON.parse(result);
}

test.each(["express", "fastify", "http"])(
  "%s accepts a genuine event, rejects a forged and an empty one, and does not read a very long one",
  async (name) => {
    const { long, ...result } = (await run(name)) as { long: number };
    expect(result).toEqual({ delivered: 200, forged: 401, empty: 401, logged: "signature" });
    expect(long, "0 or 413 if the body was not read to its end").not.toBe(401);
  },
);

test("after express.json(), the Express recipe responds with 500 and logs why", async () => {
  expect(await run("behindJson")).toEqual({ status: 500, logged: expect.stringContaining("express.json()") });
});

test.each(["express-errors", "fastify-errors", "koa-errors"])(
  "%s responds according to mayHaveSucceeded",
  async (name) => {
    expect(await run(name)).toEqual({
      limited: [503, { mayHaveSucceeded: false, isTransient: true }],
      lost: [409, { mayHaveSucceeded: true, isTransient: true }],
      rejected: [502, { mayHaveSucceeded: false, isTransient: false }],
      other: 500,
    });
  },
);

test("the README's route handler accepts a genuine event, and rejects a forged one", async () => {
  expect(await run("webhook")).toEqual({ delivered: 200, forged: 401 });
});

test("the route that creates a customer reports the outcome", async () => {
  expect(await run("route")).toMatchObject({
    created: { status: 201, id: expect.stringMatching(/^cus_/) },
    rejected: { status: 400, issues: [{ path: "/name" }] },
    lost: { status: 502, mayHaveSucceeded: true },
  });
});

test("calls go through the proxy", async () => {
  expect(await run("proxy")).toEqual({ throughProxy: true, created: 1 });
});

test("OpenTelemetry gets one span per attempt", async () => {
  const both = { name: "createCustomer", "http.request.method": "POST", "url.template": "/v1/customers" };
  expect(await run("telemetry")).toEqual([
    expect.objectContaining({
      ...both,
      "http.response.status_code": 429,
      "http.request.resend_count": 0,
      code: 2,
    }),
    expect.objectContaining({
      ...both,
      "http.response.status_code": 200,
      "http.request.resend_count": 1,
      code: 0,
    }),
  ]);
});

test("API drift is reported by path, without values", async () => {
  const { warned } = (await run("drift")) as { warned: string[] };
  expect(warned).toContainEqual(expect.stringMatching(/\/data\/surprise$/));
  expect(warned.join()).not.toContain("Jane Doe");
});

test("pino logs each attempt and each failure, and no key", async () => {
  const { output } = await consumer.run(process.execPath, "recipes.mjs", "logging");
  expect(output).toContain('"errorCode":"INVALID_CUSTOMER_NAME"');
  expect(output).toContain('"mayHaveSucceeded":false');
  expect(output).not.toContain("rsk_recipes_secret");
});

test("the Jest recipe passes in Jest's default mode", async () => {
  const command = ["npx", "jest", "--rootDir", join(consumer.folder, "jest")];
  const { code, output } = await execute(join(consumer.folder, "jest"), command);
  expect(output).toContain("2 passed");
  expect(code).toBe(0);
});
