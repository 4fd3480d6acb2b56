/** When the next request may be sent: evenly spaced, and later after a failure. */
import type { RequestOptions } from "../options.js";
import {
  AbortError,
  ApiError,
  AuthenticationError,
  RapydError,
  RateLimitError,
  ValidationError,
} from "../errors.js";
import { ExactlyOnceError, messageOf } from "./errors.js";
import type { System } from "./system.js";

/** One request by a method of the client, which it passes these options. */
export type SendRequest<Value> = (options: RequestOptions) => Promise<Value>;

/** Requests of one import, all together. */
export interface Pace {
  /** Sends one request when its turn comes. A failure delays every later turn. Rejects with the failure, or with an AbortError. */
  once: <Value>(send: SendRequest<Value>) => Promise<Value>;
  /** As {@link Pace.once}, and again as long as a request certainly had no effect, and did not fail finally. */
  untilKnown: <Value>(send: SendRequest<Value>) => Promise<Value>;
  /** Waits until a time of the system's `elapsed`. Rejects with an AbortError. */
  waitUntil: (time: number) => Promise<void>;
  /** Requests sent. */
  requests: () => number;
  /** Milliseconds since 1970 until which no request is sent after a failure; undefined while requests are sent. */
  pausedUntil: () => number | undefined;
}

/** Settings of a {@link Pace}. */
export interface PaceSettings {
  requestsPerMinute: number;
  signal: AbortSignal | undefined;
  /** Called when a pause begins. */
  onPause?: () => void;
}

/** Requests a minute, unless the caller says otherwise: three quarters of what Rapyd's firewall was seen to allow. */
export const defaultRequestsPerMinute = 150;

const minuteMs = 60_000;

/** Longest delay that a timer can hold. */
const maxTimerMs = 2 ** 31 - 1;

/** Failed requests in a row after which it gives up: with these pauses some 10 minutes. */
const maxFailures = 20;

/** Pause after the n-th failure in a row: half to all of `firstMs` times 2^(n-1), and `maxMs` at most. */
const backoff = { firstMs: 500, maxMs: minuteMs } as const;

/**
 * Whether a failure is final, so that the same request would fail again: it was rejected, aborted or never sent. A redirect, a page of
 * a proxy or a broken connection is not.
 */
export function isFinal(error: RapydError): boolean {
  if (error instanceof ApiError) return error.httpStatus >= 400 && !error.isTransient;
  return error instanceof ValidationError || error instanceof AbortError || error instanceof ExactlyOnceError;
}

/** Starts a pace. */
export function createPace(
  system: System,
  { requestsPerMinute, signal, onPause = () => undefined }: PaceSettings,
): Pace {
  const intervalMs = minuteMs / requestsPerMinute;
  let nextTurnAt = -Infinity;
  let pauseEndsAt = -Infinity;
  /** Until then the pace is halved. */
  let slowUntil = -Infinity;
  let requests = 0;
  /** Failures in a row; requests that were under way together count once. */
  let failures = 0;
  let failedUpTo = 0;
  let queue: Promise<unknown> = Promise.resolve();

  /** Turns come one after the other. Resolves with the turn's number. */
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
      // It may be this machine's clock, which the client corrects in a retry.
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
    // Whatever the window of a minute began, it has ended a minute from now.
    const pauseMs = askedMs ?? (isRateLimited ? minuteMs : (backoffMs * (1 + system.random())) / 2);
    pauseEndsAt = Math.max(pauseEndsAt, system.elapsed() + pauseMs);
    if (isRateLimited) slowUntil = pauseEndsAt + minuteMs;
    if (failures >= maxFailures) {
      const { mayHaveSucceeded } = error;
      const message = `${failures} requests in a row failed, the last with: ${messageOf(error)}`;
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
    waitUntil,
    requests: () => requests,
    pausedUntil: () => {
      const leftMs = pauseEndsAt - system.elapsed();
      return leftMs > 0 ? system.now() + leftMs : undefined;
    },
  };
}
