/** Bundles `app.mjs` with one bundler into `out/`, and prints the path of the file to run. */
import { join } from "node:path";

const folder = process.cwd();
const entry = join(folder, "app.mjs");
const out = join(folder, "out", process.argv[2]);

const bundlers = {
  "esbuild-esm": async () => {
    const { build } = await import("esbuild");
    const outfile = join(out, "app.mjs");
    await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile });
    return outfile;
  },
  "esbuild-cjs": async () => {
    const { build } = await import("esbuild");
    const outfile = join(out, "app.cjs");
    await build({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", outfile });
    return outfile;
  },
  webpack: async () => {
    const { default: webpack } = await import("webpack");
    const output = { path: out, filename: "app.cjs" };
    const stats = await new Promise((resolve, reject) =>
      webpack({ mode: "production", target: "node", entry, output }, (error, done) =>
        error ? reject(error) : resolve(done),
      ),
    );
    if (stats.hasErrors()) throw new Error(stats.toString());
    return join(out, "app.cjs");
  },
  rollup: async () => {
    const { rollup } = await import("rollup");
    const { nodeResolve } = await import("@rollup/plugin-node-resolve");
    const bundle = await rollup({
      input: entry,
      external: /^node:/,
      plugins: [nodeResolve({ exportConditions: ["node"] })],
    });
    await bundle.write({ file: join(out, "app.mjs") });
    return join(out, "app.mjs");
  },
  ncc: async () => {
    const { default: ncc } = await import("@vercel/ncc");
    const { mkdir, writeFile } = await import("node:fs/promises");
    const { code } = await ncc(entry, { cache: false, quiet: true });
    await mkdir(out, { recursive: true });
    await writeFile(join(out, "app.mjs"), code);
    return join(out, "app.mjs");
  },
  vite: async () => {
    const { build } = await import("vite");
    await build({
      ...{ root: folder, logLevel: "error", configFile: false },
      ssr: { noExternal: true },
      build: { ssr: entry, outDir: out, rollupOptions: { output: { entryFileNames: "app.mjs" } } },
    });
    return join(out, "app.mjs");
  },
};

console.info(await bundlers[process.argv[2]]());
