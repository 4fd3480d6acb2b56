/**
 * Lint rules on the description's prose.
 * @typedef {{ key: (string | number)[] }} Location
 * @typedef {{ source: { absoluteRef: string }, pointer: string, child(path: string[]): Place }} Place
 * @typedef {{ report(problem: { message: string, location?: unknown }): void, location: Place, type: { name: string }, resolve(node:
 * unknown, from?: string): { node?: Record<string, unknown>, location?: Place }, parent: unknown, key: string | number }} Context
 */
import { enumValues } from "./enums.js";

/** Maximum length of an enum that `enumExplained` checks. Longer enums are code lists, too long to explain in prose. */
const maxExplainedValues = 12;

/** Every property must have a description: its own, or that of the schema to which the property refers. */
export function propertyDescribed() {
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { report, location, resolve }) {
      for (const [name, property] of Object.entries(Object(schema["properties"]))) {
        // A property without a value is not a schema; Redocly reports it.
        if (typeof property !== "object" || property === null) continue;
        if (property.description ?? resolve(property).node?.["description"]) continue;
        report({
          message: `Property "${name}" has no description.`,
          location: location.child(["properties", name]),
        });
      }
    },
  };
}

/** Every description must end with a period. */
export function endsWithPeriod() {
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

/** If a schema with a short enum has a description, the description must name every enum value in backticks. */
export function enumExplained() {
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { report, location }) {
      const description = schema["description"];
      const values = enumValues(schema);
      if (typeof description !== "string" || values.length > maxExplainedValues) return;
      for (const value of values.filter((value) => !description.includes(`\`${value}\``))) {
        report({
          message: `Description does not say what \`${value}\` means.`,
          location: location.child(["description"]),
        });
      }
    },
  };
}
