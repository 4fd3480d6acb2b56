/** Checks a request's signature as Rapyd does, from the bytes that came. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { securityHeaders, securityLimits } from "../../generated/client.js";
import { errorCodes } from "../../generated/error-codes.js";
import { onlyHeader, type RawRequest } from "./raw-request.js";

/** Why a request is refused. */
export interface Refusal {
  status: number;
  errorCode: string;
  message: string;
}

/** Gives the refusal of a request, or undefined when its signature holds. */
export type Authenticate = (request: RawRequest, now: number) => Refusal | undefined;

/** Checks for one account, at the server's time in milliseconds. */
export function createAuthenticate(accessKey: string, secretKey: string): Authenticate {
  const usedSalts = new Map<string, number>();
  return (request, now) => {
    const salt = onlyHeader(request, securityHeaders.salt);
    const timestamp = onlyHeader(request, securityHeaders.timestamp);
    const signature = onlyHeader(request, securityHeaders.signature);
    const key = onlyHeader(request, securityHeaders.accessKey);
    if (!salt || !timestamp || !signature || !key || !/^\d+$/.test(timestamp)) return missingHeaders(request);

    const seconds = Math.floor(now / 1_000);
    const age = seconds - Number(timestamp);
    const { minimumLength, maximumLength } = securityLimits.salt;
    if (key !== accessKey) return unauthenticated("The access key is not known.");
    if (age < 0) return unauthenticated(`The timestamp is ${-age} s in the future.`);
    if (age >= securityLimits.timestamp.maximumAgeSeconds)
      return unauthenticated(`The timestamp is ${age} s old.`);
    if (salt.length < minimumLength || salt.length > maximumLength) {
      return unauthenticated(`The salt must have ${minimumLength} to ${maximumLength} characters.`);
    }
    const { method, target } = request;
    const prefix = `${method.toLowerCase()}${target}${salt}${timestamp}${accessKey}${secretKey}`;
    if (!isEqual(signature, sign(secretKey, prefix, request.body)))
      return unauthenticated("Invalid signature.");
    if (isReused(usedSalts, salt, seconds)) return unauthenticated("The salt was used before.");
    return undefined;
  };
}

function missingHeaders(request: RawRequest): Refusal {
  const names = Object.values(securityHeaders).filter((name) => onlyHeader(request, name) === undefined);
  const reason =
    names.length > 0 ? `absent, empty or repeated: ${names.join(", ")}` : "timestamp is not a number";
  return {
    status: 400,
    errorCode: errorCodes.missingAuthentication,
    message: `Authentication headers are ${reason}.`,
  };
}

function unauthenticated(message: string): Refusal {
  return { status: 401, errorCode: errorCodes.unauthenticated, message };
}

function sign(secretKey: string, prefix: string, body: Buffer): Buffer {
  const hmac = createHmac("sha256", secretKey).update(prefix, "utf8");
  // An empty object signs as no body.
  if (!body.equals(Buffer.from("{}"))) hmac.update(body);
  return Buffer.from(Buffer.from(hmac.digest("hex"), "latin1").toString("base64"), "latin1");
}

function isEqual(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, "latin1");
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** Salts are forgotten with the time in which their timestamp is accepted. */
function isReused(usedSalts: Map<string, number>, salt: string, seconds: number): boolean {
  for (const [old, until] of usedSalts) {
    if (until > seconds) break;
    usedSalts.delete(old);
  }
  if (usedSalts.has(salt)) return true;
  usedSalts.set(salt, seconds + securityLimits.timestamp.maximumAgeSeconds);
  return false;
}
