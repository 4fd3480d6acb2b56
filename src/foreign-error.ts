/** Reads what somebody else has thrown, which may be anything. */
import { scrub } from "./scrub.js";

/** Text of a thrown value's property; undefined when it is none, or cannot be read. */
export function textOf(thrown: unknown, property: string): string | undefined {
  try {
    const value: unknown =
      typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, property) : undefined;
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Copy of a thrown value that keeps what tells the cause and drops whatever else a foreign error may carry. */
export function redactCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (cause === undefined) return undefined;
  if (typeof cause !== "object" || cause === null) return scrub(String(cause), secrets);
  const inner = depth < 5 ? propertyOf(cause, "cause") : undefined;
  const below = inner === undefined ? undefined : { cause: redactCause(inner, secrets, depth + 1) };
  const copy = new Error(scrub(textOf(cause, "message") ?? "unreadable error", secrets), below);
  copy.name = scrub(textOf(cause, "name") ?? "Error", secrets);
  const code = textOf(cause, "code");
  if (code !== undefined) Object.assign(copy, { code: scrub(code, secrets) });
  const stack = textOf(cause, "stack");
  if (stack !== undefined) copy.stack = scrub(stack, secrets);
  return copy;
}

/** Any property of a foreign value; undefined when reading it throws. */
export function propertyOf(value: object, property: string): unknown {
  try {
    return Reflect.get(value, property);
  } catch {
    return undefined;
  }
}
