/**
 * Masks text from outside, such as Rapyd's or the network's, before an error shows it. The rules look only at the form of the text, so a
 * person's name may remain.
 */
import { keyPrefixes } from "../generated/client.js";
import { readProperty, readString } from "./failure.js";

/** Placeholder for masked text. */
export const masked = "[redacted]";

/** Maximum number of characters of outside text to show. */
const maxShownLength = 1_000;

/** One escaped character, in the notation of JSON, URLs or HTML. */
const escape = String.raw`\\u[\da-f]{4}|\\x[\da-f]{2}|\\[a-z]|%[\da-f]{2}|&#?\w{1,8};`;

const atSign = String.raw`[@\uff20\ufe6b]|%40|\\u0040|\\x40|&#(?:64|x40);|&commat;`;

const keyPrefix = Object.values(keyPrefixes).join("|");

/**
 * A part of a word, between underscores or slashes, that does not look like data: letters of one case, a few digits, or digits and then
 * letters.
 */
const plainPart = String.raw`(?:\d{0,3}(?:[a-z]{1,15}|[A-Z]{1,15})|\d{1,3})`;

const sensitive = [
  // JSON and all that follows: it may contain the request, in which a short number, such as a CVV, cannot be recognised.
  /\{\s*(?:\\*["']|&quot;|%22)[^]*/g,
  // Anything with an @, in any spelling, but not an @ alone.
  new RegExp(
    String.raw`[^\s<>"'(),;:]+(?:${atSign})[^\s<>"'(),;]*|(?:${atSign})[^\s<>"'(),;.][^\s<>"'(),;]*`,
    "gi",
  ),
  new RegExp(`(?:${keyPrefix})[^\\s"',;]*`, "gi"),
  // Tokens of 16 characters or more, except words joined by underscores or slashes, such as a field, a path or an error code.
  new RegExp(String.raw`(?<![\w+/=-])(?!/?(?:${plainPart}[_/])*${plainPart}(?![\w+/=-]))[\w+/=-]{16,}`, "g"),
  // Six digits or more, with anything but letters between them.
  new RegExp(
    String.raw`(?:${escape}|\p{Nd})(?:(?:${escape}|[^\p{L}\p{Nd}])*(?:${escape}|\p{Nd})){5,}`,
    "giu",
  ),
];

/**
 * An outside text, masked. At most the first {@link maxShownLength} characters are kept. The text is cut before it is masked, so that a
 * long one costs no more than a short one.
 */
export function mask(text: string): string {
  const isCut = text.length > maxShownLength;
  // A value that was cut is no longer recognisable, so the last word is removed.
  let shown = isCut ? text.slice(0, maxShownLength).replace(/\S*$/, "") : text;
  for (const pattern of sensitive) shown = shown.replace(pattern, masked);
  return isCut ? `${shown}...` : shown;
}

/** Copy of a thrown value with its name, code and message, all masked, and with its causes copied likewise. */
export function maskCause(cause: unknown, depth = 0): unknown {
  if (cause === undefined) return undefined;
  if (Object(cause) !== cause) return mask(String(cause));
  const text = (name: string): string | undefined => {
    const found = readString(cause, name);
    return found === undefined ? undefined : mask(found);
  };
  const inner = depth < 5 ? readProperty(cause, "cause") : undefined;
  const below = inner === undefined ? undefined : { cause: maskCause(inner, depth + 1) };
  const copy = new Error(text("message") ?? "unreadable error", below);
  const [name, code] = [text("name") ?? "Error", text("code")];
  // The place of the copy means nothing to the caller.
  return Object.assign(copy, { name, stack: `${name}: ${copy.message}` }, code === undefined ? {} : { code });
}
