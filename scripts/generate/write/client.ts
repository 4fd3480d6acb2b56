/** Writes `client.ts`: the API's facts, its operations as data, and the interface of their methods. */
import type { OpenApiDocument, Parameter } from "../../lib/document.js";
import { emitFacts } from "./constants.js";
import { camelCase } from "../read/names.js";
import { methodExample } from "./method-example.js";
import type { OperationModel } from "../read/operations.js";
import { typeOf } from "../read/errors.js";

/** Text of `client.ts`. */
export function emitClient(document: OpenApiDocument, operations: OperationModel[]): string {
  return [
    importOf(importedTypes(document, operations)),
    emitFacts(document),
    "/** Every operation of the description, by operationId. */",
    `export const operations = { ${operations.map(fact).join(", ")} } as const;\n`,
    pagesType,
    "/** One method per operation of the description. */",
    `export interface Operations<Options> { ${operations.map(signature).join("\n\n")} }`,
  ].join("\n");
}

const pagesType = `/** Await it for one page, or iterate it for every item of all pages. */
export interface PagePromise<Item> extends Promise<Item[]> { [Symbol.asyncIterator](): AsyncIterableIterator<Item>; }
`;

function importOf(types: readonly string[]): string {
  return types.length === 0 ? "" : `import type { ${types.join(", ")} } from "./schema.js";\n`;
}

function importedTypes(document: OpenApiDocument, operations: OperationModel[]): string[] {
  const texts = operations.flatMap((operation) => [
    operation.body?.type ?? "",
    operation.response.type,
    ...operation.pathParameters.map((parameter) => pathParameterType(operation, parameter)),
  ]);
  const words = new Set(texts.join(" ").match(/[A-Za-z][A-Za-z0-9]*/g));
  const schemas = Object.keys(document.components?.schemas ?? {}).filter((name) => words.has(name));
  const queries = operations.flatMap(({ queryType }) => queryType ?? []);
  const usesOperations = texts.some((text) => /\boperations\[/.test(text));
  return [...[...schemas, ...queries].sort(), ...(usesOperations ? ["operations as schemaOperations"] : [])];
}

function fact(operation: OperationModel): string {
  const { operationId, method, path, response, headerOptions, pathParameters, body, queryType, paging } =
    operation;
  const header = headerOptions["idempotencyKey"];
  const value = {
    method,
    path,
    // The names that travel, in the order of the method's arguments.
    parameters: [
      ...pathParameters.map(({ name }) => name),
      ...(body ? ["body"] : []),
      ...(queryType ? ["query"] : []),
    ],
    responseKind: response.kind,
    ...(response.data && { data: response.data }),
    ...(response.idRequired && { idRequired: true }),
    ...(response.status &&
      response.status !== (response.kind === "empty" ? 204 : 200) && { successStatus: response.status }),
    ...(header && { idempotencyHeader: header }),
    ...(paging && { paging }),
  };
  return `${operationId}: ${JSON.stringify(value)}`;
}

function signature(operation: OperationModel): string {
  const { operationId, response } = operation;
  const inputs = [
    ...inputsOf(operation),
    { name: "options", type: "Options", required: false, description: "" },
  ];
  // Optional parameters must follow the required ones.
  const lastRequired = inputs.findLastIndex((input) => input.required);
  const list = inputs.map(({ name, type, required }, index) =>
    required
      ? `${name}: ${type}`
      : index < lastRequired
        ? `${name}: ${type} | undefined`
        : `${name}?: ${type}`,
  );
  const type = inScope(response.type);
  const returnType = operation.paging ? `PagePromise<${itemOf(type)}>` : `Promise<${type}>`;
  const example = methodExample(operation, operation.paging ? itemOf(type) : type);
  return `${docstring(operation, example)}\n${operationId}(${list.join(", ")}): ${returnType};`;
}

/** The type of a list's items, as somebody would write it. */
function itemOf(list: string): string {
  return list.endsWith("[]") ? list.slice(0, -"[]".length) : `${list}[number]`;
}

interface MethodInput {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** The method's arguments without `options`: path parameters first, then body, then query. */
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

/** Replaces `operations` with `schemaOperations` in the text of a type: in the generated `client.ts`, `operations` is a constant. */
function inScope(type: string): string {
  return type.replace(/\boperations\[/g, "schemaOperations[");
}

function docstring(operation: OperationModel, example: readonly string[]): string {
  const { summary, description, deprecated } = operation;
  const parameters = inputsOf(operation)
    .filter((input) => input.description !== "")
    .map((input) => `@param ${input.name} ${input.description}`);
  const sentence = /[.!?]$/.test(summary) || summary === "" ? summary : `${summary}.`;
  // In a comment, an @ at the start of a line would begin a tag, such as @deprecated.
  const prose = [sentence, description]
    .filter(Boolean)
    .join("\n\n")
    .replace(/^(\s*)@/gm, "$1\\@");
  const parts = [prose, ...parameters];
  parts.push(
    "@throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.",
  );
  parts.push(`@example\n\`\`\`ts\n${example.join("\n")}\n\`\`\``);
  if (deprecated) parts.push("@deprecated");
  const lines = parts.filter(Boolean).join("\n").replaceAll("*/", "*\\/").split("\n");
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}
