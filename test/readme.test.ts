import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { inRoot } from "../scripts/paths.js";

const readme = readFileSync(inRoot("README.md"), "utf8");
const lines = readme.split("\n");
const blocks = [...readme.matchAll(/```ts\n([^]*?)```/g)].map((match) => match[1] ?? "");
const { scripts } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

test("is short, and shows code early", () => {
  expect(lines.length).toBeLessThan(200);
  expect(lines.findIndex((line) => line === "```ts")).toBeLessThan(25);
});

test("every code block compiles", () => {
  const names = blocks.map((_, index) => inRoot(`test/readme-block-${index}.ts`));
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
    typeRoots: [inRoot("node_modules/@types")],
    paths: {
      "rapyd-customers": [inRoot("src/index.ts")],
      "rapyd-customers/*": [inRoot("src/*/index.ts"), inRoot("src/*.ts")],
      "#hmac": [inRoot("src/hmac.web.ts")],
    },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const textOf = (name: string): string | undefined => blocks[names.indexOf(name)];
  host.fileExists = (name) => names.includes(name) || fileExists(name);
  host.readFile = (name) => textOf(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = textOf(name);
    return text === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, text, version);
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(names, options, host));
  expect(blocks.length).toBeGreaterThan(3);
  expect(
    diagnostics.map(
      (one) => `${one.file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(one.messageText, "\n")}`,
    ),
  ).toEqual([]);
});

test("every command is a script", () => {
  const commands = [...readme.matchAll(/npm (?:run )?([a-z:-]+)/g)].map((match) => match[1] ?? "");
  for (const command of commands) expect(["install", ...Object.keys(scripts)]).toContain(command);
});

test("every path that it names is there", () => {
  const paths = [...readme.matchAll(/`((?:openapi|scripts|generated|src|test)\/[\w./-]*)`/g)].map(
    (match) => match[1] ?? "",
  );
  for (const path of paths) expect(existsSync(inRoot(path)), path).toBe(true);
  expect(paths.length).toBeGreaterThan(5);
});
