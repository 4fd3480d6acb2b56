/** Faults that can be injected into the emulator, to test a caller's own error handling. */
import { isObject } from "../check/check.js";
import { showValue } from "../check-options.js";
import { didYouMean } from "../did-you-mean.js";

/** A fault, and the requests it affects. */
export type Fault = FaultMode & {
  /** Number of requests to affect. Default: 1. */
  times?: number | undefined;
  /** Returns whether the fault may affect this request. Default: all requests match. */
  match?: ((request: RequestHead) => boolean) | undefined;
};

/** The faults, and their values. "Carried out" means that the request took effect despite the fault. */
export type FaultMode =
  | { mode: SimpleFaultMode }
  /** Not carried out; the response has this status, these headers and an HTML page. */
  | { mode: "status"; status: number; headers?: Readonly<Record<string, string>> }
  /** Not carried out; the response is a Rapyd error with this status, code and message. */
  | { mode: "api-error"; status: number; errorCode: string; message?: string }
  /** Not carried out; the response is a 307 redirect to this URL. */
  | { mode: "redirect"; location: string }
  /** Delayed by this many milliseconds, then carried out and responded to. */
  | { mode: "slow"; delayMs: number }
  /**
   * The emulator's clock is off by this time in milliseconds, in signature checks and in `Date`; it can be combined with any other fault.
   */
  | { mode: "clock-skew"; offsetMs: number };

/** Modes that need nothing more than their name. */
export type SimpleFaultMode =
  /** The connection is reset before the body is read. Nothing is carried out. */
  | "reset-before-read"
  /** Carried out; the connection is reset instead of responding. */
  | "reset-after-commit"
  /** Carried out; no response ever arrives. */
  | "stall-headers"
  /** Carried out; half of the response arrives, then nothing more. */
  | "stall-body"
  /** Carried out; the connection closes in the middle of the response. */
  | "truncate"
  /** Carried out; the response is a 500 without a body. */
  | "empty-500"
  /** Carried out; the response is a 200 with invalid JSON. */
  | "invalid-json"
  /** Not carried out; the response is a 200 with an HTML page, as from a captive portal. */
  | "html-200"
  /** Not carried out; the response is a 200 whose envelope says ERROR. */
  | "error-200";

/** The part of a request that is known before its body is read. */
export interface RequestHead {
  method: string;
  /** Path and query as received. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

/** The faults of one request. */
export interface FaultState {
  /** The fault other than a clock skew, if any. */
  fault: Exclude<FaultMode, { mode: "clock-skew" }> | undefined;
  clockOffsetMs: number;
}

/** Faults in the order in which they were injected. */
export interface Faults {
  /** Adds a fault and returns a function that removes it. Throws a TypeError that says why the fault is invalid. */
  inject: (fault: Fault) => () => void;
  /** Removes every fault. */
  clear: () => void;
  /** Returns the faults of one request, and counts them as used. */
  take: (request: RequestHead) => FaultState;
}

/** Creates an empty set of faults. */
export function createFaults(): Faults {
  const faults: { fault: Fault; left: number }[] = [];

  function inject(fault: Fault): () => void {
    checkFault(fault);
    const entry = { fault, left: fault.times ?? 1 };
    faults.push(entry);
    return () => void (entry.left = 0);
  }

  function take(request: RequestHead): FaultState {
    const state: FaultState = { fault: undefined, clockOffsetMs: 0 };
    for (const entry of faults) {
      const { fault } = entry;
      const isTaken = fault.mode !== "clock-skew" && state.fault !== undefined;
      if (isTaken || entry.left <= 0 || (fault.match && !fault.match(request))) continue;
      entry.left -= 1;
      if (fault.mode === "clock-skew") state.clockOffsetMs += fault.offsetMs;
      else state.fault = fault;
    }
    faults.splice(0, faults.length, ...faults.filter(({ left }) => left > 0));
    return state;
  }

  return { inject, take, clear: () => void faults.splice(0) };
}

/**
 * Whether a request with this fault is carried out. Not meant for `reset-before-read`, which the server handles before reading the request.
 */
export function isCarriedOut(fault: FaultState["fault"]): boolean {
  const rejecting = ["html-200", "error-200", "status", "api-error", "redirect"];
  return fault === undefined || !rejecting.includes(fault.mode);
}

/** For each value, its requirement in words and the function that checks whether the value meets it. */
const requirements = {
  status: ["a number from 200 to 599", (value) => isBetween(value, 200, 599)],
  errorCode: ["a string, such as CREDIT_CARD_EXISTS", (value) => typeof value === "string"],
  location: ["a URL that a header can carry", isHeaderValue],
  // A longer timer fires immediately.
  delayMs: [`a number from 0 to ${2 ** 31 - 1}`, (value) => isBetween(value, 0, 2 ** 31 - 1)],
  // A date beyond this is invalid.
  offsetMs: ["a number from -1e14 to 1e14", (value) => isBetween(value, -1e14, 1e14)],
  headers: ["an object of valid header names and values", (value) => value === undefined || isHeaders(value)],
  message: ["a string", (value) => value === undefined || typeof value === "string"],
  times: [
    "a whole number from 1, or Infinity",
    (value) =>
      value === undefined || value === Infinity || (isBetween(value, 1, Infinity) && Number.isInteger(value)),
  ],
  match: ["a function", (value) => value === undefined || typeof value === "function"],
} satisfies Record<string, [requirement: string, isMet: (value: unknown) => boolean]>;

type ValueName = keyof typeof requirements;

/** Names of each mode's properties. */
const valuesOf: Readonly<Record<FaultMode["mode"], readonly ValueName[]>> = {
  "reset-before-read": [],
  "reset-after-commit": [],
  "stall-headers": [],
  "stall-body": [],
  truncate: [],
  "empty-500": [],
  "invalid-json": [],
  "html-200": [],
  "error-200": [],
  status: ["status", "headers"],
  "api-error": ["status", "errorCode", "message"],
  redirect: ["location"],
  slow: ["delayMs"],
  "clock-skew": ["offsetMs"],
};

/** Names of all modes. */
export const faultModes: readonly string[] = Object.keys(valuesOf);

/** Throws a TypeError if a fault has an unknown mode, an unknown property or an invalid value. */
function checkFault(fault: Fault): void {
  const { mode } = fault;
  if (!Object.hasOwn(valuesOf, mode))
    throw new TypeError(`Unknown fault "${String(mode)}"; use ${faultModes.join(", ")}.`);
  const names: readonly ValueName[] = [...valuesOf[mode], "times", "match"];
  const known: readonly string[] = ["mode", ...names];
  for (const name of Object.keys(fault))
    if (!known.includes(name))
      throw new TypeError(
        `${name} is not a property of the fault "${mode}"${didYouMean(name, names) || `; use ${names.join(", ")}`}`,
      );
  for (const name of names) {
    const value: unknown = Reflect.get(fault, name);
    const [requirement, isMet] = requirements[name];
    if (!isMet(value))
      throw new TypeError(`Fault "${mode}": ${name} must be ${requirement}, not ${showValue(value)}.`);
  }
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

function isHeaders(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(([name, one]) => /^[!#$%&'*+.^`|~\w-]+$/.test(name) && isHeaderValue(one))
  );
}

function isHeaderValue(value: unknown): boolean {
  return typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
