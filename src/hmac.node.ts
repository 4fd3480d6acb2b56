/**
 * HMAC-SHA256 with one key, as lower-case hexadecimal text. Uses `node:crypto`, the fastest implementation. The first call loads that
 * module; importing this file does not, because loading `node:crypto` takes three times as long as loading this whole package.
 */
export function hmacSha256(key: string): (message: string) => string {
  const { createHmac } = process.getBuiltinModule("node:crypto");
  return (message) => createHmac("sha256", key).update(message).digest("hex");
}
