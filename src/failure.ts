/** Reads an error that fetch threw: its codes, and whether anything can have been sent. */

/**
 * Possible effect of an attempt on the server. `none`: certainly none, because nothing was sent or the server rejected the request.
 * `possible`: the attempt may have had an effect.
 */
export type Effect = "none" | "possible";

/**
 * Codes that mean the connection was never made, so nothing can have been sent. They are from Node's resolver and sockets, undici's connect
 * timeout, Bun, and failed TLS handshakes. A failure that matches neither this pattern nor the two below counts as possibly sent.
 */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|(?!ERR_SSL).*CERT.*|UNABLE_TO_.*|HOSTNAME_MISMATCH|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|.*(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNRECOGNIZED_NAME)))$/;

/** Codes that mean "never connected" only if the failed system call was `connect`: an open connection can fail with the same codes. */
const neverConnectedOnConnect = /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/;

/** Node's messages for requests that were never sent. These errors have no code, or one that also means something else. */
const neverSentMessages =
  /^(bad port|Client network socket disconnected before secure TLS connection was established)$/;

interface ThrownFailure {
  code: string;
  message: string;
  /** System call that failed, such as `connect`; `""` when the error names none. */
  systemCall: string;
}

/** The failures within an error and its causes, outermost first. */
function failuresIn(error: unknown, depth = 0): ThrownFailure[] {
  if (depth > 5) return [];
  // A name that resolves to several addresses fails with one error for each, which say more than their sum.
  const errors = readProperty(error, "errors");
  if (Array.isArray(errors) && errors.length > 0)
    return errors.slice(0, 20).flatMap((inner) => failuresIn(inner, depth + 1));
  const text = (name: string): string => readString(error, name) ?? "";
  const [code, message, systemCall] = [text("code"), text("message"), text("syscall")];
  const deeper = failuresIn(readProperty(error, "cause"), depth + 1);
  if (code === "" && !neverSentMessages.test(message)) return deeper;
  return [{ code, message, systemCall }, ...deeper];
}

/** The codes of an error and its causes, outermost first. */
export function failureCodes(error: unknown): string[] {
  return failuresIn(error).flatMap(({ code }) => (/^[\w-]{1,60}$/.test(code) ? code : []));
}

/** Possible effect of a failed fetch: `none` only if every part of the error shows that nothing was sent. */
export function failureEffect(error: unknown): Effect {
  const failures = failuresIn(error);
  return failures.length > 0 && failures.every(wasNeverSent) ? "none" : "possible";
}

function wasNeverSent({ code, message, systemCall }: ThrownFailure): boolean {
  const isConnecting = systemCall === "connect" && neverConnectedOnConnect.test(code);
  return isConnecting || neverConnected.test(code) || neverSentMessages.test(message);
}

/**
 * Whether a framework threw the error for its own control flow. Next.js, for example, throws one when a page cannot be prerendered and must
 * be rendered on each request. Its `digest` is a constant, such as `DYNAMIC_SERVER_USAGE`; the digest of an ordinary error is a hash.
 */
export function isControlFlow(error: unknown): boolean {
  return /^[A-Z_]+(;|$)/.test(readString(error, "digest") ?? "");
}

/** Text of a thrown value's property; undefined when it is not text, or cannot be read. */
export function readString(thrown: unknown, property: string): string | undefined {
  const value = readProperty(thrown, property);
  return typeof value === "string" ? value : undefined;
}

/** A property of a value from outside this package; undefined if the property is absent, or when reading it throws. */
export function readProperty(value: unknown, property: string): unknown {
  try {
    return Reflect.get(Object(value), property);
  } catch {
    return undefined;
  }
}
