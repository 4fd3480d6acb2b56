/** Option checks that every entry point shares. */
import { didYouMean } from "./did-you-mean.js";

/**
 * Throws a TypeError if the options are not an object, or if an option is unknown: a misspelt option would otherwise be silently ignored.
 * The known names are the keys of `known`, so that TypeScript can compare them with the options' type.
 */
export function checkOptionNames(holder: string, options: unknown, known: object): void {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`The options of ${holder} must be an object.`);
  for (const name in options) {
    if (Object.hasOwn(known, name)) continue;
    const names = Object.keys(known);
    const hint = didYouMean(name, names) || `; valid: ${names.join(", ")}`;
    throw new TypeError(`${name} is not an option of ${holder}${hint}`);
  }
}

/**
 * Text with which a message shows a wrong value. Strings are labelled as strings, since a string from an environment variable may look like
 * a number.
 */
export function showValue(value: unknown): string {
  if (typeof value === "string") return `the string ${JSON.stringify(value)}`;
  return Object(value) === value ? typeof value : String(value);
}
