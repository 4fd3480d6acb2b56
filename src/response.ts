/** Between answers, which are read to their end, and the responses that openapi-fetch hands around. */
import { type Answer, readAnswer } from "./answer.js";
import type { Exchange } from "../generated/client.js";

/** Headers that describe the bytes as they were sent; the text has been decoded. */
const transferHeaders = ["content-encoding", "content-length", "transfer-encoding"];

/** Statuses of answers that cannot have a body. */
const bodyless: ReadonlySet<number> = new Set([204, 205, 304]);

/** Whether a Response can have the answer's status. */
export function isPresentable({ status }: Answer): boolean {
  return status >= 200 && status <= 599;
}

/** Real response with the answer's text, for middleware and callers of `raw`. */
export function toResponse({ status, headers, text }: Answer): Response {
  const kept = new Headers(headers);
  for (const name of transferHeaders) kept.delete(name);
  return new Response(bodyless.has(status) ? null : text, { status, headers: kept });
}

/** Answer within a response that middleware made or replaced. openapi-fetch has read it already when it is no 2xx. */
export async function answerFrom({ response, error }: Exchange<unknown>): Promise<Answer> {
  if (response.ok) return readAnswer(response);
  const isText = typeof error === "string";
  const text = isText ? error : (JSON.stringify(error) ?? "");
  const problem = isText || error === undefined ? "not valid JSON" : undefined;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isText ? undefined : error,
    isCutOff: false,
    problem,
  };
}
