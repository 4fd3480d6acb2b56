import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { operations } from "../../generated/client.js";
import type { Customer } from "../../generated/schema.js";
import type { KnownWebhookEvent } from "../../generated/webhooks.js";
import { createAuthenticate } from "./authenticate.js";
import { deliver as deliverReply } from "./deliver.js";
import {
  type FaultState,
  createFaults,
  type Fault,
  type FaultMode,
  isCarriedOut,
  type RequestHead,
} from "./faults.js";
import { handle, refusalReply, type Reply, type Store } from "./handle.js";
import { maximumBodyBytes, type RawRequest, readRawRequest } from "./raw-request.js";
import { adopt } from "./rules.js";
import { createCollections } from "./store.js";
import { type Delivery, deliverEvent, eventOf } from "./webhooks.js";

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  port?: number | undefined;
  /** Keys that requests must be signed with. Default: the keys that `Emulator.accessKey` and `Emulator.secretKey` name. */
  accessKey?: string | undefined;
  secretKey?: string | undefined;
  /** Whether a POST with a key that was seen before gets the first reply again, as Rapyd does on request. Default: false. */
  idempotency?: boolean | undefined;
  /**
   * Address to which the event of each call is posted, signed, and again until it is answered with a 2xx (six times in all).
   * Default: none.
   */
  webhookUrl?: string | undefined;
  /** Customers that are there from the start, such as those of an emulator that was closed. */
  customers?: readonly Customer[] | undefined;
  /** Is told of each request as it is recorded, before the answer leaves. It must not throw. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
}

/** A request that the emulator answered. */
export interface RecordedRequest {
  method: string;
  /** Path and query as received. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Status of the reply before any fault; 0 when the fault kept it from being carried out. */
  status: number;
  /** Code and message of the refusal, if it was refused. */
  refusal?: Readonly<Record<"errorCode" | "message", string>>;
  /** What went wrong with it, if something was injected. */
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
  /** Requests that were answered, oldest first; the last 50 000 of them, and no more than 32 MiB. */
  readonly requests: readonly RecordedRequest[];
  /** Each attempt to deliver an event, oldest first. */
  readonly deliveries: readonly Delivery[];
  /**
   * Delivers an event of your own, of any type, as it delivers those of calls. Resolves when it is taken or given up. Throws a TypeError
   * without `webhookUrl`.
   */
  send: (event: KnownWebhookEvent | { id: string; type: string; data: unknown }) => Promise<void>;
  /** Lets something go wrong, once unless `times` says otherwise. The function that it returns ends it. */
  inject: (fault: Fault) => () => void;
  /** Stops listening and cuts open connections. Resolves when all are closed. */
  close: () => Promise<void>;
}

/** Starts an emulator on loopback. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, accessKey = "rak_EMULATOR0000000000", secretKey = "rsk_emulator_secret" } = options;
  const { webhookUrl } = options;
  if (webhookUrl !== undefined && !isWebAddress(webhookUrl))
    throw new TypeError(`webhookUrl ${webhookUrl} is not a URL of http or https without a password.`);
  const closing = new AbortController();
  // Every event and every slow answer follows it.
  setMaxListeners(0, closing.signal);
  const collections = createCollections();
  const deliveries: Delivery[] = [];
  const deliver = (event: object, url: string): Promise<void> =>
    deliverEvent(url, event, { accessKey, secretKey }, closing.signal, (delivery) =>
      deliveries.push(delivery),
    );
  const store: Store = {
    collections,
    replies: options.idempotency === true ? new Map() : undefined,
    announce: (...told) => {
      if (webhookUrl !== undefined) void deliver(eventOf(...told), webhookUrl);
    },
  };
  const customers = collections.at(operations.createCustomer.path) as unknown as Customer[];
  for (const customer of structuredClone(options.customers ?? [])) adopt(customer, customers, collections);
  const requests: RecordedRequest[] = [];
  let remembered = 0;
  const faults = createFaults();
  const authenticate = createAuthenticate(accessKey, secretKey);

  const server = createServer((incoming, response) => {
    // Whoever sends half a request gets no answer.
    answer(incoming, response).catch(() => response.destroy());
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = headOf(incoming);
    const { fault, clockOffsetMs } = faults.take(head);
    if (fault?.mode === "reset-before-read") {
      remember({ ...head, body: "", status: 0, fault: fault.mode });
      incoming.socket.resetAndDestroy();
      return;
    }
    const request = await readRawRequest(incoming);
    if (fault?.mode === "slow") await setTimeout(fault.delayMs, undefined, { signal: closing.signal });
    const now = Date.now() + clockOffsetMs;
    const reply = replyTo(request, fault, now);
    if (request !== undefined) remember(recorded(request, reply, fault));
    deliverReply(response, reply, fault, new Date(now));
  }

  /** What is remembered has a bound, in number and in length. */
  function remember(recordedRequest: RecordedRequest): void {
    options.onRequest?.(recordedRequest);
    requests.push(recordedRequest);
    remembered += recordedRequest.body.length;
    while (requests.length > mostRequests || (remembered > mostCharacters && requests.length > 1))
      remembered -= requests.shift()?.body.length ?? 0;
  }

  function replyTo(request: RawRequest | undefined, fault: FaultState["fault"], now: number): Reply {
    if (request === undefined) {
      const message = `The body is longer than ${maximumBodyBytes} bytes.`;
      return refusalReply({ status: 413, errorCode: "", message });
    }
    if (fault?.mode === "api-error") return refusalReply({ message: "", ...fault });
    if (!isCarriedOut(fault)) return { status: 0, body: undefined };
    const refusal = authenticate(request, now);
    return refusal ? refusalReply(refusal) : handle(request, store, now);
  }

  let closed: Promise<void> | undefined;
  function closeServer(): Promise<void> {
    closing.abort();
    return new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  }

  await listen(server, port);
  // A server that listens on TCP has an address of this form.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    accessKey,
    secretKey,
    customers,
    requests,
    deliveries,
    send: (event) => {
      if (webhookUrl === undefined) throw new TypeError("send needs the option webhookUrl: where to?");
      return deliver(event, webhookUrl);
    },
    inject: faults.inject,
    close: () => (closed ??= closeServer()),
  };
}

/** Requests that are remembered, and characters of their bodies. */
const [mostRequests, mostCharacters] = [50_000, 32 * 1024 * 1024];

function isWebAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

function headOf({ method = "", url = "/", headers }: IncomingMessage): RequestHead {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]);
  return { method, path: url, headers: Object.fromEntries(entries) as RequestHead["headers"] };
}

function recorded(
  { method, target, headers, body }: RawRequest,
  { status, refusal }: Reply,
  fault: FaultState["fault"],
): RecordedRequest {
  return {
    method,
    path: target,
    headers: Object.fromEntries(headers),
    body: body.toString("utf8"),
    status,
    ...(refusal && { refusal: { errorCode: refusal.errorCode, message: refusal.message } }),
    ...(fault && { fault: fault.mode }),
  };
}
