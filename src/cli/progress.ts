/** Progress on standard error: one rewritten line on a terminal, otherwise a line every 10 seconds. */

/** Progress to show. */
export interface JobProgress {
  done: number;
  /** Undefined if unknown. */
  total: number | undefined;
  /** Such as `3 rejected`; empty strings are skipped. */
  notes: readonly string[];
  requests: number;
  /** Milliseconds since 1970. */
  pausedUntil: number | undefined;
  /** Failure that caused the pause, if any. */
  pausedBy: Error | undefined;
}

/** Shows the progress of one job. */
export interface ProgressDisplay {
  update: (progress: JobProgress) => void;
  /** Stops the display and clears its line. Call it when the job is over, or before writing anything else. */
  end: () => void;
}

/** Standard error, or a test's own stream. */
export interface ProgressStream {
  isTTY?: boolean;
  columns?: number;
  write: (text: string) => unknown;
}

const [redrawMs, lineMs, windowMs] = [250, 10_000, 60_000];

/** Shows the progress until `end` is called. */
export function showProgress(noun: string, stream: ProgressStream = process.stderr): ProgressDisplay {
  const isTerminal = stream.isTTY === true;
  /** Samples of the last minute. */
  const samples: { at: number; done: number; requests: number }[] = [];
  let latest: JobProgress | undefined;
  const timer = setInterval(draw, isTerminal ? redrawMs : lineMs);
  timer.unref();

  function draw(): void {
    if (latest === undefined) return;
    const now = performance.now();
    samples.push({ at: now, done: latest.done, requests: latest.requests });
    while (now - (samples[0]?.at ?? now) > windowMs) samples.shift();
    const text = describeProgress(noun, latest, samples, Date.now());
    if (!isTerminal) stream.write(`${text}\n`);
    else stream.write(`\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  }

  return {
    update: (progress) => {
      latest = progress;
      if (samples.length === 0) samples.push({ at: performance.now(), done: progress.done, requests: 0 });
    },
    end: () => {
      clearInterval(timer);
      if (isTerminal) stream.write("\r\x1b[2K");
    },
  };
}

/**
 * Such as `[####----] 1,200 of 3,000 records, 3 rejected, 148/min, 12 min left`, where `/min` counts requests. `now` is in milliseconds
 * since 1970; each sample's `at` is in milliseconds since any fixed moment.
 */
export function describeProgress(
  noun: string,
  { done, total, notes, requests, pausedUntil, pausedBy }: JobProgress,
  samples: readonly { at: number; done: number; requests: number }[],
  now: number,
): string {
  const [first, last] = [samples.at(0), samples.at(-1)];
  const minutes = first && last ? (last.at - first.at) / 60_000 : 0;
  const perMinute = minutes > 0 ? (requests - (first?.requests ?? 0)) / minutes : 0;
  // Records that exist are done without a request.
  const donePerMinute = Math.min(perMinute, minutes > 0 ? (done - (first?.done ?? 0)) / minutes : 0);
  const isLeft = total !== undefined && total > done && donePerMinute > 0;
  const parts = [
    `${formatNumber(done)}${total === undefined ? "" : ` of ${formatNumber(total)}`} ${noun}`,
    ...notes,
    pausedUntil !== undefined && pausedUntil > now
      ? `paused for ${Math.ceil((pausedUntil - now) / 1_000)} s${pausedBy ? ` after ${pausedBy.message}` : ""}`
      : perMinute > 0 && `${formatNumber(Math.round(perMinute))}/min`,
    isLeft && `${formatMinutes((total - done) / donePerMinute)} left`,
  ];
  const bar = total === undefined ? "" : `${drawBar(total === 0 ? 1 : done / total)} `;
  return bar + parts.filter(Boolean).join(", ");
}

function drawBar(share: number): string {
  const length = Math.floor(Math.min(1, share) * 20);
  return `[${"#".repeat(length)}${"-".repeat(20 - length)}]`;
}

function formatMinutes(minutes: number): string {
  return minutes < 1 ? "less than a minute" : `${formatNumber(Math.ceil(minutes))} min`;
}

/** A whole number with commas. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US");
}
