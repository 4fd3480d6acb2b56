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
  const isLeftOut = checks?.bodyOptional === true && input.body === undefined;
  const check = validate && !isLeftOut ? checks?.body : undefined;
  const { text, issues: inBody } = check ? checkBody(check, input.body) : written(input.body);
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

/** Without a check only what JSON cannot hold at all is refused. */
function written(body: unknown): Checked {
  try {
    // Its type leaves out that undefined has no text.
    return { text: JSON.stringify(body) as string | undefined, issues: [] };
  } catch {
    return { text: undefined, issues: [unreadable] };
  }
}

/** What JSON cannot carry is named beside what the description does not allow. The text is checked, not what it was written from. */
function checkBody(check: Check, body: unknown): Checked {
  try {
    const { text, issues: lost } = writeJson(body);
    const isWhole = lost.every(({ path, rule }) => path !== "" || rule !== "json");
    const found = isWhole ? findIssues(check, text && JSON.parse(text)) : [];
    const named = new Set(found.map(({ path }) => path));
    for (const issue of lost) if (!named.has(issue.path)) found.push(issue);
    return { text, issues: found.map((issue) => withoutNames(check, issue)) };
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

/** A value as JSON text, and every place at which the text would say something else than the value, with the rule `json`. */
export function writeJson(value: unknown): Checked {
  const issues: Issue[] = [];
  const above: { value: unknown; key: string }[] = [];
  let values = 0;
  // Called once for each value, in the order of the text, with its holder as `this`.
  const text = JSON.stringify(value, function (this: object, key: string, current: unknown) {
    while (above.length > 0 && above.at(-1)?.value !== this) above.pop();
    const problem =
      ++values > mostValues ? `has more than ${mostValues} values` : problemOf(this, key, current, above);
    if (problem === undefined) {
      if (typeof current === "object") above.push({ value: current, key });
      return current;
    }
    const path = values > mostValues ? "" : pointerTo([...above.map((one) => one.key), key].slice(1));
    if (values <= mostValues + 1)
      issues.push({ path, rule: "json", message: problem, expected: "plain data" });
    return null;
  }) as string | undefined;
  return { text, issues };
}

type Above = readonly { value: unknown }[];

function problemOf(holder: object, key: string, current: unknown, above: Above): string | undefined {
  // What stands there itself: a date has been made text by now.
  const given: unknown = Reflect.get(holder, key);
  if (above.length > 0 && isBroken(key)) return "has a name with half a character";
  if (typeof given === "object" && given !== null) return objectProblem(given, above);
  if (typeof current === "string")
    return isBroken(current) ? "has half a character (a lone surrogate)" : undefined;
  if (typeof current === "number")
    return Number.isFinite(current) ? undefined : `must be a finite number, not ${current}`;
  if (current === undefined)
    return Array.isArray(holder) ? "must not be undefined within an array" : undefined;
  return /bigint|symbol|function/.test(typeof current)
    ? `must be plain data, not a ${typeof current}`
    : undefined;
}

/** Whether a text holds half of a character that takes two UTF-16 units. */
function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function objectProblem(value: object, above: Above): string | undefined {
  if (above.some((one) => one.value === value)) return "contains itself";
  if (above.length >= deepest) return `is nested deeper than ${deepest} levels`;
  if (Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  const { constructor, toJSON } = value as { constructor?: unknown; toJSON?: unknown };
  // Objects of another realm have another Object.prototype, but it stands at the top as well.
  if (prototype === null || Object.getPrototypeOf(prototype) === null)
    return typeof toJSON === "function" ? "must be plain data, without toJSON" : undefined;
  return `must be plain data, not a ${(typeof constructor === "function" && constructor.name) || "class instance"}`;
}
