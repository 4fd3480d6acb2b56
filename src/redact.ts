/** Keeps secrets and personal data out of everything that can be observed. */
import { visibleProperties } from "../generated/error-codes.js";
import type { Check } from "../generated/validators.js";
import { hasType } from "./check.js";
import { isCodeOrId, redacted, scrub, scrubExcerpt } from "./scrub.js";

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
export function redactHeaders(headers: Headers, secrets: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [
      name,
      visibleHeaders.has(name) ? scrub(value, secrets) : redacted,
    ]),
  );
}

/** Deepest part of a body that is looked at. */
const deepest = 64;

/** Copy of a parsed body that shows only what the description lists as visible, scrubbed of the given values. */
export function redactBody(body: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof body === "string") {
    return isCodeOrId(body) && !secrets.includes(body) ? body : scrubExcerpt(body, secrets);
  }
  if (typeof body === "number") return scrub(String(body), secrets) === String(body) ? body : redacted;
  if (typeof body !== "object" || body === null) return body;
  if (depth === deepest) return redacted;
  if (Array.isArray(body)) return body.map((item) => redactBody(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) =>
      visibleProperties.includes(name)
        ? [name, redactBody(value, secrets, depth + 1)]
        : [scrubExcerpt(name, secrets), redacted],
    ),
  );
}

/** Sensitive values within a request's body. Without a check nothing is known, so all of them count. */
export function sensitiveValues(
  check: Check | undefined,
  value: unknown,
  hidden = check === undefined,
): string[] {
  const sensitive = hidden || check?.sensitive === true;
  if (typeof value === "string" || typeof value === "number") {
    return sensitive || !isExpected(check, value) ? [String(value)] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const variants = [...(check?.anyOf ?? []), ...(check?.allOf ?? [])].filter(
    ({ type }) => type === undefined || hasType(type, value),
  );
  if (variants.length > 0) return variants.flatMap((variant) => sensitiveValues(variant, value, sensitive));
  return Object.entries(value).flatMap(([name, item]) => {
    const properties = check?.properties ?? {};
    const described = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = Array.isArray(value) ? check?.items : described;
    // A property that the description does not know may hold anything, and so may its name, unless it is a mere identifier.
    const isOddName = inner === undefined && /[^\w.-]/.test(name);
    return [...(isOddName ? [name] : []), ...sensitiveValues(inner, item, sensitive || inner === undefined)];
  });
}

/** Whether a text or number can stand here: where an object is described, it may be a card's number. */
function isExpected(check: Check | undefined, value: string | number): boolean {
  const { type, anyOf } = check ?? {};
  return (
    hasType(type, value) && (anyOf === undefined || anyOf.some((variant) => hasType(variant.type, value)))
  );
}
