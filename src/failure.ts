/** What a thrown fetch tells: which failure it was, and whether the request can have had an effect. */
import type { Effect } from "./retry.js";

/**
 * Codes that mean the connection was never made, so nothing can have been sent: those of Node's sockets and its resolver, undici's
 * connect timeout, and Bun's. Any code that is not here counts as possibly sent.
 */
const neverConnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/** TLS handshakes that failed: a certificate was refused, or the two sides found no common version. */
const failedHandshake =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_|ERR_SSL_.*(HANDSHAKE|VERSION))/;

/** The codes of an error and of what lies below it, outermost first. */
export function failureCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const code: unknown = Reflect.get(error, "code");
  const below: unknown[] = [Reflect.get(error, "cause")];
  // A name that resolves to several addresses fails with one error for each.
  const errors: unknown = Reflect.get(error, "errors");
  if (Array.isArray(errors)) below.push(...errors);
  return [
    ...(typeof code === "string" ? [code] : []),
    ...below.flatMap((inner) => failureCodes(inner, depth + 1)),
  ];
}

/** `none` only when every code says that nothing was sent. */
export function failureEffect(error: unknown): Effect {
  const codes = failureCodes(error);
  const harmless = codes.every((code) => neverConnected.has(code) || failedHandshake.test(code));
  return codes.length > 0 && harmless ? "none" : "possible";
}

/** One line on what happened, such as `ECONNRESET` or the innermost message. */
export function failureReason(error: unknown): string {
  const codes = failureCodes(error);
  if (codes[0] !== undefined) return [...new Set(codes)].join(", ");
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && innermost instanceof Error && innermost.cause instanceof Error; depth++) {
    innermost = innermost.cause;
  }
  const reason = innermost instanceof Error ? innermost.message : String(innermost);
  if (!/redirect/i.test(reason)) return reason;
  return `${reason} (a redirect is not followed, since it would carry keys and body to another address)`;
}
