/** The runtimes that the package is tried in, each fetched from npm in a pinned version, and how each runs the job. */
import { spawn } from "node:child_process";
import { createServer, request as forward, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { startChromium } from "../helpers/chromium.js";
import type { Consumer } from "./consumer.js";

/** Where the emulator is, and with which keys. */
export interface Target {
  url: string;
  accessKey: string;
  secretKey: string;
}

/** One runtime. */
export interface Runtime {
  name: string;
  /** Package with the runtime's own binary, and its version; undefined when the machine brings it. */
  package?: string;
  /** Does the job, and gives what came of each part. */
  run: (consumer: Consumer, target: Target) => Promise<Record<string, unknown>>;
}

const { platform, arch } = process;

/** All runtimes, for this machine's kind of processor. */
export const runtimes: readonly Runtime[] = [
  ...["20.20.2", "22.23.3", "24.21.0"].map((version) => node(version)),
  script("Bun 1.4.5", `@oven/bun-${platform}-${arch}`, "1.4.5", "bin/bun", ["run"]),
  script("Deno 2.9.6", `@deno/${platform}-${arch}-glibc`, "2.9.6", "deno", [
    ...["run", "--no-prompt", "--allow-net=127.0.0.1", "--allow-env", "--allow-read"],
  ]),
  {
    name: "workerd 1.20261117.1",
    package: `@cloudflare/workerd-${platform}-${arch === "x64" ? "64" : arch}@1.20261117.1`,
    run: runInWorkerd,
  },
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
    run: async (consumer, target) => {
      await consumer.write(
        "run.mjs",
        `import { doJob } from "./job.mjs"; console.info(JSON.stringify(await doJob(${JSON.stringify(target)})));`,
      );
      const command = join(consumer.folder, "node_modules", folder, binary);
      return parse(await consumer.run(command, ...values, "run.mjs"));
    },
  };
}

function parse({ code, output }: { code: number | null; output: string }): Record<string, unknown> {
  const line = output.split("\n").find((one) => one.startsWith("{"));
  if (code !== 0 || line === undefined) throw new Error(`it ended with code ${String(code)}:\n${output}`);
  return JSON.parse(line) as Record<string, unknown>;
}

/** One file for a runtime without node_modules, as a bundler makes it. */
async function bundled(consumer: Consumer, text: string, conditions: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: consumer.folder },
    ...{ bundle: true, format: "esm", platform: "browser", target: "es2022", write: false },
    conditions,
  });
  return outputFiles[0]?.text ?? "";
}

async function runInWorkerd(consumer: Consumer, target: Target): Promise<Record<string, unknown>> {
  const worker = `import { doJob } from "./job.mjs";
    export default { fetch: async () => Response.json(await doJob(${JSON.stringify(target)})) };`;
  await consumer.write("worker.js", await bundled(consumer, worker, ["workerd", "worker"]));
  const port = await freePort();
  await consumer.write(
    "worker.capnp",
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "main", worker = (modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2026-01-01")),
        (name = "internet", network = (allow = ["public", "private"])),
      ],
      sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
    );`,
  );
  const name = `@cloudflare/workerd-${platform}-${arch === "x64" ? "64" : arch}`;
  const binary = join(consumer.folder, "node_modules", name, "bin/workerd");
  const server = spawn(binary, ["serve", "worker.capnp"], { cwd: consumer.folder, stdio: "inherit" });
  try {
    return (await (await untilAnswered(`http://127.0.0.1:${port}/`)).json()) as Record<string, unknown>;
  } finally {
    server.kill();
  }
}

async function runInChromium(consumer: Consumer, target: Target): Promise<Record<string, unknown>> {
  const page = `import { doJob } from "./job.mjs";
    globalThis.guarded = () => doJob({ ...${JSON.stringify(target)}, url: location.origin }).catch((error) => error.message);
    globalThis.allowed = () => doJob({ ...${JSON.stringify(target)}, url: location.origin, dangerouslyAllowBrowser: true });`;
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

/** Serves a page with the script, and hands everything else on to the emulator: a page may call its own origin. */
async function serveBeside(text: string, emulatorUrl: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === "/") {
      const page = `<!doctype html><meta charset="utf-8"><script type="module">${text.replaceAll("</script", "<\\/script")}</script>`;
      response.writeHead(200, { "content-type": "text/html" }).end(page);
      return;
    }
    const { method = "GET", headers } = request;
    const onward = forward(`${emulatorUrl}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilAnswered(url: string): Promise<Response> {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url);
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
