/**
 * `npm run docs`: builds the self-contained reference page in dist/docs/. `-- --watch` serves it on this machine and rebuilds it on each
 * save in openapi/; `--port` sets the port (default: 8080).
 */
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildDocs } from "./docs/build.js";
import { serveDocs } from "./docs/serve.js";
import { inRoot } from "./lib/paths.js";
import { watchOpenapi } from "./lib/watch.js";

const folder = inRoot("dist/docs");
try {
  const { values } = parseArgs({
    options: { watch: { type: "boolean", default: false }, port: { type: "string" } },
  });
  if (values.port !== undefined && !values.watch)
    throw new TypeError("--port needs --watch, which serves the page: npm run docs -- --watch --port 8080.");
  if (values.watch) await watchDocs(portOf(values.port ?? "8080"));
  else await build();
} catch (error) {
  // A wrong option, or a port that somebody else has.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new TypeError(`--port takes a number from 0 to 65535, not "${text}".`);
}

async function build(): Promise<boolean> {
  const start = performance.now();
  try {
    await buildDocs(folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error("dist/docs/ is unchanged.");
    process.exitCode = 1;
    return false;
  }
  const { size } = await stat(`${folder}/index.html`);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`dist/docs/index.html: ${(size / 1_024).toFixed(0)} KiB, all in one page (${seconds} s)`);
  process.exitCode = 0;
  return true;
}

async function watchDocs(port: number): Promise<never> {
  const server = await serveDocs(folder, port);
  console.log(`Serving ${server.url} and watching openapi/; press Ctrl-C to stop`);
  return watchOpenapi(async () => {
    if (await build()) server.reload();
  });
}
