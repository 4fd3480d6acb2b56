/** The description's operations, the checks of a request's path, and the event reported after each attempt. */
import { operations } from "../generated/client.js";
import { isShowable, type Issue } from "./check/check.js";

/** An operation of the description, as the client carries it out. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Template, with its parameters in braces. */
  readonly path: string;
  /** Inputs of the method in their order: the names of path parameters, then `body`, then `query`. */
  readonly parameters: readonly string[];
  /**
   * Form of a success: an envelope with data (`envelope`), an envelope with a status only (`status`), any JSON (`json`) or no body
   * (`empty`).
   */
  readonly responseKind: "envelope" | "status" | "json" | "empty";
  /** `object` or `array` if an envelope's data is always of that type; undefined otherwise. */
  readonly data?: "object" | "array";
  /** HTTP status of a success; undefined if it is the default (200, or 204 without a body). */
  readonly successStatus?: number;
  /** Whether the data must have an `id`. */
  readonly idRequired?: boolean;
  /** Names of a list's limit and cursor parameters, the item property used as the cursor, and the default page size. */
  readonly paging?: {
    readonly limit: string;
    readonly after: string;
    readonly before: string;
    readonly id: string;
    readonly size: number;
  };
  /** Header that the call's option `idempotencyKey` fills; in lower case. */
  readonly idempotencyHeader?: string;
}

/** One finished attempt. It has no headers, body or keys. */
export interface AttemptEvent {
  /** operationId of the description; `""` for a call through `raw` to a path that is not described. */
  readonly operationId: string;
  readonly method: string;
  /** Path template, so it contains no IDs; the path as sent, without its query, if there is no template. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  /** HTTP status; 0 if no response arrived, or if the call ended while a 2xx was being read. */
  readonly status: number;
  /** Milliseconds from signing to the end of the response's body, or to the failure. */
  readonly durationMs: number;
  /**
   * Rapyd's error code; without a response, the cause, such as `ECONNRESET` or `timeout`; `""` after a success, and after a response that
   * has no code, such as a firewall's.
   */
  readonly errorCode: string;
  /** Rapyd's UUID for this attempt; `""` if there was no response, or it had none. */
  readonly rapydOperationId: string;
  /** Milliseconds until the next attempt; undefined when there is none. */
  readonly willRetryInMs: number | undefined;
}

/** Every operation of the description. */
export const describedOperations: readonly Operation[] = Object.entries(operations).map(
  ([operationId, facts]) => Object.assign({ operationId }, facts),
);

/**
 * Problems of path values. An empty value, `.` or `..` would change the path of the request. A slash could change it too, if a gateway
 * decodes `%2F`.
 */
export function findPathIssues(values: Readonly<Record<string, unknown>>): Issue[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const text = typeof value === "number" ? String(value) : value;
    const isUsable = typeof text === "string" && !/^\.{0,2}$|\/|\p{Surrogate}/u.test(text);
    if (isUsable) return [];
    const kind = Object(value) === value ? typeof value : String(value);
    const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 100)) : kind;
    return [
      {
        path: `/${name}`,
        rule: "path",
        message: `must be a non-empty id (no slashes, no lone surrogates, not "." or "..")${isShowable(shown) ? `, not ${shown}` : ""}`,
        expected: "text",
      },
    ];
  });
}

/** Path as it is signed: what follows the base URL. Throws a TypeError when the URL is not below the base URL. */
export function pathBelow(baseUrl: string, url: string): string {
  const below = url.slice(baseUrl.length);
  // Parsing changes nothing in a plain path, and takes as long as half a signature.
  if (url.startsWith(`${baseUrl}/`) && /^[\w/-]+$/.test(below)) return below;
  const { origin, pathname, search } = new URL(url);
  // The path as fetch sends it: no fragment, and no question mark without a query.
  const address = origin + pathname + search;
  if (address.startsWith(`${baseUrl}/`)) return address.slice(baseUrl.length);
  throw new TypeError(
    `Signed requests must stay under ${baseUrl}; middleware cannot move them to ${origin}.`,
  );
}
