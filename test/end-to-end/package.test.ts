import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { type Copy, copyRepository, run } from "../helpers/copy.js";

const execute = promisify(execFile);

interface Packed {
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

let copy: Copy;
let packed: Packed;
let consumer: string;

beforeAll(async () => {
  // A copy, so that building does not disturb what else runs.
  copy = await copyRepository();
  const { stdout } = await execute("npm", ["pack", "--json", "--loglevel=silent"], {
    cwd: copy.folder,
    shell: process.platform === "win32",
  });
  [packed] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [Packed];
  consumer = await mkdtemp(join(tmpdir(), "rapyd-customers-consumer-"));
  await mkdir(join(consumer, "node_modules/rapyd-customers"), { recursive: true });
  for (const { path } of packed.files) {
    await cp(copy.path(path), join(consumer, "node_modules/rapyd-customers", path));
  }
  for (const name of ["openapi-fetch", "openapi-typescript-helpers"]) {
    await symlink(inRoot(`node_modules/${name}`), join(consumer, "node_modules", name));
  }
  await writeFile(join(consumer, "package.json"), '{ "type": "module" }');
});
afterAll(async () => {
  await copy.remove();
  await rm(consumer, { recursive: true, force: true });
});

test("the package holds dist, README and what it refers to, CHANGELOG, LICENSE, the bundled description and nothing else", () => {
  const other = packed.files
    .map(({ path }) => path)
    .filter((path) => !/^dist\/(commonjs\/)?(src|generated)\/[\w./-]+\.(js|js\.map|d\.ts)$/.test(path));
  expect(other.sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/commonjs/package.json",
    "generated/openapi.json",
    "openapi/description.md",
    "openapi/recipes.md",
    "package.json",
  ]);
});

test("it depends on openapi-fetch alone", async () => {
  const { dependencies } = JSON.parse(await readFile(inRoot("package.json"), "utf8")) as {
    dependencies: object;
  };
  expect(Object.keys(dependencies)).toEqual(["openapi-fetch"]);
});

test("a consumer's strict project compiles and runs the README's sample against the emulator", async () => {
  const readme = await readFile(inRoot("README.md"), "utf8");
  const sample = [...readme.matchAll(/```ts\n([^]*?)```/g)]
    .map((match) => match[1] ?? "")
    .find((text) => text.includes("startEmulator"));
  await writeFile(join(consumer, "sample.ts"), sample ?? "");
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    module: "nodenext",
    target: "es2022",
    types: [],
    lib: ["es2022", "dom", "dom.iterable"],
  };
  await writeFile(
    join(consumer, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, files: ["sample.ts"] }),
  );
  expect(await run(consumer, ["tsc", "-p", "tsconfig.json"])).toEqual({ code: 0, output: "" });
  const { code, output } = await run(consumer, ["node", "sample.js"]);
  expect(output).toMatch(/^POST \/v1\/customers at 127\.0\.0\.1:\d+: 400 CREDIT_CARD_EXISTS: .*\n0 1 0\n$/);
  expect(code).toBe(0);
});

test("its command runs", async () => {
  const { bin } = JSON.parse(await readFile(inRoot("package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  const command = join(consumer, "node_modules/rapyd-customers", bin["rapyd-customers"] ?? "");
  expect(await readFile(command, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  const { code, output } = await run(consumer, ["node", command, "--help"]);
  expect([code, output]).toEqual([0, expect.stringContaining("emulator         starts a local Rapyd")]);
});

test("the description and package.json can be imported by name, and nothing else can", async () => {
  await writeFile(
    join(consumer, "door.js"),
    `
    import { createRequire } from "node:module";
    const print = console.info;
    const require = createRequire(import.meta.url);
    print(require("rapyd-customers/openapi.json").info.title);
    print(require("rapyd-customers/package.json").name);
    try { require.resolve("rapyd-customers/dist/src/retry.js"); print("open"); } catch { print("closed"); }`,
  );
  expect((await run(consumer, ["node", "door.js"])).output).toBe(
    "Rapyd Customers API\nrapyd-customers\nclosed\n",
  );
});
