/** Spells out properties that stand beside variants: openapi-typescript would write them as one more variant. */
import { type OpenApiDocument, type Reference, type Schema, UnsupportedDescription } from "./document.js";

/**
 * A copy of the document in which `anyOf` beside `properties` is joined to them with allOf, and in which a variant such as
 * `{ required: [id] }` names the property that it requires, so that its type has it. Throws {@link UnsupportedDescription} for a variant
 * that requires something else.
 */
export function spellRequired(document: OpenApiDocument): OpenApiDocument {
  // A copy has the form of what was copied.
  return copy(document) as OpenApiDocument;
}

function copy(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(copy);
  if (typeof node !== "object" || node === null) return node;
  const copied = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, copy(value)]));
  if (!isChoice(node)) return copied;
  const { anyOf: _, allOf = [], ...beside } = copied as Schema;
  return { ...beside, allOf: [...allOf, { anyOf: node.anyOf.map((variant) => spelled(node, variant)) }] };
}

type Choice = Schema & Required<Pick<Schema, "properties" | "anyOf">>;

function isChoice(node: object): node is Choice {
  const { properties, anyOf } = node as Schema;
  return Array.isArray(anyOf) && typeof properties === "object" && !Array.isArray(properties);
}

function spelled({ properties }: Choice, variant: Schema | Reference): unknown {
  const { required = [], properties: own = {} } = variant as Schema;
  const borrowed = required.filter((name) => own[name] === undefined);
  const unknown = borrowed.find((name) => properties[name] === undefined);
  if (unknown !== undefined) {
    throw new UnsupportedDescription(
      `A variant of anyOf requires "${unknown}", which is not a property beside it: ${Object.keys(properties).join(", ")}.`,
      variant,
      "required",
    );
  }
  if (borrowed.length === 0) return copy(variant);
  const named = Object.fromEntries(borrowed.map((name) => [name, copy(properties[name])]));
  return { type: "object", ...(copy(variant) as object), properties: { ...(copy(own) as object), ...named } };
}
