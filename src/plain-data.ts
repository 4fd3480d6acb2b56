/** Finds what JSON cannot carry faithfully: it would throw, or silently become something else on the way. */
import type { Issue } from "./check.js";

/** Deepest nesting of a request. */
const deepest = 64;

/** Most values in a request. */
const mostValues = 100_000;

/** Every value that JSON would lose or change, as issues with the rule `json`. */
export function findUnfaithful(value: unknown): Issue[] {
  const issues: Issue[] = [];
  let values = 0;

  function visit(current: unknown, path: string, above: readonly unknown[]): void {
    if (++values > mostValues) return;
    const problem = problemOf(current, above);
    if (problem !== undefined) {
      issues.push({ path, rule: "json", message: problem, expected: "plain data" });
      return;
    }
    if (typeof current !== "object" || current === null) return;
    const within = [...above, current];
    // Entries leave out the holes of an array, which JSON fills with null.
    const entries = Array.isArray(current)
      ? Array.from(current, (inner: unknown, index) => [String(index), inner] as const)
      : Object.entries(current);
    for (const [name, inner] of entries) {
      const pointer = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (/\p{Surrogate}/u.test(name)) {
        issues.push({
          path: pointer,
          rule: "json",
          message: "has a name with half a character",
          expected: "plain data",
        });
      } else if (inner !== undefined || Array.isArray(current)) visit(inner, pointer, within);
    }
  }

  visit(value, "", []);
  if (values > mostValues) {
    const message = `has more than ${mostValues} values`;
    issues.push({ path: "", rule: "json", message, expected: mostValues });
  }
  return issues;
}

function problemOf(value: unknown, above: readonly unknown[]): string | undefined {
  switch (typeof value) {
    case "string":
      return /\p{Surrogate}/u.test(value) ? "has half a character (a lone surrogate)" : undefined;
    case "number":
      return Number.isFinite(value) ? undefined : `must be a finite number, not ${value}`;
    case "undefined":
      return above.length === 0 ? undefined : "must not be undefined within an array";
    case "bigint":
    case "symbol":
    case "function":
      return `must be plain data, not a ${typeof value}`;
    case "object":
      return value === null ? undefined : objectProblem(value, above);
    default:
      return undefined;
  }
}

function objectProblem(value: object, above: readonly unknown[]): string | undefined {
  if (above.includes(value)) return "contains itself";
  if (above.length >= deepest) return `is nested deeper than ${deepest} levels`;
  if (Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm have another Object.prototype, but it stands at the top as well.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const { constructor } = value as { constructor?: unknown };
  return `must be plain data, not a ${(typeof constructor === "function" && constructor.name) || "class instance"}`;
}
