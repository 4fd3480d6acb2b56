/** Checks the options of `createOnce` and `importCustomers`. */
import { checkOptionNames, showValue } from "../check-options.js";

/** Option names, each with the kind of its value. */
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
  "0": ["0 or a positive number", (value) => Number.isFinite(value) && Number(value) >= 0],
  "1": ["a positive whole number", (value) => Number.isSafeInteger(value) && Number(value) >= 1],
  text: ["a non-empty string", (value) => typeof value === "string" && value !== ""],
  boolean: ["true or false", (value) => typeof value === "boolean"],
  function: ["a function", (value) => typeof value === "function"],
  signal: ["an AbortSignal", (value) => value instanceof AbortSignal],
};

/** If an option has a wrong value or an unknown name, throws a TypeError that says what to pass. */
export function checkOptions(holder: keyof typeof optionsOf, options: object): void {
  const kindOf: Readonly<Record<string, Kind>> = optionsOf[holder];
  checkOptionNames(holder, options, kindOf);
  for (const [name, value] of Object.entries(options)) {
    const kind = kindOf[name];
    if (kind === undefined || value === undefined) continue;
    const [requirement, isMet] = kinds[kind];
    if (!isMet(value)) throw new TypeError(`${name} must be ${requirement}, not ${showValue(value)}.`);
  }
}
