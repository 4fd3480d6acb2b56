/** Finds where a value differs from its check, unknown properties and values included. */
import type { Check } from "../../generated/check.js";
import { pointerTo } from "./check.js";
import { findUnknown } from "./unknown-properties.js";
import { findIssues } from "./validate.js";

/** How a response differs. */
export type DriftKind =
  "unknown property" | "unknown value" | "missing" | "wrong type" | "out of bounds" | "more differences";

/** One place at which a value differs from its check. */
export interface Difference {
  readonly kind: DriftKind;
  /** JSON pointer to the place, such as `/data/payment_methods/data/0/category`. */
  readonly path: string;
}

/** Differences between a value and its check: at most `max`, plus one entry that represents the rest if there are more. */
export function findDifferences(check: Check, value: unknown, max: number = Infinity): Difference[] {
  const differences: Difference[] = findIssues(check, value).map(({ path, rule }) => ({
    kind: driftKind(rule),
    path,
  }));
  if (differences.length <= max)
    findUnknown(check, value, { isOpen: () => false, isUnknownValue }, (path, names) => {
      differences.push({ kind: names ? "unknown property" : "unknown value", path: pointerTo(path) });
      return differences.length <= max;
    });
  if (differences.length <= max) return differences;
  return [...differences.slice(0, max), { kind: "more differences", path: "" }];
}

function driftKind(rule: string): DriftKind {
  if (rule === "required") return "missing";
  return rule === "type" ? "wrong type" : "out of bounds";
}

/** Whether a string is not among the known values of an enum that also accepts others. */
function isUnknownValue(schemas: readonly Check[], value: string): boolean {
  const own = schemas.filter(({ type, enum: values }) => type !== undefined || values !== undefined);
  const isOpen = own.some((schema) => schema.enum === undefined);
  const enums = own.flatMap((schema) => schema.enum ?? []);
  return isOpen && enums.length > 0 && !enums.some((values) => values.has(value));
}
