/** Writes `client.ts`: the API's facts, and one method per operation over openapi-fetch. */
import type { OpenApiDocument, Parameter } from "./document.js";
import { emitFacts } from "./facts.js";
import { camelCase } from "./names.js";
import type { OperationModel } from "./operations.js";
import { typeOf } from "./refusal.js";
import { seam } from "./seam.js";

/** Text of `client.ts`. */
export function emitClient(document: OpenApiDocument, operations: OperationModel[]): string {
  return [
    'import type { Client, MaybeOptionalInit, ParseAsResponse } from "openapi-fetch";',
    `import type { ${importedTypes(document, operations).join(", ")} } from "./schema.js";\n`,
    emitFacts(document),
    "/** Every operation of the description, by operationId. */",
    `export const operations = { ${operations.map(fact).join(", ")} } as const satisfies ` +
      "{ readonly [operationId: string]: Operation };\n",
    seam,
    "/** One method per operation of the description. */",
    `export interface Operations<Options> { ${operations.map(signature).join("\n\n")} }\n`,
    "/** Joins each operation's path and types, as openapi-fetch knows them, with what makes a call. */",
    "export function bindOperations<Options>(raw: RawClient, call: Call<Options>): Operations<Options> {",
    `  return { ${operations.map(binding).join(", ")} };`,
    "}",
  ].join("\n");
}

function importedTypes(document: OpenApiDocument, operations: OperationModel[]): string[] {
  const texts = operations.flatMap((operation) => [
    operation.body?.type ?? "",
    operation.answer.type,
    ...operation.pathParameters.map((parameter) => pathParameterType(operation, parameter)),
  ]);
  const words = new Set(texts.join(" ").match(/[A-Za-z][A-Za-z0-9]*/g));
  const schemas = Object.keys(document.components?.schemas ?? {}).filter((name) => words.has(name));
  const queries = operations.flatMap(({ queryType }) => queryType ?? []);
  const usesOperations = texts.some((text) => /\boperations\[/.test(text));
  return [
    ...[...schemas, ...queries].sort(),
    ...(usesOperations ? ["operations as schemaOperations"] : []),
    "paths",
  ];
}

function fact({ operationId, method, path, answer, headerOptions }: OperationModel): string {
  const header = headerOptions["idempotencyKey"];
  const value = {
    operationId,
    method,
    path,
    answer: answer.kind,
    ...(header && { idempotencyHeader: header }),
  };
  return `${operationId}: ${JSON.stringify(value)}`;
}

function signature(operation: OperationModel): string {
  const { operationId, answer } = operation;
  const inputs = [
    ...inputsOf(operation),
    { name: "options", type: "Options", required: false, description: "" },
  ];
  // A parameter that may be left out can stand only behind those that may not.
  const lastRequired = inputs.findLastIndex((input) => input.required);
  const list = inputs.map(({ name, type, required }, index) =>
    required
      ? `${name}: ${type}`
      : index < lastRequired
        ? `${name}: ${type} | undefined`
        : `${name}?: ${type}`,
  );
  return `${docstring(operation)}\n${operationId}(${list.join(", ")}): Promise<${inScope(answer.type)}>;`;
}

interface MethodInput {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** Path parameters first, then body, then query. */
function inputsOf(operation: OperationModel): MethodInput[] {
  const { body, queryParameters, queryType } = operation;
  const path = operation.pathParameters.map((parameter) => ({
    name: camelCase(parameter.name),
    type: inScope(pathParameterType(operation, parameter)),
    required: true,
    description: parameter.description ?? "",
  }));
  const query = {
    name: "query",
    required: queryParameters.some((parameter) => parameter.required),
    description: queryParameters
      .map(({ name, description }) => `\`${name}\`: ${description ?? ""}`)
      .join(" "),
  };
  return [
    ...path,
    ...(body ? [{ name: "body", ...body, type: inScope(body.type) }] : []),
    ...(queryType === undefined ? [] : [{ ...query, type: queryType }]),
  ];
}

function pathParameterType({ operationId }: OperationModel, { name, schema = {} }: Parameter): string {
  return typeOf(schema, `operations["${operationId}"]["parameters"]["path"]["${name}"]`);
}

/** `operations` names this file's own constant, so the type of that name comes in under another. */
function inScope(type: string): string {
  return type.replace(/\boperations\[/g, "schemaOperations[");
}

function docstring(operation: OperationModel): string {
  const { summary, description, deprecated } = operation;
  const parameters = inputsOf(operation)
    .filter((input) => input.description !== "")
    .map((input) => `@param ${input.name} ${input.description}`);
  const sentence = /[.!?]$/.test(summary) || summary === "" ? summary : `${summary}.`;
  const parts = [[sentence, description].filter(Boolean).join("\n\n"), ...parameters];
  if (deprecated) parts.push("@deprecated");
  const lines = parts.filter(Boolean).join("\n").replaceAll("*/", "*\\/").split("\n");
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

function binding(operation: OperationModel): string {
  const { operationId, method, path, body, pathParameters, queryParameters } = operation;
  const names = inputsOf(operation).map((input) => input.name);
  const pathValues = pathParameters.map(({ name }) => property(name, camelCase(name)));
  const pathPlace = pathValues.length > 0 ? [`path: { ${pathValues.join(", ")} }`] : [];
  const query = queryParameters.length > 0 ? ["query"] : [];
  const isQueryOptional = query.length > 0 && !queryParameters.some((parameter) => parameter.required);
  // openapi-fetch's types tell a value that is left out from one that is undefined.
  const places = [...pathPlace, ...(isQueryOptional ? ["...(query && { query })"] : query)];
  const input = [...pathPlace, ...query, ...(body ? ["body"] : [])];
  const request = [
    ...(places.length > 0 ? [`params: { ${places.join(", ")} }`] : []),
    ...(body ? [body.required ? "body" : "...(body !== undefined && { body })"] : []),
  ];
  return (
    `${operationId}: (${[...names, "options"].join(", ")}) => call(operations.${operationId}, ` +
    `{ ${input.join(", ")} }, options, ` +
    `(init) => raw.${method}(${JSON.stringify(path)}, { ${["...init", ...request].join(", ")} }))`
  );
}

function property(name: string, value: string): string {
  return name === value ? name : `${JSON.stringify(name)}: ${value}`;
}
