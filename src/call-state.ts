/** One call on its way. */
import type { Operation } from "../generated/client.js";
import type { Deadline } from "./deadline.js";
import type { Effect } from "./retry.js";

/** What a call is, and what has become of it so far. */
export interface CallState {
  /** Undefined for a call through `raw` to a path that is not described. */
  readonly operation: Operation | undefined;
  /** Form of a success; undefined for a call through `raw`, which takes any JSON. */
  readonly form: Operation["answer"] | undefined;
  readonly deadline: Deadline;
  readonly callerSignal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly method: string;
  /** For messages and observers: the template, so that it holds no id; the path as sent when there is none. */
  readonly path: string;
  /** Body as sent; known once openapi-fetch has built the request. */
  body: string;
  /** Requests sent. */
  attempts: number;
  /** Whether any of them may have had an effect. */
  effect: Effect;
  /** Milliseconds by which the clock was corrected for this call; undefined when it was not. */
  clockCorrectionMs: number | undefined;
}
