/** A signed request as a curl command. */
import { mediaType } from "../../generated/client.js";
import type { SignedParts } from "../sign.js";

/** The curl command for a request with its security headers. Its options make curl send the path exactly as it was signed. */
export function toCurl(
  { method, path, body }: SignedParts,
  server: string,
  headers: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries({ "Content-Type": mediaType, ...headers });
  const values = [
    ...lines.flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ...(body === "" ? [] : ["--data-raw", body]),
  ];
  return `curl --globoff --path-as-is -X ${[method.toUpperCase(), server + path, ...values].map(quote).join(" ")}`;
}

function quote(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
