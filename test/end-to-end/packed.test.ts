import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot, root } from "../../scripts/lib/paths.js";
import { execute } from "../helpers/execute.js";
import { type Consumer, createConsumer } from "./packed/consumer.js";

// The packed tarball as its consumers see it. Tools and compilers are fetched from npm, in pinned versions.
const tools = ["publint@0.3.25", "@arethetypeswrong/cli@0.18.5", "knip@6.44.2"];
const compilers = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];
const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext", file: "caller.ts" },
  { module: "nodenext", moduleResolution: "nodenext", file: "caller.cts" },
  { module: "node16", moduleResolution: "node16", file: "caller.ts" },
  { module: "node16", moduleResolution: "node16", file: "caller.cts" },
  { module: "esnext", moduleResolution: "bundler", file: "caller.ts" },
  { module: "commonjs", moduleResolution: "node10", file: "caller.ts" },
];

/** TypeScript 6 deprecates this resolution, and 7 has it no more. */
const hasNode10 = (version: string): boolean => /^5/.test(version);

/** A caller's file that uses every entry. */
const caller = `import { createClient, type Customer, RapydError, ValidationError } from "rapyd-customers";
import { startEmulator } from "rapyd-customers/emulator";
import { contractMonitor } from "rapyd-customers/contract";
import { createOnce, ExactlyOnceError, importCustomers } from "rapyd-customers/exactly-once";
import { signWebhook, verifyWebhook } from "rapyd-customers/webhooks";

export async function use(): Promise<Customer> {
  const emulator = await startEmulator({ accessKey: "rak", secretKey: "rsk" });
  const { url, accessKey, secretKey } = emulator;
  const middleware = [contractMonitor({ onDrift: ({ path }) => void path })];
  const rapyd = createClient({ accessKey, secretKey, baseUrl: url, middleware, timeoutMs: undefined });
  const headers = await signWebhook({ url, accessKey, secretKey, body: "{}" });
  const event = await verifyWebhook({ url, accessKey, secretKey, body: "{}", headers });
  if (event.type === "CUSTOMER_CREATED") return event.data;
  const { data } = await rapyd.raw.POST("/v1/customers", { body: { name: "Jane" } });
  const id: string | undefined = data?.data.id;
  const records = [{ name: "Jane", metadata: { reference: "order-1" } }];
  for await (const result of importCustomers(rapyd, records, { journal: "journal.jsonl", signal: undefined }))
    if (result.error instanceof ExactlyOnceError) return createOnce(rapyd, result.reference, result.record);
  try {
    return await rapyd.createCustomer({ name: id ?? "Jane", addresses: [{ country: "DE" }] }, { signal: new AbortController().signal });
  } catch (error) {
    if (error instanceof ValidationError) throw new RapydError(error.issues.map(({ path }) => path).join());
    throw error;
  }
}

// @ts-expect-error the name is missing
export const wrong = () => createClient().createCustomer({ email: "x" });
`;

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
});
afterAll(() => consumer.remove());

test("the tarball has less than 450 kB", () => {
  expect(statSync(consumer.tarball).size).toBeLessThan(450_000);
});

test("each ES module comes with a source map that holds its source", async () => {
  const folder = join(consumer.folder, "node_modules/rapyd-customers/dist");
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".js") && !name.startsWith("commonjs"),
  );
  const without = modules.filter((name) => {
    const map = JSON.parse(readFileSync(join(folder, `${name}.map`), "utf8")) as {
      sourcesContent?: string[];
    };
    return !map.sourcesContent?.[0];
  });
  expect(modules.length).toBeGreaterThan(30);
  expect(without).toEqual([]);
});

test("it depends on openapi-fetch and its types helper alone", async () => {
  const { output } = await consumer.run(
    ...["npm", "ls", "--all", "--omit=dev", "--parseable", "--loglevel=silent"],
  );
  const names = output
    .split("\n")
    .flatMap((line) => (line.includes("node_modules/") ? line.replace(/.*node_modules\//, "") : []));
  expect(names.sort()).toEqual(["openapi-fetch", "openapi-typescript-helpers", "rapyd-customers"]);
});

test("a customer's whole life runs with the installed package", async () => {
  await consumer.write("life.mjs", readFileSync(inRoot("test/end-to-end/packed/life.mjs"), "utf8"));
  expect(await consumer.run(process.execPath, "life.mjs")).toEqual({ code: 0, output: "a whole life\n" });
});

describe("tools find nothing to say", () => {
  beforeAll(() => consumer.install(...tools));

  test.each<[string, string[]]>([
    ["publint", ["run", "TARBALL", "--strict"]],
    ["attw", ["TARBALL", "--format", "ascii"]],
    ["knip", ["--no-progress"]],
  ])("%s", async (name, values) => {
    const command = join(consumer.folder, "node_modules/.bin", name);
    const { code, output } = await execute(root, [
      command,
      ...values.map((value) => value.replace("TARBALL", consumer.tarball)),
    ]);
    expect(code, output).toBe(0);
  });
});

describe("a caller's file compiles, with no declaration skipped", () => {
  beforeAll(async () => {
    await consumer.install(...compilers.map((version) => `typescript-${version}@npm:typescript@${version}`));
    for (const name of ["caller.ts", "caller.cts"]) await consumer.write(name, caller);
  });

  describe.each(compilers)("with TypeScript %s", (version) => {
    const possible = resolutions.filter((one) => one.moduleResolution !== "node10" || hasNode10(version));
    test.each(possible)(
      "$module and $moduleResolution resolution, $file",
      async ({ file, ...resolution }) => {
        // How exact optional properties are does not depend on how a module is found.
        const isFirst = file === "caller.ts" && resolution.module === "nodenext";
        for (const exactOptionalPropertyTypes of isFirst ? [true, false] : [true]) {
          const options = {
            ...resolution,
            ...{
              strict: true,
              exactOptionalPropertyTypes,
              skipLibCheck: false,
              noEmit: true,
              target: "es2022",
            },
            ...{ lib: ["es2023", "dom", "dom.iterable"], types: [] },
          };
          await consumer.write("tsconfig.json", JSON.stringify({ compilerOptions: options, files: [file] }));
          const compiler = join(consumer.folder, `node_modules/typescript-${version}/bin/tsc`);
          const { code, output } = await consumer.run(process.execPath, compiler, "-p", "tsconfig.json");
          expect([output, code]).toEqual(["", 0]);
        }
      },
    );
  });
});
