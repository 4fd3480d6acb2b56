/** Names that a schema's type cannot have, read from where they are declared. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { inRoot } from "../paths.js";
import { checkInterface } from "./validators.js";

/** Every reserved name, with what has it. */
export function reservedNames(): ReadonlyMap<string, string> {
  const library = dirname(ts.getDefaultLibFilePath({}));
  const taken = new Map([
    ...libraries.flatMap((name) => namesIn(parsedFile(join(library, name)), "TypeScript itself")),
    ...["Environment", "Operations", "Options", "PagePromise"].map(
      (name) => [name, "generated/client.ts"] as const,
    ),
    ...namesOf(checkInterface, "generated/validators.ts"),
  ]);
  const doors = entries.map((name) => ({ owner: `src/${name}`, source: parsedFile(inRoot(`src/${name}`)) }));
  // What is built on a schema may take its name over, as WebhookEvent does.
  const takenOver = new Set(doors.flatMap(({ source }) => importedSchemas(source)));
  for (const { owner, source } of doors)
    for (const [name] of namesIn(source, owner)) if (!takenOver.has(name)) taken.set(name, owner);
  return taken;
}

const libraries = [
  "lib.es5.d.ts",
  "lib.es2015.collection.d.ts",
  "lib.es2015.iterable.d.ts",
  "lib.es2015.promise.d.ts",
  "lib.es2018.asynciterable.d.ts",
];

/** Doors of the package, whose names callers import beside those of the schemas. */
const entries = ["index.ts", "webhooks.ts", "contract.ts", "emulator/index.ts", "exactly-once/index.ts"];

type Names = [name: string, owner: string][];

/** Types that a file declares, and all that it exports from others. */
function namesIn({ statements }: ts.SourceFile, owner: string): Names {
  return statements.flatMap((statement): Names => {
    const { exportClause } = statement as Partial<ts.ExportDeclaration>;
    if (exportClause && ts.isNamedExports(exportClause))
      return exportClause.elements.map(({ name }) => [name.text, owner]);
    return isType(statement) ? [[statement.name.text, owner]] : [];
  });
}

/** Schemas that a file imports, by their own names. */
function importedSchemas({ statements }: ts.SourceFile): string[] {
  return statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    const { namedBindings } = importClause ?? {};
    const isSchemas = ts.isStringLiteral(moduleSpecifier) && /\/schema\.js$/.test(moduleSpecifier.text);
    if (!isSchemas || !namedBindings || !ts.isNamedImports(namedBindings)) return [];
    return namedBindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  });
}

/** Names that a text declares, or refers to without declaring them. */
function namesOf(text: string, owner: string): Names {
  const names = new Set<string>();
  const parameters = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeParameterDeclaration(node)) parameters.add(node.name.text);
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) names.add(node.typeName.text);
    ts.forEachChild(node, visit);
  };
  const source = parsed(text);
  visit(source);
  const declared = source.statements.filter(isType).map((statement) => statement.name.text);
  const used = [...names].filter((name) => !parameters.has(name));
  return [...declared, ...used].map((name) => [name, owner]);
}

function isType(node: ts.Node): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function parsedFile(path: string): ts.SourceFile {
  return parsed(readFileSync(path, "utf8"));
}

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile("names.ts", text, ts.ScriptTarget.ES2022);
}
