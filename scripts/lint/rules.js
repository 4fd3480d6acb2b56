/**
 * Lint rules that Redocly does not ship. They are JavaScript because Redocly loads them itself, also from an editor.
 * @typedef {{ key: (string | number)[] }} Location
 * @typedef {{ report(problem: { message: string, location?: unknown }): void, location: { child(path: string[]): unknown },
 *   resolve(node: unknown): { node?: Record<string, unknown> }, parent: unknown, key: string | number }} Context
 */

/** Longer enums are code lists, which nobody wants repeated in prose. */
const longestExplainedEnum = 12;

/** Every property says what it is, itself or through the schema that it refers to. */
function propertyDescribed() {
  return {
    /** @param {{ properties?: Record<string, { description?: string }> }} schema @param {Context} context */
    Schema(schema, { report, location, resolve }) {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (property.description ?? resolve(property).node?.["description"]) continue;
        report({
          message: `Property "${name}" has no description.`,
          location: location.child(["properties", name]),
        });
      }
    },
  };
}

/** Every description and summary of an example is a sentence. */
function endsWithPeriod() {
  return {
    any: {
      /** @param {unknown} node @param {Context} context */
      enter(node, { report, location }) {
        if (typeof node !== "object" || node === null || !("description" in node)) return;
        if (typeof node.description !== "string" || node.description.trimEnd().endsWith(".")) return;
        report({ message: "Description must end with a period.", location: location.child(["description"]) });
      },
    },
  };
}

/** @param {Record<string, unknown>} schema @returns {string[]} */
function enumValues(schema) {
  const variants = Array.isArray(schema["anyOf"]) ? schema["anyOf"] : [schema];
  return variants
    .flatMap((variant) => (Array.isArray(variant["enum"]) ? variant["enum"] : []))
    .filter((value) => typeof value === "string" && value !== "");
}

/** Every value of a short enum stands in the description beside it. */
function enumExplained() {
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { report, location }) {
      const description = schema["description"];
      const values = enumValues(schema);
      if (typeof description !== "string" || values.length > longestExplainedEnum) return;
      for (const value of values.filter((value) => !description.includes(`\`${value}\``))) {
        report({
          message: `Description does not say what \`${value}\` means.`,
          location: location.child(["description"]),
        });
      }
    },
  };
}

/** No schema is closed: the API may be ahead of this description, in requests and in answers. */
function schemaOpen() {
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { report, location }) {
      if (schema["additionalProperties"] !== false) return;
      report({
        message: "additionalProperties: false would refuse a property that Rapyd adds later.",
        location: location.child(["additionalProperties"]),
      });
    },
  };
}

/** @returns {unknown} a Redocly plugin whose rules are named description/... */
export default function plugin() {
  return {
    id: "description",
    rules: {
      oas3: {
        "property-described": propertyDescribed,
        "ends-with-period": endsWithPeriod,
        "enum-explained": enumExplained,
        "schema-open": schemaOpen,
      },
    },
  };
}
