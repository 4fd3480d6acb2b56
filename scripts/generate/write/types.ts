/** Writes the document's schemas, paths and operations as types. No other file uses openapi-typescript. */
import openapiTS, {
  astToString,
  type SchemaObject,
  transformSchemaObject,
  type TransformNodeOptions,
} from "openapi-typescript";
import ts from "typescript";
import { type OpenApiDocument, UnsupportedDescription } from "../../lib/document.js";
import { nameTypes } from "./named-types.js";
import type { OperationModel } from "../read/operations.js";
import { requestSchemas, widenRequests } from "./request-types.js";
import { spellRequired } from "../read/required-variants.js";
import { reservedNames } from "../read/reserved-names.js";

/** Text of `schema.ts`: `paths`, `operations`, `components`, and each schema under its plain name. */
export async function emitTypes(
  document: OpenApiDocument,
  operations: readonly OperationModel[],
): Promise<string> {
  const queries = new Map(
    operations.flatMap(({ operationId, queryType }) => (queryType ? [[operationId, queryType]] : [])),
  );
  checkNames(document, [...queries.values()]);
  // openapi-typescript changes what it is given; the other steps still need the document.
  const spelled = spellRequired(document);
  const nodes = await openapiTS(spelled as Parameters<typeof openapiTS>[0], {
    alphabetize: false,
    // A default is what the API fills in; a request may still leave the property out.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
    transform: openEnum,
  });
  const text = astToString(
    nameTypes(
      widenRequests(
        nodes.filter((node) => !isNonSchemaAlias(node)),
        requestSchemas(document),
      ),
      queries,
    ),
  );
  // An editor shows this tag as a word without meaning; the type next to it says that it is one value.
  return text.replace(/^\s*\* @constant\n/gm, "");
}

/**
 * Rejects a schema name that is not PascalCase, is reserved, or is the name of a query's type: schemas and queries are exported side by
 * side.
 */
function checkNames({ components }: OpenApiDocument, queries: readonly string[]): void {
  for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
    const taken = queries.includes(name)
      ? "the type of an operation's query has that name"
      : reservedNames.get(name) && `${reservedNames.get(name)} uses that name`;
    const reason = /^[A-Z][A-Za-z0-9]*$/.test(name) ? taken : "it is not PascalCase";
    if (reason === undefined) continue;
    throw new UnsupportedDescription(
      `Schema "${name}" cannot become a type: ${reason}. Give its file a singular PascalCase name that nothing else has, such as GiftCard.`,
      schema,
    );
  }
}

/**
 * Whether a node is an alias for a parameter, response or example. openapi-typescript's `rootTypes` creates these aliases too, but only
 * schemas are meant for callers.
 */
function isNonSchemaAlias(node: ts.Node): boolean {
  return (
    ts.isTypeAliasDeclaration(node) &&
    ts.isTypeReferenceNode(node.type) &&
    ts.isIdentifier(node.type.typeName) &&
    /^components\['(?!schemas')/.test(node.type.typeName.text)
  );
}

/**
 * Type of an enum to which the API may add values: `anyOf: [{ enum: [...] }, { type: string }]`. Undefined for any other schema. TypeScript
 * would fold `"card" | string` into `string`; with `string & {}` an editor still offers the known values.
 */
function openEnum(schema: SchemaObject, options: TransformNodeOptions): ts.TypeNode | undefined {
  // A schema may also be true.
  const { anyOf: variants = [] } = Object(schema) as { anyOf?: Variant[] };
  if (!variants.some(isPlainString) || !variants.some((variant) => isEnum(variant, options)))
    return undefined;
  return ts.factory.createUnionTypeNode(variants.flatMap((variant) => variantTypes(variant, options)));
}

type Variant = Exclude<SchemaObject["anyOf"], undefined>[number];

function isPlainString(variant: Variant): boolean {
  if (!("type" in variant) || "enum" in variant) return false;
  const others = [variant.type].flat().filter((type) => type !== "null");
  return others.join() === "string";
}

function isEnum(variant: Variant, options: TransformNodeOptions): boolean {
  const target = "$ref" in variant ? options.ctx.resolve<SchemaObject>(variant.$ref) : variant;
  return target !== undefined && "enum" in target;
}

/** Types of a variant; a union is split into its members. */
function variantTypes(variant: Variant, options: TransformNodeOptions): readonly ts.TypeNode[] {
  if (isPlainString(variant)) {
    const isNullable = [Reflect.get(variant, "type")].flat().includes("null");
    return [openString(), ...(isNullable ? [ts.factory.createLiteralTypeNode(ts.factory.createNull())] : [])];
  }
  const type = transformSchemaObject(variant, options);
  return ts.isUnionTypeNode(type) ? type.types : [type];
}

/** `string & {}` */
function openString(): ts.TypeNode {
  const { factory } = ts;
  return factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
}
