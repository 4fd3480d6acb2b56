/** Compares an answer with what the description says of it: a pure walk that keeps no value. */
import type { Check } from "../generated/validators.js";
import { findIssues, hasType } from "./check/walk.js";

/** How an answer differs. */
export type DriftKind =
  "unknown property" | "unknown value" | "missing" | "wrong type" | "out of bounds" | "more differences";

/** One place at which an answer differs. */
export interface Difference {
  readonly kind: DriftKind;
  /** JSON pointer to the place, such as `/data/payment_methods/data/0/category`. */
  readonly path: string;
}

/** Every place at which the value is not what the check describes. */
export function findDifferences(check: Check, value: unknown): Difference[] {
  const differences: Difference[] = findIssues(check, value).map(({ path, rule }) => ({
    kind: kindOf(rule),
    path,
  }));
  findUnknown([check], value, "", differences);
  return differences;
}

function kindOf(rule: string): DriftKind {
  if (rule === "required") return "missing";
  return rule === "type" ? "wrong type" : "out of bounds";
}

/** What an open check lets through although it is not described: further properties, further values of an enum. */
function findUnknown(
  checks: readonly Check[],
  value: unknown,
  path: string,
  differences: Difference[],
): void {
  // Nothing is described here, however deep it goes.
  if (checks.length === 0) return;
  const meant = checks.flatMap(unfold).filter(({ type }) => type === undefined || hasType(type, value));
  if (typeof value === "string") {
    const enums = meant.flatMap((check) => (check.enum ? [check.enum] : []));
    const isOpen = meant.some((check) => check.enum === undefined);
    if (isOpen && enums.length > 0 && !enums.some((values) => values.has(value))) {
      differences.push({ kind: "unknown value", path });
    }
  } else if (Array.isArray(value)) {
    const items = meant.flatMap((check) => check.items ?? []);
    value.forEach((item, index) => findUnknown(items, item, `${path}/${index}`, differences));
  } else if (typeof value === "object" && value !== null) {
    findUnknownProperties(meant, value, path, differences);
  }
}

function findUnknownProperties(
  meant: readonly Check[],
  value: object,
  path: string,
  differences: Difference[],
): void {
  const described = meant.flatMap(({ properties }) => (properties === undefined ? [] : [properties]));
  // An object of which no property is described may hold anything.
  if (described.length === 0) return;
  for (const [name, inner] of Object.entries(value)) {
    const pointer = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const checks = described.flatMap((properties) =>
      Object.hasOwn(properties, name) ? (properties[name] ?? []) : [],
    );
    if (checks.length === 0) differences.push({ kind: "unknown property", path: pointer });
    else findUnknown(checks, inner, pointer, differences);
  }
}

/** A check and all that it is made of. */
function unfold(check: Check): Check[] {
  const parts = [...(check.anyOf ?? []), ...(check.allOf ?? [])];
  const { anyOf: _, allOf: __, ...own } = check;
  return [...(Object.keys(own).length > 0 ? [own] : []), ...parts.flatMap(unfold)];
}
