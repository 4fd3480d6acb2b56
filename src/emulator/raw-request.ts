/** Reads a request from the wire without the client's code, so that emulator and client cannot share a mistake. */
import type { IncomingMessage } from "node:http";

/** Maximum size of a body in bytes; larger ones are rejected. */
export const maximumBodyBytes: number = 1024 * 1024;

/** A request as received. */
export interface RawRequest {
  method: string;
  /** Path and query exactly as in the request line. */
  target: string;
  path: string;
  /** Every header in order, names in lower case; a name can occur twice. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
}

/**
 * Reads the whole request. Returns undefined if the body is longer than `maximumBodyBytes`. Rejects if the body is longer than eight times
 * that limit, or if the client disconnects.
 */
export async function readRawRequest(request: IncomingMessage): Promise<RawRequest | undefined> {
  const { method = "", url: target = "/", rawHeaders } = request;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ""] as const] : [],
  );
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maximumBodyBytes) chunks.push(chunk);
    // A little more is read and dropped, so that the rejection arrives; then the connection is closed.
    else if (length > 8 * maximumBodyBytes)
      throw new Error("The body is far too long: reading stopped at eight times the maximum length.");
  }
  if (length > maximumBodyBytes) return undefined;
  return { method, target, path: target.replace(/\?.*/s, ""), headers, body: Buffer.concat(chunks) };
}

/** Value of a header that occurs exactly once; undefined if it is absent, empty or repeated. */
export function singleHeader({ headers }: RawRequest, name: string): string | undefined {
  const values = headers.filter(([found]) => found === name).map(([, value]) => value);
  return values.length === 1 && values[0] !== "" ? values[0] : undefined;
}
