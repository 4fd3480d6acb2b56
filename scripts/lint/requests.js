/**
 * Lint rules on schemas: none may have `additionalProperties: false`, and each check of a request needs `x-evidence`.
 * @typedef {{ key: (string | number)[] }} Location
 * @typedef {{ source: { absoluteRef: string }, pointer: string, child(path: string[]): Place }} Place
 * @typedef {{ report(problem: { message: string, location?: unknown }): void, location: Place, type: { name: string }, resolve(node:
 * unknown, from?: string): { node?: Record<string, unknown>, location?: Place }, parent: unknown, key: string | number }} Context
 */

/** No schema may have `additionalProperties: false`: Rapyd may accept or return properties that this description does not have yet. */
export function schemaOpen() {
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { report, location }) {
      if (schema["additionalProperties"] !== false) return;
      report({
        message: "additionalProperties: false would reject a property that Rapyd adds later.",
        location: location.child(["additionalProperties"]),
      });
    },
  };
}

/**
 * Every pattern must be a valid regular expression. Redocly's own message for an invalid pattern names each example checked against the
 * pattern, but not the pattern's location.
 */
export function patternValid() {
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { report, location }) {
      try {
        if (typeof schema["pattern"] === "string") new RegExp(schema["pattern"], "u");
      } catch (error) {
        report({ message: `${error}.`, location: location.child(["pattern"]) });
      }
    },
  };
}

/** Keywords of a request body's schema that need `x-evidence`. */
const rejecting = "pattern enum format minLength maxLength minimum maximum minItems maxItems".split(" ");

/**
 * A request-body schema with a keyword from `rejecting` needs `x-evidence`, the proof that Rapyd rejects the same values: recorded traffic
 * (wire) or the documentation (docs). Unproven limits belong in the prose, since a request that Rapyd accepts must not be rejected. A
 * pattern also needs `x-message`, which states its requirement in words.
 */
export function requestCheckProven() {
  /** @type {Set<unknown>} */
  const seen = new Set();
  /** @param {unknown} node @param {Place} place @param {Context} context */
  const visit = (node, place, context) => {
    if (typeof node !== "object" || node === null) return;
    const isReference = "$ref" in node;
    const found = isReference ? context.resolve(node, place.source.absoluteRef) : { node, location: place };
    const { node: schema, location: at } = found;
    if (!schema || !at || seen.has(schema)) return;
    seen.add(schema);
    const keyword = rejecting.find((one) => one in schema);
    if (keyword && !["wire", "docs"].includes(String(schema["x-evidence"]))) {
      context.report({
        message: `${keyword} rejects requests, so x-evidence must name the proof that Rapyd rejects them too: wire (recorded traffic) or docs. Without proof, put the limit in the description's prose.`,
        location: at.child([keyword]),
      });
    }
    // A pattern says nothing to most who read a message.
    if ("pattern" in schema && !/^must \S/.test(String(schema["x-message"])))
      context.report({
        message:
          'pattern rejects requests, so x-message must state the pattern\'s requirement in words, beginning with "must".',
        location: at.child(["pattern"]),
      });
    visit(schema["items"], at.child(["items"]), context);
    for (const key of ["properties", "anyOf", "allOf"])
      for (const [name, inner] of Object.entries(Object(schema[key])))
        if (!isOffered(inner, schema[key])) visit(inner, at.child([key, name]), context);
  };
  return {
    // Not in webhooks, whose requests are Rapyd's.
    Paths: {
      /** @param {{ content?: unknown }} body @param {Context} context */
      RequestBody({ content }, context) {
        for (const [type, media] of Object.entries(Object(content)))
          visit(media?.schema, context.location.child(["content", type, "schema"]), context);
      },
    },
  };
}

/**
 * Whether a variant is a reference while another variant accepts any string. An enum behind that reference is then only a suggestion for
 * editors.
 * @param {unknown} one @param {unknown} all
 */
function isOffered(one, all) {
  const isText = (/** @type {{ type?: unknown, enum?: unknown }} */ other) =>
    [other.type].flat().includes("string") && !other.enum;
  return Array.isArray(all) && Object(one).$ref !== undefined && all.some(isText);
}
