/** Takes given values out of a text, however the text spells them. */

/** Stands for what is not shown. */
export const redacted = "[redacted]";

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

/** Characters of a text from outside that an error keeps. */
const longestExcerpt = 2_048;

/** {@link scrub} for the beginning of a text. Where it breaks off, the part of a value with which it does so goes too. */
export function scrubExcerpt(text: string, secrets: readonly string[], breaksOff = false): string {
  const cut = text.slice(0, longestExcerpt);
  const isCut = breaksOff || cut.length < text.length;
  // Before anything is replaced: what is left of a value might no longer be known as one.
  const end = isCut ? secrets.reduce((most, secret) => Math.max(most, overlap(cut, secret)), 0) : 0;
  if (end < shortestSecret) return scrub(cut, secrets).slice(0, longestExcerpt);
  return (scrub(cut.slice(0, -end), secrets) + redacted).slice(0, longestExcerpt);
}

/**
 * Whether a text has the form of an error code or of a UUID. It is shown whole: a word of it may well be a value of the request too, and
 * three of its digits those of a card.
 */
export function isCodeOrId(text: string): boolean {
  const isCode = /^[A-Z]+(_([A-Z]+|\d{1,3}))+( - \[([A-Z_]+|\d{1,3})\])?$/.test(text);
  return isCode || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
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
  const strict = url.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const urls = [url, strict].flatMap((text) => [text, text.replaceAll("%20", "+")]);
  return [
    ...[value, ...urls, ...urls.map((text) => text.replace(/%../g, (code) => code.toLowerCase()))],
    ...[json, json.replaceAll("/", "\\/")].flatMap((text) => [text, ...jsonEscapes.flatMap(escaped(text))]),
    ...htmlEscapes.map((escape) => value.replace(/[&<>"']/g, escape)),
  ];
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** How HTML writers escape a character: by its name, or by its code. */
const htmlEscapes: readonly ((character: string) => string)[] = [
  (character) => entities[character] ?? character,
  (character) => (character === "'" ? "&#x27;" : (entities[character] ?? character)),
  (character) => `&#${character.charCodeAt(0)};`,
];

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
