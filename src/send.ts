/** Sends a call's request, signed anew each time, and repeats it as long as that is safe and can help. The only place that uses fetch. */
import { mediaType } from "../generated/client.js";
import { errorCodes } from "../generated/error-codes.js";
import { type Answer, readAnswer } from "./answer.js";
import type { Input } from "./check/request.js";
import type { Deadline } from "./deadline.js";
import { type AttemptEvent, type Operation, pathBelow } from "./operation.js";
import type { Settings } from "./options.js";
import { type Outcome, readOutcome } from "./outcome.js";
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

/** How an attempt ended: with an answer, or without one. */
export type Attempt =
  | { readonly answer: Answer; readonly outcome: Outcome }
  | { readonly answer: undefined; readonly error: unknown; readonly effect: Effect };

/** Gives the last attempt of a call. Never rejects, but for a request that leaves the base URL (TypeError). */
export type Send = (request: BuiltRequest, call: Call) => Promise<Attempt>;

/** Sender of one client, with a clock of its own. */
export function createSend(settings: Settings, runtime: Runtime): Send {
  const sign = createSigner(settings.credentials);
  const clock = createClock(runtime.now);

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
    request: BuiltRequest,
    path: string,
    signedAt: number,
    call: Call,
  ): Promise<Attempt> {
    const { method, body } = request;
    const { deadline } = call;
    const fetch = settings.fetch ?? runtime.fetch();
    const timestamp = Math.floor(signedAt / 1_000);
    const security = await sign({ method, path, salt: createSalt(runtime.uuid), timestamp, body });
    if (deadline.ended() !== undefined) return { answer: undefined, error: undefined, effect: "none" };
    if (fetch === undefined) {
      const error = new TypeError("this platform has no fetch; pass one as the option fetch");
      return { answer: undefined, error, effect: "none" };
    }
    // The signature comes last: nobody else may set its headers.
    const headers = { accept: mediaType, "content-type": mediaType, ...request.headers, ...security };
    call.attempts += 1;
    call.pending += 1;
    call.sent.push({ url: request.url, method, headers, body });
    const attempt = await exchange(fetch, settings.baseUrl + path, { method, headers, body }, call);
    call.pending -= 1;
    if (effectOf(attempt) === "possible") call.effect = "possible";
    return attempt;
  }

  async function exchange(
    fetch: typeof globalThis.fetch,
    url: string,
    { body, ...init }: Omit<BuiltRequest, "url">,
    { deadline, form }: Call,
  ): Promise<Attempt> {
    try {
      const { signal } = deadline;
      // A redirect would carry keys, signature and body to wherever it points, so it is an answer like any other.
      const asked = fetch(url, { ...init, ...(body !== "" && { body }), redirect: "manual", signal });
      // A fetch of the caller's own may forget to return a promise.
      const response = await deadline.race(Promise.resolve(asked));
      if (!isResponse(response))
        throw new TypeError("the option fetch gave something that is not a Response");
      const answer = await readAnswer(response, deadline);
      // Whatever a refusal had to say, its status came; a success that never ends is not one.
      if (deadline.ended() !== undefined && answer.isCutOff && answer.status < 300)
        throw new Error("cut off");
      const outcome = readOutcome(answer, form);
      if (outcome.success || !mayHideAnother(settings)) return { answer, outcome };
      return { answer, outcome: { ...outcome, effect: "possible" } };
    } catch (error) {
      const isBelieved = deadline.ended() === undefined && !mayHideAnother(settings);
      return { answer: undefined, error, effect: isBelieved ? failureEffect(error) : "possible" };
    }
  }

  /** Milliseconds to wait before the same request is sent again; undefined when it must not be, or need not. */
  function waitBeforeRepeat(
    attempt: Attempt,
    { method, headers }: BuiltRequest,
    signedAt: number,
    call: Call,
  ): number | undefined {
    const { answer } = attempt;
    const isCorrected = correctClock(attempt, signedAt, call);
    if (call.deadline.ended() !== undefined || (answer && attempt.outcome.success)) return undefined;
    if (answer && !attempt.outcome.success && !attempt.outcome.transient && !isCorrected) return undefined;
    const header = call.operation?.idempotencyHeader;
    const decision = decideRetry({
      method,
      attempt: call.attempts,
      maxRetries: call.maxRetries,
      effect: call.pending > 0 ? "possible" : call.effect,
      idempotentPost: settings.idempotentPosts && header !== undefined && header in headers,
      retryAfterMs: isCorrected ? 0 : answer && parseRetryAfter(answer.headers, clock.now()),
      timeLeftMs: call.deadline.timeLeft(),
      random: runtime.random(),
    });
    return decision.retry ? decision.waitMs : undefined;
  }

  /** Whether the signature was refused for its time, and the clock is now right. Only once in a call. */
  function correctClock(attempt: Attempt, signedAt: number, call: Call): boolean {
    if (attempt.answer === undefined || attempt.outcome.success || call.clockCorrectionMs !== undefined)
      return false;
    const { status, headers } = attempt.answer;
    // A 5xx may carry the same code, and no repeat of it is safe.
    if (status >= 500 || attempt.outcome.errorCode !== errorCodes.unauthenticated) return false;
    call.clockCorrectionMs = clock.correct(headers.get("date"), signedAt);
    return call.clockCorrectionMs !== undefined;
  }
}

/** A fetch of the caller's own may send a request more than once, or throw for reasons of its own. */
function mayHideAnother({ fetch }: Settings): boolean {
  return fetch !== undefined;
}

/** Whether it has what an answer is read from; a stand-in of a test often has only half. */
function isResponse(answered: Partial<Response> | undefined): answered is Response {
  return typeof answered?.status === "number" && typeof answered.headers?.get === "function";
}

/** What an attempt can have done. A success certainly did; should the call still fail, that must not be forgotten. */
function effectOf(attempt: Attempt): Effect {
  if (attempt.answer === undefined) return attempt.effect;
  return attempt.outcome.success ? "possible" : attempt.outcome.effect;
}

function eventOf(
  { operation, method, path, attempts, deadline }: Call,
  attempt: Attempt,
  durationMs: number,
  willRetryInMs: number | undefined,
): AttemptEvent {
  const { answer } = attempt;
  const outcome = answer && attempt.outcome;
  const broken = deadline.ended() ?? (answer ? "" : (failureCodes(attempt.error)[0] ?? "unknown"));
  return {
    operationId: operation?.operationId ?? "",
    method,
    path,
    attempt: attempts,
    status: answer?.status ?? 0,
    durationMs,
    errorCode: outcome === undefined ? broken : outcome.success ? "" : outcome.errorCode,
    rapydOperationId: outcome?.operationId ?? "",
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
