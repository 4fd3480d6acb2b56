/**
 * Gives each schema's type its name and its description. openapi-typescript writes the types within `components` and an alias for each,
 * of which compilers and editors forget the name: they would print all of a customer's properties in place of `Customer`.
 */
import ts from "typescript";

/** Moves each object schema out of `components["schemas"]`, to the alias that so far pointed to it. */
export function nameSchemas(nodes: readonly ts.Node[]): ts.Node[] {
  const components = nodes.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === "components",
  );
  const schemas = components?.members.find((member) => nameOf(member) === "schemas");
  if (components === undefined || schemas === undefined) return [...nodes];
  const described = new Map(membersOf(schemas).map((member) => [nameOf(member), member]));
  return nodes.map((node) => {
    if (node === components) return withNames(components, schemas);
    const schema = ts.isTypeAliasDeclaration(node) ? described.get(node.name.text) : undefined;
    return ts.isTypeAliasDeclaration(node) && schema && isObject(schema) ? moved(node, schema) : node;
  });
}

type ObjectSchema = ts.PropertySignature & { type: ts.TypeLiteralNode };

function isObject(member: ts.TypeElement): member is ObjectSchema {
  return ts.isPropertySignature(member) && member.type !== undefined && ts.isTypeLiteralNode(member.type);
}

function nameOf({ name }: ts.TypeElement): string {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : "";
}

function membersOf(member: ts.TypeElement): readonly ts.TypeElement[] {
  return isObject(member) ? member.type.members : [];
}

/** `components` with a reference in place of each object schema. */
function withNames(components: ts.InterfaceDeclaration, schemas: ts.TypeElement): ts.Node {
  const { factory } = ts;
  const named = membersOf(schemas).map((member) =>
    isObject(member) ? property(member, factory.createTypeReferenceNode(nameOf(member))) : member,
  );
  const members = components.members.map((member) =>
    member === schemas && isObject(schemas)
      ? property(schemas, factory.createTypeLiteralNode(named))
      : member,
  );
  const { modifiers, name, typeParameters, heritageClauses } = components;
  return factory.createInterfaceDeclaration(modifiers, name, typeParameters, heritageClauses, members);
}

function property(
  { modifiers, name, questionToken }: ts.PropertySignature,
  type: ts.TypeNode,
): ts.TypeElement {
  return ts.factory.createPropertySignature(modifiers, name, questionToken, type);
}

/** The alias with the schema's own type, and its description. */
function moved({ modifiers, name, typeParameters }: ts.TypeAliasDeclaration, schema: ObjectSchema): ts.Node {
  const alias = ts.factory.createTypeAliasDeclaration(modifiers, name, typeParameters, schema.type);
  return ts.setSyntheticLeadingComments(alias, ts.getSyntheticLeadingComments(schema));
}
