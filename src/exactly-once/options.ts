/** Checks what callers set. */
import { didYouMean } from "../did-you-mean.js";

/** Names of the options, each with what its value must be. */
const optionsOf = {
  createOnce: {
    signal: "signal",
    settleAfterMs: "0",
    maxAttempts: "1",
    referenceKey: "text",
  },
  importCustomers: {
    journal: "text",
    requestsPerMinute: "1",
    concurrency: "1",
    referenceKey: "text",
    settleAfterMs: "0",
    checkExisting: "boolean",
    signal: "signal",
    onProgress: "function",
  },
} as const satisfies Record<string, Record<string, Kind>>;

type Kind = "0" | "1" | "text" | "boolean" | "function" | "signal";

const kinds: Readonly<Record<Kind, [requirement: string, isMet: (value: unknown) => boolean]>> = {
  "0": ["a number from 0", (value) => Number.isFinite(value) && Number(value) >= 0],
  "1": ["a whole number from 1", (value) => Number.isSafeInteger(value) && Number(value) >= 1],
  text: ["text", (value) => typeof value === "string" && value !== ""],
  boolean: ["true or false", (value) => typeof value === "boolean"],
  function: ["a function", (value) => typeof value === "function"],
  signal: ["an AbortSignal", (value) => value instanceof AbortSignal],
};

/** Throws a TypeError that says what to pass when an option has a wrong value or an unknown name. */
export function checkOptions(holder: keyof typeof optionsOf, options: object): void {
  const known: Readonly<Record<string, Kind>> = optionsOf[holder];
  if (Object(options) !== options) throw new TypeError(`The options of ${holder} must be an object.`);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) {
      const names = Object.keys(known);
      const hint = didYouMean(name, names) || `; valid: ${names.join(", ")}`;
      throw new TypeError(`${name} is not an option of ${holder}${hint}`);
    }
    const [requirement, isMet] = kinds[kind];
    if (value !== undefined && !isMet(value))
      throw new TypeError(`${name} must be ${requirement}, not ${String(value)}.`);
  }
}
