/** Writes `client.ts`: the API's facts, and one method per operation over openapi-fetch. */
import type { OpenApiDocument, Parameter, SecurityScheme } from "./document.js";
import { camelCase } from "./names.js";
import type { OperationModel } from "./operations.js";

/** Text of `client.ts`. */
export function emitClient(document: OpenApiDocument, operations: OperationModel[]): string {
  return [
    'import type { Client, MaybeOptionalInit, ParseAsResponse } from "openapi-fetch";',
    `import type { ${importedTypes(document, operations).join(", ")} } from "./schema.js";\n`,
    facts(document),
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

/** The seam between this file, which knows what can be called, and `src/`, which knows how. */
const seam = `
/** What an operation is, for those who carry it out. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Template, with its parameters in braces. */
  readonly path: string;
  /** Form of a success: an envelope with data, one with its outcome alone, any JSON, or no body. */
  readonly answer: "envelope" | "outcome" | "json" | "empty";
  /** Header that the call's option \`idempotencyKey\` fills. */
  readonly idempotencyHeader?: string;
}

/** Values of a call, as the caller gave them. */
export interface Input {
  readonly path?: { readonly [name: string]: unknown };
  readonly query?: object | undefined;
  readonly body?: unknown;
}

/** What a call adds to openapi-fetch's options. */
export interface Init {
  readonly headers: { readonly [name: string]: string };
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Carries out one operation: \`send\` makes openapi-fetch build the request and hand it to \`init.fetch\`. */
export type Call<Options> = <Described extends Operation, Body>(
  operation: Described,
  input: Input,
  options: Options | undefined,
  send: (init: Init) => Promise<Exchange<Body>>,
) => Promise<Unwrapped<Described, Body>>;

/** What openapi-fetch answers: \`data\` after a 2xx, else \`error\`. */
export type Exchange<Body, Failure = unknown> =
  | { data: Body; error?: never; response: Response }
  | { data?: never; error: Failure; response: Response };

/**
 * The openapi-fetch client, one method per verb. Its own type passes answers through a mapped type that takes
 * \`string & {}\` apart; this one gives them as the description has them.
 */
export interface RawClient extends Omit<Client<paths>, "request" | Uppercase<Verb>> {
  GET: RawMethod<"get">;
  PUT: RawMethod<"put">;
  POST: RawMethod<"post">;
  DELETE: RawMethod<"delete">;
  OPTIONS: RawMethod<"options">;
  HEAD: RawMethod<"head">;
  PATCH: RawMethod<"patch">;
  TRACE: RawMethod<"trace">;
}

type Verb = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** Calls one path of the description by its template; \`init\` is openapi-fetch's. */
export type RawMethod<Method extends Verb> = <
  Path extends PathsWith<Method>,
  Init extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<paths[Path], Method> ? [init?: Init] : [init: Init]
) => Promise<Exchange<ParseAsResponse<Bodies<paths[Path][Method], true>, Init>, Bodies<paths[Path][Method], false>>>;

type PathsWith<Method extends Verb> = {
  [Path in keyof paths]: paths[Path] extends { [verb in Method]: { responses: unknown } } ? Path : never;
}[keyof paths];

/** Bodies of an operation's 2xx answers, or of its others. */
type Bodies<Described, Success extends boolean> = Described extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: (\`\${Status & (string | number)}\` extends \`2\${string}\` ? true : false) extends Success
        ? Responses[Status] extends { content: infer Content }
          ? Content[keyof Content]
          : undefined
        : never;
    }[keyof Responses]
  : never;

/** What the method gives, from the body of a success. */
export type Unwrapped<Described extends Operation, Body> = Described["answer"] extends "envelope"
  ? Body extends { data: infer Data }
    ? Data
    : void
  : Described["answer"] extends "json"
    ? Body
    : void;
`;

function importedTypes(document: OpenApiDocument, operations: OperationModel[]): string[] {
  const texts = operations.flatMap((operation) => [
    operation.body?.type ?? "",
    operation.answer.type,
    ...queryType(operation),
    ...operation.pathParameters.map((parameter) => pathParameterType(operation, parameter)),
  ]);
  const words = new Set(texts.join(" ").match(/[A-Za-z][A-Za-z0-9]*/g));
  const schemas = Object.keys(document.components?.schemas ?? {}).filter((name) => words.has(name));
  const usesOperations = texts.some((text) => /\boperations\[/.test(text));
  return [...schemas, ...(usesOperations ? ["operations as schemaOperations"] : []), "paths"];
}

function facts(document: OpenApiDocument): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  const servers = (document.servers ?? []).flatMap(({ url, "x-environment": name }) =>
    name ? [[name, url]] : [],
  );
  const headers = schemes.flatMap(([key, { name }]) => (name ? [[camelCase(key), name]] : []));
  return `
/** Title and version of the description. */
export const info = ${JSON.stringify({ title: document.info.title, version: document.info.version })} as const;

/** Servers by environment. */
export const servers = ${JSON.stringify(Object.fromEntries(servers))} as const;

/** Name of one of the {@link servers}. */
export type Environment = keyof typeof servers;

/** Headers that authenticate a request, by their security scheme. */
export const securityHeaders = ${JSON.stringify(Object.fromEntries(headers))} as const;

/** Media type of every request and of every answer that is described. */
export const mediaType = "application/json";

/** Limits of the values in the {@link securityHeaders}: lengths in characters, ages in seconds. */
export const securityLimits = ${JSON.stringify(Object.fromEntries(schemes.flatMap(limits)))} as const;
`;
}

function limits([key, scheme]: [string, SecurityScheme]): [string, Record<string, number>][] {
  const found = Object.entries(scheme).flatMap(([keyword, value]) =>
    /^x-(minimum|maximum)-/.test(keyword) && typeof value === "number"
      ? [[camelCase(keyword.slice("x-".length)), value] as const]
      : [],
  );
  return found.length === 0 ? [] : [[camelCase(key), Object.fromEntries(found)]];
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
  const { body, queryParameters } = operation;
  const path = operation.pathParameters.map((parameter) => ({
    name: camelCase(parameter.name),
    type: inScope(pathParameterType(operation, parameter)),
    required: true,
    description: parameter.description ?? "",
  }));
  const query = queryType(operation).map((type) => ({
    name: "query",
    type: inScope(type),
    required: queryParameters.some((parameter) => parameter.required),
    description: queryParameters
      .map(({ name, description }) => `\`${name}\`: ${description ?? ""}`)
      .join(" "),
  }));
  return [...path, ...(body ? [{ name: "body", ...body, type: inScope(body.type) }] : []), ...query];
}

function pathParameterType({ operationId }: OperationModel, { name }: Parameter): string {
  return `operations["${operationId}"]["parameters"]["path"]["${name}"]`;
}

function queryType({ operationId, queryParameters }: OperationModel): string[] {
  return queryParameters.length === 0
    ? []
    : [`NonNullable<operations["${operationId}"]["parameters"]["query"]>`];
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
