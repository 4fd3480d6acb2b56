import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { at, objectsOf, openapi } from "../helpers/openapi.js";

/** Words of the description that are also words of HTTP, of JavaScript or of this package, with their meaning in src/. */
const ownWords: Record<string, string> = {
  number: "a result of typeof, and a JSON type",
  type: "a rule of the request check",
  signature: "a problem of a webhook",
  status: "a fault of the emulator",
  message: "a property of an Error",
  name: "a property of an Error",
  url: "an option of the command",
  salt: "an option of the command",
  timestamp: "an option of the command",
  id: "the key of every emulator record",
  data: "a property of every envelope",
  created: "the outcome of an import",
  match: "the condition of a fault",
  addresses: "the customer's list whose items the emulator creates; the compiler compares it with the type",
};

/** Every string literal in src/, and every template literal without substitutions, except in imports, exports and literal types. */
function literals(): [file: string, text: string][] {
  const files = readdirSync(inRoot("src"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.flatMap((name) => {
    const source = ts.createSourceFile(
      name,
      readFileSync(inRoot(`src/${name}`), "utf8"),
      ts.ScriptTarget.ES2022,
      true,
    );
    const found: [string, string][] = [];
    const visit = (node: ts.Node): void => {
      // A name within a type is compared with the generated type by the compiler.
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
      if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push([name, node.text]);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Paths, header names, field names, error codes and enum values of the description. */
function owned(): Set<string> {
  const words = new Set<string>(Object.keys(at("/paths") as object));
  for (const scheme of Object.values(at("/components/securitySchemes") as Record<string, { name: string }>))
    words.add(scheme.name);
  for (const parameter of Object.values(at("/components/parameters") as Record<string, { name: string }>))
    words.add(parameter.name);
  for (const [, node] of objectsOf(openapi["components"] ?? null)) {
    if (typeof node["properties"] === "object")
      for (const name of Object.keys(node["properties"] ?? {})) words.add(name);
    if (Array.isArray(node["enum"]))
      for (const value of node["enum"]) if (typeof value === "string") words.add(value);
    if (typeof node["x-error-code"] === "string") words.add(node["x-error-code"]);
    if (typeof node["const"] === "string") words.add(node["const"]);
  }
  for (const { url } of at("/servers") as { url: string }[]) words.add(url);
  words.delete("");
  return words;
}

test("src/ types no path, header, field, error code, enum value or server by hand: they come from generated/", () => {
  const words = owned();
  expect(words.size).toBeGreaterThan(600);
  const typed = literals().filter(([, text]) => words.has(text) && ownWords[text] === undefined);
  expect(typed, "take it from generated/, or say in this test what the word stands for in src/").toEqual([]);
});
