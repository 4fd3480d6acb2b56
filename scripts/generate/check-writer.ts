/** Writes schemas as the plain data that `src/check.ts` goes through. */
import {
  isReference,
  type OpenApiDocument,
  type Reference,
  referenceName,
  resolve,
  type Schema,
  UnsupportedDescription,
} from "./document.js";

/** Formats that a request is held to. The others say only how a number is stored, and are not checked. */
const formats: Record<string, RegExp | undefined> = {
  email: /^[^\s@]+@[^\s@]+$/u,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/iu,
  "uri-reference": /^\S*$/u,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu,
  date: /^\d{4}-\d{2}-\d{2}$/u,
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/iu,
};
const uncheckedFormats = new Set(["int32", "int64", "float", "double", "password"]);

/** Keywords that constrain nothing. */
const annotations = new Set([
  "$schema",
  "title",
  "description",
  "default",
  "deprecated",
  "example",
  "examples",
  "readOnly",
  "writeOnly",
]);

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

/**
 * Writes schemas as TypeScript, each named schema once, before its first use. A request must be expressed whole; of an answer, which is
 * only watched, what cannot be expressed is left out.
 */
export class CheckWriter {
  /** Declarations of the named schemas that were written so far. */
  readonly constants: string[] = [];
  readonly #document: OpenApiDocument;
  readonly #isForRequests: boolean;
  readonly #state = new Map<string, "started" | "done">();

  constructor(document: OpenApiDocument, use: "requests" | "answers") {
    this.#document = document;
    this.#isForRequests = use === "requests";
  }

  /** Text of one schema's check; `where` names it in a refusal. */
  write(schema: Schema | Reference | boolean, where: string): string {
    if (schema === true) return "{}";
    if (schema === false) {
      if (!this.#isForRequests) return "{}";
      throw new UnsupportedDescription(`Schema ${where} is false, which no value can meet.`);
    }
    if (!isReference(schema)) return this.#writeInline(schema, where);
    const name = this.#writeNamed(schema, where);
    const { $ref: _, ...siblings } = schema as Reference & Schema;
    if (this.#isForRequests) refuseShaping(siblings, where);
    const rest = this.#members(siblings, where);
    if (rest.length === 0) return name;
    const onlySensitive = rest.length === 1 && rest[0] === "sensitive: true";
    if (onlySensitive) return `{ ...${name}, sensitive: true }`;
    const mark = this.#isSensitive(schema) ? "sensitive: true, " : "";
    return `{ ${mark}allOf: [${name}, { ${rest.join(", ")} }] }`;
  }

  #writeNamed(reference: Reference, where: string): string {
    const name = referenceName(reference);
    const state = this.#state.get(name);
    if (state === "started" && !this.#isForRequests) return "{}";
    if (state === "started") {
      throw new UnsupportedDescription(
        `Schema ${name} (used by ${where}) contains itself, which requests cannot.`,
      );
    }
    if (state === undefined) {
      this.#state.set(name, "started");
      this.#refuseLost(name);
      const text = this.#writeInline(resolve<Schema>(this.#document, reference), name);
      this.constants.push(`const ${name}: Check = ${text};\n`);
      this.#state.set(name, "done");
    }
    return name;
  }

  /** What stands beside a `$ref` at the top of a named schema is lost when the reference is followed. */
  #refuseLost(name: string): void {
    const schema = this.#document.components?.schemas?.[name] ?? {};
    const lost = Object.keys(schema).filter((keyword) => keyword !== "$ref" && !annotations.has(keyword));
    if (!isReference(schema) || lost.length === 0 || !this.#isForRequests) return;
    throw new UnsupportedDescription(
      `Schema ${name} has ${lost.join(", ")} beside a $ref: join them with allOf.`,
    );
  }

  #writeInline(schema: Schema, where: string): string {
    const { required = [], properties = {} } = schema;
    const readOnly = required.find((name) => Reflect.get(properties[name] ?? {}, "readOnly") === true);
    if (readOnly !== undefined && this.#isForRequests) {
      throw new UnsupportedDescription(
        `Schema ${where} requires "${readOnly}" of a request, but it is readOnly.`,
      );
    }
    return `{ ${this.#members(schema, where).join(", ")} }`;
  }

  #members(schema: Schema, where: string): string[] {
    const members = Object.entries(schema).flatMap(([keyword, value]) => this.#member(keyword, value, where));
    const isMarked = members.includes("sensitive: true");
    return !isMarked && this.#hasSensitivePart(schema) ? ["sensitive: true", ...members] : members;
  }

  /** Where a part is sensitive, all is: a message about another part would show the value. */
  #hasSensitivePart({ anyOf = [], allOf = [] }: Schema): boolean {
    return this.#isForRequests && [...anyOf, ...allOf].some((part) => this.#isSensitive(part));
  }

  #isSensitive(schema: Schema | Reference): boolean {
    const target = resolve<Schema>(this.#document, schema);
    const marks: unknown[] = [Reflect.get(Object(schema), "x-sensitive"), target["x-sensitive"]];
    return marks.includes(true) || this.#hasSensitivePart(target);
  }

  #member(keyword: string, value: unknown, where: string): string[] {
    if (annotations.has(keyword)) return [];
    if (keyword === "x-sensitive" && typeof value === "boolean") return value ? ["sensitive: true"] : [];
    // A slip in this one would show what must not be seen.
    if (/^x[-_]?sen/i.test(keyword)) {
      throw new UnsupportedDescription(
        `Schema ${where} has ${keyword}: ${JSON.stringify(value)}, which means nothing here; x-sensitive is true or false.`,
      );
    }
    if (keyword.startsWith("x-")) return [];
    if (keyword === "enum") return [`enum: new Set(${enumText(value as unknown[])})`];
    if (copied.has(keyword)) return [`${keyword}: ${JSON.stringify(value)}`];
    // The casts below are safe: lint has checked that each keyword's value has the form that JSON Schema asks for.
    if (keyword === "const" && (typeof value !== "object" || value === null))
      return [`enum: new Set([${JSON.stringify(value)}])`];
    if (keyword === "pattern") return [`pattern: ${patternOf(value as string, where)}`];
    if (keyword === "format") return this.#format(value as string, where);
    if (keyword === "items") return [`items: ${this.write(value as Schema, `${where}[]`)}`];
    if (keyword === "anyOf" || keyword === "allOf") {
      const variants = (value as Schema[]).map((variant) => this.write(variant, where));
      return [`${keyword}: [${variants.join(", ")}]`];
    }
    if (keyword === "properties") {
      const properties = Object.entries(value as Record<string, Schema>).map(
        ([name, property]) => `${JSON.stringify(name)}: ${this.write(property, `${where}.${name}`)}`,
      );
      return [`properties: { ${properties.join(", ")} }`];
    }
    if (keyword === "additionalProperties" && value === true) return [];
    if (!this.#isForRequests) return [];
    throw new UnsupportedDescription(
      `Schema ${where} has ${keyword}: ${JSON.stringify(value)}, which a request check cannot express. ` +
        "Say it with other keywords, or teach scripts/generate/validators.ts and src/check.ts.",
    );
  }

  #format(name: string, where: string): string[] {
    const expression = formats[name];
    if (uncheckedFormats.has(name) || (expression === undefined && !this.#isForRequests)) return [];
    if (expression === undefined) {
      throw new UnsupportedDescription(
        `Schema ${where} has format "${name}", which is not one of ${Object.keys(formats).join(", ")}.`,
      );
    }
    return [`format: ["${name}", ${expression.toString()}]`];
  }
}

function patternOf(pattern: string, where: string): string {
  try {
    return new RegExp(pattern, "u").toString();
  } catch (error) {
    throw new UnsupportedDescription(`Schema ${where} has a pattern that is none: ${String(error)}.`);
  }
}

/** Beside a $ref these would count for the check, but not for the type. */
function refuseShaping(siblings: Schema, where: string): void {
  const shaping = Object.keys(siblings).find((keyword) =>
    ["enum", "const", "properties", "required", "items", "anyOf", "allOf", "oneOf"].includes(keyword),
  );
  if (shaping === undefined) return;
  throw new UnsupportedDescription(`Schema ${where} has ${shaping} beside a $ref: join them with allOf.`);
}

/** Two-letter codes, of which there can be hundreds, are grouped by their first letter: a third of the bytes. */
function enumText(values: readonly unknown[]): string {
  if (values.some((value) => typeof value === "object" && value !== null)) {
    throw new UnsupportedDescription(`An enum holds an object or a list: ${JSON.stringify(values)}.`);
  }
  const codes = values.map(String);
  if (codes.length <= 26 || !codes.every((code) => /^[A-Z]{2}$/.test(code))) return JSON.stringify(values);
  const groups = [...new Set(codes.map((code) => code.slice(0, 1)))].map(
    (first) => first + codes.flatMap((code) => (code.startsWith(first) ? code.slice(1) : [])).join(""),
  );
  const text = JSON.stringify(groups.join(" "));
  return `${text}.split(" ").flatMap(([first, ...rest]) => rest.map((last) => first + last))`;
}
