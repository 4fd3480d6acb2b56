/** Faults that the emulator can have, so that a caller's own error handling can be tested. */

/** A fault, and the requests it affects. */
export type Fault = FaultMode & {
  /** Number of requests to affect. Default: 1. */
  times?: number | undefined;
  /** Which requests it affects. Default: all. */
  match?: ((request: RequestHead) => boolean) | undefined;
};

/** The faults, and their values. "Carried out" means that the request took effect nevertheless. */
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
  /** The emulator's clock is off by this time in milliseconds, in signature checks and in `Date`; it can be combined with any other fault. */
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
  /** At most one fault of the response. */
  fault: Exclude<FaultMode, { mode: "clock-skew" }> | undefined;
  clockOffsetMs: number;
}

/** Faults in the order in which they were injected. */
export interface Faults {
  /** Adds a fault; the function that it returns removes it. Throws a TypeError that says what is wrong with it. */
  inject: (fault: Fault) => () => void;
  /** Removes every fault. */
  clear: () => void;
  /** The faults of one request, used up by it. */
  take: (request: RequestHead) => FaultState;
}

/** No faults yet. */
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
      if (isTaken || entry.left <= 0 || fault.match?.(request) === false) continue;
      entry.left -= 1;
      if (fault.mode === "clock-skew") state.clockOffsetMs += fault.offsetMs;
      else state.fault = fault;
    }
    faults.splice(0, faults.length, ...faults.filter(({ left }) => left > 0));
    return state;
  }

  return { inject, take, clear: () => void faults.splice(0) };
}

/** Whether a request with this fault is carried out before the fault shows. */
export function isCarriedOut(fault: FaultState["fault"]): boolean {
  const refusing = ["html-200", "error-200", "status", "api-error", "redirect"];
  return fault === undefined || !refusing.includes(fault.mode);
}

/** Every mode, with the value that it needs. */
const neededValues: Readonly<Record<FaultMode["mode"], string | undefined>> = {
  "reset-before-read": undefined,
  "reset-after-commit": undefined,
  "stall-headers": undefined,
  "stall-body": undefined,
  truncate: undefined,
  "empty-500": undefined,
  "invalid-json": undefined,
  "html-200": undefined,
  "error-200": undefined,
  status: "status",
  "api-error": "status",
  redirect: "location",
  slow: "delayMs",
  "clock-skew": "offsetMs",
};

/** Names of all modes. */
export const faultModes: readonly string[] = Object.keys(neededValues);

function checkFault({ mode, times, ...values }: Fault): void {
  if (!Object.hasOwn(neededValues, mode)) {
    throw new TypeError(`Unknown fault "${mode}"; use ${faultModes.join(", ")}.`);
  }
  if (times !== undefined && !(typeof times === "number" && times >= 1))
    throw new TypeError(`times must be 1 or more, not ${String(times)}.`);
  const needed = neededValues[mode];
  if (needed === undefined) return;
  const value: unknown = Reflect.get(values, needed);
  const isGood =
    mode === "redirect" ? typeof value === "string" && isHeaderValue(value) : Number.isFinite(value);
  if (!isGood) throw new TypeError(`The fault "${mode}" needs a valid ${needed}, not ${String(value)}.`);
  if (needed === "status" && !(Number(value) >= 200 && Number(value) <= 599)) {
    throw new TypeError(`status must be from 200 to 599, not ${String(value)}.`);
  }
  // A longer timer fires immediately, and a date beyond this is none.
  if (mode === "slow" && !(Number(value) >= 0 && Number(value) < 2 ** 31))
    throw new TypeError(`delayMs must be from 0 to ${2 ** 31 - 1}, not ${String(value)}.`);
  if (mode === "clock-skew" && !(Math.abs(Number(value)) <= 1e14))
    throw new TypeError(`offsetMs must be from -1e14 to 1e14, not ${String(value)}.`);
  const { headers = {} } = values as { headers?: unknown };
  if (Object(headers) !== headers || !Object.values(headers as object).every(isHeaderValue))
    throw new TypeError("headers must be an object whose values are valid header values.");
}

function isHeaderValue(value: unknown): boolean {
  return typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
