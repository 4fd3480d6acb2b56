/** The time that signatures carry, corrected when the server shows that ours is wrong. */

/** Difference that a rejected signature is put down to. A smaller one fits into the time that Rapyd allows. */
const suspiciousSkewMs = 30_000;

/** Clock of one client. */
export interface Clock {
  /** Corrected milliseconds since 1970. */
  now: () => number;
  /**
   * Compares the time of a rejected signature with the answer's `Date` header and sets the clock when they are too far apart, or when
   * ours ran ahead, since Rapyd refuses a time in the future. Returns the correction in milliseconds; undefined when the clock was right.
   */
  correct: (dateHeader: string | null, signedAt: number) => number | undefined;
}

/** Clock that starts as the machine's own. */
export function createClock(machineNow: () => number): Clock {
  let offsetMs = 0;
  return {
    now: () => machineNow() + offsetMs,
    correct: (dateHeader, signedAt) => {
      const serverTime = Date.parse(dateHeader ?? "");
      if (Number.isNaN(serverTime)) return undefined;
      const ranAhead = Math.floor(signedAt / 1_000) * 1_000 > serverTime;
      if (!ranAhead && Math.abs(serverTime - signedAt) <= suspiciousSkewMs) return undefined;
      offsetMs = serverTime - machineNow();
      return offsetMs;
    },
  };
}
