/** Goes through a value with the checks that the description gave, and says everything that is wrong with it. */
import type { Check, JsonType } from "../generated/validators.js";

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
  visit(check, value, "", issues, false);
  return issues;
}

function visit(check: Check, value: unknown, path: string, issues: Issue[], hidden: boolean): void {
  const sensitive = hidden || check.sensitive === true;
  const report = (rule: string, expected: unknown, message: string): void => {
    issues.push({ path, rule, message: message + shown(value, sensitive), expected });
  };
  if (check.type !== undefined && !hasType(check.type, value)) {
    issues.push({ path, rule: "type", message: typeMessage(check.type, value), expected: check.type });
    return;
  }
  if (check.enum !== undefined && !check.enum.some((allowed) => allowed === value)) {
    report("enum", check.enum, `must be ${choices(check.enum)}`);
  }
  if (typeof value === "string") visitText(check, value, report);
  else if (typeof value === "number") visitNumber(check, value, report);
  else if (Array.isArray(value)) visitArray(check, value, path, issues, sensitive, report);
  else if (isObject(value)) visitObject(check, value, path, issues, sensitive);
  for (const part of check.allOf ?? []) visit(part, value, path, issues, sensitive);
  if (check.anyOf !== undefined) visitVariants(check.anyOf, value, path, issues, sensitive);
}

type Report = (rule: string, expected: unknown, message: string) => void;

function visitText(check: Check, value: string, report: Report): void {
  const { minLength, maxLength, pattern, format } = check;
  if (minLength !== undefined || maxLength !== undefined) {
    // JSON Schema counts characters, JavaScript's length counts UTF-16 units.
    const length = Array.from(value).length;
    if (length < (minLength ?? 0))
      report("minLength", minLength, `must have at least ${count(minLength, "character")}`);
    if (length > (maxLength ?? Infinity))
      report("maxLength", maxLength, `must have at most ${count(maxLength, "character")}`);
  }
  if (pattern !== undefined && !pattern.test(value))
    report("pattern", pattern.source, `must match ${pattern.source}`);
  if (format !== undefined && !format[1].test(value))
    report("format", format[0], `must be in the format "${format[0]}"`);
}

function visitNumber(check: Check, value: number, report: Report): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = check;
  if (minimum !== undefined && value < minimum) report("minimum", minimum, `must be ${minimum} or more`);
  if (maximum !== undefined && value > maximum) report("maximum", maximum, `must be ${maximum} or less`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    report("exclusiveMinimum", exclusiveMinimum, `must be more than ${exclusiveMinimum}`);
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    report("exclusiveMaximum", exclusiveMaximum, `must be less than ${exclusiveMaximum}`);
  }
  if (multipleOf !== undefined && Math.abs(value / multipleOf - Math.round(value / multipleOf)) > 1e-9) {
    report("multipleOf", multipleOf, `must be a multiple of ${multipleOf}`);
  }
}

function visitArray(
  check: Check,
  value: readonly unknown[],
  path: string,
  issues: Issue[],
  sensitive: boolean,
  report: Report,
): void {
  const { minItems, maxItems, items } = check;
  if (value.length < (minItems ?? 0))
    report("minItems", minItems, `must have at least ${count(minItems, "item")}`);
  if (value.length > (maxItems ?? Infinity))
    report("maxItems", maxItems, `must have at most ${count(maxItems, "item")}`);
  if (items !== undefined) {
    for (const [index, item] of value.entries()) visit(items, item, `${path}/${index}`, issues, sensitive);
  }
}

function visitObject(
  check: Check,
  value: Readonly<Record<string, unknown>>,
  path: string,
  issues: Issue[],
  sensitive: boolean,
): void {
  for (const name of check.required ?? []) {
    // JSON.stringify leaves out what is undefined.
    if (Object.hasOwn(value, name) && value[name] !== undefined) continue;
    issues.push({ path: join(path, name), rule: "required", message: "is required", expected: true });
  }
  const { properties } = check;
  for (const name in properties) {
    const property = properties[name];
    if (property !== undefined && Object.hasOwn(value, name) && value[name] !== undefined) {
      visit(property, value[name], join(path, name), issues, sensitive);
    }
  }
}

/** Reports the problems of the variant that was meant: the one whose type the value has. */
function visitVariants(
  variants: readonly Check[],
  value: unknown,
  path: string,
  issues: Issue[],
  sensitive: boolean,
): void {
  let meant: Issue[] | undefined;
  for (const variant of variants) {
    const found: Issue[] = [];
    visit(variant, value, path, found, sensitive);
    if (found.length === 0) return;
    const isMeant = !found.some((issue) => issue.path === path && issue.rule === "type");
    if (isMeant) meant ??= found;
  }
  const types = variants.flatMap((variant) => variant.type ?? []);
  issues.push(...(meant ?? [{ path, rule: "type", message: typeMessage(types, value), expected: types }]));
}

function join(path: string, name: string): string {
  return `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is of one of the JSON types. */
export function hasType(type: JsonType | readonly JsonType[], value: unknown): boolean {
  if (typeof type !== "string") return type.some((one) => hasType(one, value));
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return isObject(value);
  if (type === "array") return Array.isArray(value);
  return type === "null" ? value === null : typeof value === type;
}

const typeNames: Readonly<Record<JsonType, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "an array",
  null: "null",
};

function typeMessage(type: JsonType | readonly JsonType[], value: unknown): string {
  const names = [type].flat().map((one) => typeNames[one]);
  return `must be ${names.join(" or ")}, not ${nameOf(value)}`;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  const kind = typeof value;
  if (kind === "string" || kind === "boolean" || kind === "object") return typeNames[kind];
  return kind === "number" ? (Number.isInteger(value) ? "a number" : "a number with decimals") : kind;
}

function choices(values: readonly unknown[]): string {
  if (values.length > 12) return `one of the ${values.length} values that the description lists`;
  return values.length === 1
    ? JSON.stringify(values[0])
    : `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}

function count(number: number | undefined, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** Longest text of a value that a message repeats. */
const longestShown = 40;

function shown(value: unknown, sensitive: boolean): string {
  if (sensitive || (typeof value !== "string" && typeof value !== "number")) return "";
  const text = JSON.stringify(value);
  return text.length <= longestShown ? `, not ${text}` : "";
}
