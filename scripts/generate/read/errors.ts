/** Helpers that the readers of operations share. */
import {
  isReference,
  type Operation,
  type Reference,
  referenceName,
  type Schema,
  UnsupportedDescription,
} from "../../lib/document.js";

/** Media type of the requests and responses that the client can handle. */
export const json = "application/json";

/** The operation that an error message names. */
export interface Where {
  method: string;
  path: string;
  operationId: string;
  /** The operation's node in the document. */
  node: Operation;
}

/** Error that names the operation and says why the compiler rejects it; `node` is the part of the operation that is to blame. */
export function rejection(where: Where, reason: string, node: object = where.node): UnsupportedDescription {
  const { method, path, operationId } = where;
  return new UnsupportedDescription(
    `${method} ${path} (${operationId || "no operationId"}): ${reason}.`,
    node,
  );
}

/** Throws if there is a media type besides JSON: the client would ignore it. */
export function checkMediaTypes(where: Where, holder: string, content: object, node: object): void {
  const others = Object.keys(content).filter((type) => type !== json);
  if (others.length > 0)
    throw rejection(
      where,
      `${holder} also has ${others.join(", ")}, which the client would ignore: it uses ${json} only`,
      node,
    );
}

const plainTypes: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
};

/**
 * A schema's type as a person would write it, such as `Customer`, `Customer[]` or `string`. For a schema without such a type, returns the
 * argument `inline`, such as the path to the schema in the type `operations`.
 */
export function typeOf(schema: Schema | Reference, inline: string): string {
  if (isReference(schema)) return referenceName(schema);
  const { type, items, enum: values } = schema;
  if (type === "array" && items !== undefined) {
    const item = typeOf(items, "");
    if (item !== "") return `${item}[]`;
  }
  const plain = typeof type === "string" && values === undefined && schema["const"] === undefined;
  return (plain ? plainTypes[type] : undefined) ?? inline;
}
