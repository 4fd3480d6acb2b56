/** `npm run build`: compiles src/ and generated/ into an empty dist/. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { inRoot, root } from "./paths.js";

// A file that was renamed must not stay behind and be published.
rmSync(inRoot("dist"), { recursive: true, force: true });
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [compiler, "-p", "src/tsconfig.json"], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
