import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { execute } from "../helpers/execute.js";
import { inRoot, root } from "../../scripts/lib/paths.js";

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter(Boolean);
const read = (name: string): string => readFileSync(inRoot(name), "utf8");
const below = (...folders: string[]): string[] =>
  files.filter((name) => name.endsWith(".ts") && folders.some((folder) => name.startsWith(`${folder}/`)));

test("the top level holds the agreed names and nothing else", () => {
  const agreed =
    "package.json package-lock.json tsconfig.json openapi generated src scripts test README.md LICENSE CHANGELOG.md";
  const top = new Set(files.map((name) => name.split("/")[0] ?? "").filter((name) => !name.startsWith(".")));
  expect([...top].filter((name) => !agreed.split(" ").includes(name))).toEqual([]);
});

test("package-lock.json is up to date with package.json", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, object> };
  const manifest = JSON.parse(read("package.json")) as object;
  for (const name of ["bin", "dependencies", "devDependencies", "engines", "version"])
    expect(Reflect.get(packages[""] ?? {}, name), `run npm install, and commit it: ${name}`).toEqual(
      Reflect.get(manifest, name),
    );
});

test("imports point one way: openapi -> scripts -> generated -> src -> test", () => {
  const forbidden: Record<string, RegExp> = {
    generated: /from "\.\.\//,
    src: /from "(\.\.\/)+(scripts|test)\//,
    scripts: /^import (?!type).*from "\.\.\/(\.\.\/)?(src|test)\//m,
  };
  for (const [folder, pattern] of Object.entries(forbidden)) {
    for (const name of below(folder)) expect(read(name), name).not.toMatch(pattern);
  }
});

test("one file of the client calls fetch, one imports openapi-fetch, one imports openapi-typescript", () => {
  const using = (folder: string, pattern: RegExp): string[] =>
    below(folder).filter((name) => pattern.test(read(name)));
  const calling = using("src", /(?<!typeof )globalThis\.fetch|(?<![.\w])fetch\(/);
  // The emulator posts webhooks on its own account.
  expect(calling).toEqual(["src/emulator/webhooks.ts", "src/runtime.ts", "src/send.ts"]);
  expect(using("src", /^import (?!type)(?:\{[^}]*\}|[^;])*from "openapi-fetch"/m)).toEqual(["src/client.ts"]);
  expect(using("scripts", /from "openapi-typescript"/)).toEqual(["scripts/generate/write/types.ts"]);
});

test("src has no import cycle, types included", () => {
  const imports = new Map(
    below("src").map((name) => [
      name,
      [...read(name).matchAll(/from "(\.[^"]*)\.js"/g)].map(([, to]) =>
        posix.join(posix.dirname(name), `${to}.ts`),
      ),
    ]),
  );
  const loopFrom = (name: string, above: readonly string[] = []): string[] => {
    if (above.includes(name)) return [...above, name];
    return (imports.get(name) ?? []).flatMap((to) => loopFrom(to, [...above, name])).slice(0, 12);
  };
  for (const name of imports.keys()) expect(loopFrom(name), name).toEqual([]);
});

test("the main entry imports no Node module, except conditionally for its hash", () => {
  const names = below("src").filter(
    (name) => !/^src\/(cli|emulator|exactly-once)\//.test(name) && name !== "src/hmac.node.ts",
  );
  for (const name of names) expect(read(name), name).not.toMatch(/from "node:/);
});

test("each exported name of src and scripts has a docstring", () => {
  for (const name of below("src", "scripts")) {
    const undocumented = [
      ...read(name).matchAll(
        /^(?!.*\*\/)(.*)\n(export (?:async )?(?:function|const|interface|type|class) \w+)/gm,
      ),
    ]
      .filter(
        ([, before, line]) =>
          before?.trim() !== "*/" &&
          !/^export (type|interface) (Reference|PathItem|HttpMethod|Operation|Parameter|RequestBody|Response|MediaType|Example|SecurityScheme|OpenApiDocument)$/.test(
            line ?? "",
          ),
      )
      .map(([, , line]) => line);
    expect(undocumented, name).toEqual([]);
  }
});

test("no file contains a machine's path", () => {
  for (const name of files.filter(
    (one) =>
      /\.(ts|js|md|json|yaml|yml)$/.test(one) && one !== "package-lock.json" && !one.startsWith("test/"),
  )) {
    expect(read(name), name).not.toMatch(/\/root\/|\/home\/\w|registry\.npmjs/);
  }
});

test("the path of each unit test names the source that it tests", () => {
  const tests = files.filter((name) => name.startsWith("test/unit/"));
  const strays = tests.filter((name) => {
    const tested = name.replace("test/unit/", "").replace(/\.test\.ts$/, "");
    const inSource = tested.startsWith("scripts/") ? tested : `src/${tested}`;
    return ![`${inSource}.ts`, `${posix.dirname(inSource)}.ts`].some((path) => files.includes(path));
  });
  expect(tests.length).toBeGreaterThan(30);
  expect(strays, "see test/README.md").toEqual([]);
});

/** Path of a source file that exists only in memory. */
const virtual = "test/size-caller.ts";

test("every file named in a message or comment of src and scripts exists", () => {
  for (const name of below("src", "scripts", "generated")) {
    const named = [...read(name).matchAll(/(?<![\w./])(?:src|scripts|test)\/[\w/.-]+\.(?:ts|js)\b/g)].map(
      ([path]) => path,
    );
    expect(
      // A compiled file is named by its ending.
      named.filter(
        (path) => path !== virtual && !files.includes(path) && !files.includes(path.replace(/\.js$/, ".ts")),
      ),
      name,
    ).toEqual([]);
  }
});

test("importing the package does not load Node's fetch, which takes ten times as long as the package", async () => {
  const { outputFiles } = await build({
    entryPoints: [inRoot("src/index.ts")],
    ...{ bundle: true, format: "esm", platform: "node", write: false },
    alias: { "#hmac": inRoot("src/hmac.node.ts") },
  });
  const script = `${outputFiles[0]?.text ?? ""};process.stdout.write(String(process.moduleLoadList.some((name) => /undici/.test(name))))`;
  const { output } = await execute(inRoot("."), [process.execPath, "--input-type=module", "-e", script]);
  expect(output).toBe("false");
});
