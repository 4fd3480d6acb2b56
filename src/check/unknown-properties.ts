/** Finds what a check allows without describing it: further properties, and values outside an enum. */
import type { Check } from "../../generated/check.js";
import { hasType, isObject, subschemas, subschemasAt } from "./check.js";

/** Maximum number of values to visit, since a request or response can contain any number of them. */
const maxVisited = 1_000_000;

/** Called with the path of an unknown property or value and, for a property, the known names of its object. Returns whether to continue. */
export type FoundUnknown = (path: readonly string[], names: readonly string[] | undefined) => boolean;

/** Rules for which properties and values count as unknown. */
export interface UnknownRules {
  /** Whether an object with these checks may have unknown properties. */
  readonly isOpen: (schemas: readonly Check[]) => boolean;
  /** Whether a string is an unknown value; `schemas` are the checks that allow a string there. */
  readonly isUnknownValue?: (schemas: readonly Check[], value: string) => boolean;
}

interface Place {
  readonly schemas: readonly Check[];
  readonly value: unknown;
  readonly above: Place | undefined;
  readonly name: string;
}

/**
 * Calls `found` for every unknown property and value in `root`, until `found` returns false or `maxVisited` values were visited. Follows
 * the order of `root`, not of `check`, but reports an object's own unknown properties before those inside its known ones. Uses a loop, so
 * deep values cannot overflow the stack.
 */
export function findUnknown(check: Check, root: unknown, rules: UnknownRules, found: FoundUnknown): void {
  const places: Place[] = [{ schemas: subschemas(check), value: root, above: undefined, name: "" }];
  let visited = 0;
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (++visited > maxVisited) return;
    const { value } = place;
    const schemas = place.schemas.filter(({ type }) => hasType(type, value));
    if (typeof value === "string") {
      if (rules.isUnknownValue?.(schemas, value) && !found(pathTo(place), undefined)) return;
    } else if (Array.isArray(value)) {
      const items = schemas.flatMap((schema) => (schema.items ? subschemas(schema.items) : []));
      // Below a list of which nothing is described, nothing can be unknown.
      if (items.length > 0) push(value.map((item, index) => below(place, String(index), items, item)));
    } else if (isObject(value)) {
      const names = schemas.flatMap(({ properties = {} }) => Object.keys(properties));
      if (names.length === 0) continue;
      const isOpen = rules.isOpen(schemas);
      const known: Place[] = [];
      for (const name in value) {
        if (names.includes(name)) known.push(below(place, name, subschemasAt(schemas, name), value[name]));
        else if (!isOpen && !found([...pathTo(place), name], names)) return;
      }
      push(known);
    }
  }

  /** Pushes in reverse, so that the first one is popped next. */
  function push(inner: readonly Place[]): void {
    for (let index = inner.length - 1; index >= 0; index--) {
      const one = inner[index];
      if (one) places.push(one);
    }
  }
}

function below(above: Place, name: string, schemas: readonly Check[], value: unknown): Place {
  return { schemas, value, above, name };
}

function pathTo(place: Place): string[] {
  const path: string[] = [];
  for (let at: Place | undefined = place; at?.above; at = at.above) path.push(at.name);
  return path.reverse();
}
