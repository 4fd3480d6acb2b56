/**
 * `npm run demo`: lints and compiles openapi/, creates a customer, and shows the errors of two calls that must fail. It calls the local
 * emulator, or Rapyd's sandbox when RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY are set.
 */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type * as Client from "../src/index.js";
import { isUpToDate } from "./generate/cache.js";
import { loadPackage } from "./lib/load-package.js";
import { inRoot, root } from "./lib/paths.js";

const isTerminal = process.stdout.isTTY;
const hasColor = isTerminal && !process.env["NO_COLOR"];

const start = performance.now();
try {
  await step("1. lint openapi/ and compile it into generated/", compile);
  await createCustomers();
  console.log(`\nNext: change a file in openapi/ and run the demo again; see the reference page with npm run docs -- --watch;
set RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY to call Rapyd's sandbox. See README.md.
Done in ${((performance.now() - start) / 1_000).toFixed(1)} s.`);
} catch (error) {
  console.error(`${paint(31, "FAILED")} ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function compile(): Promise<[string, void]> {
  if (await isUpToDate()) return ["skipped: nothing has changed", undefined];
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const output = await runNode("--import", loader, "scripts/generate.ts");
  return [output.replace(/ \(.*\)$/, ""), undefined];
}

async function createCustomers(): Promise<void> {
  const { createClient, RapydError, servers, startEmulator } = await loadPackage();
  const hasKeys = Boolean(process.env["RAPYD_ACCESS_KEY"] && process.env["RAPYD_SECRET_KEY"]);
  const emulator = hasKeys
    ? undefined
    : await step("2. start the emulator, a local Rapyd", async () => {
        const started = await startEmulator();
        return [started.url, started];
      });
  // RAPYD_BASE_URL may point to production, where a demo must not go.
  const options = emulator
    ? { accessKey: emulator.accessKey, secretKey: emulator.secretKey, baseUrl: emulator.url }
    : { baseUrl: servers.sandbox };
  const rapyd = createClient(options);
  try {
    const place = emulator ? "on the emulator" : "in Rapyd's sandbox";
    await step(`${emulator ? 3 : 2}. create a customer ${place}`, async () => {
      const { id, name, email } = await rapyd.createCustomer(await fullExample());
      return [`${paint(1, id)}, ${name}, ${email}`, undefined];
    });
    console.log("\nWhat a caller sees when something is wrong:");
    const stranger = createClient({ ...options, secretKey: "rsk_not_the_right_one" });
    await show("a wrong secret key", () => stranger.createCustomer({ name: "Jane Doe" }));
    await show("a bad body", () =>
      rapyd.createCustomer({ name: "", date_of_birth: "1990-12-31", payment_method: { type: null } }),
    );
  } finally {
    await emulator?.close();
  }

  /** Shows the error of a call that must fail; throws if the call succeeds. */
  async function show(what: string, call: () => Promise<unknown>): Promise<void> {
    const error: unknown = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof RapydError))
      throw new Error(`${what} resulted in ${String(error)}, not a RapydError`);
    console.log(`- ${what}: ${paint(33, error.name)}: ${error.message}`);
  }
}

/** The description's full example of a createCustomer request. */
async function fullExample(): Promise<Client.CreateCustomerRequest> {
  const { components } = JSON.parse(await readFile(inRoot("generated/openapi.json"), "utf8")) as {
    components: { examples: { CreateCustomerFullRequest: { value: Client.CreateCustomerRequest } } };
  };
  return components.examples.CreateCustomerFullRequest.value;
}

/** Text in a colour if the output is a terminal and `NO_COLOR` is not set. */
function paint(code: number, text: string): string {
  return hasColor ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Runs a step and prints its duration. `run` returns a few words to print, and the step's result. */
async function step<Result>(
  what: string,
  run: () => Promise<[said: string, result: Result]>,
): Promise<Result> {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
  if (!isTerminal) console.log(`${what} ...`);
  const show = (): void => void process.stdout.write(`\r${what} ... ${seconds()}`);
  // Shows that a longer step is alive.
  const clock = isTerminal ? setInterval(show, 100) : undefined;
  if (isTerminal) show();
  try {
    const [said, result] = await run();
    const line = `${paint(32, "ok")} ${what}: ${said} (${seconds()})`;
    console.log(isTerminal ? `\r\u001b[K${line}` : line);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write("\n");
    throw error;
  } finally {
    clearInterval(clock);
  }
}

/** Runs a Node program and returns its output. Rejects with the output as the error's message if the program fails. */
function runNode(...values: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, values, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(output.trim()) : reject(new Error(output.trim()))));
  });
}
