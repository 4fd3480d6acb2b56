/**
 * Makes request types accept everything that may be sent: readonly lists, and undefined for optional properties. An object that the
 * description leaves open also accepts a value whose type is the caller's own interface.
 */
import ts from "typescript";
import {
  isReference,
  type OpenApiDocument,
  operationsOf,
  referenceName,
  resolve,
} from "../../lib/document.js";

/** Names of the schemas that occur in requests, but not in responses or webhooks. */
export function requestSchemas(document: OpenApiDocument): Set<string> {
  const operations = operationsOf(document);
  const sent = new Set<string>();
  const received = new Set<string>();
  for (const { requestBody, parameters } of operations) collect(document, [requestBody, parameters], sent);
  // The request of a webhook is Rapyd's.
  collect(document, [operations.map(({ responses }) => responses), document.webhooks], received);
  return new Set([...sent].filter((name) => !received.has(name)));
}

/** Adds to `names` every schema that the node refers to, directly or through others. */
function collect(document: OpenApiDocument, node: unknown, names: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  for (const inner of Object.values(node)) collect(document, inner, names);
  if (!isReference(node)) return;
  const name = referenceName(node);
  const isSchema = node.$ref.startsWith("#/components/schemas/");
  if (isSchema && names.has(name)) return;
  if (isSchema) names.add(name);
  collect(document, resolve(document, node), names);
}

/** openapi-typescript's nodes, with wider types for the given schemas and for all queries and request bodies. */
export function widenRequests(nodes: readonly ts.Node[], schemas: ReadonlySet<string>): ts.Node[] {
  const inputs = new Set(["query", "requestBody"]);
  return nodes.map((node) => {
    if (!ts.isInterfaceDeclaration(node)) return node;
    if (node.name.text === "components") return widenProperties(node, schemas);
    return node.name.text === "operations" ? widenProperties(node, inputs) : node;
  });
}

/** Widens the types of all properties whose name is in `names`. */
function widenProperties(holder: ts.Node, names: ReadonlySet<string>): ts.Node {
  const visit = (node: ts.Node): ts.Node =>
    ts.isPropertySignature(node) && names.has(nameOf(node))
      ? ts.visitEachChild(node, widen, undefined)
      : ts.visitEachChild(node, visit, undefined);
  return ts.visitEachChild(holder, visit, undefined);
}

function nameOf({ name }: ts.PropertySignature): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

function widen(node: ts.Node): ts.Node {
  const { factory } = ts;
  const inner = ts.visitEachChild(node, widen, undefined);
  if (ts.isUnionTypeNode(inner)) return union(...inner.types);
  if (ts.isArrayTypeNode(inner)) return factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, inner);
  if (isOpen(inner)) return factory.createKeywordTypeNode(ts.SyntaxKind.ObjectKeyword);
  if (ts.isIntersectionTypeNode(inner) && inner.types.some(isObjectKeyword)) return widenIntersection(inner);
  if (!ts.isPropertySignature(inner) || !inner.questionToken || !inner.type) return inner;
  const type = union(inner.type, factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword));
  return factory.updatePropertySignature(inner, inner.modifiers, inner.name, inner.questionToken, type);
}

/** Whether a type is `{ [key: string]: unknown }`, to which no interface is assignable. */
function isOpen(node: ts.Node): boolean {
  const [member, ...more] = ts.isTypeLiteralNode(node) ? node.members : [];
  return member !== undefined && ts.isIndexSignatureDeclaration(member) && more.length === 0;
}

function isObjectKeyword({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.ObjectKeyword;
}

/** Union of the known properties and `object`: an editor offers the known ones, and any other key is accepted. */
function widenIntersection({ types }: ts.IntersectionTypeNode): ts.Node {
  const { factory } = ts;
  const [known, ...more] = types.filter((type) => !isObjectKeyword(type));
  const rest = more.length > 0 || known === undefined ? factory.createIntersectionTypeNode(types) : known;
  return union(rest, factory.createKeywordTypeNode(ts.SyntaxKind.ObjectKeyword));
}

/** One flat union of all the types. */
function union(...types: ts.TypeNode[]): ts.UnionTypeNode {
  return ts.factory.createUnionTypeNode(types.flatMap(membersOf));
}

function membersOf(type: ts.TypeNode): readonly ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type) && ts.isUnionTypeNode(type.type)) return membersOf(type.type);
  return ts.isUnionTypeNode(type) ? type.types.flatMap(membersOf) : [type];
}
