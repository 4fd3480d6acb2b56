import { build } from "esbuild";
import type * as Emulator from "../../src/emulator/index.js";
import type * as Client from "../../src/index.js";
import { inRoot } from "./paths.js";

/** Loads the package, bundled from src/ in memory, which is faster than a build. */
export async function loadPackage(): Promise<typeof Client & typeof Emulator> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export * from "./src/index.js"; export * from "./src/emulator/index.js";',
      resolveDir: inRoot("."),
    },
    ...{ bundle: true, format: "esm", platform: "node", target: "node20", write: false },
    alias: { "#hmac": inRoot("src/hmac.node.ts") },
  });
  // The bundle has what the two modules export.
  const text = encodeURIComponent(outputFiles[0]?.text ?? "");
  return (await import(`data:text/javascript,${text}`)) as typeof Client & typeof Emulator;
}
