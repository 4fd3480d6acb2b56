/** Writes the request checks: the description's schemas as plain data, for `src/check/validate.ts`. */
import { annotations, CheckReader } from "../read/checks.js";
import { printCheck, printNamed } from "./checks.js";
import type { OpenApiDocument, Parameter, Reference, Schema } from "../../lib/document.js";
import type { OperationModel } from "../read/operations.js";

/** Text of `validators.ts`: the checks of each operation's body and parameters. */
export function emitValidators(document: OpenApiDocument, operations: OperationModel[]): string {
  const reader = new CheckReader(document, "requests");
  const entries = operations.map((operation) => {
    const parameters = [...operation.pathParameters.filter(saysMore), ...operation.queryParameters];
    const body =
      operation.body &&
      `body: ${printCheck(reader.read(operation.body.schema, operation.operationId, operation.node))}`;
    const inputs =
      parameters.length > 0 &&
      `parameters: ${printCheck(reader.read(asObject(parameters), operation.operationId, operation.node))}`;
    const optional = operation.body?.required === false && "bodyOptional: true";
    return `${operation.operationId}: { ${[body, optional, inputs].filter(Boolean).join(", ")} }`;
  });
  return [
    'import type { Check, RequestCheck } from "./check.js";\n',
    ...printNamed(reader),
    "/** Checks of each operation. */",
    `export const requestChecks: { readonly [operationId: string]: RequestCheck } = { ${entries.join(", ")} };`,
  ].join("\n");
}

/**
 * Whether a path parameter has constraints besides `type: string`. If it has none, no check needs to be generated: src/operation.ts already
 * checks that each value is a valid path segment.
 */
function saysMore({ schema = {} }: Parameter): boolean {
  const { type, ...rest } = schema as Schema;
  return type !== "string" || Object.keys(rest).some((keyword) => !annotations.has(keyword));
}

function schemaOf({ schema = {}, "x-sensitive": sensitive }: Parameter): Schema | Reference {
  // The schema itself: a copy would have no position.
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
