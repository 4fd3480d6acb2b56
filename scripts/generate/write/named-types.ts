/**
 * Gives the types of schemas and queries their own names. openapi-typescript writes them within `components` and `operations`, with an
 * alias for each schema. Compilers and editors look through the alias: they would print all of a customer's properties instead of
 * `Customer`.
 */
import ts from "typescript";

/**
 * Makes each object schema a type with its own name, and each operation's query too. `queries`: operationId -> name of the query's type.
 */
export function nameTypes(nodes: readonly ts.Node[], queries: ReadonlyMap<string, string>): ts.Node[] {
  return nameSchemas(nodes).flatMap((node) => {
    const isOperations = ts.isInterfaceDeclaration(node) && node.name.text === "operations";
    return isOperations ? nameQueries(node, queries) : [node];
  });
}

/** `operations` with a reference instead of each query, and the queries as separate types. */
function nameQueries(operations: ts.InterfaceDeclaration, queries: ReadonlyMap<string, string>): ts.Node[] {
  const aliases: ts.Node[] = [];
  const members = operations.members.map((operation) => {
    const name = queries.get(nameOf(operation));
    if (name === undefined) return operation;
    return withMember(operation, "parameters", (parameters) =>
      withMember(parameters, "query", (query) => {
        if (!isObject(query)) return query;
        aliases.push(
          ts.factory.createTypeAliasDeclaration(
            [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)],
            name,
            undefined,
            query.type,
          ),
        );
        return property(query, ts.factory.createTypeReferenceNode(name));
      }),
    );
  });
  const { modifiers, name, typeParameters, heritageClauses } = operations;
  return [
    ts.factory.createInterfaceDeclaration(modifiers, name, typeParameters, heritageClauses, members),
    ...aliases,
  ];
}

/** Returns `holder`, a property whose type is an object, with one member of that type changed. The property keeps its comment. */
function withMember(
  holder: ts.TypeElement,
  key: string,
  change: (member: ts.TypeElement) => ts.TypeElement,
): ts.TypeElement {
  if (!isObject(holder)) return holder;
  const members = holder.type.members.map((member) => (nameOf(member) === key ? change(member) : member));
  const changed = property(holder, ts.factory.createTypeLiteralNode(members));
  return ts.setSyntheticLeadingComments(changed, ts.getSyntheticLeadingComments(holder));
}

/** Moves each object schema out of `components["schemas"]`, into the alias that pointed to it. */
function nameSchemas(nodes: readonly ts.Node[]): ts.Node[] {
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
    return ts.isTypeAliasDeclaration(node) && schema && isNamed(schema) ? moved(node, schema) : node;
  });
}

type ObjectSchema = ts.PropertySignature & { type: ts.TypeLiteralNode };

function isObject(member: ts.TypeElement): member is ObjectSchema {
  return ts.isPropertySignature(member) && member.type !== undefined && ts.isTypeLiteralNode(member.type);
}

/**
 * Whether the property's type is an object or an intersection. If an alias only refers to such a type, TypeScript's messages show the
 * type's content instead of the alias's name.
 */
function isNamed(member: ts.TypeElement): member is ts.PropertySignature & { type: ts.TypeNode } {
  return (
    isObject(member) ||
    (ts.isPropertySignature(member) && member.type !== undefined && ts.isIntersectionTypeNode(member.type))
  );
}

function nameOf({ name }: ts.TypeElement): string {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : "";
}

function membersOf(member: ts.TypeElement): readonly ts.TypeElement[] {
  return isObject(member) ? member.type.members : [];
}

/** `components` with a reference instead of each object schema. */
function withNames(components: ts.InterfaceDeclaration, schemas: ts.TypeElement): ts.Node {
  const { factory } = ts;
  const named = membersOf(schemas).map((member) =>
    isNamed(member) ? property(member, factory.createTypeReferenceNode(nameOf(member))) : member,
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

/** Returns the alias with its type and description replaced by the schema's own. */
function moved(
  { modifiers, name, typeParameters }: ts.TypeAliasDeclaration,
  schema: ts.PropertySignature & { type: ts.TypeNode },
): ts.Node {
  const alias = ts.factory.createTypeAliasDeclaration(modifiers, name, typeParameters, schema.type);
  return ts.setSyntheticLeadingComments(alias, ts.getSyntheticLeadingComments(schema));
}
