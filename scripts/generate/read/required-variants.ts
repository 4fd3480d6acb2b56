/**
 * If one part of a schema requires a property that only another part describes, copies the property into the part that requires it:
 * openapi-typescript types each part separately.
 */
import { type OpenApiDocument, type Schema, UnsupportedDescription } from "../../lib/document.js";
import { type ObjectShape, objectShape } from "../../lib/schema.js";

/** Keys below which there are values, not schemas. */
const valueKeys = new Set(["example", "examples", "default", "enum", "const", "value"]);

/**
 * Returns a copy of the document. In it, each part of a schema (such as one `allOf` member) describes every property that it requires.
 * openapi-typescript generates the type of each part separately. Without the copy, a property that is required in one part but described
 * only in another would be missing from the type. An `anyOf` next to `properties` is moved into an `allOf`: otherwise openapi-typescript
 * would write the properties as one more variant. Throws {@link UnsupportedDescription} for a required property that no part describes.
 */
export function spellRequired(document: OpenApiDocument): OpenApiDocument {
  // A copy has the form of what was copied.
  return copy(document, {}) as OpenApiDocument;

  /** `beside`: properties of the schema that `node` is a part of. */
  function copy(node: unknown, beside: ObjectShape["properties"]): unknown {
    if (Array.isArray(node)) return node.map((one) => copy(one, {}));
    if (typeof node !== "object" || node === null) return node;
    const known = { ...beside, ...objectShape(document, node as Schema).properties };
    const copied = Object.fromEntries(
      Object.entries(node).map(([key, value]: [string, unknown]) => [
        key,
        valueKeys.has(key) ? value : isPartList(key, value) ? copyParts(value, known) : copy(value, {}),
      ]),
    );
    // Anything but a schema has none of the keywords that are read.
    return joined({ ...copied, ...borrowed(node as Schema, known) });
  }

  function copyParts(parts: unknown[], known: ObjectShape["properties"]): unknown[] {
    return parts.map((part) => copy(part, known));
  }

  /**
   * If the node requires properties that only another part of the schema describes, returns `{ type, properties }`, with those properties
   * included. Otherwise returns an empty object.
   */
  function borrowed(node: Schema, known: ObjectShape["properties"]): object {
    const { required, properties = {} } = node;
    if (!Array.isArray(required)) return {};
    const names = required.filter((name) => !Object.hasOwn(properties, name));
    const unknown = names.find((name) => !Object.hasOwn(known, name));
    if (unknown !== undefined) {
      const described = Object.keys(known).join(", ") || "none";
      throw new UnsupportedDescription(
        `A schema requires "${unknown}", but no part of the schema describes that property. Described: ${described}.`,
        node,
        "required",
      );
    }
    if (names.length === 0) return {};
    const spelled = Object.fromEntries(names.map((name) => [name, copy(known[name], {})]));
    return { type: "object", properties: { ...(copy(properties, {}) as object), ...spelled } };
  }
}

function isPartList(key: string, value: unknown): value is unknown[] {
  return (key === "allOf" || key === "anyOf") && Array.isArray(value);
}

function joined(copied: Schema): Schema {
  const { properties, anyOf, ...rest } = copied;
  if (!Array.isArray(anyOf) || typeof properties !== "object") return copied;
  return { ...rest, properties, allOf: [...(rest.allOf ?? []), { anyOf }] };
}
