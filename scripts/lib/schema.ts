/** Merges a schema with its references and `allOf` parts. `objectShape` merges only these, `shapeOf` also the `anyOf` variants. */
import {
  isReference,
  type OpenApiDocument,
  type Reference,
  referenceName,
  resolve,
  type Schema,
  UnsupportedDescription,
} from "./document.js";

/** Properties of a schema, and the names of those that must be there. */
export interface ObjectShape {
  readonly properties: Readonly<Record<string, Schema | Reference>>;
  readonly required: readonly string[];
}

/**
 * Returns a schema's properties and required names, including those of its references and `allOf` parts. If such a part defines a property
 * that the schema itself defines too, the schema's own definition wins.
 */
export function objectShape(
  document: OpenApiDocument,
  schema: Schema | Reference,
  above: readonly Schema[] = [],
): ObjectShape {
  const whole = resolve<Schema>(document, schema);
  if (above.includes(whole))
    throw new UnsupportedDescription(
      "A schema contains itself through allOf, so no value can match it.",
      schema,
    );
  const { properties, required, allOf } = whole;
  const parts = listOf(allOf).map((part) => objectShape(document, Object(part) as Schema, [...above, whole]));
  return {
    properties: Object.assign(
      {},
      ...parts.map((part) => part.properties),
      properties,
    ) as ObjectShape["properties"],
    required: [...parts.flatMap((part) => part.required), ...listOf(required)],
  };
}

/**
 * The value if it is an array, else an empty array. A reference can lead to a node that is not a schema, such as a parameter, whose
 * `required` may be `true`.
 */
function listOf<Item>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value : [];
}

/** A schema with its variants and references folded into one. */
export interface Shape {
  types: Set<string>;
  /** Name of the first referenced schema; undefined if there is no reference. */
  name: string | undefined;
  values: unknown[];
  isOpen: boolean;
  properties: Map<string, Schema | Reference>;
  required: Set<string>;
  /** Alternative sets of required properties, from `anyOf` variants with `required` and no `type`: at least one set must be present. */
  choices: string[][];
  items: Schema | Reference | undefined;
  notes: Schema;
}

/** Folds references, `allOf` and `anyOf` into one shape. */
export function shapeOf(document: OpenApiDocument, given: Schema | Reference): Shape {
  const shape: Shape = {
    types: new Set(),
    name: undefined,
    values: [],
    isOpen: false,
    properties: new Map(),
    required: new Set(),
    choices: [],
    items: undefined,
    notes: {},
  };
  fold(document, given, shape);
  return shape;
}

function fold(document: OpenApiDocument, given: Schema | Reference, shape: Shape): void {
  // The outermost note wins: it is said of this very place.
  shape.notes = { ...given, ...shape.notes };
  if (isReference(given)) {
    shape.name ??= referenceName(given);
    return fold(document, resolve<Schema>(document, given), shape);
  }
  const { type, properties = {}, required = [], items, allOf = [], anyOf = [] } = given;
  const values = (given["enum"] ?? ("const" in given ? [given["const"]] : [])) as unknown[];
  for (const one of [type ?? []].flat()) shape.types.add(one);
  for (const [name, property] of Object.entries(properties)) shape.properties.set(name, property);
  for (const name of required) shape.required.add(name);
  shape.items ??= items;
  // Any text next to the listed values means that others are accepted too.
  if (values.length === 0 && [type].flat().includes("string")) shape.isOpen = true;
  for (const value of values) if (!shape.values.includes(value)) shape.values.push(value);
  for (const part of allOf) fold(document, part, shape);
  for (const variant of anyOf) {
    const isChoice = "required" in variant && !("type" in variant);
    if (isChoice) shape.choices.push(variant.required ?? []);
    else fold(document, variant, shape);
  }
}
