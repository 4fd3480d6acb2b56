/** Checks what a caller gave before anything of it is sent, and writes the text that will be sent. */
import { type Check, requestChecks } from "../../generated/validators.js";
import { ValidationError } from "../errors.js";
import { findPathIssues, type Operation } from "../operation.js";
import { findIssues, hasType, type Issue, pointerTo } from "./walk.js";

/** Values of a call, as the caller gave them. */
export interface Input {
  readonly path: { readonly [name: string]: unknown };
  readonly query: object | undefined;
  readonly body: unknown;
}

/**
 * Text of the body; undefined when there is none. What is checked is the very data that the text is written from. Without `validate` only
 * what JSON cannot hold at all is refused. Throws a {@link ValidationError} that names every problem.
 */
export function checkRequest(operation: Operation, input: Input, validate: boolean): string | undefined {
  const checks = requestChecks[operation.operationId];
  const issues = findPathIssues(input.path);
  const isBodyChecked = validate && !(checks?.bodyOptional === true && input.body === undefined);
  const { text, issues: inBody } = isBodyChecked ? checkBody(checks?.body, input.body) : written(input.body);
  if (validate && issues.length === 0 && checks?.parameters)
    issues.push(...findIssues(checks.parameters, { ...input.path, ...input.query }));
  // One by one: a call takes only so many arguments.
  for (const issue of inBody) issues.push(issue);
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
  return text;
}

interface Checked {
  text: string | undefined;
  issues: Issue[];
}

const unreadable: Issue = {
  path: "",
  rule: "json",
  message: "cannot be read: a property of it throws, or JSON cannot hold it",
  expected: "plain data",
};

function written(body: unknown): Checked {
  try {
    // The type leaves out that it is undefined for undefined.
    return { text: JSON.stringify(body) as string | undefined, issues: [] };
  } catch {
    return { text: undefined, issues: [unreadable] };
  }
}

/** What JSON cannot carry is named beside what the description does not allow. */
function checkBody(check: Check | undefined, body: unknown): Checked {
  if (check === undefined) return written(body);
  try {
    const { data, isCutShort, issues: lost } = readPlainData(body);
    const found = isCutShort ? [] : findIssues(check, data);
    const named = new Set(found.map(({ path }) => path));
    for (const issue of lost) if (!named.has(issue.path)) found.push(issue);
    if (found.length > 0)
      return { text: undefined, issues: found.map((issue) => withoutNames(check, issue)) };
    return { text: JSON.stringify(data), issues: [] };
  } catch {
    // A getter or a proxy of the caller's threw; what it threw may say anything.
    return { text: undefined, issues: [unreadable] };
  }
}

/** Names below something sensitive are the caller's own, and may be data: the path ends above them. */
function withoutNames(check: Check, issue: Issue): Issue {
  const steps = issue.path.split("/").slice(1);
  let checks = [check];
  for (const [depth, step] of steps.entries()) {
    const parts = checks.flatMap(partsOf);
    checks = parts.flatMap(({ items, properties }) => [
      ...(items && /^\d+$/.test(step) ? [items] : []),
      ...(properties && Object.hasOwn(properties, step) ? [properties[step] ?? {}] : []),
    ]);
    if (checks.length > 0 || !parts.some(({ sensitive }) => sensitive)) continue;
    return {
      ...issue,
      path: steps
        .slice(0, depth)
        .map((name) => `/${name}`)
        .join(""),
    };
  }
  return issue;
}

function partsOf(check: Check): Check[] {
  return [check, ...[...(check.anyOf ?? []), ...(check.allOf ?? [])].flatMap(partsOf)];
}

/** Sensitive values of a text that was sent, at most as many as are looked for. Without a check nothing is known, so all of them count. */
export function sensitiveValues(check: Check | undefined, value: unknown, most: number): string[] {
  const found: string[] = [];
  const visit = (rule: Check | undefined, current: unknown, isHidden: boolean): void => {
    if (found.length >= most) return;
    const isSensitive = isHidden || rule === undefined || rule.sensitive === true;
    if (typeof current === "string" || typeof current === "number") {
      // Where an object is described, a text may be a card's number.
      const isExpected =
        hasType(rule?.type, current) && (rule?.anyOf?.some(({ type }) => hasType(type, current)) ?? true);
      if (isSensitive || !isExpected) found.push(String(current).slice(0, 256));
      return;
    }
    if (typeof current !== "object" || current === null) return;
    const parts = (rule ? partsOf(rule) : []).filter(({ type }) => hasType(type, current));
    const isBelow = isSensitive || parts.some(({ sensitive }) => sensitive);
    for (const [name, inner] of Object.entries(current)) {
      const described = parts.map(({ items, properties = {} }) =>
        Array.isArray(current) ? items : Object.hasOwn(properties, name) ? properties[name] : undefined,
      );
      visit(described.find(Boolean), inner, isBelow);
    }
  };
  visit(check, value, false);
  return found;
}

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
