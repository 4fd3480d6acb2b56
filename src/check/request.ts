/** Checks a call's values before anything is sent, and serialises the body. */
import type { operations } from "../../generated/client.js";
import type { Check } from "../../generated/check.js";
import { requestChecks } from "../../generated/validators.js";
import { didYouMean } from "../did-you-mean.js";
import { ValidationError } from "../errors.js";
import { findPathIssues, type Operation } from "../operation.js";
import { type Issue, maxIssues, pointerTo, subschemas, subschemasAt } from "./check.js";
import { findUnknown } from "./unknown-properties.js";
import { addIssue, findIssues } from "./validate.js";

/** Values of a call, as the caller passed them. */
export interface Input {
  readonly path: { readonly [name: string]: unknown };
  readonly query: unknown;
  readonly body: unknown;
}

/** Validation mode: off, known properties validated, or unknown properties rejected as well. */
export type ValidationMode = boolean | "strict";

/**
 * Returns the text of the body; undefined when there is none. Validates exactly the data that is sent; without `validate`, rejects only
 * what cannot be sent at all. Throws a {@link ValidationError} with the problems.
 */
export function writeRequest(
  operation: Operation,
  input: Input,
  validate: ValidationMode,
): string | undefined {
  const { body: check = {}, bodyOptional, parameters } = requestChecks[operation.operationId] ?? {};
  const issues = [...findPathIssues(input.path), ...findQueryIssues(input.query)];
  if (validate && parameters && issues.length === 0) {
    const values = { ...input.path, ...(input.query as object | undefined) };
    issues.push(...findIssues(parameters, values));
    // Path values are the method's own arguments, so the query alone can have unknown names.
    if (validate === "strict") findUnknownNames(parameters, input.query, issues);
  }
  const isLeftOut = bodyOptional === true && input.body === undefined;
  const { text, issues: inBody } = writeBody(input.body, check, !isLeftOut && validate);
  // One by one: a call takes only so many arguments.
  for (const issue of inBody) issues.push(issue);
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
  return text;
}

/**
 * Validates a body without sending it; returns its problems, or an empty list. `"strict"` also reports unknown properties. Throws a
 * TypeError for an unknown operation.
 */
export function checkRequest(
  operationId: keyof typeof operations,
  body: unknown,
  validate: true | "strict" = true,
): readonly Issue[] {
  const checks = Object.hasOwn(requestChecks, operationId) && requestChecks[operationId];
  if (!checks) throw new TypeError(`Unknown operation ${operationId}.`);
  return writeBody(body, checks.body ?? {}, validate).issues;
}

/**
 * A body as JSON text, and the body's problems: places where the text differs from the body or does not match the description. Without
 * `validate`, the only possible problem is that the body cannot be serialised.
 */
export function writeBody(
  body: unknown,
  check: Check,
  validate: ValidationMode,
): { text: string | undefined; issues: Issue[] } {
  try {
    // Its type leaves out that undefined has no text.
    const text = JSON.stringify(body) as string | undefined;
    if (!validate) return { text, issues: [] };
    const sent: unknown = text && JSON.parse(text);
    const issues = findIssues(check, sent);
    findLossyValues(body, sent, check, issues);
    if (validate === "strict") findUnknownNames(check, sent, issues);
    return { text, issues };
  } catch {
    // An error from the caller's own getter or proxy may say anything.
    const message =
      "cannot be serialised: it is circular or too deep, contains a bigint, or has a getter that throws";
    return { text: undefined, issues: [{ path: "", rule: "json", message, expected: "plain data" }] };
  }
}

/** One problem for each part of a query that cannot be written into a URL. openapi-fetch would drop such a part, or throw. */
export function findQueryIssues(query: unknown): Issue[] {
  if (query === undefined) return [];
  const issueAt = (path: string, message: string): Issue => ({
    path,
    rule: "query",
    message,
    expected: "plain data",
  });
  if (!isPlain(query) || Array.isArray(query))
    return [issueAt("/query", `must be an object of names and values, not ${typeName(query)}`)];
  return Object.entries(query).flatMap(([name, value]: [string, unknown]) => {
    const inner: unknown[] = Object(value) === value ? Object.values(value as object) : [value];
    const isContainer = Object(value) !== value || Array.isArray(value) || isPlain(value);
    if (!isContainer || inner.some((one) => Object(one) === one || typeof one === "symbol"))
      return [issueAt(pointerTo([name]), "must be a string, a number, or a list or object of those")];
    return [name, ...inner].some((one) => /\p{Surrogate}/u.test(String(one)))
      ? [issueAt(pointerTo([name]), "must not contain a lone surrogate")]
      : [];
  });
}

/** Adds a problem to `issues` for each unknown property of a value. */
function findUnknownNames(check: Check, value: unknown, issues: Issue[]): void {
  const isOpen = (schemas: readonly Check[]): boolean => schemas.some(({ open }) => open);
  findUnknown(check, value, { isOpen }, (path, names = []) => {
    const message = `is unknown${didYouMean(path.at(-1) ?? "", names)}`;
    report(check, path, { rule: "undescribed", message, expected: names }, issues);
    return issues.length < maxIssues;
  });
}

function report(check: Check, path: readonly string[], issue: Omit<Issue, "path">, issues: Issue[]): void {
  const pointer = pointerTo(redactPath(check, path));
  const isKnown = issues.some(({ path: known, rule }) => known === pointer && rule !== issue.rule);
  if (!isKnown) addIssue(issues, { path: pointer, ...issue });
}

interface Comparison {
  readonly given: unknown;
  readonly sent: unknown;
  readonly above: Comparison | undefined;
  readonly name: string | number;
}

/**
 * Adds a problem to `issues` for each place at which `body` differs from `written`, which was parsed from the body's JSON text. Uses a
 * loop, so deep values cannot overflow the stack.
 */
function findLossyValues(body: unknown, written: unknown, check: Check, issues: Issue[]): void {
  const containers: Comparison[] = [];
  let found = 0;
  compare({ given: body, sent: written, above: undefined, name: "" });
  for (let one = containers.pop(); one && found < maxIssues; one = containers.pop()) {
    const { given, sent } = one as Record<"given" | "sent", Readonly<Record<string | number, unknown>>>;
    // The keys of a list include its holes, which would become null.
    const names = Array.isArray(given) ? given.keys() : Object.keys(given);
    for (const name of names) {
      const mine = given[name];
      const theirs = sent[name];
      if (found < maxIssues && (typeof mine !== typeof theirs || typeof mine === "object"))
        compare({ given: mine, sent: theirs, above: one, name });
    }
  }

  function compare(one: Comparison): void {
    const { given, sent } = one;
    const isContainer = Object(given) === given && typeof given !== "function";
    if (isContainer ? isPlain(given) && Object(sent) === sent : typeof given === typeof sent) {
      if (isContainer) containers.push(one);
      return;
    }
    found++;
    const path: string[] = [];
    for (let at = one; at.above; at = at.above) path.unshift(String(at.name));
    const message = `must be plain data, not ${typeName(given)}`;
    report(check, path, { rule: "json", message, expected: "plain data" }, issues);
  }
}

/**
 * Whether a value is an array or a plain object, even from another realm. An object is plain if it has no prototype, or if its prototype,
 * like every realm's Object.prototype, has none.
 */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

function typeName(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return typeof value;
  const { constructor } = value;
  return (typeof constructor === "function" && constructor.name) || "class instance";
}

/**
 * Truncates a path at the first undescribed property name inside a sensitive value: the caller chose that name, so it may itself be
 * sensitive.
 */
function redactPath(check: Check, path: readonly string[]): readonly string[] {
  let schemas = subschemas(check);
  for (const [depth, name] of path.entries()) {
    const inner = subschemasAt(schemas, name);
    if (inner.length === 0 && schemas.some(({ sensitive }) => sensitive)) return path.slice(0, depth);
    schemas = inner;
  }
  return path;
}
