/** What the readers of operations share. */
import {
  isReference,
  type Reference,
  referenceName,
  type Schema,
  UnsupportedDescription,
} from "./document.js";

/** Media type of the requests and answers that the client can handle. */
export const json = "application/json";

/** What names an operation in a message. */
export interface Where {
  method: string;
  path: string;
  operationId: string;
}

/** Error that names the operation and says why it cannot be expressed. */
export function refusal({ method, path, operationId }: Where, reason: string): UnsupportedDescription {
  return new UnsupportedDescription(`${method} ${path} (${operationId || "no operationId"}): ${reason}.`);
}

/** Plain name of a schema that has one, else the way to it through `operations`. */
export function typeOf(schema: Schema | Reference, inline: string): string {
  return isReference(schema) ? referenceName(schema) : inline;
}
