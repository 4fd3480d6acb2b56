import { Ajv2020 } from "ajv/dist/2020.js";
import ts from "typescript";
import { expect, test } from "vitest";
import type { Check } from "../../generated/check.js";
import { emitSources } from "../../scripts/generate/write/artifacts.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { virtualProgram } from "../../scripts/lib/virtual-program.js";
import { findIssues } from "../../src/check/validate.js";
import { strictOptions } from "../helpers/compile.js";
import { thingResponses, document } from "../helpers/documents.js";
import type { Json } from "../helpers/openapi.js";
import { seededRandom } from "../helpers/random.js";

// Compares three forms of a random description: its emitted type, our check, and ajv over the description.
const [descriptions, bodies] = [500, 40];
const random = seededRandom(20261128);

type Schema = { [keyword: string]: Json };

const chance = (share: number): boolean => random() < share;
const below = (count: number): number => Math.floor(random() * count);
function pick<Item>(items: readonly Item[]): Item {
  const item = items[below(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

const propertyNames = ["a", "b", "c", "d"];

/**
 * A random object schema. A property that is in `known` gets the schema from there. The second part of an `allOf` gets the first part's
 * properties as `known`: if one property had two schemas, such as a string and an object of optional properties, TypeScript would not see
 * the contradiction. Every object has the property `z`, since TypeScript rejects a value that shares no property with a type whose
 * properties are all optional.
 */
function randomObject(depth: number, known: Schema = {}): Schema {
  const names = propertyNames.filter(() => chance(0.6));
  if (names.length === 0) names.push("a");
  const described = names.map((name) => [name, known[name] ?? randomSchema(depth - 1)]);
  const properties = { ...Object.fromEntries(described), z: { type: "boolean" } } as Schema;
  return { type: "object", properties, required: names.filter(() => chance(0.4)) };
}

/** A schema in parts, one of which may require properties that another describes. */
function randomParts(depth: number): Schema {
  const base = randomObject(depth);
  const parts = [base, randomObject(depth, base["properties"] as Schema)];
  const described = parts.flatMap(({ properties }) => Object.keys(properties as Schema));
  const required = [...new Set(described)].filter(() => chance(0.3));
  if (chance(0.5)) return { allOf: [...parts, { required }] };
  const [first = {}, second = {}] = parts;
  return chance(0.5)
    ? {
        allOf: [
          { ...first, required: [...new Set([...(first["required"] as string[]), ...required])] },
          second,
        ],
      }
    : { ...first, required, allOf: [second] };
}

/** An object schema with two variants, each of which requires one of the object's properties. */
function randomChoice(depth: number): Schema {
  const object = randomObject(depth);
  const names = Object.keys(object["properties"] as Schema);
  const variants = [0, 1].map((): Schema => ({ required: [pick(names)] }));
  return chance(0.5) ? { ...object, anyOf: variants } : { allOf: [object, { anyOf: variants }] };
}

function randomSchema(depth: number): Schema {
  const scalars: (() => Schema)[] = [
    () => ({
      type: "string",
      ...(chance(0.3) && { minLength: 1 + below(2) }),
      ...(chance(0.2) && { maxLength: 3 }),
    }),
    () => ({ type: "string", pattern: "^[a-c]*$" }),
    () => ({ type: "string", enum: ["a", "bb"] }),
    () => ({ type: "number", ...(chance(0.4) && { minimum: 1 }), ...(chance(0.2) && { maximum: 5 }) }),
    () => ({ type: "integer", format: "int32" }),
    () => ({ type: "boolean" }),
    () => ({ type: [pick(["string", "number", "boolean"]), "null"] }),
    () => ({ anyOf: [{ type: "string", enum: ["a"] }, { type: "number" }] }),
  ];
  if (depth <= 0) return pick(scalars)();
  return pick<() => Schema>([
    ...scalars.slice(0, 4),
    () => randomObject(depth),
    () => randomObject(depth),
    () => ({ type: "array", items: randomSchema(depth - 1), ...(chance(0.3) && { minItems: 1 }) }),
    () => ({ anyOf: [randomObject(depth), randomObject(depth)] }),
    () => ({ anyOf: [randomObject(depth), { type: "null" }] }),
    () => randomParts(depth),
    () => randomChoice(depth),
  ])();
}

/** A value that often matches the schema, and often almost matches it. */
function randomValue(schema: Schema): Json {
  if (chance(0.06))
    return pick<Json>(["a", 2, 0.5, true, null, [], { z: true }, { a: "a", z: false }, ["a"]]);
  const { type, allOf, anyOf, properties, items } = schema as Record<string, Json>;
  if (Array.isArray(schema["enum"])) return chance(0.9) ? pick(schema["enum"]) : "z";
  if (properties !== undefined || Array.isArray(allOf)) {
    const parts = [...((allOf ?? []) as Schema[]), ...((anyOf ?? []) as Schema[])].map(randomValue);
    const own = Object.entries((properties ?? {}) as Record<string, Schema>)
      .filter(() => chance(0.75))
      .map(([name, property]) => [name, randomValue(property)]);
    const objects = parts.filter((part) => Object(part) === part && !Array.isArray(part));
    return Object.assign(
      { z: true, ...(chance(0.1) && { x: 1 }) },
      ...objects,
      Object.fromEntries(own),
    ) as Json;
  }
  if (Array.isArray(anyOf)) return randomValue(pick(anyOf) as Schema);
  if (type === "array") return Array.from({ length: below(3) }, () => randomValue(items as Schema));
  switch (Array.isArray(type) ? pick(type) : type) {
    case "string":
      return pick(["", "a", "bb", "zzz", "cccc"]);
    case "number":
    case "integer":
      return pick([0, 1, 3, 9, 1.5]);
    case "boolean":
      return chance(0.5);
    case "null":
      return null;
    default:
      return { z: true };
  }
}

/** The schema, reduced to what a TypeScript type can express. */
function typeOnly(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(typeOnly);
  if (typeof schema !== "object" || schema === null) return schema;
  const said = ["type", "enum", "properties", "required", "items", "anyOf", "allOf"];
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => said.includes(keyword))
      .map(([keyword, value]) => [
        keyword,
        keyword === "properties"
          ? Object.fromEntries(Object.entries(value as Schema).map(([name, one]) => [name, typeOnly(one)]))
          : keyword === "type" && value === "integer"
            ? "number"
            : typeOnly(value),
      ]),
  );
}

interface Example {
  schema: Schema;
  values: Json[];
}

function randomExamples(): Example[] {
  return Array.from({ length: descriptions }, () => {
    const schema = pick([randomObject, randomParts, randomChoice])(2);
    return { schema, values: Array.from({ length: bodies }, () => randomValue(schema)) };
  });
}

/** Compiler messages by value. A key is `<index of the schema> <index of the value>`. */
function typeProblems(schemaText: string, examples: readonly Example[]): Map<string, string> {
  const name = inRoot("test/random/use.ts");
  const lines: string[] = ['import type * as described from "./schema.js";'];
  const labels = new Map<number, string>();
  examples.forEach(({ values }, index) => {
    lines.push(`export const v${index} = ${JSON.stringify({ ...values })} as const;`);
    values.forEach((_, value) => {
      labels.set(lines.length, `${index} ${value}`);
      lines.push(`export const t${index}_${value}: described.S${index} = v${index}[${value}];`);
    });
  });
  const texts = new Map([
    [inRoot("test/random/schema.ts"), schemaText],
    [name, lines.join("\n")],
  ]);
  const program = virtualProgram(texts, [name], strictOptions);
  const problems = new Map<string, string>();
  for (const { file, start = 0, messageText } of program.getSemanticDiagnostics(
    program.getSourceFile(name),
  )) {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
    const label = labels.get(line) ?? `line ${line}: ${lines[line] ?? ""}`;
    problems.set(label, ts.flattenDiagnosticMessageText(messageText, "\n"));
  }
  return problems;
}

test("types, checks and ajv agree on random bodies for random descriptions", async () => {
  const examples = randomExamples();
  const schemas = Object.fromEntries(examples.map(({ schema }, index) => [`S${index}`, schema]));
  const paths = Object.fromEntries(
    examples.map((_, index) => [
      `/v1/x${index}`,
      {
        post: {
          operationId: `addX${index}`,
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: `#/components/schemas/S${index}` } } },
          },
          responses: thingResponses,
        },
      },
    ]),
  );
  const files = await emitSources(document(paths, schemas));
  const script = ts.transpile(files.get("validators.ts") ?? "", {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
  });
  const { requestChecks } = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as {
    requestChecks: Record<string, { body: Check }>;
  };
  const types = typeProblems(files.get("schema.ts") ?? "", examples);
  const ajv = new Ajv2020({ strict: false, formats: { int32: true } });

  const disagreements: string[] = [];
  let [accepted, rejected] = [0, 0];
  examples.forEach(({ schema, values }, index) => {
    const [isValid, hasType] = [ajv.compile(schema), ajv.compile(typeOnly(schema) as Schema)];
    const check = requestChecks[`addX${index}`]?.body ?? {};
    values.forEach((value, number) => {
      const say = (what: string): void =>
        void disagreements.push(`${what}: ${JSON.stringify(value)} for ${JSON.stringify(schema)}`);
      const byCheck = findIssues(check, value).length === 0;
      if (isValid(value) ? !byCheck : byCheck) say(`check ${String(byCheck)}, ajv ${String(!byCheck)}`);
      if (byCheck) accepted += 1;
      else rejected += 1;
      const problem = types.get(`${index} ${number}`);
      if (hasType(value) !== (problem === undefined))
        say(`type ${problem ?? "accepts"}, ajv ${String(hasType(value))}`);
    });
  });
  expect(disagreements.slice(0, 5)).toEqual([]);
  expect([...types.keys()].filter((label) => label.startsWith("line"))).toEqual([]);
  expect(Math.min(accepted, rejected)).toBeGreaterThan((descriptions * bodies) / 5);
});
