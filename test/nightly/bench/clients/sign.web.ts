import { keys } from "./shared.js";

const encoder = new TextEncoder();
const key = crypto.subtle.importKey(
  "raw",
  encoder.encode(keys.secretKey),
  { name: "HMAC", hash: "SHA-256" },
  false,
  ["sign"],
);

/** Headers of a signed request, as the shortest correct code with Web Crypto makes them. */
export async function sign(method: string, path: string, body: string): Promise<Record<string, string>> {
  const salt = crypto.randomUUID().slice(0, 8);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const text = `${method.toLowerCase()}${path}${salt}${timestamp}${keys.accessKey}${keys.secretKey}${body}`;
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", await key, encoder.encode(text)));
  const digest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { access_key: keys.accessKey, salt, timestamp, signature: btoa(digest) };
}
