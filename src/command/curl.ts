/** A signed request as a line for a shell. */
import { mediaType } from "../../generated/client.js";
import type { SignedParts } from "../sign.js";

/** The request with its security headers, for curl. */
export function curlOf(
  { method, path, body }: SignedParts,
  server: string,
  headers: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries({ "Content-Type": mediaType, ...headers });
  const values = [
    ...lines.flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...(body === "" ? [] : ["--data-raw", body]),
  ];
  return `curl -X ${[method.toUpperCase(), server + path, ...values].map(quote).join(" ")}`;
}

/** The body without the blanks around its parts, and otherwise as it is; unchanged when it is not JSON. */
export function compactBody(body: string): string {
  return canonicalBody(body) === undefined ? body : body.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}

/** What is risky in how a body is written, and what to do; undefined when nothing is. */
export function bodyAdvice(body: string): string | undefined {
  const compact = compactBody(body);
  if (compact !== body)
    return "Blanks around the parts of a body are a known cause of a refused signature: send it as below, without them.";
  const canonical = canonicalBody(body);
  if (canonical === undefined) return body === "" ? undefined : "The body is not JSON.";
  if (canonical !== body)
    return "The body has numbers, escapes or repeated names that JSON.stringify would write in another way, a known cause of a refused signature.";
  return undefined;
}

/** The body as Rapyd seems to hash it: parsed, and written anew. Undefined when it is not JSON. */
function canonicalBody(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function quote(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
