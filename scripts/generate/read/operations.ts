/** Reads the document's operations into the form that the emitters need; rejects whatever the emitters cannot express. */
import {
  type Example,
  httpMethods,
  type OpenApiDocument,
  type Operation,
  type Paging,
  type Parameter,
  type PathItem,
  type Reference,
  type RequestBody,
  resolve,
  type Schema,
} from "../../lib/document.js";
import { readSuccessResponse, type SuccessResponse } from "./responses.js";
import { camelCase, isArgumentName, pascalCase } from "./names.js";
import { checkMediaTypes, json, rejection, typeOf, type Where } from "./errors.js";

/** One operation, ready to be written as a method. Types are TypeScript text that refers to `schema.ts`. */
export interface OperationModel extends Where {
  summary: string;
  description: string;
  deprecated: boolean;
  pathParameters: Parameter[];
  queryParameters: Parameter[];
  /** Name of the type that holds the query; undefined when there is none. */
  queryType: string | undefined;
  /** Option of a call -> header that it fills, such as `idempotencyKey` -> `idempotency`. */
  headerOptions: Record<string, string>;
  /** `example` is the value of the body's first example. */
  body?: {
    type: string;
    required: boolean;
    schema: Schema | Reference;
    description: string;
    example: unknown;
  };
  response: SuccessResponse;
  /** How the list is paginated, and its default page size; undefined for anything but a list. */
  paging: (Paging & { size: number }) | undefined;
  notFoundCode: string | undefined;
  triggers: readonly string[];
}

/** Names that no operation can have. For example, `then` would make the client look like a promise. */
const reservedOperationIds = new Set(["raw", "then", "constructor", "toString", "valueOf", "toJSON"]);

/**
 * All operations: paths in the order of the document, and for each path its methods in the order of {@link httpMethods}. Throws an {@link
 * UnsupportedDescription} that names the first invalid operation.
 */
export function readOperations(document: OpenApiDocument): OperationModel[] {
  const seen = new Set<string>();
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const model = readOperation(document, path, method.toUpperCase(), item, operation);
      if (seen.has(model.operationId)) throw rejection(model, "another operation has the same operationId");
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
  const where = { method, path, operationId: operation.operationId ?? "", node: operation };
  checkOperationId(where);
  checkMethodAndPath(where);
  const parameters = mergeParameters(document, item, operation);
  for (const parameter of parameters) checkParameter(document, where, parameter);
  checkPlaces(where, parameters);
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  const pathParameters = names.map((name) => {
    const found = parameters.find((parameter) => parameter.in === "path" && parameter.name === name);
    if (found === undefined) throw rejection(where, `path parameter "${name}" is not declared`);
    if (found.required !== true) throw rejection(where, `path parameter "${name}" must be required: true`);
    return found;
  });
  checkArguments(where, pathParameters);
  if (operation.servers ?? item.servers) {
    throw rejection(where, "it has its own servers, which the client would not call");
  }
  const body = readBody(document, where, operation);
  const response = readSuccessResponse(document, where, operation);
  const queryParameters = parameters.filter((parameter) => parameter.in === "query");
  return {
    ...where,
    summary: operation.summary ?? "",
    description: operation.description ?? "",
    deprecated: operation.deprecated ?? false,
    pathParameters,
    queryParameters,
    queryType: queryParameters.length > 0 ? queryTypeName(where.operationId) : undefined,
    headerOptions: readHeaderOptions(document, where, parameters),
    ...(body && { body }),
    response,
    paging: readPaging(document, where, response, queryParameters),
    notFoundCode: operation["x-not-found-code"],
    triggers: operation["x-triggers"] ?? [],
  };
}

/**
 * How the operation's list is paginated; `size` is the default of the limit parameter. Lint has checked that the limit and the cursors are
 * parameters of the operation.
 */
function readPaging(
  document: OpenApiDocument,
  where: Where,
  { data, itemProperties = [] }: SuccessResponse,
  queryParameters: readonly Parameter[],
): OperationModel["paging"] {
  const { "x-paging": paging } = where.node;
  if (paging === undefined) return undefined;
  if (data !== "array")
    throw rejection(where, "it has x-paging, but the data of its response is not an array");
  if (!itemProperties.includes(paging.id))
    throw rejection(
      where,
      `x-paging names the cursor ${paging.id}, which is not a property of the list's items`,
    );
  const limit = queryParameters.find(({ name }) => name === paging.limit);
  const size = limit?.schema && resolve<Schema>(document, limit.schema)["default"];
  if (typeof size !== "number")
    throw rejection(
      where,
      `query parameter "${paging.limit}" needs a default, the page size of x-paging`,
      limit,
    );
  return { ...paging, size };
}

/** Name of the type of an operation's query, such as `ListCustomersQuery`. */
export function queryTypeName(operationId: string): string {
  return `${pascalCase(operationId)}Query`;
}

function checkOperationId(where: Where): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(where.operationId)) {
    throw rejection(where, "operationId must be a camelCase name, since it becomes a method");
  }
  if (reservedOperationIds.has(where.operationId)) {
    throw rejection(where, `operationId "${where.operationId}" is taken by the client itself`);
  }
}

/** Methods with which fetch cannot send a body. */
const withoutBody = ["GET", "HEAD"];

/** Rejects operations that fetch cannot send, or whose path the emulator cannot match. */
function checkMethodAndPath(where: Where): void {
  const { method, path, node } = where;
  if (method === "TRACE") throw rejection(where, "fetch cannot send TRACE");
  if (withoutBody.includes(method) && node.requestBody !== undefined)
    throw rejection(where, `fetch cannot send a body with ${method}`);
  if (!/^(\/([^/{}]+|\{[^/{}]+\}))+$/.test(path))
    throw rejection(
      where,
      "its path must begin with a slash and consist of non-empty segments; each must be fixed text or a single path parameter",
    );
}

/**
 * Parameters of the path item and of the operation. An operation's parameter replaces the path item's parameter with the same `in` and
 * `name`.
 */
export function mergeParameters(
  document: OpenApiDocument,
  item: PathItem,
  operation: Operation,
): Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const node of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
    const parameter = resolve<Parameter>(document, node);
    merged.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...merged.values()];
}

/**
 * Rejects x-client-option on anything but a header. Rejects a path parameter and a query parameter of the same name, since the values of
 * both are checked as one object.
 */
function checkPlaces(where: Where, parameters: Parameter[]): void {
  for (const parameter of parameters) {
    const { in: place, name, "x-client-option": option } = parameter;
    const isShared =
      place === "path" && parameters.some((other) => other.in === "query" && other.name === name);
    if (isShared)
      throw rejection(where, `a path parameter and a query parameter are both named "${name}"`, parameter);
    if (option !== undefined && place !== "header") {
      throw rejection(where, `${place} parameter "${name}" cannot have x-client-option`, parameter);
    }
  }
}

function checkParameter(document: OpenApiDocument, where: Where, parameter: Parameter): void {
  const { name, style, explode } = parameter;
  const label = `${parameter.in} parameter "${name}"`;
  const reject = (reason: string): never => {
    throw rejection(where, `${label} ${reason}`, parameter);
  };
  if ("allowReserved" in parameter) reject("has allowReserved, which openapi-fetch ignores");
  if (parameter.schema === undefined) return reject("has no schema");
  if (parameter.in === "cookie") return reject("is not supported");
  if (parameter.in === "path") {
    const type = resolve<Schema>(document, parameter.schema).type;
    if (style !== undefined && style !== "simple") reject(`has style "${style}", not "simple"`);
    if (type === "array" || type === "object" || type === "boolean") reject("must be a string or a number");
  }
  if (parameter.in === "query") {
    // The two forms that openapi-fetch writes on its own.
    const schema = resolve<Schema>(document, parameter.schema);
    const expected = schema.type === "object" ? "deepObject" : "form";
    const inner = [schema.items, ...Object.values(schema.properties ?? {})].map(
      (node) => node && resolve<Schema>(document, node),
    );
    if (inner.some((node) => node?.type === "object" || node?.type === "array"))
      reject("is nested too deeply for openapi-fetch");
    if ((style ?? "form") !== expected || explode === false)
      reject(`must have style "${expected}" and explode true`);
  }
  if (parameter.in === "header" && parameter.required && parameter["x-client-option"] === undefined)
    reject(
      "is required, so callers must be able to set it: add x-client-option: idempotencyKey, the only call option that sets a header",
    );
}

/** Rejects path parameters whose camelCase names cannot be arguments of the method, or are used twice. */
function checkArguments(where: Where, pathParameters: Parameter[]): void {
  const seen = new Set<string>();
  for (const parameter of pathParameters) {
    const { name } = parameter;
    const argument = camelCase(name);
    if (!isArgumentName(argument))
      throw rejection(where, `path parameter "${name}" cannot be an argument name`, parameter);
    if (seen.has(argument))
      throw rejection(
        where,
        `path parameter "${name}" and another one both become the argument ${argument}`,
        parameter,
      );
    seen.add(argument);
  }
}

/** Headers that fetch or the client itself fills. */
const takenHeaders = new Set(
  "accept connection content-length content-type expect host keep-alive transfer-encoding upgrade".split(" "),
);

function readHeaderOptions(
  document: OpenApiDocument,
  where: Where,
  parameters: Parameter[],
): Record<string, string> {
  const options: Record<string, string> = {};
  const schemes = Object.values(document.components?.securitySchemes ?? {});
  const taken = new Set([...takenHeaders, ...schemes.map(({ name = "" }) => name.toLowerCase())]);
  for (const parameter of parameters) {
    const { name, "x-client-option": option } = parameter;
    if (option === undefined) continue;
    if (option !== "idempotencyKey")
      throw rejection(where, `x-client-option must be idempotencyKey, not "${option}"`, parameter);
    if (taken.has(name.toLowerCase()))
      throw rejection(where, `header "${name}" is filled by the client itself`, parameter);
    if (options[option] !== undefined)
      throw rejection(where, `x-client-option "${option}" is used twice`, parameter);
    // HTTP names are case-insensitive; the client writes every name in lower case.
    options[option] = name.toLowerCase();
  }
  return options;
}

function readBody(document: OpenApiDocument, where: Where, operation: Operation): OperationModel["body"] {
  if (operation.requestBody === undefined) return undefined;
  const body = resolve<RequestBody>(document, operation.requestBody);
  const { content, required = false, description = "" } = body;
  const schema = content[json]?.schema;
  if (schema === undefined) {
    const found = Object.keys(content).join(", ") || "no content";
    throw rejection(where, `requestBody has ${found}, not ${json}`, body);
  }
  checkMediaTypes(where, "requestBody", content, body);
  const inline = `NonNullable<operations["${where.operationId}"]["requestBody"]>["content"]["${json}"]`;
  const [first] = Object.values(content[json]?.examples ?? {});
  const example = first && resolve<Example>(document, first).value;
  const type = typeOf(schema, inline);
  // A caller may pass a readonly list.
  return { type: type.endsWith("[]") ? `readonly ${type}` : type, required, schema, description, example };
}
