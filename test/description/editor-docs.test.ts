import { readFileSync } from "node:fs";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { operations } from "../../generated/client.js";
import { webhookTypes } from "../../generated/webhooks.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { packagePaths, problemsOf, strictOptions } from "../helpers/compile.js";

const file = inRoot("test/hovers.ts");
const text = `
import { createClient } from "rapyd-customers";
import { verifyWebhook } from "rapyd-customers/webhooks";
const rapyd = createClient({ /*timeout*/timeoutMs: 1, /*checks*/validate: "strict" });
rapyd./*method*/createCustomer({ name: "Jane Doe" }, { /*retries*/maxRetries: 0, /*call headers*/headers: {} });
const event = await verifyWebhook({} as never);
event./*type*/type;
if (event.type === "CUSTOMER_CREATED") event./*data*/data;
`;
const options: ts.CompilerOptions = {
  ...strictOptions,
  paths: packagePaths,
  types: ["node"],
  typeRoots: [inRoot("node_modules/@types")],
};

/** Hover text that an editor shows for a name in `text`; `mark` is the content of the comment before that name. */
let hover: (mark: string) => string;
beforeAll(() => {
  const read = (name: string): string | undefined => (name === file ? text : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const found = read(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => inRoot("."),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
  });
  hover = (mark) => {
    const place = text.indexOf(`/*${mark}*/`) + mark.length + "/**/".length;
    const info = service.getQuickInfoAtPosition(file, place);
    const tags = (info?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
    const parts = [...(info?.displayParts ?? []), ...(info?.documentation ?? [])];
    return [ts.displayPartsToString(parts), ...tags].join("\n");
  };
});

test("a method's docstring shows what it does, what it throws, and a two-line example", () => {
  const shown = hover("method");
  expect(shown).toContain("Create a customer.");
  expect(shown).toContain("@throws TypeError for an invalid option");
  expect(shown).toContain(
    'const rapyd = createClient();\nconst customer = await rapyd.createCustomer({ name: "Jane Doe" });',
  );
});

test("the event type's docstring lists each type once, with its meaning", () => {
  const shown = hover("type");
  for (const type of [...Object.values(webhookTypes), "unknown"])
    expect(shown.match(new RegExp(`\`${type}\`: [a-z]`, "g")), type).toHaveLength(1);
  expect(shown).not.toContain("@constant");
  expect(hover("data")).toContain("data: Customer");
});

test("options document their default, and numbers their unit", () => {
  expect(hover("timeout")).toMatch(/in ms[^]*Default: 30,000/);
  expect(hover("checks")).toContain("Default: true");
  expect(hover("retries")).toContain("Default: the client's `maxRetries`");
  expect(hover("call headers")).toContain("Default: none");
});

test("every option documents its default", () => {
  const source = readFileSync(inRoot("src/options.ts"), "utf8");
  const interfaces = [...source.matchAll(/export interface (?:Client|Request)Options \{([^]*?)\n\}/g)];
  const documented = interfaces.flatMap(([, body = ""]) => [
    ...body.matchAll(/\/\*\*([^]*?)\*\/\s+(\w+)\?:/g),
  ]);
  const silent = documented.filter(([, comment]) => !/Default: /.test(comment ?? ""));
  expect(documented.length).toBeGreaterThan(15);
  expect(silent.map(([, , name]) => name)).toEqual([]);
});

test("the example of each method compiles", () => {
  const generated = readFileSync(inRoot("generated/client.ts"), "utf8");
  const examples = [...generated.matchAll(/ \* ```ts\n([^]*?) \* ```/g)].map(([, lines = ""]) =>
    lines.replace(/^ *\* ?/gm, ""),
  );
  expect(examples.length).toBe(Object.keys(operations).length);
  const ids = [...new Set(Object.values(operations).flatMap(({ parameters }) => parameters))].filter((name) =>
    /Id$/.test(name),
  );
  const program = [
    'import { createClient, type RapydClient } from "rapyd-customers";',
    `export async function examples(rapyd: RapydClient, body: never, ${ids.map((id) => `${id}: string`).join(", ")}) {`,
    ...examples.map((example) => `{ ${example} }`),
    "}",
  ];
  expect(problemsOf(new Map([[inRoot("test/examples.ts"), program.join("\n")]]), options)).toEqual([]);
});
