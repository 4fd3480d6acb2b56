/** Keeps secrets and personal data out of everything that can be observed. */
import { visibleProperties } from "../generated/error-codes.js";
import type { Check } from "../generated/validators.js";
import { hasType } from "./check.js";

/** Stands for what is not shown. */
export const redacted = "[redacted]";

/** Headers of an answer that are harmless to show; any other is redacted. */
const visibleHeaders: ReadonlySet<string> = new Set([
  "age",
  "cache-control",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "etag",
  "keep-alive",
  "retry-after",
  "server",
  "strict-transport-security",
  "transfer-encoding",
  "vary",
  "via",
]);

/** Headers as a plain object, names in lower case, values that are not known to be harmless redacted. */
export function redactHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [name, visibleHeaders.has(name) ? value : redacted]),
  );
}

/** Copy of a parsed body that shows only what the description lists as visible, scrubbed of the given values. */
export function redactBody(body: unknown, secrets: readonly string[]): unknown {
  if (typeof body === "string") return scrub(body, secrets);
  if (typeof body !== "object" || body === null) return body;
  if (Array.isArray(body)) return body.map((item) => redactBody(item, secrets));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      visibleProperties.includes(name) ? redactBody(value, secrets) : redacted,
    ]),
  );
}

/** Values shorter than this are in too many words to be told apart from them. */
const shortestSecret = 3;

/** Text with every given value replaced. */
export function scrub(text: string, secrets: readonly string[]): string {
  // Longest first, so that no rest of a value stays when a part of it is a value as well.
  const ordered = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
  return ordered.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, redacted), text);
}

/** Sensitive values within a request's body. Without a check nothing is known, so all of them count. */
export function sensitiveValues(
  check: Check | undefined,
  value: unknown,
  hidden = check === undefined,
): string[] {
  const sensitive = hidden || check?.sensitive === true;
  if (typeof value === "string" || typeof value === "number") return sensitive ? [String(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  const variants = [...(check?.anyOf ?? []), ...(check?.allOf ?? [])].filter(
    ({ type }) => type === undefined || hasType(type, value),
  );
  if (variants.length > 0) return variants.flatMap((variant) => sensitiveValues(variant, value, sensitive));
  return Object.entries(value).flatMap(([name, item]) => {
    const inner = Array.isArray(value) ? check?.items : check?.properties?.[name];
    // A property that the description does not know may hold anything.
    return sensitiveValues(inner, item, sensitive || inner === undefined);
  });
}

/** Copy of a thrown value that keeps what tells the cause and drops whatever else a foreign error may carry. */
export function redactCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(cause instanceof Error)) return cause === undefined ? undefined : scrub(String(cause), secrets);
  const below =
    depth < 5 && cause.cause !== undefined
      ? { cause: redactCause(cause.cause, secrets, depth + 1) }
      : undefined;
  const copy = new Error(scrub(cause.message, secrets), below);
  const { name } = cause;
  const code: unknown = Reflect.get(cause, "code");
  Object.assign(copy, { name }, typeof code === "string" ? { code } : {});
  if (cause.stack !== undefined) copy.stack = scrub(cause.stack, secrets);
  return copy;
}
