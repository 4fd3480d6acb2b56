/** Shared by all checks of a value: problems, JSON pointers and types. */
import type { Check, JsonType } from "../../generated/check.js";

/** One problem of a request. */
export interface Issue {
  /** JSON pointer to the value, such as `/addresses/0/country`; `""` is the whole body. Names over 100 characters are cut, and card numbers masked. */
  readonly path: string;
  /**
   * Schema keyword that the value violates, such as `required`. `path`, `query` or `json` if the value cannot be sent; `undescribed` for an
   * unknown property.
   */
  readonly rule: string;
  /** Human-readable explanation. Never contains a sensitive value. */
  readonly message: string;
  /**
   * The keyword's operand, such as a pattern or the list of an enum. For `undescribed`, the known names; for `path`, `query` and `json`,
   * `"text"` or `"plain data"`.
   */
  readonly expected: unknown;
}

/** Maximum number of problems that are collected; validation then stops. */
export const maxIssues = 1_000;

/** Maximum characters of a name in a pointer. */
const maxNameLength = 100;

/** JSON pointer of names and indexes from the top; `""` when there are none. A name that looks like a card number is masked. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path
    .map((step) => {
      const name = isShowable(step) ? String(step) : "[redacted]";
      const shown = name.length > maxNameLength ? `${name.slice(0, maxNameLength)}...` : name;
      return `/${shown.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    })
    .join("");
}

/** Whether a value has one of the JSON types; true for any value if no type is given. */
export function hasType(type: Check["type"], value: unknown): boolean {
  if (type === undefined) return true;
  const kind = kindOf(value);
  // If `type` is a string, includes() matches only the whole name: no type's name is part of another's.
  return type.includes(kind) || (kind === "integer" && type.includes("number"));
}

/** Whether a message may show a value: not if it contains what may be a card number, 12 or more digits without a letter between them. */
export function isShowable(value: unknown): boolean {
  return !/\p{Nd}([^\p{L}\p{Nd}]*\p{Nd}){11,}/u.test(String(value));
}

/** JSON type of a value. The value must be one that JSON can contain: for any other, such as a function, the result is not a JSON type. */
export function kindOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : (typeof value as JsonType);
}

/** Whether a value is what JSON calls an object: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A check and, recursively, the checks in its `anyOf` and `allOf`. */
export function subschemas(check: Check): Check[] {
  return [check, ...[...(check.anyOf ?? []), ...(check.allOf ?? [])].flatMap(subschemas)];
}

/** All checks of the value at a name or index. */
export function subschemasAt(schemas: readonly Check[], name: string): Check[] {
  return schemas.flatMap(({ items, properties = {} }) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [items, property].flatMap((one) => (one ? subschemas(one) : []));
  });
}
