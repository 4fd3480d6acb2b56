/** Reads a response in bounded memory, without trusting it. */
import type { Deadline } from "./deadline.js";

/** Maximum bytes of a body that are read, after decompression: 8 MiB. A customer has a few KiB. */
const maxBodyBytes: number = 8 * 1024 * 1024;

/** A response whose body was read. */
export interface ParsedResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Body as text; at most the first 64 KiB of a body that was cut off, too long, not bytes or not UTF-8. */
  readonly text: string;
  /** Body as JSON; undefined when it is not JSON. */
  readonly json: unknown;
  /** Why the body is not JSON, such as "empty", "not UTF-8" or "text/html, not JSON"; undefined when it is JSON. */
  readonly problem: string | undefined;
  /** Whether the body was cut off, because the connection broke, or because the call timed out or was aborted. */
  readonly isCutOff: boolean;
  /**
   * Whether `text` is the whole body: false if the body was cut off, too long, not bytes, not UTF-8, or is not the JSON that its
   * Content-Type announces.
   */
  readonly isWhole: boolean;
}

/** Reads the response's body. Never rejects: if the connection breaks or the time runs out, the result has a `problem`. */
export async function readResponse(response: Response, deadline: Deadline): Promise<ParsedResponse> {
  const { status, headers } = response;
  const read: Reading = { chunks: [], length: 0, stop: () => undefined };
  let problem: string | undefined;
  let isCutOff = false;
  try {
    await deadline.race(readInto(read, response));
    if (read.length > maxBodyBytes) problem = "longer than 8 MiB";
  } catch (error) {
    isCutOff = error !== notBytes;
    problem = isCutOff ? `cut off after ${Math.ceil(read.length / 1_024)} KiB` : "not bytes";
  }
  // The rest is not wanted, and whether the server takes note does not matter.
  if (problem !== undefined) read.stop();
  const bytes = joined(read);
  let text: string | undefined;
  let json: unknown;
  try {
    if (problem === undefined) {
      problem = "not UTF-8";
      text = strictDecoder.decode(bytes);
      problem = text.trim() === "" ? "empty" : "not valid JSON";
      json = JSON.parse(text);
      problem = undefined;
    }
  } catch {
    // The problem is already named.
  }
  let isWhole = text !== undefined;
  if (problem === "empty" || problem === "not valid JSON") {
    const type = headers.get("content-type")?.slice(0, 100) ?? "";
    // A compressed body that was cut off can arrive as an empty one.
    if (/\bjson\b/i.test(type)) isWhole = false;
    else if (type !== "" && problem !== "empty") problem = `${type}, not JSON`;
  }
  // For an unusable body, the beginning is enough.
  text ??= new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
  return { status, headers, text, json, problem, isCutOff, isWhole };
}

interface Reading {
  readonly chunks: Uint8Array[];
  length: number;
  stop: () => unknown;
}

/**
 * Decoder that throws for bytes that are not UTF-8. All responses share it, because creating a decoder takes as long as reading a customer.
 */
const strictDecoder = new TextDecoder("utf-8", { fatal: true });

/** Thrown when a body yields anything but bytes. */
const notBytes = new TypeError("not bytes");

/** Reads any kind of body that a fetch may return, up to {@link maxBodyBytes}. */
async function readInto(read: Reading, response: Response): Promise<void> {
  // A fetch that is not the platform's own may give none, or one of another kind.
  const body = response.body as Partial<ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>> | null;
  const take = (chunk: unknown): boolean => {
    if (!ArrayBuffer.isView(chunk)) throw notBytes;
    read.chunks.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    read.length += chunk.byteLength;
    return read.length <= maxBodyBytes;
  };
  if (typeof body?.getReader === "function") {
    const reader = body.getReader();
    read.stop = () => reader.cancel().catch(() => undefined);
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
      if (!take(chunk.value)) return;
  } else if (typeof body?.[Symbol.asyncIterator] === "function") {
    // Leaving the loop ends a stream of Node's as well.
    for await (const chunk of body as AsyncIterable<unknown>) if (!take(chunk)) return;
  } else if (typeof response.arrayBuffer === "function") {
    const announced = Number(response.headers.get("content-length"));
    if (announced > maxBodyBytes) read.length = announced;
    else take(new Uint8Array(await response.arrayBuffer()));
  }
}

function joined({ chunks, length }: Reading): Uint8Array {
  const [first] = chunks;
  if (first === undefined || chunks.length === 1) return first ?? new Uint8Array();
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/**
 * Real `Response` with the text that was read, for middleware and callers of `raw`; undefined when a `Response` cannot have this status.
 */
export function toResponse({ status, headers: received, text }: ParsedResponse): Response | undefined {
  if (!(status >= 200 && status <= 599)) return undefined;
  const headers = new Headers(received);
  // They describe the bytes as they were sent; the text has been decoded.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  return new Response([204, 205, 304].includes(status) ? null : text, { status, headers });
}
