/** Finds properties that are not described but named almost like one that is: the API would silently ignore them. */
import type { Check } from "../generated/validators.js";
import { pointerTo } from "./check.js";

/** A request that is sent although something in it is probably a slip. */
export interface Warning {
  /** JSON pointer to the property, such as `/adresses`. */
  readonly path: string;
  /** What was probably meant. It holds names of properties alone, never a value. */
  readonly message: string;
}

/** Likely slips in the names of properties; empty when there are none. */
export function findTypos(check: Check, value: unknown): Warning[] {
  const warnings: Warning[] = [];
  visit([check], value, []);
  return warnings;

  function visit(checks: readonly Check[], current: unknown, trail: readonly (string | number)[]): void {
    const parts = checks.flatMap(partsOf);
    if (Array.isArray(current)) {
      const items = parts.flatMap((part) => part.items ?? []);
      current.forEach((item, index) => visit(items, item, [...trail, index]));
    } else if (typeof current === "object" && current !== null) {
      const described = Object.assign({}, ...parts.map(({ properties }) => properties)) as Properties;
      for (const [name, inner] of Object.entries(current)) {
        const path = [...trail, name];
        const property = Object.hasOwn(described, name) ? described[name] : undefined;
        if (property !== undefined) visit([property], inner, path);
        else warn(path, meantBy(name, described, current));
      }
    }
  }

  function warn(trail: readonly (string | number)[], meant: string | undefined): void {
    if (meant === undefined) return;
    const path = pointerTo(trail);
    warnings.push({
      path,
      message: `${path} is not described and was sent as it is; ${meant} was probably meant`,
    });
  }
}

type Properties = NonNullable<Check["properties"]>;

function partsOf(check: Check): Check[] {
  return [check, ...[...(check.anyOf ?? []), ...(check.allOf ?? [])].flatMap(partsOf)];
}

/** The described property that differs from the name by one slip. One that is given as well was not meant. */
function meantBy(name: string, described: Properties, given: object): string | undefined {
  return Object.keys(described).find(
    (known) => !Object.hasOwn(given, known) && isOneSlip(letters(name), letters(known)),
  );
}

/** The name without what differs between ways of writing, such as `phoneNumber` and `phone_number`. */
function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/**
 * Whether one letter too many, too few, another one or two that changed places make one word of the other. A first letter is seldom
 * wrong, and another digit is meant: `lname` is no `name`, and `line_4` no `line_1`.
 */
function isOneSlip(one: string, other: string): boolean {
  if (one[0] !== other[0] || one.replaceAll(/\D/g, "") !== other.replaceAll(/\D/g, "")) return false;
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const rest = one.slice(start, one.length - end);
  const otherRest = other.slice(start, other.length - end);
  const isSwapped = rest.length === 2 && rest === Array.from(otherRest).reverse().join("");
  return isSwapped || (rest.length <= 1 && otherRest.length <= 1 && shorter > 2);
}
