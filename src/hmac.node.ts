import { createHmac } from "node:crypto";

/** HMAC-SHA256 with one key, as lower-case hexadecimal text. Where Node's own crypto exists it is the fastest. */
export function hmacSha256(key: string): (message: string) => string {
  return (message) => createHmac("sha256", key).update(message).digest("hex");
}
