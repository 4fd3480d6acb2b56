/** Reads from the description the error codes that a request can be rejected with. */
import {
  type Example,
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type Parameter,
  type Reference,
  type RequestBody,
  resolve,
  type Response,
  type Schema,
} from "../../lib/document.js";
import { shapeOf } from "../../lib/schema.js";

/**
 * Codes that an operation's 400 can have, each once, in this order: the codes of the operation's fields and parameters, its not-found code,
 * the codes that its description names, and those in the examples of the 400.
 */
export function codesOfOperation(document: OpenApiDocument, operation: Operation): string[] {
  const { requestBody, parameters = [], responses = {}, description = "" } = operation;
  const known = new Set(shapeOf(document, { $ref: "#/components/schemas/ErrorCode" }).values.map(String));
  const contentOf = (node: Response | RequestBody | Reference | undefined): object =>
    Object((node && resolve<Response | RequestBody>(document, node).content) ?? {}) as object;
  const schemas = [
    ...Object.values(contentOf(requestBody)).map(({ schema }: { schema?: Schema }) => schema),
    ...parameters.map((one) => resolve<Parameter>(document, one).schema),
  ];
  const shown = (status: string): string[] => shownCodes(document, responses, status);
  // The prose of another status covers its own codes.
  const elsewhere = new Set(shown("401"));
  const codes = [
    ...schemas.flatMap((schema) => (schema ? fieldCodes(document, schema, "").map(([, code]) => code) : [])),
    ...[operation["x-not-found-code"] ?? []].flat(),
    ...[...description.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, code = ""]) => code),
    ...shown("400"),
  ];
  return [...new Set(codes)].filter((code) => known.has(code) && !elsewhere.has(code));
}

/** Codes that every operation can return: those that occur in each operation's response examples. */
export function codesOfAll(document: OpenApiDocument): string[] {
  const [first = new Set<string>(), ...others] = operationsOf(document).map(
    ({ responses = {} }) =>
      new Set(Object.keys(responses).flatMap((status) => shownCodes(document, responses, status))),
  );
  return [...first].filter((code) => others.every((codes) => codes.has(code)));
}

function shownCodes(
  document: OpenApiDocument,
  responses: NonNullable<Operation["responses"]>,
  status: string,
): string[] {
  const node = responses[status];
  const { content = {} } = node ? resolve<Response>(document, node) : {};
  return Object.values(content)
    .flatMap(({ examples = {} }) => Object.values(examples))
    .flatMap((one) => {
      const { value } = resolve<Example>(document, one);
      const { status: outcome } = Object(value) as { status?: { error_code?: string } };
      return outcome?.error_code ?? [];
    });
}

/** Error codes of a schema's properties, by JSON pointer. */
export function fieldCodes(
  document: OpenApiDocument,
  node: Schema | Reference,
  pointer: string,
  above: readonly Schema[] = [],
): [string, string][] {
  // A schema may also be true or false.
  if (typeof node !== "object") return [];
  const target = resolve<Schema>(document, node);
  // A request that contains itself is rejected by the checks, with its name.
  if (above.includes(target)) return [];
  const own = ownCode(node) ?? ownCode(target);
  const deeper = [
    ...Object.entries(target.properties ?? {}).map(
      ([name, property]) =>
        [property, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`] as const,
    ),
    ...(target.items ? [[target.items, `${pointer}/*`] as const] : []),
    ...[...(target.anyOf ?? []), ...(target.allOf ?? [])].map((variant) => [variant, pointer] as const),
  ];
  return [
    ...(own === undefined ? [] : [[pointer, own] as [string, string]]),
    ...deeper.flatMap(([child, childPointer]) =>
      fieldCodes(document, child, childPointer, [...above, target]),
    ),
  ];
}

function ownCode(node: Schema | Reference): string | undefined {
  const code: unknown = Reflect.get(node, "x-error-code");
  return typeof code === "string" ? code : undefined;
}
