/** Reads JSON Lines: one object per line. */
import { createReadStream } from "node:fs";
import { messageOf } from "../errors.js";
import { UsageError } from "./usage.js";

/** One line that is not empty: its object, or why the line cannot be used. */
export type JsonLine = {
  /** From 1. */
  number: number;
} & ({ value: Record<string, unknown>; problem?: never } | { value?: never; problem: string });

const lineFeed = 0x0a;

/** Reads a file line by line. Throws a UsageError if the file cannot be read. */
export async function* readJsonLines(file: string): AsyncGenerator<JsonLine, void, undefined> {
  let number = 0;
  let rest: Buffer[] = [];
  for await (const chunk of readChunks(file)) {
    let start = 0;
    for (let end; (end = chunk.indexOf(lineFeed, start)) >= 0; start = end + 1) {
      const line = readLine(Buffer.concat([...rest, chunk.subarray(start, end)]), ++number);
      rest = [];
      if (line) yield line;
    }
    rest.push(chunk.subarray(start));
  }
  const line = readLine(Buffer.concat(rest), ++number);
  if (line) yield line;
}

async function* readChunks(file: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    // Without an encoding, the chunks are buffers.
    for await (const chunk of createReadStream(file)) yield chunk as Buffer;
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${messageOf(error)}.`);
  }
}

function readLine(bytes: Buffer, number: number): JsonLine | undefined {
  let text;
  try {
    // Also strips a byte order mark.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return { number, problem: "not UTF-8" };
  }
  if (text === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { number, problem: `not JSON (${messageOf(error)}); see --help for CSV` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { number, problem: "not a JSON object; write one per line, for example with jq -c '.[]'" };
  const changed = changedNumber(text);
  if (changed !== undefined)
    return { number, problem: `the number ${changed} has too many digits: write it as a string` };
  try {
    JSON.stringify(value);
  } catch {
    return { number, problem: "nested too deeply" };
  }
  return { number, value: value as Record<string, unknown> };
}

/** First unsafe integer in a JSON text, which JavaScript may change when it parses the text; undefined if there is none. */
function changedNumber(text: string): string | undefined {
  const withoutStrings = text.replace(/"(?:[^"\\]+|\\.)*"/gs, '""');
  // Neither the decimals nor the exponent of a number.
  const numbers = withoutStrings.match(/(?<![\w.+-])-?\d{16,}(?![\d.eE])/g) ?? [];
  return numbers.find((digits) => !Number.isSafeInteger(Number(digits)));
}
