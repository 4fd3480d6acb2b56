/** Prints checks as TypeScript. */
import { type CheckData, type CheckReader, type CheckValue, NamedCheck } from "../read/checks.js";

/** Declarations of the named checks that the reader has read. */
export function printNamed(reader: CheckReader): string[] {
  return reader.named.map(([name, check]) => `const ${name}: Check = ${printCheck(check)};\n`);
}

/** Text of one check. */
export function printCheck(check: CheckData): string {
  return print(check);
}

function print(value: CheckValue): string {
  if (value instanceof NamedCheck)
    return value.isSensitive ? `{ ...${value.schema}, sensitive: true }` : value.schema;
  if (value instanceof RegExp) return value.toString();
  if (value instanceof Set) return `new Set(${JSON.stringify([...value])})`;
  if (Array.isArray(value)) return `[${value.map(print).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${print(one)}`);
  return `{ ${members.join(", ")} }`;
}
