/**
 * `npm run demo`: the main job from the description to a created customer. It calls the local emulator, or Rapyd's sandbox when
 * RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY are set.
 */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { CreateCustomerRequest } from "../src/index.js";
import { inRoot, root } from "./paths.js";

const hasColor = process.stdout.isTTY && !process.env["NO_COLOR"];

function paint(code: number, text: string): string {
  return hasColor ? `\u001b[${code}m${text}\u001b[0m` : text;
}

const start = performance.now();
try {
  // Lint is the first step of generate, which leaves the folder alone when it is current.
  await step("lint and generate", () => script("scripts/generate.ts"));
  await step("build", () => script("scripts/build.ts"));
  await createCustomers();
  console.log(paint(32, `\nDone in ${seconds(start)}.`));
} catch (error) {
  console.error(
    paint(31, `\nFailed after ${seconds(start)}: ${error instanceof Error ? error.message : String(error)}`),
  );
  process.exitCode = 1;
}

async function createCustomers(): Promise<void> {
  const { createClient, RapydError, servers } =
    await built<typeof import("../src/index.js")>("dist/src/index.js");
  const hasKeys = Boolean(process.env["RAPYD_ACCESS_KEY"] && process.env["RAPYD_SECRET_KEY"]);
  const emulator = hasKeys ? undefined : await step("start the emulator", startEmulator);
  // RAPYD_BASE_URL may point to production, where a demo must not go.
  const options = emulator
    ? { accessKey: emulator.accessKey, secretKey: emulator.secretKey, baseUrl: emulator.url }
    : { baseUrl: servers.sandbox };
  console.log(
    `\nCalling ${emulator ? `the emulator at ${emulator.url}` : "Rapyd's sandbox, with the keys from the environment"}\n`,
  );
  try {
    const rapyd = createClient(options);
    const customer = await step("create a customer", async () => rapyd.createCustomer(await fullExample()));
    console.log(`  ${paint(1, customer.id)}  ${customer.name}, ${customer.email}\n`);
    await show("a wrong secret key", () =>
      createClient({ ...options, secretKey: "rsk_not_the_right_one" }).createCustomer({ name: "Jane Doe" }),
    );
    await show("a bad body", () =>
      rapyd.createCustomer({ name: "", email: "jane.doe", phone_number: "0155" }),
    );
  } finally {
    await emulator?.close();
  }

  /** Shows what a caller gets; a call that succeeds here is the failure. */
  async function show(what: string, call: () => Promise<unknown>): Promise<void> {
    const begun = performance.now();
    const error: unknown = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof RapydError))
      throw new Error(`${what} did not give a RapydError, but ${String(error)}`);
    console.log(`${what} (${seconds(begun)}) gives a ${error.name}:\n  ${error.message}\n`);
  }
}

async function startEmulator(): Promise<import("../src/emulator/index.js").Emulator> {
  const module = await built<typeof import("../src/emulator/index.js")>("dist/src/emulator/index.js");
  return module.startEmulator();
}

/** The description's own full example. */
async function fullExample(): Promise<CreateCustomerRequest> {
  const { components } = JSON.parse(await readFile(inRoot("generated/openapi.json"), "utf8")) as {
    components: { examples: { CreateCustomerFullRequest: { value: CreateCustomerRequest } } };
  };
  return components.examples.CreateCustomerFullRequest.value;
}

async function step<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await run();
  console.log(`${what} (${seconds(begun)})`);
  return result;
}

/** A module of dist/, which does not exist when this file is compiled. */
async function built<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(inRoot(path)).href)) as Module;
}

function script(path: string): Promise<void> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", loader, path], { cwd: root, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${path} ended with code ${String(code)}`)),
    );
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(2)} s`;
}
