/** Checks what a caller gave before anything of it is sent. */
import type { Input, Operation } from "../generated/client.js";
import { type Check, requestChecks } from "../generated/validators.js";
import { findIssues, type Issue } from "./check.js";
import { ValidationError } from "./errors.js";
import type { Settings } from "./options.js";
import { readPlainData } from "./plain-data.js";
import { findPathIssues } from "./route.js";
import { findTypos, type Warning } from "./typo.js";

/** What a check of the input gave. */
interface Checked {
  issues: Issue[];
  /** Text of the body that was found good; undefined when it was not checked. */
  text: string | undefined;
  warnings: Warning[];
}

/** Throws a ValidationError for a bad request. */
export function checkInput(
  operation: Operation,
  { path = {}, query = {}, body }: Input,
  settings: Settings,
): Checked {
  const checks = requestChecks[operation.operationId];
  const checked: Checked = { issues: findPathIssues(path), text: undefined, warnings: [] };
  const { issues } = checked;
  if (settings.validate && issues.length === 0 && checks !== undefined) {
    if (checks.parameters) issues.push(...findIssues(checks.parameters, { ...path, ...query }));
    const isLeftOut = checks.bodyOptional === true && body === undefined;
    if (checks.body && !isLeftOut) checkBody(checks.body, body, settings.onAttempt !== undefined, checked);
  }
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues);
  return checked;
}

/** Checks the very data that will be sent. What JSON cannot carry is named beside what the description does not allow. */
function checkBody(check: Check, body: unknown, isObserved: boolean, checked: Checked): void {
  const { issues } = checked;
  try {
    const { data, isCutShort, issues: lost } = readPlainData(body);
    const found = isCutShort ? [] : findIssues(check, data);
    const named = new Set(found.map(({ path }) => path));
    // One by one: a call takes only so many arguments.
    for (const issue of found) issues.push(issue);
    for (const issue of lost) if (!named.has(issue.path)) issues.push(issue);
    if (lost.length > 0) return;
    checked.text = JSON.stringify(data) as string | undefined;
    if (isObserved) checked.warnings = findTypos(check, data);
  } catch {
    // A getter or a proxy of the caller's threw; what it threw may say anything.
    const message = "cannot be read: a property of it throws";
    issues.push({ path: "", rule: "json", message, expected: "plain data" });
  }
}
