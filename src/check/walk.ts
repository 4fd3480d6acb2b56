/** Goes through a value with the checks that the description gave, and says everything that is wrong with it. */
import type { Check, JsonType } from "../../generated/validators.js";

/** One problem of a request. */
export interface Issue {
  /** JSON pointer to the value, such as `/addresses/0/country`; `""` is the whole body. */
  readonly path: string;
  /** Keyword of the description that the value breaks, such as `required` or `pattern`. */
  readonly rule: string;
  /** What is wrong, for the person who made the mistake. It never shows a sensitive value. */
  readonly message: string;
  /** What the keyword asks for, such as a pattern or the list of an enum. */
  readonly expected: unknown;
}

/** All problems of `value`, in the order of the description; empty when there are none. */
export function findIssues(check: Check, value: unknown): Issue[] {
  const issues: Issue[] = [];
  visit({ path: "", issues, hidden: false }, check, value);
  return issues;
}

/** Problems that are named at most. */
const mostIssues = 1_000;

/** Where the walk is, and what it has found. */
interface Walk {
  readonly path: string;
  readonly issues: Issue[];
  /** Whether something above is sensitive. */
  readonly hidden: boolean;
}

function visit(above: Walk, check: Check, value: unknown): void {
  const { type, items, properties = {}, required = [], allOf = [], anyOf } = check;
  const walk = { ...above, hidden: above.hidden || check.sensitive === true };
  if (!hasType(type, value)) return reportType(walk, [check], value);
  applyRules(walk, check, value);
  if (Array.isArray(value)) {
    if (items) value.forEach((item, index) => visit(below(walk, index), items, item));
  } else if (typeof value === "object" && value !== null) {
    // JSON.stringify leaves out what is undefined.
    const at = (name: string): unknown => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined);
    for (const name of required)
      if (at(name) === undefined) report(below(walk, name), "required", true, "is required");
    for (const [name, property] of Object.entries(properties))
      if (at(name) !== undefined) visit(below(walk, name), property, at(name));
  }
  for (const part of allOf) visit(walk, part, value);
  if (anyOf) visitVariants(walk, anyOf, value);
}

function below(walk: Walk, step: string | number): Walk {
  return { ...walk, path: walk.path + pointerTo([step]) };
}

/** Reports the problems of the variant that is nearest: of those whose type the value has, the one with the fewest. */
function visitVariants(walk: Walk, variants: readonly Check[], value: unknown): void {
  let meant: Issue[] | undefined;
  for (const variant of variants) {
    const issues: Issue[] = [];
    visit({ ...walk, issues }, variant, value);
    if (!issues[0]) return;
    if (hasType(variant.type, value) && (!meant || issues.length < meant.length)) meant = issues;
  }
  if (!meant) return reportType(walk, variants, value);
  for (const issue of meant) walk.issues.push(issue);
}

/** What each kind of limit asks for; `#` stands for the limit. */
const wishes: Readonly<Record<string, string>> = {
  enum: "be one of #",
  pattern: "match #",
  format: "match #",
  minimum: "be at least #",
  maximum: "be at most #",
  minLength: "have a length of at least #",
  maxLength: "have a length of at most #",
  minItems: "have a length of at least #",
  maxItems: "have a length of at most #",
};

function applyRules(walk: Walk, check: Check, value: unknown): void {
  for (const [keyword, limit] of Object.entries(check)) {
    const wish = wishes[keyword];
    if (wish === undefined || isKept(keyword, limit, value)) continue;
    const expected = readable(limit);
    const shown = walk.hidden || typeof value === "object" ? "" : `, not ${JSON.stringify(value)}`;
    // A message repeats what is short.
    const end = shown.length < 47 ? shown : "";
    report(walk, keyword, expected, `must ${wish.replace("#", () => listed(expected))}${end}`);
  }
}

/** Whether a value keeps within a limit, or is of a type that the keyword says nothing of. */
function isKept(keyword: string, limit: unknown, value: unknown): boolean {
  if (limit instanceof Set) return limit.has(value);
  if (limit instanceof RegExp) return typeof value !== "string" || limit.test(value);
  const size = measured(keyword, value);
  return (
    typeof size !== "number" || (keyword.startsWith("min") ? size >= Number(limit) : size <= Number(limit))
  );
}

/** What a keyword measures of a value. JSON Schema counts characters, JavaScript's length counts UTF-16 units. */
function measured(keyword: string, value: unknown): unknown {
  if (keyword.endsWith("Items")) return Array.isArray(value) && value.length;
  if (keyword.endsWith("Length")) return typeof value === "string" && [...value].length;
  return value;
}

/** A limit as callers see it: the text of a pattern, the list of an enum. */
function readable(limit: unknown): unknown {
  if (limit instanceof RegExp) return limit.source;
  return limit instanceof Set ? [...(limit as Set<unknown>)] : limit;
}

function listed(expected: unknown): string {
  if (!Array.isArray(expected)) return String(expected);
  // The first dozen says enough.
  const values = JSON.stringify(expected.slice(0, 12)).slice(1, -1);
  return expected[12] ? `${values} ...` : values;
}

function reportType(walk: Walk, variants: readonly Check[], value: unknown): void {
  const types = variants.flatMap(({ type = [] }) => type);
  report(walk, "type", types, `must be of type ${types.join(" or ")}, not ${kindOf(value)}`);
}

/** Adds a problem, unless there are more than anybody reads. */
export function report(
  { path, issues }: Pick<Walk, "path" | "issues">,
  rule: string,
  expected: unknown,
  message: string,
): void {
  if (issues.length < mostIssues) issues.push({ path, rule, message, expected });
}

/** JSON pointer of names and indexes from the top; `""` when there are none. */
export function pointerTo(trail: readonly (string | number)[]): string {
  return trail.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Whether a value is of one of the JSON types; of any when the type is left open. */
export function hasType(type: Check["type"], value: unknown): boolean {
  const kind = kindOf(value);
  const isMeant = (one: JsonType): boolean => one === kind || (one === "number" && kind === "integer");
  // Nearly always one of the first two, which need no list.
  return !type || type === kind || [type].flat().some(isMeant);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
