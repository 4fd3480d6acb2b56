/**
 * Lint rules on extensions: each must be known, and the codes, parameters and webhooks that it names must exist.
 * @typedef {{ key: (string | number)[] }} Location
 * @typedef {{ source: { absoluteRef: string }, pointer: string, child(path: string[]): Place }} Place
 * @typedef {{ report(problem: { message: string, location?: unknown }): void, location: Place, type: { name: string }, resolve(node:
 * unknown, from?: string): { node?: Record<string, unknown>, location?: Place }, parent: unknown, key: string | number }} Context
 */
import { basename } from "node:path";
import { enumValues } from "./enums.js";

/** Known extensions, and where each is mainly used. */
const knownExtensions = new Map([
  ["x-client-option", "the method's options"],
  ["x-codeSamples", "the reference page"],
  ["x-environment", "the client's environments"],
  ["x-error-code", "the emulator's rejections"],
  ["x-evidence", "the rule request-check-proven"],
  ["x-key-prefix", "the check for swapped keys"],
  ["x-maximum-age-seconds", "the limits of a signature"],
  ["x-maximum-lead-seconds", "the limits of a signature"],
  ["x-maximum-length", "the limits of a signature"],
  ["x-message", "the check of a request"],
  ["x-not-found-code", "the emulator's rejections"],
  ["x-paging", "the client's lists"],
  ["x-roles", "the statuses and error codes of client and emulator"],
  ["x-sensitive", "the masking of values"],
  ["x-triggers", "the emulator's events"],
]);

/** Every x- keyword must be in `knownExtensions`: a misspelt one would be silently ignored. */
export function extensionKnown() {
  return {
    any: {
      /** @param {unknown} node @param {Context} context */
      enter(node, { report, location, type }) {
        // There the keys are names of the API's own.
        if (typeof node !== "object" || node === null || /Properties$|Map$|^Example$/.test(type.name)) return;
        for (const key of Object.keys(node)) {
          if (!key.startsWith("x-") || knownExtensions.has(key)) continue;
          report({
            message: `Unknown extension ${key}; use ${[...knownExtensions.keys()].join(", ")}.`,
            location: location.child([key]),
          });
        }
      },
    },
  };
}

/** Every x-error-code and x-not-found-code must be a value of the schema ErrorCode. */
export function errorCodeKnown() {
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
    /** @param {Record<string, unknown>} operation @param {Context} context */
    Operation(operation, { location }) {
      const code = operation["x-not-found-code"];
      if (code !== undefined) used.push({ code, location: location.child(["x-not-found-code"]) });
    },
    Root: {
      /** @param {unknown} _ @param {Context} context */
      leave(_, { report }) {
        for (const { code, location } of used)
          if (!codes.has(code)) report({ message: `${code} is not a value of ErrorCode.`, location });
      },
    },
  };
}

/** Keys of x-paging. `limit`, `after` and `before` name query parameters; `id` names the item property used as the cursor. */
const pagingKeys = ["limit", "after", "before", "id"];

/** x-paging must be complete and name parameters of the operation; x-triggers must name existing webhooks. */
export function operationFactsKnown() {
  /** @type {{ name: unknown, location: unknown }[]} */
  const triggered = [];
  /** @type {string[]} */
  let events = [];
  return {
    Root: {
      /** @param {{ webhooks?: unknown }} root */
      enter({ webhooks }) {
        events = Object.keys(Object(webhooks));
      },
      /** @param {unknown} _ @param {Context} context */
      leave(_, { report }) {
        for (const { name, location } of triggered)
          if (!events.includes(String(name))) report({ message: `${name} is not a webhook.`, location });
      },
    },
    /** @param {Record<string, unknown>} operation @param {Context} context */
    Operation(operation, { report, location, resolve }) {
      const parameters = [operation["parameters"]].flat().filter((one) => typeof one === "object" && one);
      const names = parameters.map((one) => resolve(one).node?.["name"]);
      if ("x-paging" in operation)
        for (const { key = [], message } of pagingProblems(operation["x-paging"], names))
          report({ message: `x-paging ${message}.`, location: location.child(["x-paging", ...key]) });
      for (const name of [operation["x-triggers"] ?? []].flat())
        triggered.push({ name, location: location.child(["x-triggers"]) });
    },
  };
}

/**
 * Problems of x-paging; `key` is set only for a problem of a single key.
 * @param {unknown} paging @param {unknown[]} parameters Names of the operation's parameters.
 */
function pagingProblems(paging, parameters) {
  /** @type {{ key?: string[], message: string }[]} */
  const problems = [];
  const given = Object(paging);
  const missing = pagingKeys.filter((key) => typeof given[key] !== "string");
  if (missing.length > 0) problems.push({ message: `needs ${missing.join(", ")}` });
  for (const key of Object.keys(given)) {
    const name = given[key];
    if (!pagingKeys.includes(key))
      problems.push({ key: [key], message: `has the unknown key ${key}; use ${pagingKeys.join(", ")}` });
    else if (key !== "id" && typeof name === "string" && !parameters.includes(name))
      problems.push({
        key: [key],
        message: `maps ${key} to ${name}, which is not a parameter of this operation`,
      });
  }
  return problems;
}
