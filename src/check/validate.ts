/** Validates a value against a check of the description, and lists the value's problems. */
import type { Check } from "../../generated/check.js";
import { hasType, isShowable, type Issue, kindOf, maxIssues, pointerTo } from "./check.js";

/**
 * Problems of `value`; empty if there are none. Each schema of an object reports missing properties first, then the others in the order of
 * the object's properties; the schemas in `allOf` follow one after the other. Stops once `maxIssues` problems are found.
 */
export function findIssues(check: Check, value: unknown): Issue[] {
  const issues: Issue[] = [];
  visit({ path: [], issues }, check, value, false);
  return issues;
}

/** Where the walk is, and what it has found. */
interface Walk {
  /** Names and indexes from the top to the current place. */
  readonly path: (string | number)[];
  readonly issues: Issue[];
}

/** Visits the value at the walk's place. `above` is true if the value, or one that contains it, is already known to be sensitive. */
function visit(walk: Walk, check: Check, value: unknown, above: boolean): void {
  if (walk.issues.length >= maxIssues) return;
  if (!hasType(check.type, value)) return reportType(walk, [check], value);
  const hidden = above || check.sensitive === true;
  applyRules(walk, check, value, hidden);
  if (Array.isArray(value)) visitItems(walk, check, value, hidden);
  // An object that is neither null nor a list is a JSON object.
  else if (typeof value === "object" && value !== null)
    visitProperties(walk, check, value as Readonly<Record<string, unknown>>, hidden);
  const { allOf, anyOf } = check;
  if (allOf) for (const part of allOf) visit(walk, part, value, hidden);
  if (anyOf) visitVariants(walk, anyOf, value, hidden);
}

function visitItems(walk: Walk, { items }: Check, list: readonly unknown[], hidden: boolean): void {
  if (items) list.forEach((item, index) => visitAt(index, walk, items, item, hidden));
}

function visitProperties(
  walk: Walk,
  { required = [], properties }: Check,
  object: Readonly<Record<string, unknown>>,
  hidden: boolean,
): void {
  // JSON.stringify leaves out what is undefined.
  for (const name of required)
    if (!Object.hasOwn(object, name) || object[name] === undefined)
      report({ ...walk, path: [...walk.path, name] }, "required", true, "is required");
  if (properties)
    for (const name in object) {
      const inner = object[name];
      if (inner !== undefined && Object.hasOwn(properties, name))
        visitAt(name, walk, properties[name] ?? {}, inner, hidden);
    }
}

function visitAt(step: string | number, walk: Walk, check: Check, value: unknown, hidden: boolean): void {
  walk.path.push(step);
  visit(walk, check, value, hidden);
  walk.path.pop();
}

/**
 * Reports nothing if a variant matches. Otherwise reports the problems of the nearest variant: among those that accept the value's type,
 * the one with the fewest problems, where a wrong constant counts more than any others. If each of these variants fails only because one
 * property is missing, the message names the other variants' properties as alternatives.
 */
function visitVariants(walk: Walk, variants: readonly Check[], value: unknown, hidden: boolean): void {
  const failed: Issue[][] = [];
  for (const variant of variants) {
    const issues: Issue[] = [];
    visit({ ...walk, issues }, variant, value, hidden);
    if (!issues[0]) return;
    if (hasType(variant.type, value)) failed.push(issues);
  }
  const [nearest] = [...failed].sort((one, other) => distanceOf(one) - distanceOf(other));
  if (!nearest) return reportType(walk, variants, value);
  const place = `${pointerTo(walk.path)}/`;
  const missing = failed.flatMap(([issue, ...more]) =>
    issue?.rule === "required" && issue.path.startsWith(place) && !more[0]
      ? issue.path.slice(place.length)
      : [],
  );
  const [, ...others] = new Set(missing.length === failed.length ? missing : []);
  const unless = others[0] ? `, unless ${others.join(" or ")} is given` : "";
  for (const issue of nearest) walk.issues.push({ ...issue, message: issue.message + unless });
}

function distanceOf(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (isConstant(issue) ? 1e4 : 1), 0);
}

/**
 * Whether a problem is a wrong constant. Constants distinguish variants, so when the nearest variant is chosen, a wrong constant outweighs
 * all other problems.
 */
function isConstant({ rule, expected }: Issue): boolean {
  return rule === "enum" && (expected as unknown[]).length === 1;
}

/** Message of each keyword; `#` is its limit. */
const constraintMessages: Readonly<Record<string, string>> = {
  enum: "be one of #",
  pattern: "match its pattern",
  format: "match its pattern",
  minimum: "be at least #",
  maximum: "be at most #",
  minLength: "have at least # characters",
  maxLength: "have at most # characters",
  minItems: "have at least # items",
  maxItems: "have at most # items",
};

function applyRules(walk: Walk, check: Check, value: unknown, hidden: boolean): void {
  for (const keyword in check) {
    const limit = check[keyword as keyof Check];
    if (!isViolated(keyword, limit, value)) continue;
    const constraint = constraintMessages[keyword] ?? "match the description";
    const expected = readable(limit);
    const mustNotBeEmpty = limit === 1 && /^min[LI]/.test(keyword);
    const isShown = !hidden && typeof value !== "object" && !mustNotBeEmpty && isShowable(value);
    const shown = isShown ? `, not ${JSON.stringify(value)}` : "";
    // A message shows only short values.
    const end = shown.length < 47 ? shown : "";
    const rule = mustNotBeEmpty ? "not be empty" : constraint;
    const message = check.message ?? `must ${rule.replace("#", () => formatList(expected))}`;
    report(walk, keyword, expected, message + end);
  }
}

/**
 * Whether a value is outside a keyword's limit. A limit is a number, an expression or a set; the value of any other keyword, such as
 * `required`, is of another type.
 */
function isViolated(keyword: string, limit: unknown, value: unknown): boolean {
  if (typeof limit === "number") {
    const size = measure(keyword, value);
    return typeof size === "number" && (keyword.startsWith("min") ? size < limit : size > limit);
  }
  if (limit instanceof RegExp) return typeof value === "string" && !limit.test(value);
  return limit instanceof Set && !limit.has(value);
}

/**
 * Returns what a keyword limits: the number of items, the number of characters, or the value itself. JSON Schema counts characters, so
 * JavaScript's `length`, which counts UTF-16 units, is not enough.
 */
function measure(keyword: string, value: unknown): unknown {
  if (keyword.endsWith("Items")) return Array.isArray(value) && value.length;
  if (keyword.endsWith("Length")) return typeof value === "string" && lengthOf(value);
  return value;
}

function lengthOf(text: string): number {
  // Counting costs more than looking whether the two differ at all.
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** A limit as callers see it: the text of a pattern, the list of an enum. */
function readable(limit: unknown): unknown {
  if (limit instanceof RegExp) return limit.source;
  return limit instanceof Set ? [...(limit as Set<unknown>)] : limit;
}

function formatList(expected: unknown): string {
  if (!Array.isArray(expected)) return String(expected);
  // The first dozen says enough.
  const values = JSON.stringify(expected.slice(0, 12)).slice(1, -1);
  return expected[12] ? `${values} ...` : values;
}

function reportType(walk: Walk, variants: readonly Check[], value: unknown): void {
  const types = variants.flatMap(({ type = [] }) => type);
  report(walk, "type", types, `must be of type ${types.join(" or ")}, not ${kindOf(value)}`);
}

function report(walk: Walk, rule: string, expected: unknown, message: string): void {
  addIssue(walk.issues, { path: pointerTo(walk.path), rule, message, expected });
}

/** Adds a problem, unless the list is full or already has it, as when two parts of one schema report it. */
export function addIssue(issues: Issue[], issue: Issue): void {
  if (issues.length >= maxIssues) return;
  const isKnown = issues.some(({ path, message }) => path === issue.path && message === issue.message);
  if (!isKnown) issues.push(issue);
}
