/** Public types of the emulator. */
import type { Customer } from "../../generated/schema.js";
import type { KnownWebhookEvent } from "../../generated/webhooks.js";
import type { Fault, FaultMode } from "./faults.js";
import type { RateLimit } from "./rate-limit.js";
import type { Delivery } from "./webhooks.js";

/** Options of `startEmulator`. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  port?: number | undefined;
  /** Keys that requests must be signed with. Default: `rak_EMULATOR0000000000` and `rsk_emulator_secret`. */
  accessKey?: string | undefined;
  secretKey?: string | undefined;
  /**
   * Whether a POST that reuses an idempotency key gets the first POST's response again, as at Rapyd once its support has enabled
   * idempotency. Default: false.
   */
  idempotency?: boolean | undefined;
  /**
   * URL that receives signed events, such as `CUSTOMER_CREATED` after a create. The signature covers
   * this URL as given. Each event is posted until it gets a 2xx, at most six times within about 2 s. Default: none.
   */
  webhookUrl?: string | undefined;
  /**
   * Customers that exist from the start, such as those of an emulator that was closed. Each has the payment methods that are embedded in
   * it; Rapyd and the emulator embed at most three.
   */
  customers?: readonly Customer[] | undefined;
  /**
   * Requests allowed per time window. Until the window ends, further requests get a 429 with an HTML page and without `Retry-After`, as
   * from Rapyd's firewall. Default: no limit.
   */
  rateLimit?: RateLimit | undefined;
  /** Called for each request as it is recorded, before the response is sent. It must not throw. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
  /** Called for each attempt to deliver an event. It must not throw. */
  onDelivery?: ((delivery: Delivery) => void) | undefined;
}

/** A recorded request. Requests are recorded even if a fault resets their connection. */
export interface RecordedRequest {
  method: string;
  /** Path and query as received. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /**
   * Status of the emulator's response, before any fault altered or suppressed it. With the fault `api-error`, that fault's status; with any
   * other fault that prevents the request from being carried out, 0.
   */
  status: number;
  /** Code and message of the rejection, if the request was rejected. */
  rejection?: Readonly<Record<"errorCode" | "message", string>>;
  /** Mode of the fault that affected the request, if any; `clock-skew` is not recorded. */
  fault?: FaultMode["mode"];
}

/** A running emulator. */
export interface Emulator {
  /** Base URL for the client, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Customers that are stored, oldest first. */
  readonly customers: readonly Customer[];
  /** Recorded requests, oldest first; at most the last 50,000, with bodies of at most 33,554,432 characters in total. */
  readonly requests: readonly RecordedRequest[];
  /** Delivery attempts, oldest first; at most the last 50,000. */
  readonly deliveries: readonly Delivery[];
  /**
   * URL to post events to. It starts as the option `webhookUrl` and may be changed at any time. Setting it to anything but an http(s) URL
   * or undefined throws a TypeError.
   */
  webhookUrl: string | undefined;
  /**
   * Delivers your own event, of any type, in the same way as events that API calls trigger. Resolves when the event is accepted or given
   * up; `reset` and `close` also give it up. Throws a TypeError if `webhookUrl` is not set, or if the event has no `id`, `type` or `data`.
   */
  send: (event: KnownWebhookEvent | { id: string; type: string; data: unknown }) => Promise<void>;
  /**
   * Injects a fault, which affects one request unless `times` is set. Returns a function that removes it. Throws a TypeError for an invalid
   * fault.
   */
  inject: (fault: Fault) => () => void;
  /**
   * Restores the initial state, for example between tests: no records except those of the `customers` option, no recorded requests,
   * deliveries, faults or idempotency keys, and a new rate-limit window. Requests that were not yet carried out are cut off, and earlier
   * events are not delivered. `webhookUrl` stays.
   */
  reset: () => void;
  /** Stops listening and closes all connections. Resolves when they are closed. */
  close: () => Promise<void>;
}
