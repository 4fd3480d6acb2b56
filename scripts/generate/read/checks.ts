/** Reads schemas into checks, as data. `write/checks.ts` prints the checks for `src/check/validate.ts`. */
import {
  isReference,
  type OpenApiDocument,
  type Reference,
  referenceName,
  resolve,
  type Schema,
  UnsupportedDescription,
} from "../../lib/document.js";
import { formats, uncheckedFormats } from "./formats.js";

/** A `Check`, or a part of one, as data. A reference to a named schema becomes a {@link NamedCheck}, without the schema's contents. */
export type CheckData = NamedCheck | { readonly [keyword: string]: CheckValue };

/** Value of a check's keyword. */
export type CheckValue =
  string | number | boolean | null | RegExp | ReadonlySet<unknown> | CheckData | readonly CheckValue[];

/** Reference to the check of a named schema. `isSensitive`: this reference is sensitive even if the schema is not. */
export class NamedCheck {
  readonly schema: string;
  readonly isSensitive: boolean;

  constructor(schema: string, isSensitive = false) {
    this.schema = schema;
    this.isSensitive = isSensitive;
  }
}

/** Keywords that constrain nothing. */
export const annotations: ReadonlySet<string> = new Set([
  "$schema",
  "$comment",
  "externalDocs",
  "title",
  "description",
  "default",
  "deprecated",
  "example",
  "examples",
]);

/** Keywords that are rejected because they would have no effect: a readOnly property could still be sent, and a writeOnly one received. */
const directions = new Set(["readOnly", "writeOnly"]);

const copied = new Set([
  "type",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "required",
]);

/** Keywords that response checks ignore: they limit the number of properties, and a different number harms no caller. */
const unwatched = new Set(["maxProperties", "minProperties"]);

/** Keywords that are rejected next to a $ref: they would count for the check but not for the type. */
const shaping = new Set([
  "type",
  "enum",
  "const",
  "properties",
  "required",
  "items",
  "anyOf",
  "allOf",
  "oneOf",
]);

/** Whether a keyword says which properties an object has. Without any such keyword, the type of the object accepts no property. */
function isDescribing(keyword: string): boolean {
  return keyword === "additionalProperties" || (keyword !== "type" && shaping.has(keyword));
}

/** Keywords of which an anyOf variant needs one: without any, its type is unknown. */
const typing = new Set(["$ref", ...shaping]);

/** Reads schemas into checks, each named schema once. Rejects whatever a check cannot express. */
export class CheckReader {
  readonly #document: OpenApiDocument;
  readonly #isForRequests: boolean;
  readonly #named = new Map<string, { check: CheckData; depth: number } | "started">();
  /** Maximum depth of the named schemas that the current schema refers to. */
  #deepest = 0;

  constructor(document: OpenApiDocument, use: "requests" | "responses") {
    this.#document = document;
    this.#isForRequests = use === "requests";
  }

  /**
   * Checks of the named schemas that were read so far, sorted by depth, then by name. Each check thus comes after the checks it refers
   * to, and a new schema does not move the others.
   */
  get named(): [name: string, check: CheckData][] {
    const read = [...this.#named].flatMap(([name, one]) => (one === "started" ? [] : { name, ...one }));
    return read
      .sort((one, other) => one.depth - other.depth || (one.name < other.name ? -1 : 1))
      .map(({ name, check }) => [name, check]);
  }

  /** Check of one schema. In an error message, `where` names the schema; `holder` is the node that contains the schema. */
  read(schema: Schema | Reference | boolean, where: string, holder: object): CheckData {
    if (schema === true) return {};
    if (schema === false)
      throw new UnsupportedDescription(`Schema ${where} is false, which no value can match.`, holder);
    if (!isReference(schema)) return this.#readInline(schema, where);
    const named = this.#readNamed(schema, where);
    const { $ref: _, ...siblings } = schema as Reference & Schema;
    const shape = Object.keys(siblings).find((keyword) => shaping.has(keyword));
    if (shape !== undefined) {
      throw new UnsupportedDescription(
        `Schema ${where} has ${shape} next to a $ref: join them with allOf.`,
        schema,
        shape,
      );
    }
    const rest = this.#members(siblings, where, schema);
    const keywords = Object.keys(rest);
    if (keywords.length === 0) return named;
    if (keywords.join() === "sensitive" && named instanceof NamedCheck)
      return new NamedCheck(named.schema, true);
    return { ...(this.#isSensitive(schema) && { sensitive: true }), allOf: [named, rest] };
  }

  #readNamed(reference: Reference, where: string): CheckData {
    const name = referenceName(reference);
    const known = this.#named.get(name);
    if (known === "started") {
      // A response is watched as deep as it was sent; one round of a loop is enough to see whether it is what is described.
      if (!this.#isForRequests) return {};
      throw new UnsupportedDescription(
        `Schema ${name} (used by ${where}) contains itself; a request's schema must not be recursive.`,
        reference,
      );
    }
    const depth = known?.depth ?? this.#declare(name, reference);
    this.#deepest = Math.max(this.#deepest, depth);
    return new NamedCheck(name);
  }

  #declare(name: string, reference: Reference): number {
    this.#named.set(name, "started");
    this.#rejectLossyKeywords(name);
    const before = this.#deepest;
    this.#deepest = 0;
    const check = this.#readInline(resolve<Schema>(this.#document, reference), name);
    const depth = this.#deepest + 1;
    this.#named.set(name, { check, depth });
    this.#deepest = before;
    return depth;
  }

  /** Rejects keywords next to a `$ref` at the top of a named schema: following the reference would lose them. */
  #rejectLossyKeywords(name: string): void {
    const schema = this.#document.components?.schemas?.[name] ?? {};
    const lost = Object.keys(schema).filter((keyword) => keyword !== "$ref" && !annotations.has(keyword));
    if (!isReference(schema) || lost.length === 0) return;
    throw new UnsupportedDescription(
      `Schema ${name} has ${lost.join(", ")} next to a $ref: join them with allOf.`,
      schema,
    );
  }

  #readInline(schema: Schema, where: string): CheckData {
    return this.#members(schema, where, schema);
  }

  #members(schema: Schema, where: string, node: object): { readonly [keyword: string]: CheckValue } {
    const members = Object.entries(schema).map(([keyword, value]) =>
      this.#member(keyword, value, where, node),
    );
    return Object.assign(this.#hasSensitivePart(schema) ? { sensitive: true } : {}, ...members) as object & {
      [keyword: string]: CheckValue;
    };
  }

  /**
   * Whether a request schema has a sensitive `anyOf` or `allOf` part. If so, the whole schema counts as sensitive, since a message about
   * another part would show the value.
   */
  #hasSensitivePart({ anyOf = [], allOf = [] }: Schema): boolean {
    return this.#isForRequests && [...anyOf, ...allOf].some((part) => this.#isSensitive(part));
  }

  #isSensitive(schema: Schema | Reference): boolean {
    const target = resolve<Schema>(this.#document, schema);
    const marks: unknown[] = [Reflect.get(Object(schema), "x-sensitive"), target["x-sensitive"]];
    return marks.includes(true) || this.#hasSensitivePart(target);
  }

  #member(keyword: string, value: unknown, where: string, node: object): { [keyword: string]: CheckValue } {
    const reject = (reason: string): UnsupportedDescription =>
      new UnsupportedDescription(
        `Schema ${where} has ${keyword}: ${JSON.stringify(value)}, ${reason}`,
        node,
        keyword,
      );
    if (annotations.has(keyword)) return {};
    if (directions.has(keyword))
      throw reject("which has no effect here: use one schema for requests and one for responses.");
    if (keyword === "x-sensitive" && typeof value === "boolean") return value ? { sensitive: true } : {};
    // A typo in this one would show what must not be seen.
    if (/^x[-_]?sen/i.test(keyword))
      throw reject("which has no meaning here; use x-sensitive: true or false.");
    if (keyword === "x-message" && this.#isForRequests) return { message: String(value) };
    if (keyword.startsWith("x-")) return {};
    if (keyword === "enum") {
      const values = value as unknown[];
      if (values.some((one) => typeof one === "object" && one !== null))
        throw reject("but an enum that is checked cannot contain objects or lists.");
      const types = [Reflect.get(node, "type") as unknown].flat();
      if (types.includes("null") && !values.includes(null))
        throw reject("which excludes null, although the type includes it: add null to the enum.");
      return { enum: new Set(values) };
    }
    // The casts below are safe: lint has checked that each keyword's value has the form that JSON Schema requires.
    if (keyword === "type" && [value].flat().includes("object") && !Object.keys(node).some(isDescribing))
      throw reject("but no properties: describe them, or set additionalProperties: true.");
    if (copied.has(keyword)) {
      // JSON has no infinity, so bundling writes null.
      if (value === null) throw reject("but it must be a finite number: leave the limit out.");
      return { [keyword]: value as CheckValue };
    }
    if (keyword === "const" && value === null)
      throw reject('which would have an unknown type: use type: "null".');
    if (keyword === "const" && typeof value !== "object") return { enum: new Set([value]) };
    if (keyword === "pattern") return { pattern: patternOf(value as string, reject) };
    if (keyword === "format") return this.#format(value as string, node, reject);
    if (keyword === "items") return { items: this.read(value as Schema, `${where}[]`, node) };
    if (keyword === "anyOf" || keyword === "allOf") {
      const parts = value as (Schema | Reference)[];
      if (keyword === "anyOf")
        for (const part of parts)
          if (!Object.keys(Object(part) as object).some((one) => typing.has(one)))
            throw new UnsupportedDescription(
              `Schema ${where} has an anyOf variant without a type, which would make the whole type unknown: write the type in each variant.`,
              node,
              keyword,
            );
      const needed =
        keyword === "anyOf" && this.#isForRequests
          ? parts.filter((one) => !this.#isCovered(one, parts))
          : parts;
      return { [keyword]: needed.map((variant) => this.read(variant, where, node)) };
    }
    if (keyword === "properties") {
      if (Object.hasOwn(value as object, "__proto__"))
        throw reject("but JavaScript cannot have a property __proto__ like any other.");
      const properties = Object.entries(value as Record<string, Schema>).map(
        ([name, property]) => [name, this.read(property, `${where}.${name}`, node)] as const,
      );
      // The type of such a schema is an object, too.
      const implied = this.#isForRequests && !("type" in node) ? { type: "object" } : {};
      return { ...implied, properties: Object.fromEntries(properties) };
    }
    if (keyword === "additionalProperties" && value === true) {
      const required: unknown = Reflect.get(node, "required");
      if (this.#isForRequests && Array.isArray(required) && required.length > 0)
        throw reject(
          "but the type of an open object cannot require properties: require none, or leave this out.",
        );
      return this.#isForRequests ? { open: true } : {};
    }
    if (!this.#isForRequests && unwatched.has(keyword)) return {};
    throw reject(
      `which a check cannot express. Use ${keyword === "oneOf" ? "anyOf instead" : "other keywords"}, ` +
        "or teach scripts/generate/read/checks.ts to read this keyword and src/check/validate.ts to enforce it.",
    );
  }

  /**
   * Whether `variant` is an enum whose values all match the pattern of another variant. Such an enum serves editors only; the check needs
   * only the pattern.
   */
  #isCovered(variant: Schema | Reference, variants: readonly (Schema | Reference)[]): boolean {
    const { enum: values } = resolve<Schema>(this.#document, variant);
    return variants.some((other) => {
      const { type, pattern, ...rest } = other as Schema;
      const isPatternAlone =
        typeof pattern === "string" &&
        Object.keys(rest).every((key) => annotations.has(key) || key.startsWith("x-"));
      if (!isPatternAlone || ![type].flat().includes("string") || !Array.isArray(values)) return false;
      return values.every((one) => typeof one === "string" && new RegExp(pattern, "u").test(one));
    });
  }

  #format(name: string, schema: object, reject: Reject): { [keyword: string]: CheckValue } {
    const known = formats[name];
    if (name === "int64" && this.#isForRequests) return safeBounds(schema);
    if (uncheckedFormats.has(name) || (known === undefined && !this.#isForRequests)) return {};
    if (known === undefined) throw reject(`which is not one of ${Object.keys(formats).join(", ")}.`);
    const isNamed = this.#isForRequests && !("x-message" in schema);
    return { format: known.expression, ...(isNamed && { message: `must be ${known.called}` }) };
  }
}

/**
 * Limits an integer to JavaScript's safe range, by `minimum` and `maximum`. A bound that the schema sets itself is left out. JavaScript can
 * round an integer outside that range before it is checked.
 */
function safeBounds(schema: object): { [keyword: string]: CheckValue } {
  const bounds = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
  return Object.fromEntries(Object.entries(bounds).filter(([keyword]) => !(keyword in schema)));
}

type Reject = (reason: string) => UnsupportedDescription;

function patternOf(pattern: string, reject: Reject): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch (error) {
    throw reject(`which is not a valid pattern: ${String(error)}.`);
  }
}
