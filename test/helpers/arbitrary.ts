import fc from "fast-check";
import { at, type Json } from "./openapi.js";

type Schema = { [keyword: string]: Json };

/** Values that a schema allows; with `isWhole`, every property is present and not null. */
export function arbitraryOf(schema: Schema, isWhole = false): fc.Arbitrary<Json> {
  const inner = (node: Json): fc.Arbitrary<Json> => arbitraryOf(node as Schema, isWhole);
  const chosen = (nodes: Schema[]): fc.Arbitrary<Json> =>
    fc.oneof(...nodes.filter(({ type }) => !isWhole || type !== "null").map(inner));
  if (typeof schema["$ref"] === "string") return inner(at(schema["$ref"].slice(1)));
  if (Array.isArray(schema["anyOf"])) return chosen(besideProperties(schema, schema["anyOf"] as Schema[]));
  if (Array.isArray(schema["allOf"])) return joined(schema["allOf"].map(inner));
  if (schema["const"] !== undefined) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
  if (Array.isArray(schema["type"])) return chosen(schema["type"].map((type) => ({ ...schema, type })));
  switch (schema["type"]) {
    case "string":
      return textOf(schema);
    case "number":
    case "integer":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(inner(schema["items"] ?? {}), {
        minLength: Number(schema["minItems"] ?? (isWhole ? 1 : 0)),
        maxLength: Number(schema["maxItems"] ?? 3),
      });
    case "object":
      return objectOf(schema, isWhole);
    default:
      return freeValue;
  }
}

/**
 * Merges each variant of an anyOf with the keywords next to the anyOf, because a variant may add properties, or require properties that
 * those keywords describe.
 */
function besideProperties({ anyOf: _, ...own }: Schema, variants: Schema[]): Schema[] {
  if (own["properties"] === undefined) return variants;
  const both = (key: string, one: Schema): Json[] => [own[key] ?? [], one[key] ?? []].flat();
  return variants.map((variant) =>
    variant["$ref"] === undefined
      ? {
          ...own,
          ...variant,
          properties: { ...(own["properties"] as Schema), ...(variant["properties"] as Schema | undefined) },
          required: both("required", variant),
        }
      : { allOf: [own, variant] },
  );
}

const freeValue = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const freeObject = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), freeValue, { maxKeys: 3 });

/** Merges the parts of an allOf. Later parts win, since they are more specific; an event's first part, for example, allows any data. */
function joined(parts: fc.Arbitrary<Json>[]): fc.Arbitrary<Json> {
  return fc.tuple(...parts).map((values) => Object.assign({}, ...values) as Json);
}

function objectOf(
  { properties, required = [], maxProperties }: Schema,
  isWhole: boolean,
): fc.Arbitrary<Json> {
  if (properties === undefined) {
    return maxProperties === undefined
      ? freeObject
      : freeObject.filter((value) => Object.keys(value).length <= Number(maxProperties));
  }
  const named = Object.entries(properties as Record<string, Schema>).map(([name, property]) => [
    name,
    arbitraryOf(property, isWhole),
  ]);
  const model = Object.fromEntries(named) as Record<string, fc.Arbitrary<Json>>;
  return isWhole ? fc.record(model) : fc.record(model, { requiredKeys: required as string[] });
}

function textOf({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<Json> {
  if (typeof pattern === "string" && format !== "uri")
    return fc.stringMatching(new RegExp(pattern, "u"), { size: "-1" });
  if (format === "email") return fc.emailAddress();
  if (format === "uri") return fc.webUrl({ validSchemes: ["https"] });
  if (format === "uri-reference") return fc.oneof(fc.constant(""), fc.webUrl());
  if (format === "uuid") return fc.uuid();
  return fc.string({ minLength: Number(minLength), maxLength: Math.min(Number(maxLength), 40) });
}

function numberOf({ type, format, minimum = 0, maximum = 1_000_000 }: Schema): fc.Arbitrary<Json> {
  const [min, max] = [Number(minimum), Number(maximum)];
  if (type === "integer" || format === "int32" || format === "int64")
    return fc.integer({ min, max: Math.min(max, 2 ** 31 - 1) });
  return fc.double({ min, max, noNaN: true });
}
