/** HMAC-SHA256 with one key, as lower-case hexadecimal text, through Web Crypto. The key is imported once. */
export function hmacSha256(key: string): (message: string) => string | Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  let imported: Promise<CryptoKey> | undefined;
  return async (message) => {
    imported ??= crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, ["sign"]);
    const digest = await crypto.subtle.sign("HMAC", await imported, encoder.encode(message));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
}
