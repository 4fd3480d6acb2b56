/** The only file that knows openapi-typescript: the document's schemas, paths and operations as types. */
import openapiTS, { astToString, type SchemaObject, type TransformNodeOptions } from "openapi-typescript";
import ts from "typescript";
import { type OpenApiDocument, UnsupportedDescription } from "./document.js";
import { nameSchemas } from "./named-types.js";

/** Text of `schema.ts`: `paths`, `operations`, `components`, and each schema under its plain name. */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  for (const name of Object.keys(document.components?.schemas ?? {})) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name) || reservedNames.has(name)) {
      throw new UnsupportedDescription(
        `Schema "${name}" cannot become a type: its file needs a singular PascalCase name that nothing else has, such as Customer.`,
      );
    }
  }
  // openapi-typescript changes what it is given; the other steps still need the document.
  const nodes = await openapiTS(structuredClone(document) as Parameters<typeof openapiTS>[0], {
    alphabetize: false,
    // A default is what the API fills in; a request may still leave the property out.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
    transform: openEnum,
  });
  return astToString(nameSchemas(nodes.filter((node) => !isNonSchemaAlias(node))));
}

/** Names that TypeScript, the generated files and the package's entry use for something else. */
const reservedNames = new Set(
  (
    "Set Map Array Object Record Readonly Partial Promise Omit Pick Extract Exclude NonNullable Uppercase Request Response Date Error " +
    "Operation Operations Environment Input Init Call Exchange Unwrapped RawClient RawMethod Verb PathsWith Bodies " +
    "Client MaybeOptionalInit ParseAsResponse Check RequestCheck JsonType RapydClient ClientOptions RequestOptions " +
    "AttemptEvent Issue Warning ApiError AuthenticationError ConnectionError RapydError RateLimitError TimeoutError ValidationError " +
    "WebhookError WebhookProblem UnknownWebhookEvent KnownWebhookEvent Drift Emulator Fault"
  ).split(" "),
);

/** `rootTypes` also gives parameters, responses and examples an alias; only schemas are meant for callers. */
function isNonSchemaAlias(node: ts.Node): boolean {
  return (
    ts.isTypeAliasDeclaration(node) &&
    ts.isTypeReferenceNode(node.type) &&
    ts.isIdentifier(node.type.typeName) &&
    /^components\['(?!schemas')/.test(node.type.typeName.text)
  );
}

/**
 * `anyOf: [{ enum: [...] }, { type: string }]` is an enum to which the API may add. TypeScript would fold
 * `"card" | string` into `string`; with `string & {}` an editor still offers the known values.
 */
function openEnum(schema: SchemaObject, options: TransformNodeOptions): ts.TypeNode | undefined {
  const variants = "anyOf" in schema && Array.isArray(schema.anyOf) ? schema.anyOf : [];
  if (!variants.some(isPlainString) || !variants.some((variant) => isEnum(variant, options)))
    return undefined;
  return ts.factory.createUnionTypeNode(variants.flatMap((variant) => variantTypes(variant, options)));
}

type Variant = Exclude<SchemaObject["anyOf"], undefined>[number];

function isPlainString(variant: Variant): boolean {
  return "type" in variant && variant.type === "string" && !("enum" in variant);
}

function isEnum(variant: Variant, options: TransformNodeOptions): boolean {
  const target = "$ref" in variant ? options.ctx.resolve<SchemaObject>(variant.$ref) : variant;
  return target !== undefined && "enum" in target;
}

function variantTypes(variant: Variant, options: TransformNodeOptions): ts.TypeNode[] {
  if (isPlainString(variant)) return [openString()];
  if ("$ref" in variant) return [referenceType(variant.$ref)];
  const { factory } = ts;
  if ("enum" in variant && Array.isArray(variant.enum)) {
    return variant.enum.map((value) => literalType(value));
  }
  if (variant.type === "null") return [factory.createLiteralTypeNode(factory.createNull())];
  if (variant.type === "number" || variant.type === "integer") {
    return [factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword)];
  }
  throw new UnsupportedDescription(
    `${options.path ?? "A schema"} mixes open text with a variant that is no enum, reference, number or null.`,
  );
}

function literalType(value: unknown): ts.TypeNode {
  const { factory } = ts;
  if (value === null) return factory.createLiteralTypeNode(factory.createNull());
  const isNumber = typeof value === "number";
  return factory.createLiteralTypeNode(
    isNumber ? factory.createNumericLiteral(value) : factory.createStringLiteral(String(value)),
  );
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

/** `#/components/schemas/X` as `components["schemas"]["X"]` */
function referenceType(reference: string): ts.TypeNode {
  const { factory } = ts;
  const [root = "", ...keys] = reference.replace(/^#\//, "").split("/");
  return keys.reduce<ts.TypeNode>(
    (type, key) =>
      factory.createIndexedAccessTypeNode(
        type,
        factory.createLiteralTypeNode(factory.createStringLiteral(key)),
      ),
    factory.createTypeReferenceNode(root),
  );
}
