/**
 * Writes the statuses and error codes by their role (`x-roles` in the description), and each operation's codes for bad values and missing
 * objects.
 */
import {
  type OpenApiDocument,
  type Reference,
  type Schema,
  UnsupportedDescription,
} from "../../lib/document.js";
import { isArgumentName } from "../read/names.js";
import { fieldCodes } from "../read/error-codes.js";
import type { OperationModel } from "../read/operations.js";

/** Text of `error-codes.ts`. */
export function emitErrorCodes(document: OpenApiDocument, operations: OperationModel[]): string {
  const schemas = document.components?.schemas;
  const fields = operations.flatMap(({ operationId, body, queryParameters }) => {
    const codes = [
      ...(body ? fieldCodes(document, body.schema, "") : []),
      ...queryParameters.flatMap(({ name, schema }) =>
        schema ? fieldCodes(document, schema, `/${name}`) : [],
      ),
    ];
    return codes.length > 0 ? [`${operationId}: ${JSON.stringify(Object.fromEntries(codes))}`] : [];
  });
  const missing = operations.flatMap(({ operationId, notFoundCode }) =>
    notFoundCode ? [[operationId, notFoundCode]] : [],
  );
  return [
    "/** Values of an envelope's `status.status`, by the roles that the description's `x-roles` gives them. */",
    `export const statuses = ${JSON.stringify(roles(schemas?.["Status"]?.properties?.["status"]))} as const;\n`,
    ...Object.entries(roles(schemas?.["ErrorCode"])).map(
      ([role, code]) =>
        `/** Error ${Array.isArray(code) ? "codes" : "code"} with the role \`${role}\`, from the \`x-roles\` of the description's ErrorCode. */\nexport const ${role} = ${JSON.stringify(code)}${Array.isArray(code) ? " as const" : ""};\n`,
    ),
    "/**",
    " * Error codes for bad values, from the `x-error-code` of the description's properties. Keys: the operation, then a JSON pointer",
    " * into the body or query; a `*` in the pointer is any array index. An unlisted pointer has the code of its nearest listed ancestor.",
    " */",
    `export const fieldErrorCodes: { readonly [operationId: string]: { readonly [pointer: string]: string } } = ` +
      `{ ${fields.join(", ")} };\n`,
    "/** Error code for an unknown object, by operation, from the `x-not-found-code` of the description's operations. */",
    `export const notFoundCodes: { readonly [operationId: string]: string } = ${JSON.stringify(Object.fromEntries(missing))};`,
  ].join("\n");
}

/** Roles of a schema's values. Each role becomes a constant, so it must have a name that a constant can have. */
function roles(schema: Schema | Reference | undefined): object {
  const named = Object(schema && Reflect.get(schema, "x-roles")) as object;
  for (const role of Object.keys(named))
    if (!isArgumentName(role) || taken.has(role))
      throw new UnsupportedDescription(
        `x-roles has the role "${role}", which cannot be the name of a constant: use another camelCase name.`,
        named,
        role,
      );
  return named;
}

/** Names of the other constants in the file. */
const taken = new Set(["statuses", "fieldErrorCodes", "notFoundCodes"]);
