/** Reads an operation's success responses. */
import {
  type Example,
  isReference,
  type MediaType,
  type OpenApiDocument,
  type Operation,
  type Reference,
  referenceName,
  resolve,
  type Response,
  type Schema,
} from "../../lib/document.js";
import { type ObjectShape, objectShape } from "../../lib/schema.js";
import { checkMediaTypes, json, rejection, typeOf, type Where } from "./errors.js";

/**
 * Body of a success. Kind `envelope`: the body is `{ status, data }`, and the method returns `data`. Kind `status`: the body is only `{
 * status }`, and the method returns nothing. Kind `json`: any JSON, returned unchanged. Kind `empty`: no body.
 */
export interface SuccessResponse {
  kind: "envelope" | "status" | "json" | "empty";
  /** `object` or `array` if an envelope's data is always of that type; undefined otherwise. */
  data?: "object" | "array";
  /** Lowest HTTP status of the described successes; undefined if only ranges such as 2XX are described. */
  status?: number;
  /** Names of the properties that an array's items can have; empty or undefined for any other data. */
  itemProperties?: readonly string[];
  /** Whether the data must have an `id`, which a caller needs to find a created object again. */
  idRequired?: boolean;
  /** Return type of the method. */
  type: string;
  /** Type of the response body. */
  bodyType: string;
  /** Bodies that the description shows, by name. */
  examples: Record<string, unknown>;
}

/** Name of the schema of an envelope's `status`. A body whose `status` has this schema is an envelope. */
const statusSchema = "Status";

/**
 * Form and type of a success. Throws when the operation's 2xx responses differ in form, or have a form that the client does not support.
 */
export function readSuccessResponse(
  document: OpenApiDocument,
  where: Where,
  operation: Operation,
): SuccessResponse {
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => /^2/.test(status));
  if (successes.length === 0) throw rejection(where, "no 2xx response is described");
  const responses = successes.map(([status, response]) =>
    readResponse(document, where, status, resolve<Response>(document, response)),
  );
  const kinds = new Set(responses.map((response) => response.kind));
  if (kinds.size > 1) throw rejection(where, `its 2xx responses differ in form (${[...kinds].join(", ")})`);
  const types = [...new Set(responses.map((response) => response.type))];
  const bodyTypes = [...new Set(responses.map((response) => response.bodyType))];
  const [data, ...otherData] = new Set(responses.map((response) => response.data));
  return {
    kind: responses[0]?.kind ?? "empty",
    ...statusOf(successes.map(([status]) => status)),
    ...(data && otherData.length === 0 && { data }),
    itemProperties: responses[0]?.itemProperties ?? [],
    idRequired: responses.every(({ idRequired }) => idRequired === true),
    type: types.join(" | "),
    bodyType: bodyTypes.join(" | "),
    examples: Object.assign({}, ...responses.map((response) => response.examples)),
  };
}

/** The lowest exact status; nothing if only ranges are described. */
function statusOf(statuses: readonly string[]): { status?: number } {
  const [first] = statuses.filter((status) => /^\d+$/.test(status)).sort();
  return first === undefined ? {} : { status: Number(first) };
}

function readResponse(
  document: OpenApiDocument,
  where: Where,
  status: string,
  response: Response,
): SuccessResponse {
  const content = response.content ?? {};
  if (Object.keys(content).length === 0 || where.method === "HEAD")
    return { kind: "empty", type: "void", bodyType: "void", examples: {} };
  const schema = content[json]?.schema;
  if (schema === undefined)
    throw rejection(
      where,
      `response ${status} has ${Object.keys(content).join(", ")}, not ${json}`,
      response,
    );
  checkMediaTypes(where, `response ${status}`, content, response);
  const key = /^\d+$/.test(status) ? status : `"${status}"`;
  const inline = `operations["${where.operationId}"]["responses"][${key}]["content"]["${json}"]`;
  const bodyType = typeOf(schema, inline);
  const examples = readExamples(document, content[json]);
  const { anyOf = [], oneOf = [] } = resolve<Schema>(document, schema) as Schema & { oneOf?: Schema[] };
  if ([...anyOf, ...oneOf].some((variant) => hasStatus(objectShape(document, variant)))) {
    throw rejection(
      where,
      `response ${status}: an envelope cannot have several forms, since success could then not be recognised`,
      response,
    );
  }
  const { properties, required } = objectShape(document, schema);
  const outcome = properties["status"];
  if (outcome === undefined || !isStatus(outcome)) {
    if (outcome !== undefined && resolve<Schema>(document, outcome).properties !== undefined) {
      throw rejection(
        where,
        `response ${status}: the envelope's property status must be a $ref to ${statusSchema}; otherwise success cannot be recognised`,
        outcome,
      );
    }
    return { kind: "json", type: bodyType, bodyType, examples };
  }
  const data = properties["data"];
  if (data === undefined) return { kind: "status", type: "void", bodyType, examples };
  if (!required.includes("data"))
    throw rejection(
      where,
      `response ${status}: the envelope's data must be required`,
      resolve<Schema>(document, schema),
    );
  // This rejects a schema that contains itself, which the next line would follow without end.
  const idRequired = objectShape(document, data).required.includes("id");
  const kind = jsonType(document, data);
  const type = typeOf(data, `${bodyType}["data"]`);
  const { items } = resolve<Schema>(document, data);
  const itemProperties = items ? Object.keys(objectShape(document, items).properties) : [];
  return {
    kind: "envelope",
    ...(kind && { data: kind }),
    itemProperties,
    idRequired,
    type,
    bodyType,
    examples,
  };
}

function jsonType(document: OpenApiDocument, node: Schema | Reference): "object" | "array" | undefined {
  const { type, properties, allOf = [] } = resolve<Schema>(document, node);
  if (type === "object" || type === "array") return type;
  const isJoined = allOf.some((part) => jsonType(document, part) === "object");
  return type === undefined && (properties !== undefined || isJoined) ? "object" : undefined;
}

function hasStatus({ properties }: ObjectShape): boolean {
  return properties["status"] !== undefined && isStatus(properties["status"]);
}

function isStatus(node: Schema | Reference): boolean {
  if (isReference(node)) return referenceName(node) === statusSchema;
  return (node.allOf ?? []).some(isStatus);
}

function readExamples(document: OpenApiDocument, { examples = {} }: MediaType = {}): Record<string, unknown> {
  const named = Object.entries(examples).map(([name, node]) => [
    name,
    resolve<Example>(document, node).value,
  ]);
  return Object.fromEntries(named);
}
