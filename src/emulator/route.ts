/** Finds the description's operation that a request is for. */
import { describedOperations, type Operation } from "../operation.js";

/** Values of a path's parameters by their names, decoded. */
export type PathValues = Readonly<Record<string, string>>;

/** The operation that a method and a path (without query) belong to; a fixed segment wins over a parameter. */
export function findOperation(
  method: string,
  path: string,
): { operation: Operation; values: PathValues } | undefined {
  const matches = describedOperations.flatMap((operation) => {
    const values = operation.method === method ? matchTemplate(operation.path, path) : undefined;
    return values === undefined ? [] : [{ operation, values }];
  });
  return matches.sort((a, b) => Object.keys(a.values).length - Object.keys(b.values).length)[0];
}

/** Values of the template's parameters in the path; undefined when the path does not match the template. */
export function matchTemplate(template: string, path: string): PathValues | undefined {
  const expected = template.split("/");
  const given = path.split("/");
  if (expected.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === "") return undefined;
    if (name !== undefined) values[name] = decoded(value);
  }
  return values;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // No client of ours writes such a path, and no record has such an id.
    return value;
  }
}
