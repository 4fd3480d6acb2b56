/** Reads JSON Lines: one object per line. */
import { createReadStream } from "node:fs";
import { messageOf } from "../errors.js";
import { UsageError } from "./usage.js";

/** One line that is not empty. */
export interface JsonLine {
  /** From 1. */
  number: number;
  value: Record<string, unknown>;
}

const lineFeed = 0x0a;

/** Reads a file line by line. Throws a UsageError that names the first line that is not a JSON object in UTF-8. */
export async function* readJsonLines(file: string): AsyncGenerator<JsonLine, void, undefined> {
  let number = 0;
  let rest: Buffer[] = [];
  for await (const chunk of readChunks(file)) {
    let start = 0;
    for (let end; (end = chunk.indexOf(lineFeed, start)) >= 0; start = end + 1) {
      const line = readLine(Buffer.concat([...rest, chunk.subarray(start, end)]), file, ++number);
      rest = [];
      if (line) yield line;
    }
    rest.push(chunk.subarray(start));
  }
  const line = readLine(Buffer.concat(rest), file, ++number);
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

function readLine(bytes: Buffer, file: string, number: number): JsonLine | undefined {
  const wrong = (what: string): UsageError => new UsageError(`${file}, line ${number}: ${what}.`);
  let text;
  try {
    // Also strips a byte order mark.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    throw wrong("not UTF-8");
  }
  if (text === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(`not JSON (${messageOf(error)}). Write one object per line; see --help for CSV`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong("not a JSON object. Write one object per line, for example with jq -c '.[]'");
  return { number, value: value as Record<string, unknown> };
}
