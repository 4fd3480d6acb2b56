/** Reads the document's operations into what the emitters need, and refuses what they cannot express. */
import {
  type Example,
  httpMethods,
  isReference,
  type MediaType,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type PathItem,
  type Reference,
  referenceName,
  type RequestBody,
  resolve,
  type Response,
  type Schema,
  UnsupportedDescription,
} from "./document.js";
import { camelCase, isArgumentName } from "./names.js";

/** One operation, ready to be written as a method. Types are TypeScript text that refers to `schema.ts`. */
export interface OperationModel {
  operationId: string;
  /** In capitals. */
  method: string;
  /** Template, such as `/v1/customers/{customerId}`. */
  path: string;
  summary: string;
  description: string;
  deprecated: boolean;
  pathParameters: Parameter[];
  queryParameters: Parameter[];
  /** Option of a call -> header that it fills, such as `idempotencyKey` -> `idempotency`. */
  headerOptions: Record<string, string>;
  body?: { type: string; required: boolean; schema: Schema | Reference; description: string };
  answer: Answer;
}

/**
 * What a success carries: `envelope` is `{ status, data }` and the method gives `data`; `outcome` is `{ status }` alone and the method
 * gives nothing; `json` is given as it is; `empty` has no body.
 */
export interface Answer {
  kind: "envelope" | "outcome" | "json" | "empty";
  /** What the method gives. */
  type: string;
  /** What is sent. */
  bodyType: string;
  /** Bodies that the description shows, by name. */
  examples: Record<string, unknown>;
}

/** Names on the client that are no operations. `then` would make the client look like a promise. */
const reservedOperationIds = new Set(["raw", "then", "constructor", "toString", "valueOf", "toJSON"]);

/** Schema of the envelope's outcome, by whose presence an envelope is known. */
const statusSchema = "Status";

const json = "application/json";

/** All operations in the order of the document. Throws {@link UnsupportedDescription} that names the first bad one. */
export function readOperations(document: OpenApiDocument): OperationModel[] {
  const seen = new Set<string>();
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const model = readOperation(document, path, method.toUpperCase(), item, operation);
      if (seen.has(model.operationId)) throw refusal(model, "another operation has the same operationId");
      seen.add(model.operationId);
      return [model];
    }),
  );
}

function readOperation(
  document: OpenApiDocument,
  path: string,
  method: string,
  item: PathItem,
  operation: Operation,
): OperationModel {
  const where = { method, path, operationId: operation.operationId ?? "" };
  checkOperationId(where);
  const parameters = mergeParameters(document, item, operation);
  for (const parameter of parameters) checkParameter(document, where, parameter);
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  const pathParameters = names.map((name) => {
    const found = parameters.find((parameter) => parameter.in === "path" && parameter.name === name);
    if (found === undefined) throw refusal(where, `path parameter "${name}" is not declared`);
    return found;
  });
  checkArguments(where, pathParameters);
  const body = readBody(document, where, operation);
  return {
    ...where,
    summary: operation.summary ?? "",
    description: operation.description ?? "",
    deprecated: operation.deprecated ?? false,
    pathParameters,
    queryParameters: parameters.filter((parameter) => parameter.in === "query"),
    headerOptions: readHeaderOptions(where, parameters),
    ...(body && { body }),
    answer: readAnswer(document, where, operation),
  };
}

type Where = Pick<OperationModel, "method" | "path" | "operationId">;

function refusal({ method, path, operationId }: Where, reason: string): UnsupportedDescription {
  return new UnsupportedDescription(`${method} ${path} (${operationId || "no operationId"}): ${reason}.`);
}

function checkOperationId(where: Where): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(where.operationId)) {
    throw refusal(where, "operationId must be a camelCase name, since it becomes a method");
  }
  if (reservedOperationIds.has(where.operationId)) {
    throw refusal(where, `operationId "${where.operationId}" is taken by the client itself`);
  }
}

/** A parameter of the operation replaces one of the path with the same place and name. */
function mergeParameters(document: OpenApiDocument, item: PathItem, operation: Operation): Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const node of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
    const parameter = resolve<Parameter>(document, node);
    merged.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...merged.values()];
}

function checkParameter(document: OpenApiDocument, where: Where, parameter: Parameter): void {
  const { name, style, explode } = parameter;
  const label = `${parameter.in} parameter "${name}"`;
  if (parameter.schema === undefined) throw refusal(where, `${label} has no schema`);
  if (parameter.in === "cookie") throw refusal(where, `${label} is not supported`);
  if (parameter.in === "path") {
    const type = resolve<Schema>(document, parameter.schema).type;
    if (style !== undefined && style !== "simple")
      throw refusal(where, `${label} has style "${style}", not "simple"`);
    if (type === "array" || type === "object") throw refusal(where, `${label} is no plain value`);
  }
  if (parameter.in === "query") {
    // The two forms that openapi-fetch writes on its own.
    const expected = resolve<Schema>(document, parameter.schema).type === "object" ? "deepObject" : "form";
    if ((style ?? "form") !== expected || explode === false) {
      throw refusal(where, `${label} must have style "${expected}" and explode true`);
    }
  }
  if (parameter.in === "header" && parameter.required && parameter["x-client-option"] === undefined) {
    throw refusal(where, `${label} is required, but no x-client-option says which option of a call fills it`);
  }
}

/** Path parameters become arguments of the method, so their names must work as such. */
function checkArguments(where: Where, pathParameters: Parameter[]): void {
  const seen = new Set<string>();
  for (const { name } of pathParameters) {
    const argument = camelCase(name);
    if (!isArgumentName(argument)) throw refusal(where, `path parameter "${name}" cannot name an argument`);
    if (seen.has(argument)) throw refusal(where, `path parameter "${name}" has the name of another`);
    seen.add(argument);
  }
}

function readHeaderOptions(where: Where, parameters: Parameter[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (const { name, "x-client-option": option } of parameters) {
    if (option === undefined) continue;
    if (option !== "idempotencyKey")
      throw refusal(where, `x-client-option "${option}" is not an option of the client`);
    options[option] = name;
  }
  return options;
}

function readBody(document: OpenApiDocument, where: Where, operation: Operation): OperationModel["body"] {
  if (operation.requestBody === undefined) return undefined;
  const {
    content,
    required = false,
    description = "",
  } = resolve<RequestBody>(document, operation.requestBody);
  const schema = content[json]?.schema;
  if (schema === undefined) {
    throw refusal(where, `requestBody has ${Object.keys(content).join(", ") || "no content"}, not ${json}`);
  }
  const inline = `NonNullable<operations["${where.operationId}"]["requestBody"]>["content"]["${json}"]`;
  return { type: typeOf(schema, inline), required, schema, description };
}

function readAnswer(document: OpenApiDocument, where: Where, operation: Operation): Answer {
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => /^2/.test(status));
  if (successes.length === 0) throw refusal(where, "no 2xx response is described");
  const answers = successes.map(([status, response]) =>
    readSuccess(document, where, status, resolve<Response>(document, response)),
  );
  const kinds = new Set(answers.map((answer) => answer.kind));
  if (kinds.size > 1) throw refusal(where, `its 2xx responses differ in form (${[...kinds].join(", ")})`);
  const types = [...new Set(answers.map((answer) => answer.type))];
  const bodyTypes = [...new Set(answers.map((answer) => answer.bodyType))];
  return {
    kind: answers[0]?.kind ?? "empty",
    type: types.join(" | "),
    bodyType: bodyTypes.join(" | "),
    examples: Object.assign({}, ...answers.map((answer) => answer.examples)),
  };
}

function readSuccess(document: OpenApiDocument, where: Where, status: string, response: Response): Answer {
  const content = response.content ?? {};
  if (Object.keys(content).length === 0 || where.method === "HEAD")
    return { kind: "empty", type: "void", bodyType: "void", examples: {} };
  const schema = content[json]?.schema;
  if (schema === undefined) {
    throw refusal(where, `response ${status} has ${Object.keys(content).join(", ")}, not ${json}`);
  }
  const key = /^\d+$/.test(status) ? status : `"${status}"`;
  const inline = `operations["${where.operationId}"]["responses"][${key}]["content"]["${json}"]`;
  const bodyType = typeOf(schema, inline);
  const examples = readExamples(document, content[json]);
  const { properties = {}, required = [] } = resolve<Schema>(document, schema);
  const outcome = properties["status"];
  if (outcome === undefined || !isReference(outcome) || referenceName(outcome) !== statusSchema) {
    return { kind: "json", type: bodyType, bodyType, examples };
  }
  const data = properties["data"];
  if (data === undefined) return { kind: "outcome", type: "void", bodyType, examples };
  if (!required.includes("data"))
    throw refusal(where, `response ${status}: the envelope's data must be required`);
  return { kind: "envelope", type: typeOf(data, `${bodyType}["data"]`), bodyType, examples };
}

function readExamples(
  document: OpenApiDocument,
  { example, examples = {} }: MediaType = {},
): Record<string, unknown> {
  const named = Object.entries(examples).map(([name, node]) => [
    name,
    resolve<Example>(document, node).value,
  ]);
  return example === undefined ? Object.fromEntries(named) : { example };
}

/** Plain name of a schema that has one, else the way to it through `operations`. */
function typeOf(schema: Schema | Reference, inline: string): string {
  return isReference(schema) ? referenceName(schema) : inline;
}
