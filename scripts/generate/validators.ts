/** Writes the request checks: the description's schemas as plain data, which `src/check.ts` goes through. */
import {
  isReference,
  type OpenApiDocument,
  type Parameter,
  type Reference,
  referenceName,
  resolve,
  type Schema,
  UnsupportedDescription,
} from "./document.js";
import type { OperationModel } from "./operations.js";

/** The checks' own type; it stands in the generated file, which imports nothing. */
const checkInterface = `
/** What a value must be: a JSON Schema of the description, without its prose. */
export interface Check {
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: RegExp;
  /** Name of a format, and the expression that stands for it. */
  readonly format?: readonly [string, RegExp];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: Check;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: Check };
  readonly required?: readonly string[];
  readonly anyOf?: readonly Check[];
  readonly allOf?: readonly Check[];
  /** The value must not reach a message or a log. */
  readonly sensitive?: true;
}

/** Checks of one operation. */
export interface RequestCheck {
  readonly body?: Check;
  readonly bodyOptional?: true;
  /** Path and query parameters as one object. */
  readonly parameters?: Check;
}

/** Types of JSON; an integer is a number without decimals. */
export type JsonType = "string" | "number" | "integer" | "boolean" | "object" | "array" | "null";
`;

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
  "enum",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "required",
]);

/** Text of `validators.ts`: the checks of each operation's body and parameters. */
export function emitValidators(document: OpenApiDocument, operations: OperationModel[]): string {
  const writer = new CheckWriter(document);
  const entries = operations.map((operation) => {
    const parameters = [...operation.pathParameters, ...operation.queryParameters];
    const body = operation.body && `body: ${writer.write(operation.body.schema, operation.operationId)}`;
    const inputs =
      parameters.length > 0 && `parameters: ${writer.write(asObject(parameters), operation.operationId)}`;
    const optional = operation.body?.required === false && "bodyOptional: true";
    return `${operation.operationId}: { ${[body, optional, inputs].filter(Boolean).join(", ")} }`;
  });
  return [
    checkInterface,
    ...writer.constants,
    "/** Checks of each operation. */",
    `export const requestChecks: { readonly [operationId: string]: RequestCheck } = { ${entries.join(", ")} };`,
  ].join("\n");
}

function asObject(parameters: Parameter[]): Schema {
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema = {} }) => [name, schema])),
    required: parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name),
  };
}

/** Writes schemas as TypeScript, each named schema once, before its first use. */
class CheckWriter {
  readonly constants: string[] = [];
  readonly #document: OpenApiDocument;
  readonly #state = new Map<string, "started" | "done">();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  write(schema: Schema | Reference | boolean, where: string): string {
    if (schema === true) return "{}";
    if (schema === false)
      throw new UnsupportedDescription(`Schema ${where} is false, which no value can meet.`);
    if (!isReference(schema)) return this.#writeInline(schema, where);
    const name = this.#writeNamed(schema, where);
    const { $ref: _, ...siblings } = schema as Reference & Schema;
    const rest = this.#members(siblings, where);
    if (rest.length === 0) return name;
    const onlySensitive = rest.length === 1 && rest[0] === "sensitive: true";
    return onlySensitive ? `{ ...${name}, sensitive: true }` : `{ allOf: [${name}, { ${rest.join(", ")} }] }`;
  }

  #writeNamed(reference: Reference, where: string): string {
    const name = referenceName(reference);
    const state = this.#state.get(name);
    if (state === "started") {
      throw new UnsupportedDescription(
        `Schema ${name} (used by ${where}) contains itself, which requests cannot.`,
      );
    }
    if (state === undefined) {
      this.#state.set(name, "started");
      const text = this.#writeInline(resolve<Schema>(this.#document, reference), name);
      this.constants.push(`const ${name}: Check = ${text};\n`);
      this.#state.set(name, "done");
    }
    return name;
  }

  #writeInline(schema: Schema, where: string): string {
    return `{ ${this.#members(schema, where).join(", ")} }`;
  }

  #members(schema: Schema, where: string): string[] {
    return Object.entries(schema).flatMap(([keyword, value]) => this.#member(keyword, value, where));
  }

  #member(keyword: string, value: unknown, where: string): string[] {
    if (annotations.has(keyword)) return [];
    if (keyword === "x-sensitive") return value === true ? ["sensitive: true"] : [];
    if (keyword.startsWith("x-")) return [];
    if (copied.has(keyword)) return [`${keyword}: ${JSON.stringify(value)}`];
    // The casts below are safe: lint has checked that each keyword's value has the form that JSON Schema asks for.
    if (keyword === "const" && (typeof value !== "object" || value === null))
      return [`enum: [${JSON.stringify(value)}]`];
    if (keyword === "pattern") return [`pattern: ${new RegExp(value as string, "u").toString()}`];
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
    throw new UnsupportedDescription(
      `Schema ${where} has ${keyword}: ${JSON.stringify(value)}, which a request check cannot express. ` +
        "Say it with other keywords, or teach scripts/generate/validators.ts and src/check.ts.",
    );
  }

  #format(name: string, where: string): string[] {
    if (uncheckedFormats.has(name)) return [];
    const expression = formats[name];
    if (expression === undefined) {
      throw new UnsupportedDescription(
        `Schema ${where} has format "${name}", which is not one of ${Object.keys(formats).join(", ")}.`,
      );
    }
    return [`format: ["${name}", ${expression.toString()}]`];
  }
}
