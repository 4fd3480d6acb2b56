/** Finds what JSON cannot carry faithfully: it would throw, or silently become something else on the way. */
import { type Issue, pointerTo } from "./check.js";

/** Deepest nesting of a request. */
const deepest = 64;

/** Most values in a request. */
const mostValues = 100_000;

/** Every value that JSON would lose or change, as issues with the rule `json`. */
export function findUnfaithful(value: unknown): Issue[] {
  const issues: Issue[] = [];
  const trail: (string | number)[] = [];
  const above: object[] = [];
  let values = 0;

  function visit(current: unknown): void {
    if (++values > mostValues) return;
    const problem = problemOf(current, above);
    if (problem !== undefined) report(problem);
    else if (typeof current === "object" && current !== null) visitWithin(current);
  }

  function visitWithin(holder: object): void {
    above.push(holder);
    // A plain loop over an array meets its holes as well, which JSON fills with null.
    if (Array.isArray(holder))
      for (let index = 0; index < holder.length && values <= mostValues; index++)
        step(index, holder[index], true);
    else for (const name of Object.keys(holder)) step(name, Reflect.get(holder, name), false);
    above.pop();
  }

  function step(name: string | number, inner: unknown, isItem: boolean): void {
    trail.push(name);
    if (typeof name === "string" && isBroken(name)) report("has a name with half a character");
    else if (inner !== undefined || isItem) visit(inner);
    trail.pop();
  }

  function report(message: string): void {
    issues.push({ path: pointerTo(trail), rule: "json", message, expected: "plain data" });
  }

  visit(value);
  if (values > mostValues) {
    const message = `has more than ${mostValues} values`;
    issues.push({ path: "", rule: "json", message, expected: mostValues });
  }
  return issues;
}

/** Whether a text holds half of a character that takes two UTF-16 units. */
function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function problemOf(value: unknown, above: readonly unknown[]): string | undefined {
  switch (typeof value) {
    case "string":
      return isBroken(value) ? "has half a character (a lone surrogate)" : undefined;
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
