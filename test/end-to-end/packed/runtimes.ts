/** The runtimes that the package is tested on, and how each runs a `Job`. All except Chromium are fetched from npm, in pinned versions. */
import { spawn } from "node:child_process";
import { createServer, request as forward, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { startChromium } from "../../helpers/chromium.js";
import type { Consumer } from "./consumer.js";

/** The emulator's URL and keys. */
export interface Target {
  url: string;
  accessKey: string;
  secretKey: string;
}

/** One runtime. */
export interface Runtime {
  name: string;
  /** npm package with the runtime's binary, as `name@version`; undefined for Chromium, which is not fetched from npm. */
  package?: string;
  /** Runs the job, and returns what its function returns: the result of each part of the job, by name. */
  run: (consumer: Consumer, target: Target, job: Job) => Promise<Record<string, unknown>>;
}

/** The function `name` of the file `module` in the consumer's folder. Every runtime can run it. */
export interface Job {
  module: string;
  name: string;
}

const { platform, arch } = process;

const workerdFolder = `@cloudflare/workerd-${platform}-${arch === "x64" ? "64" : arch}`;

/** All runtimes, for this machine's platform and architecture. */
export const runtimes: readonly Runtime[] = [
  ...["20.20.2", "22.23.3", "24.21.0", "26.12.1"].map((version) => node(version)),
  script("Bun 1.4.5", `@oven/bun-${platform}-${arch}`, "1.4.5", "bin/bun", ["run"]),
  script("Deno 2.9.6", `@deno/${platform}-${arch}-glibc`, "2.9.6", "deno", [
    ...["run", "--no-prompt", "--allow-net=127.0.0.1", "--allow-env", "--allow-read"],
  ]),
  workerd("workerd 1.20261117.1", "2026-01-01"),
  // Before November 2024 it threw on the option `cache`.
  workerd("workerd as of January 2024", "2024-01-01"),
  { name: "Chromium", run: runInChromium },
];

function node(version: string): Runtime {
  const major = version.split(".")[0];
  // One folder holds one version of a package; an alias holds them apart.
  return script(
    `Node ${version}`,
    `node-${major}`,
    `npm:node-${platform}-${arch}@${version}`,
    "bin/node",
    [],
  );
}

/** Path of a Node version's binary in a consumer's folder. */
export function nodeBinary(consumer: Consumer, major: string): string {
  return join(consumer.folder, "node_modules", `node-${major}`, "bin/node");
}

function script(
  name: string,
  folder: string,
  version: string,
  binary: string,
  values: readonly string[],
): Runtime {
  return {
    name,
    package: `${folder}@${version}`,
    run: async (consumer, target, job) => {
      await consumer.write("run.mjs", `${jobOf(job, target)} console.info(JSON.stringify(await run()));`);
      const command = join(consumer.folder, "node_modules", folder, binary);
      return parse(await consumer.run(command, ...values, "run.mjs"));
    },
  };
}

/** First line of a module: imports the job, and defines `run`, which runs it. */
function jobOf({ module, name }: Job, target: Target): string {
  return `import { ${name} } from "./${module}"; const run = (more) => ${name}({ ...${JSON.stringify(target)}, ...more });`;
}

function parse({ code, output }: { code: number | null; output: string }): Record<string, unknown> {
  const line = output.split("\n").find((one) => one.startsWith("{"));
  if (code !== 0 || line === undefined) throw new Error(`it ended with code ${String(code)}:\n${output}`);
  return JSON.parse(line) as Record<string, unknown>;
}

/** Bundles a module into one file, for a runtime without node_modules. */
async function bundled(consumer: Consumer, text: string, conditions: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: consumer.folder },
    ...{ bundle: true, format: "esm", platform: "browser", target: "es2022", write: false },
    conditions,
  });
  return outputFiles[0]?.text ?? "";
}

function workerd(name: string, compatibilityDate: string): Runtime {
  return {
    name,
    package: `${workerdFolder}@1.20261117.1`,
    run: (consumer, target, job) => runInWorkerd(consumer, target, job, compatibilityDate),
  };
}

async function runInWorkerd(
  consumer: Consumer,
  target: Target,
  job: Job,
  compatibilityDate: string,
): Promise<Record<string, unknown>> {
  const worker = `${jobOf(job, target)} export default { fetch: async () => Response.json(await run()) };`;
  await consumer.write("worker.js", await bundled(consumer, worker, ["workerd", "worker"]));
  const port = await freePort();
  await consumer.write(
    "worker.capnp",
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "main", worker = (modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "${compatibilityDate}")),
        (name = "internet", network = (allow = ["public", "private"])),
      ],
      sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
    );`,
  );
  const binary = join(consumer.folder, "node_modules", workerdFolder, "bin/workerd");
  const server = spawn(binary, ["serve", "worker.capnp"], { cwd: consumer.folder, stdio: "inherit" });
  try {
    return (await (await untilResponding(`http://127.0.0.1:${port}/`)).json()) as Record<string, unknown>;
  } finally {
    server.kill();
  }
}

async function runInChromium(consumer: Consumer, target: Target, job: Job): Promise<Record<string, unknown>> {
  const page = `${jobOf(job, target)}
    globalThis.guarded = () => run({ url: location.origin }).catch((error) => error.message);
    globalThis.allowed = () => run({ url: location.origin, dangerouslyAllowBrowser: true });`;
  const server = await serveBeside(await bundled(consumer, page, []), target.url);
  const browser = await startChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const guard = await tab.evaluate("guarded()");
    const result = (await tab.evaluate("allowed()")) as Record<string, unknown>;
    return { ...result, guarded: typeof guard === "string" && guard.includes("in a browser") };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Serves a page with the script, and forwards everything else to the emulator, since a page may call only its own origin. */
async function serveBeside(text: string, emulatorUrl: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === "/") {
      const page = `<!doctype html><meta charset="utf-8"><script type="module">${text.replaceAll("</script", "<\\/script")}</script>`;
      response.writeHead(200, { "content-type": "text/html" }).end(page);
      return;
    }
    const { method = "GET", headers } = request;
    const onward = forward(`${emulatorUrl}${request.url}`, { method, headers }, (received) => {
      response.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** A free port on this machine. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilResponding(url: string): Promise<Response> {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url);
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
