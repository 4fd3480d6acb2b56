/**
 * `npm run test:package`: looks at the packed tarball as its consumers do: publint and attw, what it holds and depends on, `require` of
 * the ES module, and callers' compilers. knip looks for what nobody uses.
 */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/paths.js";
import { type Consumer, createConsumer } from "./consumer.js";

const tools = ["publint@0.3.25", "@arethetypeswrong/cli@0.18.5", "knip@6.44.2"];
const compilers = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];
const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "node16", moduleResolution: "node16" },
  { module: "esnext", moduleResolution: "bundler" },
];

/** A caller's file that uses every entry. */
const caller = `import { createClient, type Customer, RapydError, ValidationError } from "rapyd-customers";
import { startEmulator } from "rapyd-customers/emulator";
import { contractMonitor } from "rapyd-customers/contract";
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

const failed: string[] = [];

function tell(name: string, passed: boolean, output = ""): void {
  console.info(`${passed ? "passed" : "FAILED"}: ${name}`);
  if (passed) return;
  console.error(output.trim());
  failed.push(name);
}

/** Runs a tool in the project's own folder. */
function tool(name: string, ...values: string[]): void {
  const command = join(consumer.folder, "node_modules/.bin", name);
  const { status, stdout, stderr } = spawnSync(command, values, { cwd: root, encoding: "utf8" });
  tell([name, ...values.map((value) => value.replace(/.*\//, ""))].join(" "), status === 0, stdout + stderr);
}

console.info("Packing, and installing the tarball into an empty project ...");
const consumer = await createConsumer();
try {
  const { size } = statSync(consumer.tarball);
  console.info(`The tarball has ${size} bytes`);
  await checkDependencies(consumer);
  await checkRequire(consumer);
  console.info(`Fetching ${tools.join(", ")} ...`);
  await consumer.install(...tools);
  tool("publint", "run", consumer.tarball, "--strict");
  tool("attw", consumer.tarball, "--profile", "esm-only", "--format", "ascii");
  tool("knip", "--no-progress");
  console.info(`Fetching TypeScript ${compilers.join(", ")} ...`);
  await consumer.install(...compilers.map((version) => `typescript-${version}@npm:typescript@${version}`));
  await checkCompilers(consumer);
} finally {
  await consumer.remove();
}
if (failed.length > 0) {
  console.error(`test:package: failed: ${failed.join("; ")}`);
  process.exitCode = 1;
}

async function checkDependencies({ run }: Consumer): Promise<void> {
  const { output } = await run("npm", "ls", "--all", "--omit=dev", "--parseable", "--loglevel=silent");
  const names = output
    .split("\n")
    .flatMap((line) => (line.includes("node_modules/") ? line.replace(/.*node_modules\//, "") : []));
  const expected = ["openapi-fetch", "openapi-typescript-helpers", "rapyd-customers"];
  tell(
    "depends on openapi-fetch and its types helper alone",
    names.sort().join() === expected.join(),
    output,
  );
}

/** Node 20.19 and later can require an ES module. */
async function checkRequire({ write, run }: Consumer): Promise<void> {
  await write(
    "require.cjs",
    `const { createClient } = require("rapyd-customers");
    const { verifyWebhook } = require("rapyd-customers/webhooks");
    const { startEmulator } = require("rapyd-customers/emulator");
    const { contractMonitor } = require("rapyd-customers/contract");
    const all = [createClient, verifyWebhook, startEmulator, contractMonitor];
    if (!all.every((one) => typeof one === "function")) process.exitCode = 1;`,
  );
  const { code, output } = await run(process.execPath, "require.cjs");
  tell(`require of the ES module on Node ${process.versions.node}`, code === 0, output);
}

/** Compiles the caller's file with every compiler, and no declaration skipped. */
async function checkCompilers({ write, run, folder }: Consumer): Promise<void> {
  await write("caller.ts", caller);
  for (const version of compilers) {
    for (const resolution of resolutions) {
      for (const exactOptionalPropertyTypes of [true, false]) {
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
        await write("tsconfig.json", JSON.stringify({ compilerOptions: options, files: ["caller.ts"] }));
        const { code, output } = await run(
          process.execPath,
          join(folder, `node_modules/typescript-${version}/bin/tsc`),
          ...["-p", "tsconfig.json"],
        );
        const exactly = exactOptionalPropertyTypes ? "exact" : "loose";
        tell(
          `TypeScript ${version}, ${resolution.moduleResolution}, ${exactly} optional properties`,
          code === 0,
          output,
        );
      }
    }
  }
}
