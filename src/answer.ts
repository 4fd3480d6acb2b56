/** Reads what came back, in bounded memory and without trusting it. */

/** Most bytes of a body that are read, after decompression: 8 MiB. A customer has a few KiB. */
export const maximumAnswerBytes: number = 8 * 1024 * 1024;

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Body as text; what was read before `problem` stopped it. */
  readonly text: string;
  /** Body as JSON; undefined when it is none. */
  readonly json: unknown;
  /** Whether the connection broke before the body had ended. */
  readonly isCutOff: boolean;
  /** Why the body is not JSON: it is empty, too long, not UTF-8, or something else. Undefined when it is. */
  readonly problem: string | undefined;
}

/** Reads the response's body. Never rejects: a connection that breaks meanwhile is a `problem` of the answer. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const { bytes, problem, isCutOff = false } = await readBytes(response);
  if (problem !== undefined)
    return { status, headers, text: decode(bytes), json: undefined, isCutOff, problem };
  return answerOf(status, headers, bytes);
}

function answerOf(status: number, headers: Headers, bytes: Uint8Array): Answer {
  const answer = { status, headers, json: undefined, isCutOff: false };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ...answer, text: decode(bytes), problem: "not UTF-8" };
  }
  if (text.trim() === "") return { ...answer, text, problem: "empty" };
  try {
    return { ...answer, text, json: JSON.parse(text) as unknown, problem: undefined };
  } catch {
    const type = headers.get("content-type");
    return {
      ...answer,
      text,
      problem: type && !/\bjson\b/i.test(type) ? `${type}, not JSON` : "not valid JSON",
    };
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
}

interface Bytes {
  bytes: Uint8Array;
  problem?: string;
  isCutOff?: boolean;
}

async function readBytes(response: Response): Promise<Bytes> {
  if (!response.body) return { bytes: new Uint8Array() };
  // A fetch that is not the platform's own may have a body of another kind.
  if (typeof response.body.getReader !== "function") return readWhole(response);
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: join(chunks, length) };
      chunks.push(value);
      length += value.byteLength;
      if (length > maximumAnswerBytes) break;
    }
  } catch {
    return { bytes: join(chunks, length), problem: `cut off after ${length} bytes`, isCutOff: true };
  }
  // The rest is not wanted, and whether the server takes note does not matter.
  reader.cancel().catch(() => undefined);
  return { bytes: join(chunks, length), problem: `longer than ${maximumAnswerBytes} bytes` };
}

async function readWhole(response: Response): Promise<Bytes> {
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > maximumAnswerBytes
      ? { bytes, problem: `longer than ${maximumAnswerBytes} bytes` }
      : { bytes };
  } catch {
    return { bytes: new Uint8Array(), problem: "cut off", isCutOff: true };
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return joined;
}
