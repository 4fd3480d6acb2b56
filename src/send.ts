/**
 * Sends a call's request, re-signed for each attempt, and retries it while that is safe and can help. The only place where the client calls
 * fetch.
 */
import { mediaType, version } from "../generated/client.js";
import type { Deadline } from "./deadline.js";
import { type Effect, failureCodes, failureEffect, isControlFlow } from "./failure.js";
import { type AttemptEvent, pathBelow } from "./operation.js";
import type { Settings } from "./options.js";
import { type Expected, isSignatureRejected, noResponse, type Outcome, readOutcome } from "./outcome.js";
import { readResponse } from "./response.js";
import { decideRetry, isSafe, parseRetryAfter } from "./retry.js";
import type { Runtime } from "./runtime.js";
import { createClock } from "./clock.js";
import { createSalt, createSigner } from "./sign.js";

/** A request before it is signed. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact signed text; `""` means no body. */
  readonly body: string;
}

/** One call, and its state so far. */
export interface Call {
  /** `""` for a call through `raw` to a path that is not described. */
  readonly operationId: string;
  readonly idempotencyHeader: string | undefined;
  /** Form of a success; undefined for a call through `raw`, which accepts any JSON. */
  readonly expected: Expected;
  readonly method: string;
  /** For messages and observers: the path template, so it contains no IDs; the path as sent, without its query, if there is no template. */
  readonly path: string;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly callerSignal: AbortSignal | undefined;
  readonly deadline: Deadline;
  /** Requests sent. */
  attempts: number;
  /** Requests under way that may change something. Middleware may send several simultaneously. */
  pending: number;
  /** Possible effect of all requests so far. Once `possible`, it stays `possible`. */
  effect: Effect;
  /** Milliseconds to add to the machine's time for this call's next signature; undefined if the client's current offset seems right. */
  clockOffsetMs: number | undefined;
  /** Whether a clock offset was applied when the last attempt was signed. */
  isClockCorrected: boolean;
}

/**
 * Sends a call's request, with retries, and resolves to the outcome of the last attempt. Rejects in two cases only: with a TypeError if the
 * request's URL is not below the base URL, and with an error that a framework throws for control flow.
 */
export type Send = (request: BuiltRequest, call: Call) => Promise<Outcome>;

const userAgent = `rapyd-customers/${version}`;

/** Sender of one client, with its own clock. */
export function createSend(settings: Settings, runtime: Runtime): Send {
  const sign = createSigner(settings.credentials);
  const clock = createClock(runtime.now);
  const fetchInit = runtime.createFetchInit();
  /** Result for the last fetch, cached because `isPlatformFetch` reads the fetch's source text, which is slow. */
  let cached: { fetch: typeof globalThis.fetch; isPlatform: boolean } | undefined;

  /**
   * Whether a fetch is the platform's own, with a plain dispatcher. Any other fetch may send a request more than once, and its errors do
   * not prove that nothing was sent.
   */
  function isTrusted(fetch: typeof globalThis.fetch): boolean {
    if (fetch !== cached?.fetch) cached = { fetch, isPlatform: runtime.isPlatformFetch(fetch) };
    return cached.isPlatform && runtime.hasPlainDispatcher();
  }

  return async (request, call) => {
    const path = pathBelow(settings.baseUrl, request.url);
    call.clockOffsetMs ??= clock.takeSuggestion();
    for (;;) {
      const started = runtime.elapsed();
      call.isClockCorrected = call.clockOffsetMs !== undefined;
      const signedAt = call.clockOffsetMs === undefined ? clock.now() : runtime.now() + call.clockOffsetMs;
      const { attempts } = call;
      const outcome = await sendOnce(request, path, signedAt, call);
      // Nothing was sent, because there is no fetch or the call has ended: trying again would change nothing.
      if (call.attempts === attempts) return outcome;
      const waitMs = waitBeforeRetry(outcome, request, signedAt, call);
      notify(settings.onAttempt, () => toEvent(call, outcome, runtime.elapsed() - started, waitMs));
      if (waitMs === undefined) return outcome;
      // Rejects when the call must end; this attempt is then final.
      const isOver = await call.deadline.wait(waitMs).then(
        () => false,
        () => true,
      );
      if (isOver) return outcome;
    }
  };

  async function sendOnce(
    { method, body, headers: built }: BuiltRequest,
    path: string,
    signedAt: number,
    call: Call,
  ): Promise<Outcome> {
    const fetch = settings.fetch ?? runtime.fetch();
    const timestamp = Math.floor(signedAt / 1_000);
    const security = await sign({ method, path, salt: createSalt(runtime.uuid), timestamp, body });
    if (call.deadline.ended() !== undefined) return noResponse(undefined, "none");
    if (fetch === undefined)
      return noResponse(new TypeError("this platform has no fetch; pass one as the fetch option"), "none");
    // The signature is added last: nothing else may set its headers.
    const headers = {
      accept: mediaType,
      "content-type": mediaType,
      "user-agent": userAgent,
      ...built,
      ...security,
    };
    const changes = isSafe(method) ? 0 : 1;
    call.attempts += 1;
    call.pending += changes;
    try {
      const outcome = await exchange(fetch, settings.baseUrl + path, { method, headers, body }, call);
      // A success too: should the call still fail, what it did must not be forgotten.
      if (changes && outcome.effect === "possible") call.effect = "possible";
      return outcome;
    } finally {
      call.pending -= changes;
    }
  }

  async function exchange(
    fetch: typeof globalThis.fetch,
    url: string,
    { method, headers, body }: Omit<BuiltRequest, "url">,
    { deadline, expected }: Call,
  ): Promise<Outcome> {
    const isTrustedFetch = isTrusted(fetch);
    try {
      // A redirect would carry keys, signature and body to wherever it points, so it is a response like any other.
      const init: RequestInit = { method, headers, redirect: "manual", signal: deadline.signal };
      Object.assign(init, fetchInit());
      if (body !== "") init.body = body;
      const returned = fetch(url, init);
      // A custom fetch may forget to return a promise.
      const response = await deadline.race(Promise.resolve(returned));
      if (!isResponse(response)) throw new TypeError("the fetch option did not return a Response");
      const parsed = await readResponse(response, deadline);
      // A rejection's status is enough; an unfinished success is not a success.
      if (deadline.ended() !== undefined && parsed.isCutOff && parsed.status < 300)
        throw new Error("cut off");
      const outcome = readOutcome(parsed, expected);
      return isTrustedFetch || outcome.success ? outcome : { ...outcome, effect: "possible" };
    } catch (error) {
      if (isControlFlow(error)) throw error;
      const isConclusive = isTrustedFetch && deadline.ended() === undefined;
      return noResponse(error, isConclusive ? failureEffect(error) : "possible");
    }
  }

  /** Milliseconds to wait before the retry; undefined if a retry is not allowed or not needed. */
  function waitBeforeRetry(
    outcome: Outcome,
    { method, headers }: BuiltRequest,
    signedAt: number,
    call: Call,
  ): number | undefined {
    const { response, success, transient } = outcome;
    const isCorrected = correctClock(outcome, signedAt, call);
    if (success || call.deadline.ended() !== undefined || !(transient || isCorrected)) return undefined;
    const header = call.idempotencyHeader;
    const waitMs = decideRetry({
      method,
      attempt: call.attempts,
      maxRetries: call.maxRetries,
      effect: call.pending > 0 ? "possible" : call.effect,
      idempotentPost: settings.idempotencyEnabled && header !== undefined && header in headers,
      isRateLimited: response?.status === 429,
      retryAfterMs: isCorrected ? 0 : response && parseRetryAfter(response.headers, clock.now()),
      timeLeftMs: call.deadline.timeLeft(),
      random: runtime.random(),
    });
    if (isCorrected && waitMs === undefined) clock.suggest(call.clockOffsetMs);
    return waitMs;
  }

  /**
   * If the signature was rejected because of its time, sets the call's clock offset for the next attempt and returns true, at most once per
   * call. If the call already had an offset and Rapyd accepted it, keeps the offset for the client's later calls.
   */
  function correctClock(outcome: Outcome, signedAt: number, call: Call): boolean {
    const { response, success, errorCode } = outcome;
    if (call.clockOffsetMs !== undefined) {
      // Rapyd got past the signature check, so the timestamp was right.
      if (success || (errorCode && response && response.status < 500 && !isSignatureRejected(outcome)))
        clock.accept(call.clockOffsetMs);
    } else if (response && isSignatureRejected(outcome)) {
      call.clockOffsetMs = clock.offsetFrom(response.headers.get("date"), signedAt);
      return call.clockOffsetMs !== undefined;
    }
    return false;
  }
}

/** Whether a fetch's result has the parts of a Response that are read; a test's mock often lacks some. */
function isResponse(response: Partial<Response> | undefined): response is Response {
  return typeof response?.status === "number" && typeof response.headers?.get === "function";
}

function toEvent(
  { operationId, method, path, attempts, deadline }: Call,
  { response, errorCode, rapydOperationId, error }: Outcome,
  durationMs: number,
  willRetryInMs: number | undefined,
): AttemptEvent {
  return {
    operationId,
    method,
    path,
    attempt: attempts,
    status: response?.status ?? 0,
    durationMs,
    errorCode: response ? errorCode : (deadline.ended() ?? failureCodes(error)[0] ?? "unknown"),
    rapydOperationId,
    willRetryInMs,
  };
}

/** Calls the observer, and ignores its errors: a broken observer must not break a call. */
function notify(observer: ((event: AttemptEvent) => void) | undefined, event: () => AttemptEvent): void {
  if (observer === undefined) return;
  try {
    // An asynchronous observer returns a promise, whatever its type says.
    const result: unknown = observer(event());
    Promise.resolve(result).catch(() => undefined);
  } catch {
    // Ignored, as the option's docstring says.
  }
}
