/** Keeps secrets and personal data out of everything that can be observed. */
import { visibleProperties } from "../generated/error-codes.js";
import type { Check } from "../generated/validators.js";
import { hasType } from "./check.js";

/** Stands for what is not shown. */
const redacted = "[redacted]";

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

/** Whether the value of such a header may be seen. */
export function isVisibleHeader(name: string): boolean {
  return visibleHeaders.has(name);
}

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
  if (typeof body === "string") return scrubExcerpt(body, secrets);
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

/** Values shorter than this are in too many words to be told apart from them. */
const shortestSecret = 3;

/** What {@link scrub} looks for: the values in all their forms. */
export function secretsFrom(values: readonly string[]): string[] {
  // Longest first, so that no rest of a value stays when a part of it is a value as well.
  return [...new Set(values.flatMap(formsOf))]
    .filter((form) => form.length >= shortestSecret)
    .sort((one, other) => other.length - one.length);
}

/** Text with every secret replaced. */
export function scrub(text: string, secrets: readonly string[]): string {
  return secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, redacted), text);
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

/** Characters of a text from outside that an error keeps. */
const longestExcerpt = 2_048;

/** {@link scrub} for the beginning of a text: it also takes away the part of a value with which it breaks off. */
export function scrubExcerpt(text: string, secrets: readonly string[]): string {
  const scrubbed = scrub(text.slice(0, longestExcerpt), secrets);
  const longest = secrets.reduce((most, secret) => Math.max(most, overlap(scrubbed, secret)), 0);
  return longest < shortestSecret ? scrubbed : scrubbed.slice(0, -longest) + redacted;
}

/** Length of the longest end of the text with which the secret begins. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** The forms in which an answer may repeat a value: as it is, and as JSON, URLs, forms and HTML write it. */
function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\ufffd"));
  const urls = [url, url.replaceAll("%20", "+")];
  const html = value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
  return [
    ...[value, html, ...urls, ...urls.map((text) => text.replace(/%../g, (code) => code.toLowerCase()))],
    ...[json, json.replaceAll("/", "\\/")].flatMap((text) => [text, ...jsonEscapes.flatMap(escaped(text))]),
  ];
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What JSON writers escape beyond need: what is not ASCII, what HTML knows, or both. */
const jsonEscapes = [/[^\x20-\x7e]/g, /[<>&'=+]/g, /[^\x20-\x7e]|[<>&'+]/g];

/** The text with what a pattern finds as `\u00e9`, with its letters in lower and in upper case. */
function escaped(text: string): (pattern: RegExp) => string[] {
  const codeOf = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, "0");
  return (pattern) => [
    text.replace(pattern, (unit) => `\\u${codeOf(unit)}`),
    text.replace(pattern, (unit) => `\\u${codeOf(unit).toUpperCase()}`),
  ];
}

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
