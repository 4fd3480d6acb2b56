import { describe, expect, test, vi } from "vitest";
import { describeProgress, type JobProgress, showProgress } from "../../../src/cli/progress.js";

const progress = {
  done: 1_200,
  total: 3_000,
  notes: ["3 rejected", ""],
  requests: 300,
  pausedUntil: undefined,
  pausedBy: undefined,
};
const samples = [
  { at: 0, done: 1_000, requests: 100 },
  { at: 60_000, done: 1_200, requests: 300 },
];

test.each<[string, JobProgress, string]>([
  [
    "progress, pace and time left",
    progress,
    "[########------------] 1,200 of 3,000 records, 3 rejected, 200/min, 9 min left",
  ],
  [
    "a pace without the records of an earlier run, which need no request",
    { ...progress, requests: 150, notes: [] },
    "[########------------] 1,200 of 3,000 records, 50/min, 36 min left",
  ],
  [
    "a pause, with the seconds left",
    { ...progress, pausedUntil: 31_500 },
    "[########------------] 1,200 of 3,000 records, 3 rejected, paused for 32 s, 9 min left",
  ],
  [
    "the reason for a pause",
    { ...progress, pausedUntil: 31_500, pausedBy: new Error("no response: ECONNREFUSED") },
    "[########------------] 1,200 of 3,000 records, 3 rejected, paused for 32 s after no response: ECONNREFUSED, 9 min left",
  ],
  ["no end if the total is unknown", { ...progress, total: undefined, notes: [] }, "1,200 records, 200/min"],
  [
    "the end, once reached",
    { ...progress, done: 3_000, notes: [] },
    "[####################] 3,000 of 3,000 records, 200/min",
  ],
  [
    "an import without records",
    { ...progress, done: 0, total: 0, notes: [], requests: 100 },
    "[####################] 0 of 0 records",
  ],
])("shows %s", (_, given, text) => {
  expect(describeProgress("records", given, samples, 0)).toBe(text);
});

describe("the progress line", () => {
  const written = (isTTY: boolean, passMs: number): string => {
    vi.useFakeTimers();
    try {
      let text = "";
      const display = showProgress("records", { isTTY, columns: 40, write: (more) => (text += more) });
      vi.advanceTimersByTime(1_000);
      expect(text).toBe("");
      display.update(progress);
      vi.advanceTimersByTime(passMs);
      display.end();
      vi.advanceTimersByTime(60_000);
      return text;
    } finally {
      vi.useRealTimers();
    }
  };

  test("is rewritten on a terminal, fits its width, and is removed at the end", () => {
    const lines = written(true, 1_000).split("\r\x1b[2K");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines.slice(1, -1)) expect(line).toBe("[########------------] 1,200 of 3,000 r");
    expect(lines.at(-1)).toBe("");
  });

  test("is printed every 10 s elsewhere", () => {
    expect(written(false, 29_500).match(/\n/g)).toHaveLength(3);
  });
});
