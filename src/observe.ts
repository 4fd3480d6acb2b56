/** What an observer is told of each attempt. */
import type { Warning } from "./typo.js";

/** One attempt, finished. It holds no header, no body and no key. */
export interface AttemptEvent {
  /** operationId of the description; `""` for a call through `raw` to a path that is not described. */
  readonly operationId: string;
  readonly method: string;
  /** Path of the description with its parameters in braces, so that it holds no id; as sent, without its query, when it has none. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Milliseconds from signing to the end of the body. */
  readonly durationMs: number;
  /** Rapyd's error code, or what broke the connection; `""` after a success. */
  readonly errorCode: string;
  /** Rapyd's UUID of the call; `""` when no answer named one. */
  readonly rapydOperationId: string;
  /** Milliseconds until the next attempt; undefined when there is none. */
  readonly willRetryInMs: number | undefined;
  /** What is probably a slip in the request, such as a property `adresses`; empty when it was not checked. */
  readonly warnings: readonly Warning[];
}

/** Tells the observer. A broken observer must not break a payment. */
export function notify(observer: ((event: AttemptEvent) => void) | undefined, event: AttemptEvent): void {
  try {
    // An asynchronous observer returns a promise, whatever its type says.
    const result: unknown = observer?.(event);
    Promise.resolve(result).catch(() => undefined);
  } catch {
    // Ignored, as the option's description says.
  }
}
