/** Checks a request's signature as Rapyd does. The client's code is not used, so that emulator and client cannot share a mistake. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { securityHeaders, securityLimits } from "../../generated/client.js";
import * as errorCodes from "../../generated/error-codes.js";
import { singleHeader, type RawRequest } from "./raw-request.js";

/** Why a request is rejected. */
export interface Rejection {
  status: number;
  errorCode: string;
  message: string;
}

/** Message of the rejection when only the signature is wrong. */
export const invalidSignature = "Invalid signature";

/** Returns the rejection of a request, or undefined when its signature is valid. */
export type Authenticate = (request: RawRequest, now: number) => Rejection | undefined;

/** Creates the check for one account; the check's `now` is the server's time in milliseconds. */
export function createAuthenticate(accessKey: string, secretKey: string): Authenticate {
  return (request, now) => {
    const salt = singleHeader(request, securityHeaders.salt);
    const timestamp = singleHeader(request, securityHeaders.timestamp);
    const signature = singleHeader(request, securityHeaders.signature);
    const key = singleHeader(request, securityHeaders.accessKey);
    if (!salt || !timestamp || !signature || !key || !/^\d+$/.test(timestamp)) return missingHeaders(request);

    const age = Math.floor(now / 1_000) - Number(timestamp);
    const { maximumAgeSeconds, maximumLeadSeconds } = securityLimits.timestamp;
    if (key !== accessKey) return unauthenticated("Unknown access key.");
    if (timestamp.length > 11)
      return unauthenticated("The timestamp is in milliseconds; it must be in seconds.");
    if (-age > maximumLeadSeconds) return unauthenticated(`The timestamp is ${-age} s in the future.`);
    if (age >= maximumAgeSeconds) return unauthenticated(`The timestamp is ${age} s old.`);
    const { method, target } = request;
    const prefix = `${method.toLowerCase()}${target}${salt}${timestamp}${accessKey}${secretKey}`;
    return isEqual(signature, sign(secretKey, prefix, hashedBody(request.body)))
      ? undefined
      : unauthenticated(invalidSignature);
  };
}

function missingHeaders(request: RawRequest): Rejection {
  const names = Object.values(securityHeaders).filter((name) => singleHeader(request, name) === undefined);
  const reason =
    names.length > 0
      ? `missing, empty or repeated: ${names.join(", ")}`
      : "have a timestamp that is not a whole number";
  return {
    status: 400,
    errorCode: errorCodes.missingAuthentication,
    message: `Authentication headers ${reason}.`,
  };
}

function unauthenticated(message: string): Rejection {
  return { status: 401, errorCode: errorCodes.unauthenticated, message };
}

/**
 * The text that Rapyd seems to hash: the parsed and re-serialised body, or nothing for an empty object. Only re-serialising explains three
 * facts: Rapyd's own Python sample signs compact JSON but sends it with whitespace; a signature over a body with whitespace is rejected;
 * and so is a signature over a number such as `10.00`.
 */
function hashedBody(body: Buffer): Buffer | string {
  try {
    const text = JSON.stringify(JSON.parse(body.toString("utf8")));
    return text === "{}" ? "" : text;
  } catch {
    // Not JSON, or too deep to be written.
    return body;
  }
}

function sign(secretKey: string, prefix: string, body: Buffer | string): Buffer {
  const hmac = createHmac("sha256", secretKey).update(prefix, "utf8").update(body);
  return Buffer.from(Buffer.from(hmac.digest("hex"), "latin1").toString("base64"), "latin1");
}

function isEqual(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, "latin1");
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
