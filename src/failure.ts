/** What a thrown fetch tells: which failure it was, and whether the request can have had an effect. */
import { propertyOf, textOf } from "./foreign-error.js";
import type { Effect } from "./retry.js";

/**
 * Codes that mean the connection was never made, so nothing can have been sent: those of Node's resolver and sockets, undici's
 * connect timeout, and Bun's. Any code that is not here counts as possibly sent.
 */
const neverConnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/** Codes that mean it only while connecting; a route can also be lost under an open connection. */
const neverConnectedOnConnect: ReadonlySet<string> = new Set([
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);

/** TLS handshakes that failed: a certificate was refused, or the other side refused to go on. */
const failedHandshake =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_|ERR_SSL_.*(ALERT_HANDSHAKE_FAILURE|ALERT_PROTOCOL_VERSION|UNRECOGNIZED_NAME)$)/;

interface CodedFailure {
  code: string;
  /** System call that failed, such as `connect`; `""` when the error names none. */
  systemCall: string;
}

/** The coded failures of an error and of what lies below it, outermost first. */
function codedFailures(error: unknown, depth = 0): CodedFailure[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const code = textOf(error, "code");
  const below: unknown[] = [propertyOf(error, "cause")];
  // A name that resolves to several addresses fails with one error for each.
  const errors = propertyOf(error, "errors");
  if (Array.isArray(errors)) below.push(...(errors as unknown[]));
  const deeper = below.flatMap((inner) => codedFailures(inner, depth + 1));
  return code === undefined ? deeper : [{ code, systemCall: textOf(error, "syscall") ?? "" }, ...deeper];
}

/** The codes of an error and of what lies below it, outermost first. */
export function failureCodes(error: unknown): string[] {
  return codedFailures(error).map(({ code }) => code);
}

/** `none` only when every code says that nothing was sent. */
export function failureEffect(error: unknown): Effect {
  const failures = codedFailures(error);
  return failures.length > 0 && failures.every(wasNeverSent) ? "none" : "possible";
}

function wasNeverSent({ code, systemCall }: CodedFailure): boolean {
  const isConnecting = systemCall === "connect" && neverConnectedOnConnect.has(code);
  return neverConnected.has(code) || isConnecting || failedHandshake.test(code);
}

/** One line on what happened, such as `ECONNRESET` or the innermost message. */
export function failureReason(error: unknown): string {
  const codes = failureCodes(error);
  if (codes[0] !== undefined) return [...new Set(codes)].join(", ");
  let innermost: unknown = error;
  for (let depth = 0; depth < 5 && typeof innermost === "object" && innermost !== null; depth++) {
    const inner = propertyOf(innermost, "cause");
    if (textOf(inner, "message") === undefined) break;
    innermost = inner;
  }
  const said = textOf(innermost, "message") ?? (typeof innermost === "string" ? innermost : undefined);
  const reason = said || textOf(innermost, "name") || "unreadable error";
  if (!/redirect/i.test(reason)) return reason;
  return `${reason} (a redirect is not followed, since it would carry keys and body to another address)`;
}
