/** Carries a call to its end: sends it, and repeats it as long as that is safe and can help. */
import { errorCodes } from "../generated/error-codes.js";
import type { Answer } from "./answer.js";
import { type Attempt, createSender, effectOf } from "./attempt.js";
import { brokenCallError, scrubFor } from "./call-errors.js";
import type { CallState } from "./call-state.js";
import { createClock } from "./clock.js";
import { failureCodes } from "./failure.js";
import { type AttemptEvent, notify } from "./observe.js";
import type { Settings } from "./options.js";
import { decideRetry, parseRetryAfter } from "./retry.js";
import { pathBelow } from "./route.js";
import type { Runtime } from "./runtime.js";

/** A request, before its address is split. */
export interface PreparedRequest {
  url: string;
  method: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** `""` when there is none. */
  body: string;
}

/** Reads a request to its end. */
export async function readRequest(request: Request): Promise<PreparedRequest> {
  const { url, method, headers } = request;
  return { url, method, headers: Object.fromEntries(headers), body: await request.text() };
}

/** Gives the last answer of a call, be it a success or not. Rejects when there is none. */
export type Transport = (
  request: PreparedRequest | Promise<PreparedRequest>,
  call: CallState,
) => Promise<Answer>;

/** Transport of one client, with a clock of its own. */
export function createTransport(settings: Settings, runtime: Runtime): Transport {
  const send = createSender(settings, runtime);
  const clock = createClock(runtime.now);

  return async (request, call) => {
    const read = request instanceof Promise ? await call.deadline.race(request).catch(endOf) : request;
    const { url, method, headers, body } = read;
    const outgoing = { method, path: pathBelow(settings.baseUrl, url), headers, body };
    call.headers = headers;
    call.bodies.add(body);
    for (;;) {
      const started = runtime.elapsed();
      const signedAt = clock.now();
      const attempt = await send(outgoing, call, signedAt);
      const waitMs = correctedClock(attempt, signedAt) ? 0 : retryWait(attempt);
      if (settings.onAttempt !== undefined) {
        const scrubbed = (text: string): string => scrubFor(call, text, settings.credentials);
        notify(settings.onAttempt, eventOf(call, attempt, runtime.elapsed() - started, waitMs, scrubbed));
      }
      if (waitMs === undefined) {
        if (attempt.kind !== "broken") return attempt.answer;
        throw broken(attempt.error);
      }
      await call.deadline.wait(waitMs).catch((error: unknown) => {
        throw broken(error);
      });
    }

    function endOf(error: unknown): never {
      throw call.deadline.ended() === undefined ? error : broken(error);
    }

    function broken(error: unknown): unknown {
      call.ownError = brokenCallError(call, error, settings.credentials);
      return call.ownError;
    }

    /** Whether the signature was refused for its time, and the clock is now right. Only once in a call. */
    function correctedClock(attempt: Attempt, signedAt: number): boolean {
      // A 5xx may carry the same code, and no repeat of it is safe.
      const isRefused =
        attempt.kind === "failure" &&
        attempt.failure.effect === "none" &&
        attempt.failure.errorCode === errorCodes.unauthenticated;
      if (!isRefused || call.clockCorrectionMs !== undefined) return false;
      call.clockCorrectionMs = clock.correct(attempt.answer.headers.get("date"), signedAt);
      return call.clockCorrectionMs !== undefined;
    }

    function retryWait(attempt: Attempt): number | undefined {
      if (attempt.kind === "success" || call.deadline.ended() !== undefined) return undefined;
      if (attempt.kind === "failure" && !attempt.failure.transient) return undefined;
      const header = call.operation?.idempotencyHeader;
      const decision = decideRetry({
        // As sent: middleware may have made another of it.
        method,
        attempt: call.attempts,
        maxRetries: call.maxRetries,
        effect: effectOf(attempt),
        idempotentPost: settings.idempotentPosts && header !== undefined && header in headers,
        retryAfterMs:
          attempt.kind === "failure" ? parseRetryAfter(attempt.answer.headers, clock.now()) : undefined,
        timeLeftMs: call.deadline.timeLeft(),
        random: runtime.random(),
      });
      return decision.retry ? decision.waitMs : undefined;
    }
  };
}

function eventOf(
  call: CallState,
  attempt: Attempt,
  durationMs: number,
  willRetryInMs: number | undefined,
  scrubbed: (text: string) => string,
): AttemptEvent {
  const ended = attempt.kind === "broken" ? call.deadline.ended() : undefined;
  return {
    operationId: call.operation?.operationId ?? "",
    method: call.method,
    path: call.path,
    attempt: call.attempts,
    status: attempt.kind === "broken" ? 0 : attempt.answer.status,
    durationMs,
    errorCode: ended ?? scrubbed(eventCode(attempt)),
    rapydOperationId: scrubbed(rapydOperationId(attempt)),
    willRetryInMs,
    warnings: call.warnings,
  };
}

function rapydOperationId(attempt: Attempt): string {
  if (attempt.kind === "broken") return "";
  return (attempt.kind === "success" ? attempt.success : attempt.failure).operationId;
}

function eventCode(attempt: Attempt): string {
  if (attempt.kind === "success") return "";
  if (attempt.kind === "failure") return attempt.failure.errorCode;
  return failureCodes(attempt.error)[0] ?? "unknown";
}
