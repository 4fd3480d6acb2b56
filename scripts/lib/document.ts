/** Types for the parts of an OpenAPI document that the compiler reads, and functions that follow references. */

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  servers?: { url: string; "x-environment"?: string }[];
  security?: Record<string, string[]>[];
  paths?: Record<string, PathItem>;
  webhooks?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    responses?: Record<string, Response>;
    requestBodies?: Record<string, RequestBody>;
    securitySchemes?: Record<string, SecurityScheme>;
  };
}

export interface Reference {
  $ref: string;
}

export type PathItem = Partial<Record<HttpMethod, Operation>> & {
  parameters?: (Parameter | Reference)[];
  servers?: unknown[];
};

/** Keys of a path item that are operations. */
export const httpMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
export type HttpMethod = (typeof httpMethods)[number];

export interface Operation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  deprecated?: boolean;
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses?: Record<string, Response | Reference>;
  servers?: unknown[];
  security?: Record<string, string[]>[];
  /** How a list is paginated: the names of its query parameters, and of the item property used as the cursor. */
  "x-paging"?: Paging;
  /** Error code for an object that does not exist. */
  "x-not-found-code"?: string;
  /** Types of the events that follow a call. */
  "x-triggers"?: string[];
  "x-codeSamples"?: Sample[];
}

/** Code that shows a call, in one language. */
export interface Sample {
  lang: string;
  label: string;
  source: string;
}

/** Names of the query parameters that paginate a list, and of the item property used as the cursor. */
export interface Paging {
  limit: string;
  after: string;
  before: string;
  id: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  description?: string;
  style?: string;
  explode?: boolean;
  schema?: Schema | Reference;
  example?: unknown;
  /** Option of a call that fills this header, such as idempotencyKey. */
  "x-client-option"?: string;
  /** The value must not reach a message or a log. The parameter's schema can have this keyword too. */
  "x-sensitive"?: boolean;
}

export interface RequestBody {
  description?: string;
  required?: boolean;
  content: Record<string, MediaType>;
}

export interface Response {
  description?: string;
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema?: Schema | Reference;
  examples?: Record<string, Example | Reference>;
}

export interface Example {
  summary?: string;
  value?: unknown;
}

export interface SecurityScheme {
  type: string;
  in?: string;
  name?: string;
  "x-key-prefix"?: string;
  "x-maximum-length"?: number;
  "x-maximum-age-seconds"?: number;
  "x-maximum-lead-seconds"?: number;
}

/** A JSON Schema. Only the structural keywords are typed; all others are `unknown`. */
export interface Schema {
  [keyword: string]: unknown;
  type?: string | string[];
  properties?: Record<string, Schema | Reference>;
  required?: string[];
  items?: Schema | Reference;
  anyOf?: (Schema | Reference)[];
  allOf?: (Schema | Reference)[];
}

/**
 * A description that is valid but that this compiler cannot turn into code. The message says why; the node and the keys below it say where.
 */
export class UnsupportedDescription extends Error {
  override readonly name = "UnsupportedDescription";
  readonly node: object;
  readonly keys: readonly string[];

  constructor(message: string, node: object, ...keys: readonly string[]) {
    super(message);
    this.node = node;
    this.keys = keys;
  }
}

/** Whether a node is a reference to another. */
export function isReference(node: object): node is Reference {
  // A schema may also be true or false.
  return typeof node === "object" && "$ref" in node && typeof node.$ref === "string";
}

/** Name of the component that a reference points to, such as `Customer`. */
export function referenceName(reference: Reference): string {
  return decodeURIComponent(reference.$ref.slice(reference.$ref.lastIndexOf("/") + 1));
}

/** Follows references to their target. After bundling, every reference is to a component. */
export function resolve<Node extends object>(document: OpenApiDocument, node: Node | Reference): Node {
  let current: Node | Reference = node;
  for (let depth = 0; depth < 20; depth++) {
    if (!isReference(current)) return current;
    current = lookUp<Node>(document, current);
  }
  throw new UnsupportedDescription(`Reference ${JSON.stringify(node)} leads back to itself.`, node);
}

function lookUp<Node>(document: OpenApiDocument, reference: Reference): Node {
  let target: unknown = document;
  for (const segment of reference.$ref.replace(/^#\//, "").split("/")) {
    const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    target = typeof target === "object" && target !== null ? Reflect.get(target, key) : undefined;
  }
  if (target === undefined) {
    throw new UnsupportedDescription(`Reference ${reference.$ref} points to nothing.`, reference, "$ref");
  }
  // Lint has checked that the target has the kind that its place asks for.
  return target as Node;
}

/** Every operation: paths in document order, and the methods of each path in the order of {@link httpMethods}. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.values(document.paths ?? {}).flatMap((item) =>
    httpMethods.flatMap((method) => item[method] ?? []),
  );
}
