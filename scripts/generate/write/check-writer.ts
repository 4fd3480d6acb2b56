/** Writes schemas as the plain data that `src/check/validate.ts` goes through. */
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

/** Keywords that constrain nothing. */
export const annotations: ReadonlySet<string> = new Set([
  "$schema",
  "title",
  "description",
  "default",
  "deprecated",
  "example",
  "examples",
]);

/** Keywords that would have no effect: what they leave out is sendable and readable all the same. */
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

/** Keywords of answers that nobody watches: they say how much there can be, and more harms no caller. */
const unwatched = new Set(["maxProperties", "minProperties"]);

/** Keywords that would count for the check but not for the type when they stand beside a $ref. */
const shaping = new Set(["enum", "const", "properties", "required", "items", "anyOf", "allOf", "oneOf"]);

/** Writes schemas as TypeScript, each named schema once. What a check cannot express is refused. */
export class CheckWriter {
  readonly #document: OpenApiDocument;
  readonly #isForRequests: boolean;
  readonly #named = new Map<string, { text: string; depth: number } | "started">();
  /** Depth of the deepest named schema that the one being written refers to. */
  #deepest = 0;

  constructor(document: OpenApiDocument, use: "requests" | "answers") {
    this.#document = document;
    this.#isForRequests = use === "requests";
  }

  /**
   * Declarations of the named schemas that were written so far. Each stands behind those that it refers to, by depth and then by
   * name: one more schema moves none of the others.
   */
  get constants(): string[] {
    const written = [...this.#named].flatMap(([name, one]) => (one === "started" ? [] : { name, ...one }));
    return written
      .sort((one, other) => one.depth - other.depth || (one.name < other.name ? -1 : 1))
      .map(({ name, text }) => `const ${name}: Check = ${text};\n`);
  }

  /** Text of one schema's check; `where` names it in a refusal, `holder` is the node in which it stands. */
  write(schema: Schema | Reference | boolean, where: string, holder: object): string {
    if (schema === true) return "{}";
    if (schema === false)
      throw new UnsupportedDescription(`Schema ${where} is false, which no value can meet.`, holder);
    if (!isReference(schema)) return this.#writeInline(schema, where);
    const name = this.#writeNamed(schema, where);
    const { $ref: _, ...siblings } = schema as Reference & Schema;
    const shape = Object.keys(siblings).find((keyword) => shaping.has(keyword));
    if (shape !== undefined) {
      throw new UnsupportedDescription(
        `Schema ${where} has ${shape} beside a $ref: join them with allOf.`,
        schema,
        shape,
      );
    }
    const rest = this.#members(siblings, where, schema);
    if (rest.length === 0) return name;
    if (rest.join() === "sensitive: true") return `{ ...${name}, sensitive: true }`;
    const mark = this.#isSensitive(schema) ? "sensitive: true, " : "";
    return `{ ${mark}allOf: [${name}, { ${rest.join(", ")} }] }`;
  }

  #writeNamed(reference: Reference, where: string): string {
    const name = referenceName(reference);
    const known = this.#named.get(name);
    if (known === "started") {
      // An answer is watched as deep as it was sent; one round of a loop is enough to see whether it is what is described.
      if (!this.#isForRequests) return "{}";
      throw new UnsupportedDescription(
        `Schema ${name} (used by ${where}) contains itself, which requests cannot.`,
        reference,
      );
    }
    const depth = known?.depth ?? this.#declare(name, reference);
    this.#deepest = Math.max(this.#deepest, depth);
    return name;
  }

  #declare(name: string, reference: Reference): number {
    this.#named.set(name, "started");
    this.#refuseLost(name);
    const before = this.#deepest;
    this.#deepest = 0;
    const text = this.#writeInline(resolve<Schema>(this.#document, reference), name);
    const depth = this.#deepest + 1;
    this.#named.set(name, { text, depth });
    this.#deepest = before;
    return depth;
  }

  /** What stands beside a `$ref` at the top of a named schema is lost when the reference is followed. */
  #refuseLost(name: string): void {
    const schema = this.#document.components?.schemas?.[name] ?? {};
    const lost = Object.keys(schema).filter((keyword) => keyword !== "$ref" && !annotations.has(keyword));
    if (!isReference(schema) || lost.length === 0) return;
    throw new UnsupportedDescription(
      `Schema ${name} has ${lost.join(", ")} beside a $ref: join them with allOf.`,
      schema,
    );
  }

  #writeInline(schema: Schema, where: string): string {
    return `{ ${this.#members(schema, where, schema).join(", ")} }`;
  }

  #members(schema: Schema, where: string, node: object): string[] {
    const members = Object.entries(schema).flatMap(([keyword, value]) =>
      this.#member(keyword, value, where, node),
    );
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

  #member(keyword: string, value: unknown, where: string, node: object): string[] {
    const refuse = (reason: string): UnsupportedDescription =>
      new UnsupportedDescription(
        `Schema ${where} has ${keyword}: ${JSON.stringify(value)}, ${reason}`,
        node,
        keyword,
      );
    if (annotations.has(keyword)) return [];
    if (directions.has(keyword))
      throw refuse("which has no effect here: give requests and answers a schema each.");
    if (keyword === "x-sensitive" && typeof value === "boolean") return value ? ["sensitive: true"] : [];
    // A slip in this one would show what must not be seen.
    if (/^x[-_]?sen/i.test(keyword)) throw refuse("which means nothing here; x-sensitive is true or false.");
    if (keyword === "x-message" && this.#isForRequests) return [`message: ${JSON.stringify(value)}`];
    if (keyword.startsWith("x-")) return [];
    if (keyword === "enum") {
      const values = value as unknown[];
      if (values.some((one) => typeof one === "object" && one !== null))
        throw refuse("but an enum holds an object or a list only where nothing checks it.");
      return [`enum: new Set(${JSON.stringify(values)})`];
    }
    if (copied.has(keyword)) return [`${keyword}: ${JSON.stringify(value)}`];
    // The casts below are safe: lint has checked that each keyword's value has the form that JSON Schema asks for.
    if (keyword === "const" && (typeof value !== "object" || value === null))
      return [`enum: new Set([${JSON.stringify(value)}])`];
    if (keyword === "pattern") return [`pattern: ${patternOf(value as string, refuse)}`];
    if (keyword === "format") return this.#format(value as string, node, refuse);
    if (keyword === "items") return [`items: ${this.write(value as Schema, `${where}[]`, node)}`];
    if (keyword === "anyOf" || keyword === "allOf") {
      const parts = value as (Schema | Reference)[];
      const needed =
        keyword === "anyOf" && this.#isForRequests
          ? parts.filter((one) => !this.#isCovered(one, parts))
          : parts;
      const variants = needed.map((variant) => this.write(variant, where, node));
      return [`${keyword}: [${variants.join(", ")}]`];
    }
    if (keyword === "properties") {
      const properties = Object.entries(value as Record<string, Schema>).map(
        ([name, property]) => `${JSON.stringify(name)}: ${this.write(property, `${where}.${name}`, node)}`,
      );
      return [`properties: { ${properties.join(", ")} }`];
    }
    if (keyword === "additionalProperties" && value === true)
      return this.#isForRequests ? ["open: true"] : [];
    if (!this.#isForRequests && unwatched.has(keyword)) return [];
    throw refuse(
      "which a check cannot express. Say it with other keywords (anyOf for oneOf), " +
        "or teach scripts/generate/write/check-writer.ts to write it and src/check/validate.ts to hold a value to it.",
    );
  }

  /** Whether all values of an enum meet a pattern beside it: the list is for editors then, and the check needs the pattern alone. */
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

  #format(name: string, schema: object, refuse: Refuse): string[] {
    const known = formats[name];
    if (name === "int64" && this.#isForRequests) return safeBounds(schema);
    if (uncheckedFormats.has(name) || (known === undefined && !this.#isForRequests)) return [];
    if (known === undefined) throw refuse(`which is not one of ${Object.keys(formats).join(", ")}.`);
    const format = `format: ${known.expression.toString()}`;
    const isNamed = this.#isForRequests && !("x-message" in schema);
    return isNamed ? [format, `message: "must be ${known.called}"`] : [format];
  }
}

/** JavaScript has rounded a larger number before anybody can check it. */
function safeBounds(schema: object): string[] {
  const bounds = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
  return Object.entries(bounds).flatMap(([keyword, bound]) =>
    keyword in schema ? [] : [`${keyword}: ${bound}`],
  );
}

type Refuse = (reason: string) => UnsupportedDescription;

function patternOf(pattern: string, refuse: Refuse): string {
  try {
    return new RegExp(pattern, "u").toString();
  } catch (error) {
    throw refuse(`which is not a valid pattern: ${String(error)}.`);
  }
}
