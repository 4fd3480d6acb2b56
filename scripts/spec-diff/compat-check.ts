/** Finds breaking changes that Redocly's rating misses: code and values that were valid for the base and break with the revision. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import ts from "typescript";
import { emitSources } from "../generate/write/artifacts.js";
import {
  type Example,
  httpMethods,
  type MediaType,
  type OpenApiDocument,
  type RequestBody,
  resolve,
  type Response,
} from "../lib/document.js";
import { readOperations } from "../generate/read/operations.js";
import { json } from "../generate/read/errors.js";
import { inRoot } from "../lib/paths.js";
import { virtualProgram } from "../lib/virtual-program.js";
import { removedNames } from "./removed-names.js";

/** Describes what breaks for code that was written against the base. */
export async function checkCompatibility(
  base: OpenApiDocument,
  revision: OpenApiDocument,
): Promise<string[]> {
  return [
    ...removedNames(base, revision),
    ...brokenExamples(base, revision),
    ...(await brokenCode(base, revision)),
  ];
}

/** JSON bodies by `operationId, place`, where the place is `request` or the status of a response. */
function bodiesOf(document: OpenApiDocument): Map<string, MediaType> {
  const items = [...Object.values(document.paths ?? {}), ...Object.values(document.webhooks ?? {})];
  const operations = items.flatMap((item) => httpMethods.flatMap((method) => item[method] ?? []));
  const bodies = operations.flatMap(({ operationId, requestBody, responses = {} }) =>
    Object.entries({ ...(requestBody && { request: requestBody }), ...responses }).map(
      ([place, node]) =>
        [
          `${operationId}, ${place}`,
          resolve<RequestBody | Response>(document, node).content?.[json],
        ] as const,
    ),
  );
  return new Map(bodies.flatMap(([place, media]) => (media ? [[place, media]] : [])));
}

/** Values of the examples, by name. */
function valuesOf(document: OpenApiDocument, { examples = {} }: MediaType): [name: string, value: unknown][] {
  return Object.entries(examples).map(([name, node]) => [name, resolve<Example>(document, node).value]);
}

/** The base's examples that the revision rejects, one sentence per problem. */
function brokenExamples(base: OpenApiDocument, revision: OpenApiDocument): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(revision, "revision");
  const now = bodiesOf(revision);
  const problems = [...bodiesOf(base)].flatMap(([place, media]) => {
    const { schema } = now.get(place) ?? {};
    if (schema === undefined) return [];
    // A copy of the schema whose references lead into the revision.
    const inDocument = JSON.stringify(schema).replaceAll('"#/', '"revision#/');
    const validate = ajv.compile(JSON.parse(inDocument) as object);
    return valuesOf(base, media).flatMap(([name, value]) => {
      validate(value);
      return (validate.errors ?? []).map(({ instancePath, message = "" }) => ({
        where: `${place}, ${name}`,
        what: `${instancePath.replace(/\/\d+(?=\/|$)/g, "/*").replace(/^\/data(\/\*)?/, "/data")} ${message}`,
      }));
    });
  });
  return grouped(problems, "examples are no longer valid");
}

/** One sentence for each problem, with its first place and the number of further places. */
function grouped(problems: readonly { where: string; what: string }[], title: string): string[] {
  const places = new Map<string, Set<string>>();
  for (const { where, what } of problems) places.set(what, (places.get(what) ?? new Set()).add(where));
  return [...places].map(([what, where]) => {
    const [first = "", ...more] = where;
    return `${title}: ${what} (${first}${more.length > 0 ? `, and ${more.length} more` : ""})`;
  });
}

/**
 * Compile errors of a file that makes two kinds of checks: the revision's methods and events must satisfy the base's types, and the base's
 * example requests, written as literals, must satisfy the revision's types.
 */
async function brokenCode(base: OpenApiDocument, revision: OpenApiDocument): Promise<string[]> {
  const texts = new Map<string, string>();
  for (const [version, document] of Object.entries({ was: base, now: revision }))
    for (const [name, text] of await emitSources(document))
      if (name.endsWith(".ts")) texts.set(inRoot(`generated/${version}/${name}`), text);
  const callers = inRoot("generated/callers.ts");
  texts.set(callers, callersOf(base, revision));
  const options: ts.CompilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [] },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext },
  };
  const program = virtualProgram(texts, [callers], options);
  const problems = ts
    .getPreEmitDiagnostics(program, program.getSourceFile(callers))
    .map(({ file, start = 0, messageText }) => {
      const line = file?.text.slice(file.text.lastIndexOf("\n", start) + 1).split("\n")[0] ?? "";
      return { where: line.replace(/ satisfies .*$/, "").slice(0, 100), what: causeOf(messageText) };
    });
  return grouped(problems, "code no longer compiles");
}

/** Returns the last line of a message chain, which names the property, without the `import(...)` prefixes of types. */
function causeOf(message: string | ts.DiagnosticMessageChain): string {
  const lines = ts.flattenDiagnosticMessageText(message, "\n").split("\n");
  return (lines.at(-1) ?? "").trim().replace(/import\("[^)]*\)\./g, "");
}

/** Source of the `satisfies` checks that {@link brokenCode} compiles: each holds as long as the revision can replace the base. */
function callersOf(base: OpenApiDocument, revision: OpenApiDocument): string {
  const now = bodiesOf(revision);
  const kept = new Set(readOperations(revision).map(({ operationId }) => operationId));
  const methods = readOperations(base).filter(({ operationId }) => kept.has(operationId));
  const events = Object.keys(base.webhooks ?? {}).filter((type) => revision.webhooks?.[type] !== undefined);
  const literals = [...bodiesOf(base)].flatMap(([place, media]) => {
    const [operationId = "", kind] = place.split(", ");
    if (kind !== "request" || !kept.has(operationId) || !now.has(place)) return [];
    const type = `NonNullable<Requests["${operationId}"]["requestBody"]>["content"]["${json}"]`;
    return valuesOf(base, media).map(([, value]) => `void (${JSON.stringify(value)} satisfies ${type});`);
  });
  return [
    'import type { Operations as Was } from "./was/client.js";',
    'import type { Operations as Now } from "./now/client.js";',
    'import type { webhookExamples as wasEvents } from "./was/webhooks.js";',
    'import type { webhookExamples as nowEvents } from "./now/webhooks.js";',
    'import type { operations as Requests } from "./now/schema.js";',
    // Functions and not methods, whose parameters a compiler compares in both directions.
    "type Called<Methods> = { [Name in keyof Methods]: Methods[Name] extends (...values: infer Values) => infer Result ? (...values: Values) => Result : never };",
    "declare const now: Called<Now<object>>; declare const events: typeof nowEvents;",
    ...methods.map(
      ({ operationId }) => `now.${operationId} satisfies Called<Was<object>>["${operationId}"];`,
    ),
    ...events.map((type) => `events.${type} satisfies (typeof wasEvents)["${type}"];`),
    ...literals,
  ].join("\n");
}
