import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faultModes } from "../../src/emulator/faults.js";
import * as exactlyOnce from "../../src/exactly-once/index.js";
import * as index from "../../src/index.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { describedOperations } from "../../src/operation.js";
import { knownOptions, resolveOptions } from "../../src/options.js";
import { packagePaths, problemsOf } from "../helpers/compile.js";
import { at } from "../helpers/openapi.js";

const readme = readFileSync(inRoot("README.md"), "utf8");
const lines = readme.trimEnd().split("\n");
const blocksOf = (text: string): string[] =>
  // A block of a list is indented.
  [...text.matchAll(/```ts\n([^]*?)```/g)].map((match) => match[1] ?? "");
const documents = { readme, description: readFileSync(inRoot("openapi/description.md"), "utf8") };
const { scripts } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

test("the README is short, and shows code and the commands of a fresh clone early", () => {
  expect(lines.length).toBeLessThan(250);
  expect(lines.indexOf("```ts")).toBeLessThan(25);
  expect(lines.findIndex((line) => line.startsWith("npm install && npm run demo"))).toBeLessThan(40);
});

// A new operation needs YAML alone, so the table may lack it; generated/README.md has all.
test("each row of the methods table is an operation with its parameters and summary", () => {
  const rows = describedOperations.map(({ operationId, parameters, path, method }) => {
    const { summary } = at(`/paths/${path.replaceAll("/", "~1")}/${method.toLowerCase()}`) as {
      summary: string;
    };
    return [`${operationId}(${parameters.join(", ")})`, summary];
  });
  const shown = [...readme.matchAll(/^\| `(\w+\([\w, ]*\))` +\| (.*?) +\|$/gm)];
  for (const [, call, text] of shown) expect(rows).toContainEqual([call, text]);
  expect(shown.length).toBeGreaterThanOrEqual(16);
});

test("the options table has every option and its default", () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` +\| [^|]+ \| ([^|]+?) +\|/gm)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  const table = new Map(rows.slice(rows.findIndex(([name]) => name === "accessKey")).slice(0, 13));
  const settings: object = resolveOptions({ accessKey: "rak_1", secretKey: "rsk_1" }, {});
  const constants = { timeoutMs: "30000", maxRetries: "2", validate: "true", idempotencyEnabled: "false" };
  expect([...table.keys()].sort()).toEqual(Object.keys(knownOptions).sort());
  for (const [name, value] of Object.entries(constants)) {
    expect(table.get(name), name).toBe(`\`${value}\``);
    expect(String(settings[name as keyof object]), name).toBe(value);
  }
  const variables = {
    accessKey: "RAPYD_ACCESS_KEY",
    secretKey: "RAPYD_SECRET_KEY",
    baseUrl: "RAPYD_BASE_URL",
  };
  for (const [name, variable] of Object.entries(variables)) expect(table.get(name)).toBe(`\`${variable}\``);
});

test.each([
  ["readme", 5],
  ["description", 3],
] as const)("every code block of the %s compiles", (name, least) => {
  const blocks = blocksOf(documents[name]);
  const texts = new Map(blocks.map((text, index) => [inRoot(`test/${name}-block-${index}.ts`), text]));
  const problems = problemsOf(texts, {
    types: ["node"],
    typeRoots: [inRoot("node_modules/@types")],
    paths: packagePaths,
  });
  expect(blocks.length).toBeGreaterThanOrEqual(least);
  expect(problems).toEqual([]);
});

test("the README names every error that callers can catch, and a test expects each", () => {
  const classes = Object.entries({ ...index, ...exactlyOnce })
    .filter(([, value]) => typeof value === "function" && value.prototype instanceof Error)
    .map(([name]) => name);
  const tests = readdirSync(inRoot("test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.endsWith("readme.test.ts"))
    .map((name) => readFileSync(inRoot(`test/${name}`), "utf8"))
    .join("\n");
  expect(classes.length).toBeGreaterThan(8);
  for (const name of classes) {
    expect(readme, `say when ${name} is thrown`).toContain(name);
    expect(tests, `add a test of ${name}`).toContain(name);
  }
});

test("every npm command is a script of package.json", () => {
  const commands = [...readme.matchAll(/npm (?:run )?([a-z:-]+)/g)].map((match) => match[1] ?? "");
  for (const command of commands) expect(["install", "pack", ...Object.keys(scripts)]).toContain(command);
});

test("every path in README.md and CONTRIBUTING.md exists", () => {
  const contributing = readFileSync(inRoot(".github/CONTRIBUTING.md"), "utf8");
  const named = /`((?:openapi|scripts|generated|src|test)\/[\w./-]*)`/g;
  const paths = [...`${readme}${contributing}`.matchAll(named)].map((match) => match[1] ?? "");
  for (const path of paths) expect(existsSync(inRoot(path)), path).toBe(true);
  expect(paths.length).toBeGreaterThan(5);
});

test("the recipes list each emulator fault", () => {
  const recipes = readFileSync(inRoot("openapi/recipes.md"), "utf8");
  const listed = [...recipes.matchAll(/^\| `([a-z0-9-]+)` /gm)].map(([, mode]) => mode);
  expect(listed).toEqual(faultModes);
});

test("every link within the project leads to an existing file and heading", () => {
  const links = [...readme.matchAll(/\]\((?!https:)([^)#]+)(?:#([^)]+))?\)/g)];
  for (const [link, path = "", heading] of links) {
    expect(existsSync(inRoot(path)), link).toBe(true);
    const headings = [...readFileSync(inRoot(path), "utf8").matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) =>
      text.toLowerCase().replaceAll(" ", "-"),
    );
    if (heading !== undefined) expect(headings, link).toContain(heading);
  }
  expect(links.length).toBeGreaterThanOrEqual(2);
});

test("the table of tested versions names the versions that the tests install, and no others", () => {
  const rows = [...readme.matchAll(/^\| [\w. ]+ +\| ([^|]*\d[^|]*) \| `(test\/end-to-end\/[\w.]+)` +\|$/gm)];
  expect(rows.length).toBeGreaterThanOrEqual(6);
  for (const [row, versions = "", path = ""] of rows) {
    const runtimes = path.includes("runtimes")
      ? readFileSync(inRoot("test/end-to-end/packed/runtimes.ts"), "utf8")
      : "";
    const text = readFileSync(inRoot(path), "utf8") + runtimes;
    const named = versions.match(/\d+\.\d+(\.\d+)?/g) ?? [];
    for (const version of named) expect(text, row).toContain(version);
  }
});
