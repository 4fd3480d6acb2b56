/** `npm run build`: empties dist/, then compiles src/ and generated/ into dist/ as ES modules and into dist/commonjs/ as CommonJS. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { inRoot, root } from "./lib/paths.js";

// A file that was renamed must not stay behind and be published.
rmSync(inRoot("dist"), { recursive: true, force: true });
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const codes = await Promise.all(["src/tsconfig.json", "src/tsconfig.commonjs.json"].map(compile));
if (codes.every((code) => code === 0)) {
  removeNeedlessMaps();
  finishCommonJs();
} else process.exitCode = 1;

async function compile(project: string): Promise<unknown> {
  const child = spawn(process.execPath, [compiler, "-p", project], { cwd: root, stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

/**
 * Removes the source maps that no debugger needs: those of ES modules that contain only types, and those of generated ES modules, which
 * contain only data.
 */
function removeNeedlessMaps(): void {
  for (const name of readdirSync(inRoot("dist"), { recursive: true, encoding: "utf8" })) {
    const path = inRoot(`dist/${name}`);
    if (!name.endsWith(".js") || name.startsWith("commonjs")) continue;
    const text = readFileSync(path, "utf8");
    const code = text.replaceAll(/\/\*[^]*?\*\/|^\/\/.*$/gm, "").trim();
    if (code !== "export {};" && !name.startsWith("generated")) continue;
    writeFileSync(path, text.replace(/^\/\/# sourceMappingURL=.*\n?/m, ""));
    rmSync(`${path}.map`);
  }
}

/**
 * Adds a package.json that marks the files as CommonJS. The package's `imports` do not apply below that package.json, so this also replaces
 * `#hmac` with the relative path of src/hmac.node.js.
 */
function finishCommonJs(): void {
  const folder = inRoot("dist/commonjs");
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|ts)$/.test(name)) continue;
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    const hmac = relative(dirname(path), join(folder, "src/hmac.node.js")).replaceAll("\\", "/");
    if (text.includes('"#hmac"'))
      writeFileSync(
        path,
        text.replaceAll('"#hmac"', JSON.stringify(hmac.startsWith(".") ? hmac : `./${hmac}`)),
      );
  }
}
