/** Spells out "a or b is required", which JSON Schema says in a form that openapi-typescript gives no type. */
import { type OpenApiDocument, type Reference, type Schema, UnsupportedDescription } from "./document.js";

/**
 * A copy of the document in which `anyOf: [{ required: [a] }, { required: [b] }]` beside `properties` names each variant's properties
 * once more, so that the type has them. Throws {@link UnsupportedDescription} for a variant that would still lose one.
 */
export function spellRequired(document: OpenApiDocument): OpenApiDocument {
  return copy(document) as OpenApiDocument;
}

function copy(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(copy);
  if (typeof node !== "object" || node === null) return node;
  const copied = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, copy(value)]));
  return isChoice(node) ? { ...copied, anyOf: node.anyOf.map((variant) => spelled(node, variant)) } : copied;
}

type Choice = Schema & Required<Pick<Schema, "properties" | "anyOf">>;

/** Whether an object's own properties stand beside variants that say which of them are required. */
function isChoice(node: object): node is Choice {
  const { properties, anyOf } = node as Schema;
  const isMap = typeof properties === "object" && !Array.isArray(properties);
  return isMap && Array.isArray(anyOf) && anyOf.some((variant) => "required" in variant);
}

function spelled({ properties, anyOf }: Choice, variant: Schema | Reference): unknown {
  const { required = [], properties: own = {} } = variant as Schema;
  const borrowed = required.filter((name) => own[name] === undefined);
  const unknown = borrowed.find((name) => properties[name] === undefined);
  if (unknown !== undefined) {
    throw new UnsupportedDescription(
      `A variant of anyOf requires "${unknown}", which is no property beside it: ${Object.keys(properties).join(", ")}.`,
      variant,
      "required",
    );
  }
  if (required.length === 0)
    throw new UnsupportedDescription(
      "One variant of anyOf requires nothing, so the others mean nothing.",
      anyOf,
    );
  const named = Object.fromEntries(borrowed.map((name) => [name, copy(properties[name])]));
  return { type: "object", ...(copy(variant) as object), properties: { ...(copy(own) as object), ...named } };
}
