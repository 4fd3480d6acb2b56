/** The published description works with widely used tools. The test installs them from npm, in the versions listed in `tools`. */
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { execute } from "../helpers/execute.js";

const tools = [
  "@stoplight/spectral-cli@6.16.3",
  "@hey-api/openapi-ts@0.95.0",
  "orval@7.13.2",
  "openapi-zod-client@1.18.3",
  "typescript@5.9.3",
];
const folder = mkdtempSync(join(tmpdir(), "rapyd-customers-portability-"));

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  copyFileSync(inRoot("generated/openapi.json"), join(folder, "openapi.json"));
  const { code, output } = await execute(folder, ["npm", "install", "--no-audit", "--no-fund", ...tools]);
  expect(code, output).toBe(0);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(tool: string, ...values: string[]): Promise<string> {
  const { code, output } = await execute(folder, [join(folder, "node_modules/.bin", tool), ...values]);
  expect(code, output).toBe(0);
  return output;
}

test("Spectral reports no errors", async () => {
  writeFileSync(join(folder, ".spectral.yaml"), "extends: ['spectral:oas']\n");
  const output = await run(
    "spectral",
    "lint",
    "openapi.json",
    "--ruleset",
    ".spectral.yaml",
    "--fail-severity=error",
  );
  expect(output).toMatch(/No results|\(0 errors/);
});

test("hey-api generates a client from the description", async () => {
  await run("openapi-ts", "-i", "openapi.json", "-o", "hey-api");
  expect(existsSync(join(folder, "hey-api/sdk.gen.ts"))).toBe(true);
});

test("orval generates a client from the description", async () => {
  const config = { api: { input: "./openapi.json", output: { target: "./orval/api.ts" } } };
  writeFileSync(join(folder, "orval.config.cjs"), `module.exports = ${JSON.stringify(config)};`);
  await run("orval", "--config", "orval.config.cjs");
  expect(existsSync(join(folder, "orval/api.ts"))).toBe(true);
});

test("openapi-zod-client generates checks from the description", async () => {
  await run("openapi-zod-client", "openapi.json", "-o", "checks.ts");
  expect(existsSync(join(folder, "checks.ts"))).toBe(true);
});
