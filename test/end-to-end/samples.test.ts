import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hmacSha256 } from "../../src/hmac.node.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { encodeDigest, type SignedParts, textToSign, webhookTextToSign } from "../../src/sign.js";
import { packagePaths, problemsOf } from "../helpers/compile.js";
import { execute } from "../helpers/execute.js";
import { cardFields, keys } from "../helpers/fixtures.js";
import { createClient } from "../../src/index.js";
import { at, objectsOf, openapi } from "../helpers/openapi.js";
import { type OpenApiDocument, operationsOf } from "../../scripts/lib/document.js";
import { readOperations } from "../../scripts/generate/read/operations.js";
import { withSamples } from "../../scripts/generate/write/samples.js";
import { things } from "../helpers/documents.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const folder = mkdtempSync(join(tmpdir(), "rapyd-customers-samples-"));
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator(keys);
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sample {
  label: string;
  source: string;
}

const samples = at("/paths/~1v1~1customers/post/x-codeSamples") as unknown as Sample[];
const files: Record<string, string> = {
  TypeScript: "createCustomer.ts",

  "Node.js, no package": "createCustomer.mjs",
};

/** The command that runs a sample as its reader would. */
async function commandOf({ label, source }: Sample): Promise<string[]> {
  if (label === "curl and openssl") {
    writeFileSync(join(folder, "sample.sh"), source);
    return ["sh", join(folder, "sample.sh")];
  }
  const [entry, output] = [join(folder, `${label}.ts`), join(folder, `${label}.mjs`)];
  writeFileSync(entry, source);
  const alias = { "rapyd-customers": inRoot("src/index.ts"), "#hmac": inRoot("src/hmac.node.ts") };
  await build({
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    format: "esm",
    platform: "node",
    alias,
  });
  return [process.execPath, output];
}

/** A shell environment with nothing from this process but `PATH`. */
function environmentOf(keys: object): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], ...keys };
}

test("the description contains each handwritten sample unchanged, and one for the shell", () => {
  expect(samples.map(({ label }) => label)).toEqual([
    "TypeScript",
    "curl and openssl",
    "Node.js, no package",
  ]);
  for (const [label, file] of Object.entries(files))
    expect(samples.find((sample) => sample.label === label)?.source).toBe(
      readFileSync(inRoot(`openapi/samples/${file}`), "utf8"),
    );
});

describe.each(samples)("the sample of $label", (sample) => {
  test("creates a customer", async () => {
    const before = emulator.customers.length;
    const { accessKey, secretKey, url } = emulator;
    const environment = { RAPYD_ACCESS_KEY: accessKey, RAPYD_SECRET_KEY: secretKey, RAPYD_BASE_URL: url };
    const { code, output } = await execute(folder, await commandOf(sample), environmentOf(environment));
    expect(output).toMatch(/cus_[0-9a-f]{32}/);
    expect(code).toBe(0);
    expect(emulator.customers).toHaveLength(before + 1);
  });

  test("fails with a wrong key, and says why", async () => {
    const environment = {
      RAPYD_ACCESS_KEY: emulator.accessKey,
      RAPYD_SECRET_KEY: "rsk_wrong",
      RAPYD_BASE_URL: emulator.url,
    };
    const { code, output } = await execute(folder, await commandOf(sample), environmentOf(environment));
    expect(output).toContain("UNAUTHENTICATED_API_CALL");
    expect(code).not.toBe(0);
  });
});

/**
 * All samples of the operations other than createCustomer, each with the path of its operation. A sample's arguments are ids, one for each
 * parameter of that path.
 */
const others = [...objectsOf(at("/paths"))].flatMap(([way, operation]) => {
  const { operationId, "x-codeSamples": found } = operation;
  if (typeof operationId !== "string" || operationId === "createCustomer") return [];
  const path = way.split("/").slice(0, -1).join("/");
  return (found as unknown as Sample[]).map((sample) => ({ operationId, path, ...sample }));
});

test("every operation has a TypeScript and a shell sample, handwritten or generated", () => {
  const sampled = new Set(others.map(({ operationId }) => operationId));
  expect(sampled.size).toBeGreaterThanOrEqual(15);
  for (const operationId of sampled) {
    const own = others.filter((sample) => sample.operationId === operationId);
    expect(
      own.map(({ label }) => label),
      operationId,
    ).toEqual(["TypeScript", "curl and openssl"]);
  }
});

test("generated samples compile", () => {
  const withoutSamples = things();
  for (const operation of operationsOf(withoutSamples)) delete operation["x-codeSamples"];
  const made = operationsOf(withSamples(withoutSamples, readOperations(withoutSamples)));
  expect(made.map((operation) => operation["x-codeSamples"]?.map(({ lang }) => lang))).toEqual(
    made.map(() => ["TypeScript", "Shell"]),
  );
  // Of this package's own operations, since the other description has no server here.
  const bare = structuredClone(openapi) as unknown as OpenApiDocument;
  for (const operation of operationsOf(bare)) delete operation["x-codeSamples"];
  const sources = operationsOf(withSamples(bare, readOperations(bare))).map(
    (operation, index): [string, string] => [
      inRoot(`test/made-sample-${index}.ts`),
      operation["x-codeSamples"]?.[0]?.source ?? "",
    ],
  );
  expect(sources.length).toBeGreaterThanOrEqual(16);
  expect(problemsOf(new Map(sources), { types: ["node"], paths: packagePaths })).toEqual([]);
});

/**
 * Samples of the operations that have a handwritten TypeScript sample. The samples of an operation without one are not run, since the test
 * does not create the objects whose ids they need.
 */
const written = others.filter(({ operationId }) => existsSync(inRoot(`openapi/samples/${operationId}.ts`)));

test.each(written)("the $label sample of $operationId does what it says", async (sample) => {
  const { accessKey, secretKey, url } = emulator;
  const client = createClient({ accessKey, secretKey, baseUrl: url });
  const { id: customerId, discount } = await client.createCustomer({
    ...minimalCustomer,
    name: "Jane Doe",
    coupon: "SPRING",
  });
  const method = await client.addPaymentMethod(customerId, {
    type: "us_visa_card",
    fields: cardFields,
  });
  const { id: addressId } = await client.createAddress({ name: "Jane Doe", line_1: "Street" });
  const ids: Record<string, string> = {
    ...{ customerId, addressId, discountId: discount?.id ?? "", paymentMethodId: method.id ?? "" },
  };
  const inputs = [...sample.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ids[name] ?? "");
  const environment = { RAPYD_ACCESS_KEY: accessKey, RAPYD_SECRET_KEY: secretKey, RAPYD_BASE_URL: url };
  const command = [...(await commandOf(sample)), ...inputs];
  const { code, output } = await execute(folder, command, environmentOf(environment));
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(/cus_|card_|dis_|address_|deleted|SUCCESS/) as string,
  ]);
});

test("the TypeScript samples compile for a strict caller", () => {
  const sources = [...samples, ...others].filter(({ label }) => label === "TypeScript");
  const texts = new Map(sources.map(({ source }, index) => [inRoot(`test/sample-${index}.ts`), source]));
  expect(problemsOf(texts, { types: ["node"], paths: packagePaths })).toEqual([]);
});

test("the test vectors on the page are right", async () => {
  const { description } = openapi["info"] as { description: string };
  const [, block = "[]"] = /```json\n([\s\S]*?)```/.exec(description) ?? [];
  const vectors = JSON.parse(block) as (Parameters<typeof textToSign>[0] & { signature: string })[];
  expect(vectors.length).toBeGreaterThanOrEqual(4);
  expect(description).toContain(keys.accessKey);
  expect(description).toContain(keys.secretKey);
  for (const { signature, ...parts } of vectors)
    expect(encodeDigest(await hmacSha256(keys.secretKey)(textToSign(parts, keys)))).toBe(signature);
});

test("the test vector for webhooks on the page is right", async () => {
  const tags = openapi["tags"] as { name: string; description: string }[];
  const { description = "" } = tags.find(({ name }) => name === "Webhooks") ?? {};
  const [, block = "{}"] = /```json\n([\s\S]*?)```/.exec(description) ?? [];
  const { url, signature, ...parts } = JSON.parse(block) as { url: string; signature: string } & SignedParts;
  const text = webhookTextToSign(url, parts, keys);
  expect(encodeDigest(await hmacSha256(keys.secretKey)(text))).toBe(signature);
});

test("the page names every error code", () => {
  const { description } = openapi["info"] as { description: string };
  const codes = at("/components/schemas/ErrorCode/anyOf/0/enum") as string[];
  expect(codes.filter((code) => code !== "" && !description.includes(`\`${code}\``))).toEqual([]);
});
