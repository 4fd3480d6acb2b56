/** The time that signatures carry, and its correction when the machine's clock is wrong. */
import { securityLimits } from "../generated/client.js";

/** Clock of one client. */
export interface Clock {
  /** Milliseconds since 1970 by the machine's clock, plus the last accepted offset. */
  now: () => number;
  /**
   * Compares the time of a rejected signature with the response's `Date` header. Returns the offset in milliseconds to sign with next;
   * undefined when the header has no valid date, or when the time does not explain the rejection. A signature time ahead of the server's
   * always explains the rejection, because Rapyd rejects times in the future. Does not change the clock: a gateway's `Date` may be wrong,
   * so only {@link Clock.accept} keeps an offset.
   */
  offsetFrom: (dateHeader: string | null, signedAt: number) => number | undefined;
  /** Keeps an offset with which a signature was accepted. */
  accept: (offsetMs: number) => void;
  /** Saves an offset that this call can no longer try, so that the next call tries it. */
  suggest: (offsetMs: number | undefined) => void;
  /** Offset that an earlier call saved for this call to try, returned only once; undefined if there is none. */
  takeSuggestion: () => number | undefined;
}

/**
 * Half the age that Rapyd allows, in milliseconds. A rejection is put down to the clock if the signature's time is ahead of the server's at
 * all, or behind it by more than this.
 */
const suspiciousSkewMs = securityLimits.timestamp.maximumAgeSeconds * 500;

/** Clock that shows the machine's time until an offset is accepted. */
export function createClock(machineNow: () => number): Clock {
  let offsetMs = 0;
  let suggested: number | undefined;
  return {
    now: () => machineNow() + offsetMs,
    offsetFrom: (dateHeader, signedAt) => {
      const serverTime = Date.parse(dateHeader ?? "");
      if (Number.isNaN(serverTime)) return undefined;
      const ranAhead = Math.floor(signedAt / 1_000) * 1_000 > serverTime;
      return ranAhead || Math.abs(serverTime - signedAt) > suspiciousSkewMs
        ? serverTime - machineNow()
        : undefined;
    },
    accept: (accepted) => {
      offsetMs = accepted;
    },
    suggest: (suggestion) => {
      suggested = suggestion;
    },
    takeSuggestion: () => {
      const taken = suggested;
      suggested = undefined;
      return taken;
    },
  };
}
