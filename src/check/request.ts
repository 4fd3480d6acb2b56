/** Checks what a caller gave before anything of it is sent, and writes the text that will be sent. */
import { type Check, requestChecks } from "../../generated/validators.js";
import { ValidationError } from "../errors.js";
import { findPathIssues, type Operation } from "../operation.js";
import { addIssue, findIssues, type Issue, pointerTo } from "./walk.js";

/** Values of a call, as the caller gave them. */
export interface Input {
  readonly path: { readonly [name: string]: unknown };
  readonly query: object | undefined;
  readonly body: unknown;
}

/**
 * Text of the body; undefined when there is none. What is checked is the very data that the text holds. Without `validate` only what JSON
 * cannot hold at all is refused. Throws a {@link ValidationError} that names every problem.
 */
export function checkRequest(operation: Operation, input: Input, validate: boolean): string | undefined {
  const { body: check = {}, bodyOptional, parameters } = requestChecks[operation.operationId] ?? {};
  const issues = findPathIssues(input.path);
  if (validate && issues.length === 0 && parameters)
    issues.push(...findIssues(parameters, { ...input.path, ...input.query }));
  const isLeftOut = bodyOptional === true && input.body === undefined;
  const { text, issues: inBody } = writeBody(input.body, validate && !isLeftOut ? check : undefined);
  // One by one: a call takes only so many arguments.
  for (const issue of inBody) issues.push(issue);
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
  return text;
}

/** A body as JSON text, and what is wrong with it: the text says something else than the value, or something that is not described. */
export function writeBody(body: unknown, check?: Check): { text: string | undefined; issues: Issue[] } {
  try {
    // Its type leaves out that undefined has no text.
    const text = JSON.stringify(body) as string | undefined;
    if (check === undefined) return { text, issues: [] };
    const sent: unknown = text && JSON.parse(text);
    const issues = findIssues(check, sent);
    findLosses(body, sent, [], (trail, message) => {
      const path = pointerTo(shownTrail(check, trail));
      const isKnown = issues.some((issue) => issue.path === path && issue.rule !== "json");
      if (!isKnown) addIssue(issues, { path, rule: "json", message, expected: "plain data" });
    });
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
  const visit = (name: string): void => {
    trail.push(name);
    findLosses(Reflect.get(given, name), Reflect.get(sent, name), trail, lost);
    trail.pop();
  };
  // A hole in a list, which has no key, would become null.
  if (Array.isArray(given)) for (let index = 0; index < given.length; index++) visit(String(index));
  else for (const name of Object.keys(given)) visit(name);
}

function nameOf({ constructor }: object): string {
  return (typeof constructor === "function" && constructor.name) || "class instance";
}

/** Names below something sensitive are the caller's own, and may be data: the way ends above them. */
function shownTrail(check: Check, trail: readonly string[]): readonly string[] {
  let parts = partsOf(check);
  for (const [depth, name] of trail.entries()) {
    const below = parts.flatMap(({ items, properties = {} }) =>
      [items, Object.hasOwn(properties, name) && properties[name]].flatMap((one) =>
        one ? partsOf(one) : [],
      ),
    );
    if (below.length === 0 && parts.some(({ sensitive }) => sensitive)) return trail.slice(0, depth);
    parts = below;
  }
  return trail;
}

/** All that is said of one value. */
function partsOf(check: Check): Check[] {
  return [check, ...[...(check.anyOf ?? []), ...(check.allOf ?? [])].flatMap(partsOf)];
}
