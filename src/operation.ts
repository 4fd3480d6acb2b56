/** The description's operations: which one a method and a path belong to, and how a path is filled in. */
import { operations } from "../generated/client.js";
import type { Issue } from "./check/walk.js";

/** What an operation is, for those who carry it out. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Template, with its parameters in braces. */
  readonly path: string;
  /** Inputs of the method in their order: the names of path parameters, then `body`, then `query`. */
  readonly takes: readonly string[];
  /** Form of a success: an envelope with data, one with its outcome alone, any JSON, or no body. */
  readonly answer: "envelope" | "outcome" | "json" | "empty";
  /** JSON type of an envelope's data; undefined when it can have several. */
  readonly data?: "object" | "array";
  /** Header that the call's option `idempotencyKey` fills; in lower case. */
  readonly idempotencyHeader?: string;
}

/** Every operation of the description. */
export const describedOperations: readonly Operation[] = Object.values(operations);

/** Values of a path's parameters by their names, still percent-encoded. */
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

/** Values of the template's parameters in the path; undefined when the path does not have that form. */
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

/** Problems of path values. An empty value, `.` and `..` would turn the request into one for another path. */
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
