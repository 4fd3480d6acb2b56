/** Reads what JSON can carry faithfully; anything else would throw, or silently become something else on the way. */
import { type Issue, pointerTo } from "./check.js";

/** Deepest nesting of a request. */
const deepest = 64;

/** Most values in a request. */
const mostValues = 100_000;

/** A value as it was when it was read, once, and what is wrong with it. */
export interface PlainData {
  /** Copy that nobody else can change; whole only when there are no issues. */
  readonly data: unknown;
  /** Whether there were too many values to read them all. */
  readonly isCutShort: boolean;
  /** Every value that JSON would lose or change, with the rule `json`. */
  readonly issues: readonly Issue[];
}

/** Reads each property of a value once, so that what is checked is what is sent: a getter may say something else the next time. */
export function readPlainData(value: unknown): PlainData {
  const issues: Issue[] = [];
  const trail: (string | number)[] = [];
  const above: object[] = [];
  let values = 0;

  function read(current: unknown): unknown {
    if (++values > mostValues) return undefined;
    const problem = problemOf(current, above);
    if (problem !== undefined) report(problem);
    else if (typeof current === "object" && current !== null) return readWithin(current);
    return current;
  }

  function readWithin(holder: object): object {
    above.push(holder);
    const copy = Array.isArray(holder) ? readItems(holder) : readProperties(holder);
    above.pop();
    return copy;
  }

  function readItems(items: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    // A plain loop meets holes as well, which JSON fills with null.
    for (let index = 0; index < items.length && values <= mostValues; index++) {
      trail.push(index);
      copy.push(read(items[index]));
      trail.pop();
    }
    return copy;
  }

  function readProperties(holder: object): object {
    const copy: Record<string, unknown> = {};
    for (const name of Object.keys(holder)) {
      if (values > mostValues) break;
      const inner: unknown = Reflect.get(holder, name);
      trail.push(name);
      if (isBroken(name)) report("has a name with half a character");
      // JSON leaves out what is undefined.
      else if (inner !== undefined) define(copy, name, read(inner));
      trail.pop();
    }
    return copy;
  }

  function report(message: string): void {
    issues.push({ path: pointerTo(trail), rule: "json", message, expected: "plain data" });
  }

  const data = read(value);
  const isCutShort = values > mostValues;
  if (isCutShort) {
    const message = `has more than ${mostValues} values`;
    issues.push({ path: "", rule: "json", message, expected: mostValues });
  }
  return { data, isCutShort, issues };
}

function define(copy: Record<string, unknown>, name: string, value: unknown): void {
  // An assignment would set the copy's prototype.
  if (name === "__proto__") Object.defineProperty(copy, name, { value, enumerable: true });
  else copy[name] = value;
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
  const { constructor, toJSON } = value as { constructor?: unknown; toJSON?: unknown };
  // Objects of another realm have another Object.prototype, but it stands at the top as well.
  if (prototype === null || Object.getPrototypeOf(prototype) === null)
    return typeof toJSON === "function" ? "must be plain data, without toJSON" : undefined;
  return `must be plain data, not a ${(typeof constructor === "function" && constructor.name) || "class instance"}`;
}
