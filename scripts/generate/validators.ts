/** Writes the request checks: the description's schemas as plain data, which `src/check/validate.ts` goes through. */
import { annotations, CheckWriter } from "./check-writer.js";
import type { OpenApiDocument, Parameter, Reference, Schema } from "./document.js";
import type { OperationModel } from "./operations.js";

/** The checks' own type; it stands in the generated file, which imports nothing. */
export const checkInterface = `
/** What a value must be: a JSON Schema of the description, without its prose. */
export interface Check {
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: ReadonlySet<string | number | boolean | null>;
  readonly pattern?: RegExp;
  /** Expression that stands for the format. */
  readonly format?: RegExp;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Check;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: Check };
  readonly required?: readonly string[];
  readonly anyOf?: readonly Check[];
  readonly allOf?: readonly Check[];
  /** Properties beside the described ones belong to it. */
  readonly open?: true;
  /** What a value must be, in words. It stands for what the keywords ask for. */
  readonly message?: string;
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

/** Text of `validators.ts`: the checks of each operation's body and parameters. */
export function emitValidators(document: OpenApiDocument, operations: OperationModel[]): string {
  const writer = new CheckWriter(document, "requests");
  const entries = operations.map((operation) => {
    const parameters = [...operation.pathParameters.filter(saysMore), ...operation.queryParameters];
    const body =
      operation.body && `body: ${writer.write(operation.body.schema, operation.operationId, operation.node)}`;
    const inputs =
      parameters.length > 0 &&
      `parameters: ${writer.write(asObject(parameters), operation.operationId, operation.node)}`;
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

/** Whether a path parameter is more than text: src/operation.ts refuses anything but an id on its own. */
function saysMore({ schema = {} }: Parameter): boolean {
  const { type, ...rest } = schema as Schema;
  return type !== "string" || Object.keys(rest).some((keyword) => !annotations.has(keyword));
}

function schemaOf({ schema = {}, "x-sensitive": sensitive }: Parameter): Schema | Reference {
  // The schema itself and not a copy, of which nobody could say where it stands.
  return sensitive === undefined ? schema : { "x-sensitive": sensitive, allOf: [schema] };
}

function asObject(parameters: Parameter[]): Schema {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, schemaOf(parameter)])),
    ...(required.length > 0 && { required }),
  };
}
