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
  visit({ trail: [], issues }, check, value, false);
  return issues;
}

/** Where the walk is, as names and indexes from the top, and what it has found. */
interface Walk {
  readonly trail: (string | number)[];
  readonly issues: Issue[];
}

function visit(walk: Walk, check: Check, value: unknown, hidden: boolean): void {
  const { type, items, allOf, anyOf } = check;
  const sensitive = hidden || check.sensitive === true;
  if (!hasType(type, value)) return reportType(walk, [check], value);
  applyRules(walk, check, value, sensitive);
  if (Array.isArray(value)) {
    if (items) value.forEach((item, index) => visitInner(walk, index, items, item, sensitive));
  } else if (typeof value === "object" && value) visitProperties(walk, check, value, sensitive);
  allOf?.forEach((part) => visit(walk, part, value, sensitive));
  if (anyOf) visitVariants(walk, anyOf, value, sensitive);
}

function visitInner(walk: Walk, step: string | number, check: Check, value: unknown, hidden: boolean): void {
  walk.trail.push(step);
  visit(walk, check, value, hidden);
  walk.trail.pop();
}

function visitProperties(
  walk: Walk,
  { required = [], properties }: Check,
  value: object,
  hidden: boolean,
): void {
  // JSON.stringify leaves out what is undefined.
  const at = (name: string): unknown => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined);
  for (const name of required) {
    walk.trail.push(name);
    if (at(name) === undefined) report(walk, "required", true, "is required");
    walk.trail.pop();
  }
  for (const name in properties) {
    const property = properties[name];
    const inner = at(name);
    if (property && inner !== undefined) visitInner(walk, name, property, inner, hidden);
  }
}

/** Reports the problems of the variant that is nearest: of those whose type the value has, the one with the fewest. */
function visitVariants(walk: Walk, variants: readonly Check[], value: unknown, hidden: boolean): void {
  let meant: Issue[] | undefined;
  for (const variant of variants) {
    const issues: Issue[] = [];
    visit({ ...walk, issues }, variant, value, hidden);
    if (!issues[0]) return;
    if (hasType(variant.type, value) && (!meant || issues.length < meant.length)) meant = issues;
  }
  if (!meant) return reportType(walk, variants, value);
  for (const issue of meant) walk.issues.push(issue);
}

/** Type of the values that a keyword is about, when one of them breaks its limit, and what the limit, `#`, asks for. */
type Rule<Value, Limit> = readonly [
  type: JsonType | undefined,
  isBroken: (value: Value, limit: Limit) => boolean,
  wish: string,
];

const rules: { readonly [Keyword in keyof Check]?: Rule<never, NonNullable<Check[Keyword]>> } = {
  enum: [undefined, (value: never, allowed) => !allowed.has(value), "be one of #"],
  minLength: ["string", (text: string, least) => !isLonger(text, least - 1), "have a length of at least #"],
  maxLength: ["string", isLonger, "have a length of at most #"],
  pattern: ["string", (text: string, pattern) => !pattern.test(text), "match #"],
  format: ["string", (text: string, [, pattern]) => !pattern.test(text), "have the format #"],
  minimum: ["number", (number: number, least) => number < least, "be at least #"],
  maximum: ["number", (number: number, most) => number > most, "be at most #"],
  minItems: [
    "array",
    (list: readonly unknown[], least) => !isLonger(list, least - 1),
    "have a length of at least #",
  ],
  maxItems: ["array", isLonger, "have a length of at most #"],
};

function applyRules(walk: Walk, check: Check, value: unknown, hidden: boolean): void {
  let keyword: keyof Check;
  for (keyword in check) {
    // The type of `rules` ties each rule to its keyword's limit; the rule's own type, tested first, to the value.
    const rule = rules[keyword] as Rule<unknown, unknown> | undefined;
    const limit = check[keyword];
    if (rule && hasType(rule[0], value) && rule[1](value, limit)) {
      const expected = readable(limit);
      const shown = hidden || typeof value === "object" ? "" : `, not ${JSON.stringify(value)}`;
      // A message repeats what is short.
      const end = shown.length < 47 ? shown : "";
      report(walk, keyword, expected, `must ${rule[2].replace("#", () => listed(expected))}${end}`);
    }
  }
}

/** A limit as callers see it: the name of a format, the text of a pattern, the list of an enum. */
function readable(limit: unknown): unknown {
  if (limit instanceof RegExp) return limit.source;
  if (limit instanceof Set) return [...limit];
  return Array.isArray(limit) ? limit[0] : limit;
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

function report({ trail, issues }: Walk, rule: string, expected: unknown, message: string): void {
  issues.push({ path: pointerTo(trail), rule, message, expected });
}

/** JSON pointer of names and indexes from the top; `""` when there are none. */
export function pointerTo(trail: readonly (string | number)[]): string {
  return trail.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** JSON Schema counts characters, JavaScript's length counts UTF-16 units. */
function isLonger(value: Iterable<unknown>, most: number): boolean {
  let left = most;
  // Stops as soon as it knows: a text may have any length.
  for (const _ of value) if (--left < 0) return true;
  return left < 0;
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
