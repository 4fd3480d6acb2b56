/** Sends a call's request, signed anew each time, and repeats it as long as that is safe and can help. The only place that uses fetch. */
import { mediaType } from "../generated/client.js";
import * as errorCodes from "../generated/error-codes.js";
import { type Outcome, readAnswer, readOutcome, withoutAnswer } from "./answer.js";
import type { Input } from "./check/request.js";
import type { Deadline } from "./deadline.js";
import { type AttemptEvent, type Operation, pathBelow } from "./operation.js";
import type { Settings } from "./options.js";
import { decideRetry, type Effect, failureCodes, failureEffect, parseRetryAfter } from "./retry.js";
import type { Runtime } from "./runtime.js";
import { createClock, createSalt, createSigner } from "./sign.js";

/** A request, as openapi-fetch has built it. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The very text that is signed; `""` sends no body. */
  readonly body: string;
}

/** One call, and what has become of it so far. */
export interface Call {
  /** Undefined for a call through `raw` to a path that is not described. */
  readonly operation: Operation | undefined;
  /** Whose success is expected; undefined for a call through `raw`, which takes any JSON. */
  readonly form: Operation | undefined;
  /** Values that the method was given; undefined for a call through `raw`. */
  readonly input: Input | undefined;
  readonly callerSignal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly method: string;
  /** For messages and observers: the template, so that it holds no id; the path as sent when there is none. */
  readonly path: string;
  readonly maxRetries: number;
  readonly deadline: Deadline;
  /** Requests sent. */
  attempts: number;
  /** Requests under way. Middleware may send several at once. */
  pending: number;
  /** What the requests that are over can have done. It only grows. */
  effect: Effect;
  /** Milliseconds by which the clock was corrected for this call; undefined when it was not. */
  clockCorrectionMs: number | undefined;
  /** Requests as they were sent, signature included: an answer may repeat them. */
  readonly sent: BuiltRequest[];
}

/** Gives the last attempt of a call. Never rejects, but for a request that leaves the base URL (TypeError). */
export type Send = (request: BuiltRequest, call: Call) => Promise<Outcome>;

/** Sender of one client, with a clock of its own. */
export function createSend(settings: Settings, runtime: Runtime): Send {
  const sign = createSigner(settings.credentials);
  const clock = createClock(runtime.now);
  // A fetch of the caller's own may send a request more than once, or throw for reasons of its own.
  const isTrusted = settings.fetch === undefined;

  return async (request, call) => {
    const path = pathBelow(settings.baseUrl, request.url);
    for (;;) {
      const started = runtime.elapsed();
      const signedAt = clock.now();
      const attempt = await sendOnce(request, path, signedAt, call);
      const waitMs = waitBeforeRepeat(attempt, request, signedAt, call);
      tell(settings.onAttempt, () => eventOf(call, attempt, runtime.elapsed() - started, waitMs));
      if (waitMs === undefined) return attempt;
      // It rejects when the call must end: then what came is what there is.
      const isOver = await call.deadline.wait(waitMs).then(
        () => false,
        () => true,
      );
      if (isOver) return attempt;
    }
  };

  async function sendOnce(
    { method, url, body, headers: built }: BuiltRequest,
    path: string,
    signedAt: number,
    call: Call,
  ): Promise<Outcome> {
    const fetch = settings.fetch ?? runtime.fetch();
    const timestamp = Math.floor(signedAt / 1_000);
    const security = await sign({ method, path, salt: createSalt(runtime.uuid), timestamp, body });
    if (call.deadline.ended() !== undefined) return withoutAnswer(undefined, "none");
    if (fetch === undefined)
      return withoutAnswer(new TypeError("this platform has no fetch; pass one as the option fetch"), "none");
    // The signature comes last: nobody else may set its headers.
    const headers = { accept: mediaType, "content-type": mediaType, ...built, ...security };
    call.attempts += 1;
    call.pending += 1;
    call.sent.push({ url, method, headers, body });
    const attempt = await exchange(fetch, settings.baseUrl + path, { method, headers, body }, call);
    call.pending -= 1;
    // A success too: should the call still fail, what it did must not be forgotten.
    if (attempt.effect === "possible") call.effect = "possible";
    return attempt;
  }

  async function exchange(
    fetch: typeof globalThis.fetch,
    url: string,
    { method, headers, body }: Omit<BuiltRequest, "url">,
    { deadline, form }: Call,
  ): Promise<Outcome> {
    try {
      const init: RequestInit = { method, headers, redirect: "manual", signal: deadline.signal };
      if (body !== "") init.body = body;
      // A redirect would carry keys, signature and body to wherever it points, so it is an answer like any other.
      const asked = fetch(url, init);
      // A fetch of the caller's own may forget to return a promise.
      const response = await deadline.race(Promise.resolve(asked));
      if (!isResponse(response))
        throw new TypeError("the option fetch gave something that is not a Response");
      const answer = await readAnswer(response, deadline);
      // Whatever a refusal had to say, its status came; a success that never ends is not one.
      if (deadline.ended() !== undefined && answer.isCutOff && answer.status < 300)
        throw new Error("cut off");
      const outcome = readOutcome(answer, form);
      return isTrusted || outcome.success ? outcome : { ...outcome, effect: "possible" };
    } catch (error) {
      const isBelieved = isTrusted && deadline.ended() === undefined;
      return withoutAnswer(error, isBelieved ? failureEffect(error) : "possible");
    }
  }

  /** Milliseconds to wait before the same request is sent again; undefined when it must not be, or need not. */
  function waitBeforeRepeat(
    attempt: Outcome,
    { method, headers }: BuiltRequest,
    signedAt: number,
    call: Call,
  ): number | undefined {
    const { answer, success, transient } = attempt;
    const isCorrected = correctClock(attempt, signedAt, call);
    if (success || call.deadline.ended() !== undefined || !(transient || isCorrected)) return undefined;
    const header = call.operation?.idempotencyHeader;
    return decideRetry({
      method,
      attempt: call.attempts,
      maxRetries: call.maxRetries,
      effect: call.pending > 0 ? "possible" : call.effect,
      idempotentPost: settings.idempotentPosts && header !== undefined && header in headers,
      retryAfterMs: isCorrected ? 0 : answer && parseRetryAfter(answer.headers, clock.now()),
      timeLeftMs: call.deadline.timeLeft(),
      random: runtime.random(),
    });
  }

  /** Whether the signature was refused for its time, and the clock is now right. Only once in a call. */
  function correctClock({ answer, errorCode }: Outcome, signedAt: number, call: Call): boolean {
    // A 5xx may carry the same code, and no repeat of it is safe.
    const isRefused = errorCode === errorCodes.unauthenticated && answer !== undefined && answer.status < 500;
    if (!isRefused || call.clockCorrectionMs !== undefined) return false;
    call.clockCorrectionMs = clock.correct(answer.headers.get("date"), signedAt);
    return call.clockCorrectionMs !== undefined;
  }
}

/** Whether it has what an answer is read from; a stand-in of a test often has only half. */
function isResponse(answered: Partial<Response> | undefined): answered is Response {
  return typeof answered?.status === "number" && typeof answered.headers?.get === "function";
}

function eventOf(
  { operation, method, path, attempts, deadline }: Call,
  { answer, errorCode, operationId, error }: Outcome,
  durationMs: number,
  willRetryInMs: number | undefined,
): AttemptEvent {
  return {
    operationId: operation?.operationId ?? "",
    method,
    path,
    attempt: attempts,
    status: answer?.status ?? 0,
    durationMs,
    errorCode: answer ? errorCode : (deadline.ended() ?? failureCodes(error)[0] ?? "unknown"),
    rapydOperationId: operationId,
    willRetryInMs,
  };
}

/** Tells the observer. A broken observer must not break a payment. */
function tell(observer: ((event: AttemptEvent) => void) | undefined, event: () => AttemptEvent): void {
  if (observer === undefined) return;
  try {
    // An asynchronous observer returns a promise, whatever its type says.
    const result: unknown = observer(event());
    Promise.resolve(result).catch(() => undefined);
  } catch {
    // Ignored, as the option's description says.
  }
}
