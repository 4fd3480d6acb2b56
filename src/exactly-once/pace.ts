/** Paces requests: evenly spaced, and delayed after a failure. */
import { maxTimerMs, type RequestOptions } from "../options.js";
import {
  AbortError,
  ApiError,
  AuthenticationError,
  messageOf,
  RapydError,
  RateLimitError,
  ValidationError,
} from "../errors.js";
import { ExactlyOnceError } from "./errors.js";
import type { System } from "./system.js";

/** Sends one request by calling a client method with these options. */
export type SendRequest<Value> = (options: RequestOptions) => Promise<Value>;

/** The pace of all requests of one job, such as an import. */
export interface Pace {
  /**
   * Sends one request in its turn. After an authentication error, calls `send` once more: if the clock was wrong, the client then signs
   * with a corrected time. A failure that is not final (see {@link isFinal}) delays every later turn. Rejects with the failure, with an
   * {@link ExactlyOnceError} after too many consecutive failures, or with an AbortError if {@link PaceSettings.signal} aborts before the
   * request is sent.
   */
  once: <Value>(send: SendRequest<Value>) => Promise<Value>;
  /** Like {@link Pace.once}, but retries after each failure that is not final, if the request certainly had no effect. */
  untilKnown: <Value>(send: SendRequest<Value>) => Promise<Value>;
  /** Waits until the system's `elapsed` reaches this time. Rejects with an AbortError if {@link PaceSettings.signal} aborts first. */
  waitUntil: (time: number) => Promise<void>;
  /** Number of requests sent. */
  requests: () => number;
  /** End of the current pause or wait, in milliseconds since 1970; undefined if there is none. */
  pausedUntil: () => number | undefined;
  /** Failure that caused the current pause; undefined if there is no pause after a failure. */
  pausedBy: () => RapydError | undefined;
}

/** Settings of a {@link Pace}. */
export interface PaceSettings {
  requestsPerMinute: number;
  signal: AbortSignal | undefined;
  /** Called when a pause or a {@link Pace.waitUntil} begins. */
  onPause?: () => void;
}

/** Default requests per minute. Rapyd documents no single limit. If an account's limit is lower than this, 429 responses slow the pace. */
export const defaultRequestsPerMinute = 150;

const minuteMs = 60_000;

/** Number of consecutive failed requests after which the pace gives up. With the pauses below, that takes about 10 minutes. */
const maxFailures = 20;

/**
 * Pause after a failure that was not a 429 and had no `Retry-After`: a random time from half a limit to the whole limit. After the n-th
 * consecutive failure, the limit is `firstMs` times 2^(n-1), but at most `maxMs`.
 */
const backoff = { firstMs: 500, maxMs: minuteMs } as const;

/**
 * Whether a failure is final: the request was rejected, aborted or invalid, so retrying it unchanged is useless. A redirect, a proxy's page
 * or a broken connection is not final.
 */
export function isFinal(error: RapydError): boolean {
  if (error instanceof ApiError) return error.httpStatus >= 400 && !error.isTransient;
  return error instanceof ValidationError || error instanceof AbortError || error instanceof ExactlyOnceError;
}

/** Creates a pace; its first request may be sent immediately. */
export function createPace(
  system: System,
  { requestsPerMinute, signal, onPause = () => undefined }: PaceSettings,
): Pace {
  const intervalMs = minuteMs / requestsPerMinute;
  let nextTurnAt = -Infinity;
  let pauseEndsAt = -Infinity;
  let lastFailure: RapydError | undefined;
  /** The pace is halved until the system's `elapsed` clock reaches this value. */
  let slowUntil = -Infinity;
  let requests = 0;
  /** End of the latest {@link Pace.waitUntil}, as a value of the system's `elapsed`. */
  let waitEndsAt = -Infinity;
  /** Number of consecutive failures. Failures of requests that were under way simultaneously count as one. */
  let failures = 0;
  let failedUpTo = 0;
  let queue: Promise<unknown> = Promise.resolve();

  /** Waits for the next turn, in the order of the calls. Resolves with the turn's number. */
  function takeTurn(): Promise<number> {
    const turn = queue.then(async () => {
      for (let at; (at = Math.max(nextTurnAt, pauseEndsAt)) > system.elapsed();) await waitUntil(at);
      if (signal?.aborted) throw abortError();
      const now = system.elapsed();
      const interval = now < slowUntil ? 2 * intervalMs : intervalMs;
      // A timer that fires late must not slow the pace; a longer delay is not made up for.
      nextTurnAt = (now - nextTurnAt < interval ? nextTurnAt : now) + interval;
      return ++requests;
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  async function once<Value>(send: SendRequest<Value>, maxRetries = 0): Promise<Value> {
    const turn = await takeTurn();
    try {
      const value = await send({ maxRetries });
      failures = 0;
      return value;
    } catch (error) {
      // The clock may be wrong, which the client corrects in a retry.
      if (error instanceof AuthenticationError && maxRetries === 0) return once(send, 1);
      if (error instanceof RapydError && !isFinal(error)) noteFailure(turn, error);
      throw error;
    }
  }

  async function untilKnown<Value>(send: SendRequest<Value>): Promise<Value> {
    for (;;) {
      try {
        return await once(send);
      } catch (error) {
        if (!(error instanceof RapydError) || error.mayHaveSucceeded || isFinal(error)) throw error;
      }
    }
  }

  function noteFailure(turn: number, error: RapydError): void {
    if (turn > failedUpTo) {
      failures += 1;
      failedUpTo = requests;
    }
    const askedMs = error instanceof ApiError ? error.retryAfterMs : undefined;
    const isRateLimited = error instanceof RateLimitError;
    const backoffMs = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (failures - 1));
    // A minute from now, any one-minute window has ended.
    const pauseMs = askedMs ?? (isRateLimited ? minuteMs : (backoffMs * (1 + system.random())) / 2);
    pauseEndsAt = Math.max(pauseEndsAt, system.elapsed() + pauseMs);
    lastFailure = error;
    if (isRateLimited) slowUntil = pauseEndsAt + minuteMs;
    if (failures >= maxFailures) {
      const { mayHaveSucceeded } = error;
      const message = `${failures} consecutive requests failed, the last with: ${messageOf(error)}`;
      throw new ExactlyOnceError(message, { mayHaveSucceeded, isTransient: true, cause: error });
    }
    onPause();
  }

  async function waitUntil(time: number): Promise<void> {
    for (let leftMs; (leftMs = time - system.elapsed()) > 0;) await wait(Math.min(leftMs, maxTimerMs));
  }

  function wait(delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError());
      const end = (finish: () => void) => (): void => {
        signal?.removeEventListener("abort", onAbort);
        system.clearTimeout(timer);
        finish();
      };
      const onAbort = end(() => reject(abortError()));
      const timer = system.setTimeout(end(resolve), delayMs);
      signal?.addEventListener("abort", onAbort);
    });
  }

  function abortError(): AbortError {
    return new AbortError("aborted before the request was sent", { cause: signal?.reason as unknown });
  }

  return {
    once: (send) => once(send),
    untilKnown,
    waitUntil: (time) => {
      waitEndsAt = time;
      onPause();
      return waitUntil(time);
    },
    requests: () => requests,
    pausedUntil: () => {
      const leftMs = Math.max(pauseEndsAt, waitEndsAt) - system.elapsed();
      return leftMs > 0 ? system.now() + leftMs : undefined;
    },
    pausedBy: () => (pauseEndsAt > system.elapsed() ? lastFailure : undefined),
  };
}
