// Node 20 or later, without a package. Needs RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY in the environment.
import { createHmac, randomBytes } from "node:crypto";

const { RAPYD_ACCESS_KEY, RAPYD_SECRET_KEY, RAPYD_BASE_URL = "https://sandboxapi.rapyd.net" } = process.env;

if (!RAPYD_ACCESS_KEY || !RAPYD_SECRET_KEY) throw new Error("Set RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY.");

const path = "/v1/customers";
// Serialised once: what is signed is what is sent.
const body = JSON.stringify({ name: "Jane Doe", email: "jane.doe@example.com" });
const salt = randomBytes(8).toString("hex");
const timestamp = String(Math.floor(Date.now() / 1000));

const text = `post${path}${salt}${timestamp}${RAPYD_ACCESS_KEY}${RAPYD_SECRET_KEY}${body}`;
const digest = createHmac("sha256", RAPYD_SECRET_KEY).update(text).digest("hex");
const signature = Buffer.from(digest).toString("base64");

const response = await fetch(RAPYD_BASE_URL + path, {
  method: "POST",
  headers: {
    "content-type": "application/json",
    access_key: RAPYD_ACCESS_KEY,
    salt,
    timestamp,
    signature,
  },
  body,
  // A redirect could leak keys and body to another host.
  redirect: "error",
  signal: AbortSignal.timeout(30_000),
});

// A rejection by the firewall need not be JSON.
const envelope = await response.json().catch(() => undefined);
if (!response.ok || envelope?.status?.status !== "SUCCESS") {
  throw new Error(
    `${response.status} ${envelope?.status?.error_code ?? "not JSON"}: ${envelope?.status?.message ?? ""}`,
  );
}
console.log(envelope.data.id);
