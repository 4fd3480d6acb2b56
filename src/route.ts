/** Between paths and the description's templates. */
import { operations, type Operation } from "../generated/client.js";
import type { Issue } from "./check.js";

/** Values of a path's parameters by their names, still percent-encoded. */
export type PathValues = Readonly<Record<string, string>>;

/** The operation that a method and a path (without query) belong to; a fixed segment wins over a parameter. */
export function findOperation(
  method: string,
  path: string,
): { operation: Operation; values: PathValues } | undefined {
  const matches = Object.values<Operation>(operations).flatMap((operation) => {
    const values = operation.method === method ? matchTemplate(operation.path, path) : undefined;
    return values === undefined ? [] : [{ operation, values }];
  });
  return matches.sort((a, b) => Object.keys(a.values).length - Object.keys(b.values).length)[0];
}

/** Values of the template's parameters in the path; undefined when the path is not of that form. */
export function matchTemplate(template: string, path: string): PathValues | undefined {
  const expected = template.split("/");
  const given = path.split("/");
  if (expected.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === "") return undefined;
    if (name !== undefined) values[name] = value;
  }
  return values;
}

/** Problems of path values. An empty one, `.` and `..` would turn the request into one for another path. */
export function findPathIssues(values: Readonly<Record<string, unknown>>): Issue[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const text = typeof value === "number" ? String(value) : value;
    const isUsable = typeof text === "string" && text !== "" && text !== "." && text !== "..";
    if (isUsable) return [];
    const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
    return [
      { path: `/${name}`, rule: "path", message: `must be a non-empty id, not ${shown}`, expected: "text" },
    ];
  });
}

/** Path as it is signed: what follows the base URL. Throws a TypeError when the URL is not below the base URL. */
export function pathBelow(baseUrl: string, url: string): string {
  const { origin, pathname, search } = new URL(url);
  // What fetch sends: no fragment, and no question mark without a query.
  const address = origin + pathname + search;
  if (address.startsWith(`${baseUrl}/`)) return address.slice(baseUrl.length);
  throw new TypeError(
    `A signed request must stay below ${baseUrl}; middleware must not send it to ${origin}.`,
  );
}
