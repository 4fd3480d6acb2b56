/**
 * Lint rules that Redocly does not ship. They are JavaScript because Redocly loads them itself, also from an editor.
 * @typedef {{ key: (string | number)[] }} Location
 * @typedef {{ source: { absoluteRef: string }, pointer: string, child(path: string[]): Place }} Place
 * @typedef {{ report(problem: { message: string, location?: unknown }): void, location: Place, type: { name: string },
 *   resolve(node: unknown, from?: string): { node?: Record<string, unknown>, location?: Place }, parent: unknown, key: string | number }} Context
 */
import { readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

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

/** Extensions that something reads, with who does. */
const knownExtensions = new Map([
  ["x-client-option", "the method's options"],
  ["x-codeSamples", "the reference page"],
  ["x-environment", "the client's environments"],
  ["x-error-code", "the emulator's refusals"],
  ["x-evidence", "the rule request-check-proven"],
  ["x-maximum-age-seconds", "the limits of a signature"],
  ["x-maximum-lead-seconds", "the limits of a signature"],
  ["x-maximum-length", "the limits of a signature"],
  ["x-roles", "who tells outcomes and error codes apart"],
  ["x-sensitive", "who shows or hides values"],
]);

/** Every x- keyword is one that something reads: a slip in one would have no effect. */
function extensionKnown() {
  return {
    any: {
      /** @param {unknown} node @param {Context} context */
      enter(node, { report, location, type }) {
        // There the keys are names of the API's own.
        if (typeof node !== "object" || node === null || /Properties$|Map$|^Example$/.test(type.name)) return;
        for (const key of Object.keys(node)) {
          if (!key.startsWith("x-") || knownExtensions.has(key)) continue;
          report({
            message: `Nothing reads ${key}; known are ${[...knownExtensions.keys()].join(", ")}.`,
            location: location.child([key]),
          });
        }
      },
    },
  };
}

/** Every x-error-code is a value of the schema ErrorCode. */
function errorCodeKnown() {
  /** @type {{ code: unknown, location: unknown }[]} */
  const used = [];
  /** @type {Set<unknown>} */
  const codes = new Set();
  return {
    /** @param {Record<string, unknown>} schema @param {Context} context */
    Schema(schema, { location }) {
      const isErrorCode =
        location.pointer === "#/components/schemas/ErrorCode" ||
        (location.pointer === "#/" && basename(location.source.absoluteRef) === "ErrorCode.yaml");
      if (isErrorCode) for (const value of enumValues(schema)) codes.add(value);
      const code = schema["x-error-code"];
      if (code !== undefined) used.push({ code, location: location.child(["x-error-code"]) });
    },
    Root: {
      /** @param {unknown} _ @param {Context} context */
      leave(_, { report }) {
        for (const { code, location } of used)
          if (!codes.has(code)) report({ message: `${code} is no value of ErrorCode.`, location });
      },
    },
  };
}

/** Keywords by which a client refuses what a caller wants to send. */
const refusing = "pattern enum format minLength maxLength minimum maximum minItems maxItems".split(" ");

/**
 * Every check of a request says how it is known: from recorded traffic (wire) or from the documentation (docs). What is only likely
 * belongs into the prose, since a request that Rapyd takes must not be refused.
 */
function requestCheckProven() {
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
    const keyword = refusing.find((one) => one in schema);
    if (keyword && !["wire", "docs"].includes(String(schema["x-evidence"]))) {
      context.report({
        message: `${keyword} refuses requests, so x-evidence must say how it is known: wire or docs. What is only likely is prose.`,
        location: at.child([keyword]),
      });
    }
    visit(schema["items"], at.child(["items"]), context);
    for (const key of ["properties", "anyOf", "allOf"])
      for (const [name, inner] of Object.entries(Object(schema[key])))
        if (!isOffered(inner, schema[key])) visit(inner, at.child([key, name]), context);
  };
  return {
    // Not in webhooks, whose requests are Rapyd's.
    Paths: {
      /** @param {{ content?: Record<string, { schema?: unknown }> }} body @param {Context} context */
      RequestBody({ content = {} }, context) {
        for (const [type, { schema }] of Object.entries(content))
          visit(schema, context.location.child(["content", type, "schema"]), context);
      },
    },
  };
}

/** Whether another variant takes any text, so that this one refuses nothing. @param {unknown} one @param {unknown} all */
function isOffered(one, all) {
  const isText = (/** @type {{ type?: unknown, enum?: unknown }} */ other) =>
    [other.type].flat().includes("string") && !other.enum;
  return Array.isArray(all) && Object(one).$ref !== undefined && all.some(isText);
}

/** Files that are no part of the description but belong to it: settings of Redocly, of the page and of editors. */
const ownFiles = new Set(["redocly.yaml", "docs.hbs", "samples/tsconfig.json"]);

/** Every file below the index is referred to: a forgotten one looks as if it were described. */
function fileUsed() {
  /** @type {Set<string>} */
  const used = new Set();
  return {
    ref: {
      /** @param {unknown} _ @param {Context} __ @param {{ location?: Place }} resolved */
      leave(_, __, { location }) {
        if (location) used.add(location.source.absoluteRef);
      },
    },
    Root: {
      /** @param {unknown} _ @param {Context} context */
      leave(_, { report, location }) {
        const index = location.source.absoluteRef;
        const folder = dirname(index);
        for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
          const path = join(entry.parentPath, entry.name);
          const name = relative(folder, path);
          if (entry.isDirectory() || path === index || used.has(path) || ownFiles.has(name)) continue;
          // An editor's or a system's own files are hidden, or end so.
          if (/^\.|~$/.test(entry.name)) continue;
          report({ message: `Nothing refers to ${name}: refer to it, or remove it.`, location });
        }
      },
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
        "extension-known": extensionKnown,
        "error-code-known": errorCodeKnown,
        "file-used": fileUsed,
        "request-check-proven": requestCheckProven,
      },
    },
  };
}
