/** Installs the competitors, generates their clients, and bundles all of them. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { inRoot, root } from "../../../scripts/lib/paths.js";

/** Path below the bench's own folder. */
export const inBench = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The measured clients; the first is the handwritten one, to which the others are compared. */
export const clients = [
  "baseline",
  "rapyd-customers",
  "openapi-fetch",
  "hey-api",
  "redocly",
  "axios",
] as const;

/** Runs a command and returns its output. Throws when it fails. */
export function run(command: string, values: readonly string[], cwd: string = root): string {
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { status, stdout, stderr } = spawnSync(command, values, {
    cwd,
    env: environment,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${command} ${values.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Installs and generates whatever is missing. */
export function setUp(): void {
  if (!existsSync(inBench("node_modules/openapi-fetch"))) {
    console.info("Installing the competitors into test/nightly/bench/ ...");
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], inBench("."));
  }
  mkdirSync(inBench(".work"), { recursive: true });
  mkdirSync(inBench("results"), { recursive: true });
  if (!existsSync(inBench(".work/hey-api/sdk.gen.ts"))) {
    const values = [
      "-i",
      inRoot("generated/openapi.json"),
      "-o",
      inBench(".work/hey-api"),
      "-c",
      "@hey-api/client-fetch",
    ];
    run(inBench("node_modules/.bin/openapi-ts"), values, inBench("."));
  }
  if (!existsSync(inBench(".work/redocly.ts"))) {
    run(inRoot("node_modules/.bin/redocly"), [
      "generate-client",
      "generated/openapi.json",
      "-o",
      inBench(".work/redocly.ts"),
    ]);
  }
}

/** Where the code will run: Node, or a browser or edge runtime. */
export type Target = "node" | "web";

/** Bundles a module with its imports, and returns the bundle. */
export async function bundle(
  source: { entry: string } | { text: string },
  target: Target,
  more: BuildOptions = {},
): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...("entry" in source
      ? { entryPoints: [source.entry] }
      : { stdin: { contents: source.text, resolveDir: inBench("."), loader: "ts" as const } }),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: target === "node" ? "node" : "browser",
    nodePaths: [inBench("node_modules")],
    alias: {
      "#sign": inBench(`clients/sign.${target}.ts`),
      "#hmac": inRoot(`src/hmac.${target}.ts`),
      // The same copy for all: ours would be the main tree's.
      "openapi-fetch": inRoot("node_modules/openapi-fetch/dist/index.mjs"),
    },
    // CommonJS within a bundle may ask for it.
    ...(target === "node" && {
      banner: {
        js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
      },
    }),
    ...more,
    write: false,
    logLevel: "error",
  });
  return outputFiles?.[0]?.contents ?? new Uint8Array();
}
