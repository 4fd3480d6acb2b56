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
  /** Whether a POST with a repeated idempotency key gets the first response again, as Rapyd does on request. Default: false. */
  idempotency?: boolean | undefined;
  /**
   * URL to post each call's signed event to, until it gets a 2xx (six attempts at most). Default: none.
   */
  webhookUrl?: string | undefined;
  /** Customers that exist from the start, such as those of an emulator that was closed. */
  customers?: readonly Customer[] | undefined;
  /**
   * Requests that a window of time allows; further requests get a 429 and a page, without `Retry-After`, until the window
   * ends, as Rapyd's firewall does. Default: no limit.
   */
  rateLimit?: RateLimit | undefined;
  /** Called for each request as it is recorded, before the response is sent. It must not throw. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
  /** Called for each attempt to deliver an event. It must not throw. */
  onDelivery?: ((delivery: Delivery) => void) | undefined;
}

/** A request that got a response. */
export interface RecordedRequest {
  method: string;
  /** Path and query as received. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Status of the reply before any fault; 0 when the fault kept it from being carried out. */
  status: number;
  /** Code and message of the rejection, if it was rejected. */
  refusal?: Readonly<Record<"errorCode" | "message", string>>;
  /** Fault that was injected into it, if any. */
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
  /** Requests that got a response, oldest first; at most the last 50,000, and 32 MiB. */
  readonly requests: readonly RecordedRequest[];
  /** Attempts to deliver an event, oldest first; the last 50,000 of them. */
  readonly deliveries: readonly Delivery[];
  /** Where events are posted, as the option of that name; may be set at any time. Setting throws a TypeError for anything but a web URL. */
  webhookUrl: string | undefined;
  /**
   * Delivers an event of your own, of any type, as it delivers those of calls. Resolves when it is accepted or given up. Throws a TypeError
   * without `webhookUrl`.
   */
  send: (event: KnownWebhookEvent | { id: string; type: string; data: unknown }) => Promise<void>;
  /** Injects a fault, once unless `times` says otherwise. The function that it returns removes it. Throws a TypeError for a wrong one. */
  inject: (fault: Fault) => () => void;
  /** Stops listening and cuts open connections. Resolves when all are closed. */
  close: () => Promise<void>;
}
