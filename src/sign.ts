/** Signs a request as the description's Signature scheme says. */
import { hmacSha256 } from "#hmac";
import { securityHeaders, securityLimits } from "../generated/client.js";

/** The signed values. */
export interface SignedParts {
  /** In upper or lower case; it is signed in lower case. */
  method: string;
  /** From `/v1` on, with the query string exactly as sent. */
  path: string;
  salt: string;
  /** Unix seconds. */
  timestamp: number;
  /** Exactly as sent; `""` when there is none. */
  body: string;
}

/** Keys of an account. The client keeps them in closures, so that inspecting it never shows them. */
export interface Credentials {
  accessKey: string;
  secretKey: string;
}

/** Makes the security headers of one attempt. */
export type Signer = (parts: SignedParts) => Promise<Record<string, string>>;

/** Text over which the signature is computed. An empty JSON object counts as no body. */
export function textToSign(parts: SignedParts, { accessKey, secretKey }: Credentials): string {
  const { method, path, salt, timestamp } = parts;
  const body = parts.body === "{}" ? "" : parts.body;
  return `${method.toLowerCase()}${path}${salt}${timestamp}${accessKey}${secretKey}${body}`;
}

/**
 * Text over which Rapyd computes a webhook's signature. It begins with the full URL as set in the Client Portal, instead of the method and
 * path.
 */
export function webhookTextToSign(
  url: string,
  { salt, timestamp, body }: Pick<SignedParts, "salt" | "timestamp" | "body">,
  { accessKey, secretKey }: Credentials,
): string {
  return `${url}${salt}${timestamp}${accessKey}${secretKey}${body}`;
}

/** Signature from an HMAC-SHA256 in hexadecimal. The hexadecimal characters are Base64-encoded, not the bytes that they represent. */
export function encodeDigest(hexadecimal: string): string {
  return btoa(hexadecimal);
}

/** Signer for one account. */
export function createSigner(credentials: Credentials): Signer {
  const hmac = hmacSha256(credentials.secretKey);
  return async (parts) => ({
    [securityHeaders.accessKey]: credentials.accessKey,
    [securityHeaders.salt]: parts.salt,
    [securityHeaders.timestamp]: String(parts.timestamp),
    [securityHeaders.signature]: encodeDigest(await hmac(textToSign(parts, credentials))),
  });
}

/**
 * Random salt of the maximum length: the end of a UUID. A UUID is used because runtimes generate UUIDs quickly, from a pool of random
 * bytes.
 */
export function createSalt(uuid: () => string): string {
  return uuid().replaceAll("-", "").slice(-securityLimits.salt.maximumLength);
}
