/** Checks what a caller gave before anything of it is sent, and writes the text that will be sent. */
import type { operations } from "../../generated/client.js";
import { type Check, requestChecks } from "../../generated/validators.js";
import { nearestHint, ValidationError } from "../errors.js";
import { findPathIssues, type Operation } from "../operation.js";
import { addIssue, findIssues, type Issue, pointerTo } from "./walk.js";

/** Values of a call, as the caller gave them. */
export interface Input {
  readonly path: { readonly [name: string]: unknown };
  readonly query: object | undefined;
  readonly body: unknown;
}

/** How strictly a request is held to the description: not at all, to what it says, or to nothing but what it says. */
export type Validate = boolean | "strict";

/**
 * Text of the body; undefined when there is none. What is checked is the very data that the text holds. Without `validate` only what JSON
 * cannot hold at all is refused. Throws a {@link ValidationError} that names every problem.
 */
export function writeRequest(operation: Operation, input: Input, validate: Validate): string | undefined {
  const { body: check = {}, bodyOptional, parameters } = requestChecks[operation.operationId] ?? {};
  const issues = findPathIssues(input.path);
  if (validate && issues.length === 0 && parameters)
    issues.push(...findIssues(parameters, { ...input.path, ...input.query }));
  const isLeftOut = bodyOptional === true && input.body === undefined;
  const { text, issues: inBody } = writeBody(input.body, check, !isLeftOut && validate);
  // One by one: a call takes only so many arguments.
  for (const issue of inBody) issues.push(issue);
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
  return text;
}

/**
 * Problems of a body, found without sending it; empty when there are none. `"strict"` also names properties that the description does not
 * know. Throws a TypeError when there is no such operation.
 */
export function checkRequest(
  operationId: keyof typeof operations,
  body: unknown,
  validate: true | "strict" = true,
): readonly Issue[] {
  const checks = Object.hasOwn(requestChecks, operationId) && requestChecks[operationId];
  if (!checks) throw new TypeError(`There is no operation ${operationId}.`);
  return writeBody(body, checks.body ?? {}, validate).issues;
}

/** A body as JSON text, and what is wrong with it: the text says something else than the value, or something that is not described. */
export function writeBody(
  body: unknown,
  check: Check,
  validate: Validate,
): { text: string | undefined; issues: Issue[] } {
  try {
    // Its type leaves out that undefined has no text.
    const text = JSON.stringify(body) as string | undefined;
    if (!validate) return { text, issues: [] };
    const sent: unknown = text && JSON.parse(text);
    const issues = findIssues(check, sent);
    const report = (trail: readonly string[], rule: string, message: string, expected: unknown): void => {
      const path = pointerTo(shownTrail(check, trail));
      const isKnown = issues.some((issue) => issue.path === path && issue.rule !== rule);
      if (!isKnown) addIssue(issues, { path, rule, message, expected });
    };
    findLosses(body, sent, [], (trail, message) => report(trail, "json", message, "plain data"));
    if (validate === "strict")
      findUndescribed(partsOf(check), sent, [], (trail, names) =>
        report(trail, "undescribed", `is not described${nearestHint(trail.at(-1) ?? "", names)}`, names),
      );
    return { text, issues };
  } catch {
    // What a getter or a proxy of the caller's threw may say anything.
    const message = "cannot be read: it contains itself, holds a bigint, or a property of it throws";
    return { text: undefined, issues: [{ path: "", rule: "json", message, expected: "plain data" }] };
  }
}

/** Every place at which the text says something else than the value from which it was written. */
function findLosses(
  given: unknown,
  sent: unknown,
  trail: string[],
  lost: (trail: readonly string[], message: string) => void,
): void {
  if (typeof given !== "object" || given === null) {
    const kind = typeof given === "number" ? given : typeof given;
    if (typeof given !== typeof sent) lost(trail, `must be plain data, not ${kind}`);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(given);
  // Objects of another realm have another Object.prototype, but it stands at the top as well.
  const isPlain = Array.isArray(given) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain || typeof sent !== "object" || sent === null)
    return lost(trail, `must be plain data, not ${nameOf(given)}`);
  // Both are objects, as was just seen.
  const [mine, theirs] = [given, sent] as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  // A hole in a list, which has no key, would become null.
  const names = Array.isArray(given) ? Array.from(given, (_, index) => String(index)) : Object.keys(given);
  for (const name of names) {
    trail.push(name);
    findLosses(mine[name], theirs[name], trail, lost);
    trail.pop();
  }
}

function nameOf({ constructor }: object): string {
  return (typeof constructor === "function" && constructor.name) || "class instance";
}

/** Every property that an object has beside the described ones, where those are all that belong to it. */
function findUndescribed(
  parts: readonly Check[],
  value: unknown,
  trail: readonly string[],
  found: (trail: readonly string[], names: readonly string[]) => void,
): void {
  if (typeof value !== "object" || value === null) return;
  const names = parts.flatMap(({ properties = {} }) => Object.keys(properties));
  const isOpen = names.length === 0 || Array.isArray(value) || parts.some(({ open }) => open);
  for (const [name, inner] of Object.entries(value)) {
    const way = [...trail, name];
    if (isOpen || names.includes(name)) findUndescribed(partsBelow(parts, name), inner, way, found);
    else found(way, names);
  }
}

/** Names below something sensitive are the caller's own, and may be data: the way ends above them. */
function shownTrail(check: Check, trail: readonly string[]): readonly string[] {
  let parts = partsOf(check);
  for (const [depth, name] of trail.entries()) {
    const below = partsBelow(parts, name);
    if (below.length === 0 && parts.some(({ sensitive }) => sensitive)) return trail.slice(0, depth);
    parts = below;
  }
  return trail;
}

/** All that is said of one value. */
function partsOf(check: Check): Check[] {
  return [check, ...[...(check.anyOf ?? []), ...(check.allOf ?? [])].flatMap(partsOf)];
}

/** All that is said of a value within, by its name or index. */
function partsBelow(parts: readonly Check[], name: string): Check[] {
  return parts.flatMap(({ items, properties = {} }) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [items, property].flatMap((one) => (one ? partsOf(one) : []));
  });
}
