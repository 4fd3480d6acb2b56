/** Verifies and signs webhooks. This is the entry point `rapyd-customers/webhooks`. */
import { hmacSha256 } from "#hmac";
import { securityHeaders } from "../generated/client.js";
import type { WebhookEvent as DescribedEvent } from "../generated/schema.js";
import { type KnownWebhookEvent, webhookTypes } from "../generated/webhooks.js";
import { checkOptionNames, showValue } from "./check-options.js";
import { WebhookError } from "./errors.js";
import { systemRuntime } from "./runtime.js";
import { createSalt, type Credentials, encodeDigest, webhookTextToSign } from "./sign.js";

export { WebhookError, type WebhookErrorReason } from "./errors.js";
export type { KnownWebhookEvent } from "../generated/webhooks.js";

/** An event of an undescribed type. Rapyd may add types at any time. */
export interface UnknownWebhookEvent extends Omit<DescribedEvent, "type" | "data"> {
  /** `unknown`: stands for every type that is not described, so that comparing `type` narrows the union. */
  type: "unknown";
  /** Type as Rapyd sent it. */
  receivedType: string;
  data: unknown;
}

/** Any event, discriminated by `type`. */
export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;

/** Options of {@link verifyWebhook}: the request, and what it must match. */
export interface VerifyWebhookOptions extends Credentials {
  /** Full URL exactly as set in the Client Portal, even if proxies rewrite it on the way. */
  url: string;
  /** Raw body exactly as received; parsing and re-serialising it breaks the signature. */
  body: string | Uint8Array | ArrayBuffer;
  /** Headers of the request, as a `Headers` object or as a plain object with names in any case. */
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /**
   * Rejects events whose `timestamp` header is further from now than this many milliseconds. Default: no limit, since Rapyd documents no
   * maximum age. Rapyd does not say whether a resent event has a new timestamp, so a low limit may reject resent events. Events can arrive
   * twice with any limit: deduplicate them by `id`.
   */
  toleranceMs?: number | undefined;
}

const account = { accessKey: true, secretKey: true, url: true, body: true } as const;
const verifyOptions: Readonly<Record<keyof VerifyWebhookOptions, true>> = {
  ...account,
  headers: true,
  toleranceMs: true,
};
const signOptions: Readonly<Record<keyof SignWebhookOptions, true>> = {
  ...account,
  timestamp: true,
  salt: true,
};

/**
 * Verifies a webhook and resolves to its event. Rejects with a {@link WebhookError} if the webhook's headers, signature, age or JSON is
 * invalid, and with a TypeError for misuse.
 */
export async function verifyWebhook(webhook: VerifyWebhookOptions): Promise<WebhookEvent> {
  checkOptionNames("verifyWebhook", webhook, verifyOptions);
  checkCredentials(webhook);
  const { url, headers, toleranceMs } = webhook;
  if (toleranceMs !== undefined && !(typeof toleranceMs === "number" && toleranceMs >= 0)) {
    throw new TypeError(
      `toleranceMs must be 0 or a positive number of milliseconds, not ${showValue(toleranceMs)}.`,
    );
  }
  if (typeof headers !== "object" || headers === null)
    throw new TypeError("headers must be an object: the request's headers.");
  const salt = readHeader(headers, securityHeaders.salt);
  const timestamp = readHeader(headers, securityHeaders.timestamp);
  const signature = readHeader(headers, securityHeaders.signature);
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookError("headers", "the timestamp header is not a number of seconds");
  const body = decode(webhook.body);
  const text = webhookTextToSign(url, { salt, timestamp: Number(timestamp), body }, webhook);
  if (!isEqual(signature, encodeDigest(await hmacSha256(webhook.secretKey)(text)))) {
    const causes = isBase64Json(body)
      ? "body: it is Base64, as AWS Lambda passes it (isBase64Encoded), and must be decoded first"
      : "secretKey, accessKey, url (exactly as in the Client Portal) or body (raw, not parsed and re-serialised)";
    throw new WebhookError("signature", `the signature does not match; check ${causes}`);
  }
  const ageMs = Math.abs(Date.now() - Number(timestamp) * 1_000);
  if (toleranceMs !== undefined && ageMs > toleranceMs) {
    throw new WebhookError(
      "age",
      `its timestamp is ${Math.round(ageMs / 1_000)} s off, more than toleranceMs allows`,
    );
  }
  return parseEvent(body);
}

/** Options of {@link signWebhook}: a webhook to sign, for tests of your own receiver. */
export interface SignWebhookOptions extends Credentials {
  url: string;
  body: string;
  /** Unix seconds. Default: now. */
  timestamp?: number | undefined;
  /** Default: random. */
  salt?: string | undefined;
}

/** Returns the salt, timestamp and signature headers with which Rapyd would send the body to the URL. */
export async function signWebhook(webhook: SignWebhookOptions): Promise<Record<string, string>> {
  checkOptionNames("signWebhook", webhook, signOptions);
  checkCredentials(webhook);
  const { url, body, timestamp = Math.floor(Date.now() / 1_000) } = webhook;
  const { salt = createSalt(systemRuntime.uuid) } = webhook;
  if (typeof body !== "string") throw new TypeError("body must be a string: the exact text to sign.");
  if (!Number.isSafeInteger(timestamp)) throw new TypeError("timestamp must be in Unix seconds.");
  const text = webhookTextToSign(url, { salt, timestamp, body }, webhook);
  return {
    [securityHeaders.salt]: salt,
    [securityHeaders.timestamp]: String(timestamp),
    [securityHeaders.signature]: encodeDigest(await hmacSha256(webhook.secretKey)(text)),
  };
}

function checkCredentials({ accessKey, secretKey, url }: Credentials & { url: string }): void {
  for (const [name, value] of Object.entries({ accessKey, secretKey, url })) {
    if (typeof value === "object" && value !== null)
      throw new TypeError(`${name} must be a string, exactly as in the Client Portal, not an object.`);
    if (typeof value !== "string" || value === "")
      throw new TypeError(`${name} is missing: a webhook's signature covers it.`);
  }
}

function readHeader(headers: VerifyWebhookOptions["headers"], name: string): string {
  const value =
    typeof headers.get === "function" ? (headers as Headers).get(name) : plainHeader(headers, name);
  // Servers join repeated headers with commas, which no value contains.
  if (typeof value === "string" && value !== "" && !value.includes(",")) return value;
  throw new WebhookError("headers", `the ${name} header is missing or repeated`);
}

function plainHeader(headers: object, name: string): unknown {
  const found = Object.entries(headers).filter(([key]) => key.toLowerCase() === name);
  const values: unknown[] = found.flatMap(([, value]: [string, unknown]) => value);
  return values.length === 1 ? values[0] : undefined;
}

function decode(body: VerifyWebhookOptions["body"]): string {
  if (typeof body === "string") return body;
  // By its name: a framework or a test runner may have another realm's.
  const isBytes = ArrayBuffer.isView(body) || Object.prototype.toString.call(body) === "[object ArrayBuffer]";
  if (!isBytes) {
    const found = body === null || typeof body !== "object" ? String(body) : "an object";
    throw new TypeError(
      `body must be the raw body, as a string or bytes, not ${found}: middleware that parses JSON, such as express.json(), must not run first.`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new WebhookError("json", "the body is not UTF-8");
  }
}

/** Whether a text is JSON in Base64. */
function isBase64Json(body: string): boolean {
  try {
    // In Base64, a JSON object begins like this, with or without whitespace after its brace.
    return /^(ey|ew)/.test(body) && typeof JSON.parse(atob(body)) === "object";
  } catch {
    return false;
  }
}

/**
 * Whether two strings are equal. Takes the same time wherever they differ, so that a signature cannot be guessed character by character.
 */
function isEqual(received: string, expected: string): boolean {
  let difference = received.length ^ expected.length;
  for (let index = 0; index < expected.length; index++) {
    difference |= received.charCodeAt(index % (received.length || 1)) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}

function parseEvent(body: string): WebhookEvent {
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch {
    throw new WebhookError("json", "the signature is valid, but the body is not JSON");
  }
  const { type } = Object(event) as { type?: unknown };
  if (typeof type !== "string")
    throw new WebhookError("json", "the signature is valid, but the body has no type");
  // Rapyd's own signature vouches for the rest; the description has the type of this event.
  if (Object.hasOwn(webhookTypes, type)) return event as KnownWebhookEvent;
  return { ...(event as Omit<UnknownWebhookEvent, "type">), type: "unknown", receivedType: type };
}
