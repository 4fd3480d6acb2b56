import { readdirSync, readFileSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot, root } from "../../scripts/lib/paths.js";
import { run } from "../helpers/copy.js";
import { execute } from "../helpers/execute.js";
import { type Consumer, createConsumer } from "./packed/consumer.js";

// The packed tarball as its consumers see it. Tools and compilers are fetched from npm, in pinned versions.
const tools = ["publint@0.3.25", "@arethetypeswrong/cli@0.18.5", "knip@6.44.2"];
const compilers = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];
const both = ["caller.ts", "caller.cts"];
const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext", files: both },
  { module: "node16", moduleResolution: "node16", files: both },
  { module: "esnext", moduleResolution: "bundler", files: ["caller.ts"] },
  { module: "commonjs", moduleResolution: "node10", files: ["caller.ts"] },
];

/** Whether a TypeScript version accepts `moduleResolution: node10`. TypeScript 6 deprecates it, and 7 no longer has it. */
const hasNode10 = (version: string): boolean => /^5/.test(version);

/** A caller's file that uses every entry point. */
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

test("each ES module with behaviour has a source map that contains its source", async () => {
  const folder = join(consumer.folder, "node_modules/rapyd-customers/dist");
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      name.endsWith(".js") &&
      !name.startsWith("commonjs") &&
      readFileSync(join(folder, name), "utf8").includes("sourceMappingURL"),
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

test("the package depends on openapi-fetch and its types helper alone", async () => {
  const { output } = await consumer.run(
    ...["npm", "ls", "--all", "--omit=dev", "--parseable", "--loglevel=silent"],
  );
  const names = output
    .split("\n")
    .flatMap((line) => (line.includes("node_modules/") ? line.replace(/.*node_modules\//, "") : []));
  expect(names.sort()).toEqual(["openapi-fetch", "openapi-typescript-helpers", "rapyd-customers"]);
});

test("the installed package runs a customer's whole lifecycle", async () => {
  await consumer.write("life.mjs", readFileSync(inRoot("test/end-to-end/packed/life.mjs"), "utf8"));
  expect(await consumer.run(process.execPath, "life.mjs")).toEqual({ code: 0, output: "a whole life\n" });
});

describe("linters report nothing", () => {
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
    for (const name of both) await consumer.write(name, caller);
  });

  describe.each(compilers)("with TypeScript %s", (version) => {
    const possible = resolutions.filter((one) => one.moduleResolution !== "node10" || hasNode10(version));
    test.each(possible)(
      "$module and $moduleResolution resolution, $files",
      async ({ files, ...resolution }) => {
        // How exact optional properties are does not depend on how a module is found.
        const isFirst = resolution.module === "nodenext";
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
          await consumer.write("tsconfig.json", JSON.stringify({ compilerOptions: options, files }));
          const compiler = join(consumer.folder, `node_modules/typescript-${version}/bin/tsc`);
          const { code, output } = await consumer.run(process.execPath, compiler, "-p", "tsconfig.json");
          expect([output, code]).toEqual(["", 0]);
        }
      },
    );
  });
});

test("the package contains dist, README and its links, CHANGELOG, LICENSE, the bundled description and nothing else", () => {
  const other = consumer.files.filter(
    (path) => !/^dist\/(commonjs\/)?(src|generated)\/[\w./-]+\.(js|js\.map|d\.ts)$/.test(path),
  );
  expect(other.sort()).toEqual([
    ".github/CONTRIBUTING.md",
    ".github/SECURITY.md",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/commonjs/package.json",
    "generated/openapi.json",
    "openapi/description.md",
    "openapi/recipes.md",
    "package.json",
  ]);
});

test("every relative link of the README leads to a packed file", async () => {
  const readme = await readFile(inRoot("README.md"), "utf8");
  const links = Array.from(readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g), ([, path = ""]) => path);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((path) => !consumer.files.includes(path))).toEqual([]);
});

test("a consumer's strict project compiles and runs the README's samples against the emulator", async () => {
  const readme = await readFile(inRoot("README.md"), "utf8");
  const blocks = [...readme.matchAll(/```ts\n([^]*?)```/g)].map((match) => match[1] ?? "");
  const sample = blocks.find((text) => text.includes("startEmulator"));
  await writeFile(join(consumer.folder, "quick-start.ts"), blocks[0] ?? "");
  await writeFile(join(consumer.folder, "sample.ts"), sample ?? "");
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    module: "nodenext",
    target: "es2022",
    types: [],
    lib: ["es2022", "dom", "dom.iterable"],
  };
  await writeFile(
    join(consumer.folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, files: ["quick-start.ts", "sample.ts"] }),
  );
  expect(await run(consumer.folder, ["tsc", "-p", "tsconfig.json"])).toEqual({ code: 0, output: "" });
  const { code, output } = await run(consumer.folder, ["node", "sample.js"]);
  expect(output).toMatch(/^POST \/v1\/customers at 127\.0\.0\.1:\d+: 400 CREDIT_CARD_EXISTS: .*\n0 1 0\n$/);
  expect(code).toBe(0);
  const quickStart = [
    "node",
    "node_modules/rapyd-customers/dist/src/cli/main.js",
    "emulator",
    "--",
    "node",
    "quick-start.js",
  ];
  expect(await run(consumer.folder, quickStart)).toEqual({
    code: 0,
    output: expect.stringMatching(/^cus_[0-9a-f]{32} Jane Doe$/m) as string,
  });
});

test("an error of the ES module build is an instance of the CommonJS class, and vice versa", async () => {
  await consumer.write(
    "copies.mjs",
    `
    import { createRequire } from "node:module";
    import * as modules from "rapyd-customers";
    import { ExactlyOnceError } from "rapyd-customers/exactly-once";
    const require = createRequire(import.meta.url);
    const commonjs = require("rapyd-customers");
    const keys = { accessKey: "rak_x", secretKey: "rsk_x" };
    for (const [one, other] of [[modules, commonjs], [commonjs, modules]]) {
      const error = await one.createClient(keys).createCustomer({ name: "" }).catch((reason) => reason);
      console.info(error instanceof other.ValidationError, error instanceof other.RapydError, error instanceof other.ApiError);
    }
    const gaveUp = new ExactlyOnceError("m", {});
    console.info(gaveUp instanceof require("rapyd-customers/exactly-once").ExactlyOnceError, gaveUp instanceof commonjs.RapydError);
    `,
  );
  expect(await consumer.run(process.execPath, "copies.mjs")).toEqual({
    code: 0,
    output: "true true false\ntrue true false\ntrue true\n",
  });
});

test("the package's command runs", async () => {
  const { bin } = JSON.parse(await readFile(inRoot("package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  const command = join(consumer.folder, "node_modules/rapyd-customers", bin["rapyd-customers"] ?? "");
  expect(await readFile(command, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  const { code, output } = await run(consumer.folder, ["node", command, "--help"]);
  expect([code, output]).toEqual([0, expect.stringContaining("emulator         starts a local Rapyd")]);
});

test("the description and package.json can be imported, and no internal file can", async () => {
  await writeFile(
    join(consumer.folder, "door.js"),
    `
    import { createRequire } from "node:module";
    const print = console.info;
    const require = createRequire(import.meta.url);
    print(require("rapyd-customers/openapi.json").info.title);
    print(require("rapyd-customers/package.json").name);
    try { require.resolve("rapyd-customers/dist/src/retry.js"); print("open"); } catch { print("closed"); }`,
  );
  expect((await run(consumer.folder, ["node", "door.js"])).output).toBe(
    "Rapyd Customers API\nrapyd-customers\nclosed\n",
  );
});
