/** One attempt of a call: signed, sent and read. The only place that uses fetch. */
import { mediaType } from "../generated/client.js";
import { type Answer, readAnswer } from "./answer.js";
import type { CallState } from "./call-state.js";
import { type Failure, readOutcome, type Success } from "./envelope.js";
import { failureEffect } from "./failure.js";
import type { Settings } from "./options.js";
import type { Effect } from "./retry.js";
import type { Runtime } from "./runtime.js";
import { createSalt, createSigner } from "./signature.js";

/** A request as it will be sent, but for its signature. */
export interface Outgoing {
  method: string;
  /** Path and query below the base URL, as they are signed. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The very text that is signed; `""` sends no body. */
  body: string;
}

/** How an attempt ended: with a success, with an answer that is none, or without an answer. */
export type Attempt =
  | { kind: "success"; answer: Answer; success: Success }
  | { kind: "failure"; answer: Answer; failure: Failure }
  | { kind: "broken"; error: unknown; effect: Effect };

/** Makes one attempt, signed with the given time in milliseconds. Never rejects. */
export type Send = (outgoing: Outgoing, call: CallState, signedAt: number) => Promise<Attempt>;

/** Sender of one client. */
export function createSender(settings: Settings, runtime: Runtime): Send {
  const sign = createSigner(settings.credentials);
  const redirect = redirectMode();
  return async (outgoing, call, signedAt) => {
    const { method, path, headers, body } = outgoing;
    const { deadline, form } = call;
    const effectBefore = call.effect;
    let isAnswered = false;
    const settled = (attempt: Attempt): Attempt => {
      call.effect = effectOf(attempt) === "none" ? effectBefore : "possible";
      return attempt;
    };
    try {
      const salt = createSalt(runtime.uuid);
      const timestamp = Math.floor(signedAt / 1_000);
      const security = await sign({ method, path, salt, timestamp, body });
      if (deadline.ended() !== undefined)
        return settled({ kind: "broken", error: undefined, effect: "none" });
      call.attempts += 1;
      for (const value of Object.values(security)) call.securityValues.add(value);
      // Until the answer says otherwise: the call can end at any moment.
      call.effect = "possible";
      const response = (settings.fetch ?? globalThis.fetch)(settings.baseUrl + path, {
        method,
        // The signature comes last: nobody else may set its headers.
        headers: { accept: mediaType, "content-type": mediaType, ...headers, ...security },
        // fetch refuses a body on GET, and the signature of an empty body covers none.
        ...(body === "" ? {} : { body }),
        // A redirect would carry keys, signature and body to wherever it points.
        redirect,
        signal: deadline.signal,
      });
      const answer = await deadline.race(
        // A fetch of the caller's own may forget to return a promise.
        Promise.resolve(response).then((answered) => {
          isAnswered = true;
          if (!isResponse(answered))
            throw new TypeError("the option fetch gave something that is no Response");
          return readAnswer(answered);
        }),
      );
      const outcome = readOutcome(answer, form);
      return settled(
        outcome.success
          ? { kind: "success", answer, success: outcome }
          : { kind: "failure", answer, failure: outcome },
      );
    } catch (error) {
      // Whatever breaks once there is an answer, the request had arrived.
      const isUnknown = isAnswered || deadline.ended() !== undefined;
      const effect = isUnknown ? "possible" : failureEffect(error);
      return settled({ kind: "broken", error, effect });
    }
  };
}

/** Whether it has what an answer is read from; a stand-in of a test is often only half of one. */
function isResponse(answered: Partial<Response> | undefined): answered is Response {
  return typeof answered?.status === "number" && typeof answered.headers?.get === "function";
}

/**
 * `error` spares Node's fetch a copy of the request, a sixth of a call's processor time. Cloudflare's runtime knows only `manual`, with
 * which the redirect is an answer like any other that is no success.
 */
function redirectMode(): RequestRedirect {
  try {
    return new Request("https://localhost", { redirect: "error" }).redirect;
  } catch {
    return "manual";
  }
}

/** What an attempt can have done. A success certainly did; should the call still fail, that must not be forgotten. */
export function effectOf(attempt: Attempt): Effect {
  if (attempt.kind === "success") return "possible";
  return attempt.kind === "failure" ? attempt.failure.effect : attempt.effect;
}
