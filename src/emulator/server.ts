/** The emulator's HTTP server: the steps from a request to its reply. */
import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { operations } from "../../generated/client.js";
import type { Customer } from "../../generated/schema.js";
import { checkOptionNames, showValue } from "../check-options.js";
import { createAuthenticate } from "./authenticate.js";
import { controlPrefix, handleControl } from "./control.js";
import { deliver as deliverReply, sendJson } from "./respond.js";
import { createFaults, type FaultState, isCarriedOut, type RequestHead } from "./faults.js";
import { handle, rejectionReply, type Reply, type Store } from "./handle.js";
import { createRateLimit } from "./rate-limit.js";
import { maximumBodyBytes, type RawRequest, readRawRequest } from "./raw-request.js";
import { checkCustomers, seedCustomer } from "./rules.js";
import { createCollections } from "./store.js";
import type { Emulator, EmulatorOptions, RecordedRequest } from "./types.js";
import { checkEvent, type Delivery, deliverEvent, eventOf } from "./webhooks.js";

/** Maximum number of remembered requests, and of deliveries; maximum total characters of the requests' bodies. */
const [maxRemembered, maxCharacters] = [50_000, 32 * 1024 * 1024];

const knownOptions: Readonly<Record<keyof EmulatorOptions, true>> = {
  ...{ port: true, accessKey: true, secretKey: true, idempotency: true, webhookUrl: true },
  ...{ customers: true, rateLimit: true, onRequest: true, onDelivery: true },
};

/** Starts an emulator on loopback. Rejects with Node's error if the port is taken, and with a TypeError if an option is invalid. */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulatorAt(Date.now, options);
}

/** {@link startEmulator} for tests, with a clock that returns milliseconds since 1970. */
export async function startEmulatorAt(clock: () => number, options: EmulatorOptions): Promise<Emulator> {
  checkOptionNames("startEmulator", options, knownOptions);
  if (typeof (options.idempotency ?? false) !== "boolean")
    throw new TypeError("idempotency must be true or false.");
  const { port = 0, accessKey = "rak_EMULATOR0000000000", secretKey = "rsk_emulator_secret" } = options;
  if (!(Number.isInteger(port) && port >= 0 && port < 2 ** 16))
    throw new TypeError(`port must be a whole number from 0 to ${2 ** 16 - 1}, not ${showValue(port)}.`);
  for (const [name, key] of Object.entries({ accessKey, secretKey }))
    if (typeof key !== "string" || key === "") throw new TypeError(`${name} must be a non-empty string.`);
  for (const name of ["onRequest", "onDelivery"] as const)
    if (options[name] !== undefined && typeof options[name] !== "function")
      throw new TypeError(`${name} must be a function, not ${showValue(options[name])}.`);
  let webhookUrl = checkWebhookUrl(options.webhookUrl);
  let exceedsLimit = createRateLimit(options.rateLimit);
  /**
   * Aborted when the emulator is reset or closed. Requests that were not yet carried out are then cut off, and earlier events are no longer
   * delivered.
   */
  let round = startRound();
  const collections = createCollections();
  const deliveries: Delivery[] = [];
  const deliver = (event: object, url: string): Promise<void> =>
    deliverEvent(url, event, { accessKey, secretKey }, round.signal, (delivery) => {
      options.onDelivery?.(delivery);
      deliveries.push(delivery);
      if (deliveries.length > maxRemembered) deliveries.shift();
    });
  const store: Store = {
    collections,
    replies: options.idempotency === true ? new Map() : undefined,
    emit: (...event) => {
      if (webhookUrl !== undefined) void deliver(eventOf(...event), webhookUrl);
    },
  };
  const { path: customersPath } = operations.createCustomer;
  const customers = collections.at(customersPath) as unknown as Customer[];
  const seed = (more: readonly Customer[]): void => {
    checkCustomers(more);
    for (const customer of structuredClone(more)) seedCustomer(customer, customersPath, collections);
  };
  seed(options.customers ?? []);
  const requests: RecordedRequest[] = [];
  let remembered = 0;
  const faults = createFaults();
  const authenticate = createAuthenticate(accessKey, secretKey);

  const server = createServer((incoming, response) => {
    // A client that sends half a request gets no response.
    respond(incoming, response).catch(() => response.destroy());
  });

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = headOf(incoming);
    const { signal } = round;
    if (!isLoopback(head.headers["host"])) return sendJson(response, 403, foreignHost);
    if (head.path.startsWith(controlPrefix)) return respondToControl(incoming, response, head);
    // A rate-limited request does not use up a fault.
    const isLimited = exceedsLimit(clock());
    const { fault, clockOffsetMs } = isLimited ? noFault : faults.take(head);
    if (fault?.mode === "reset-before-read") {
      remember({ ...head, body: "", status: 0, fault: fault.mode });
      incoming.socket.resetAndDestroy();
      return;
    }
    const request = await readRawRequest(incoming);
    if (fault?.mode === "slow") await setTimeout(fault.delayMs, undefined, { signal });
    signal.throwIfAborted();
    const now = clock() + clockOffsetMs;
    const shown = isLimited ? ({ mode: "status", status: 429 } as const) : fault;
    const reply = replyTo(request, shown, now);
    if (request !== undefined)
      remember(recorded(request, isLimited ? { ...reply, status: 429 } : reply, fault));
    deliverReply(response, reply, shown, new Date(now));
  }

  async function respondToControl(
    incoming: IncomingMessage,
    response: ServerResponse,
    { method, path }: RequestHead,
  ): Promise<void> {
    const request = await readRawRequest(incoming);
    const [bare = ""] = path.split("?");
    const { status, body } =
      request === undefined
        ? { status: 413, body: { error: `The body is longer than ${maximumBodyBytes} bytes.` } }
        : handleControl(method, bare, request.body, controlled);
    if (body === undefined) response.writeHead(status).end();
    else sendJson(response, status, JSON.stringify(body));
  }

  /** Records a request. The oldest are dropped when there are too many, or when their bodies are too long in total. */
  function remember(recordedRequest: RecordedRequest): void {
    options.onRequest?.(recordedRequest);
    requests.push(recordedRequest);
    remembered += recordedRequest.body.length;
    while (requests.length > maxRemembered || (remembered > maxCharacters && requests.length > 1))
      remembered -= requests.shift()?.body.length ?? 0;
  }

  function replyTo(request: RawRequest | undefined, fault: FaultState["fault"], now: number): Reply {
    if (request === undefined) {
      const message = `The body is longer than ${maximumBodyBytes} bytes.`;
      return rejectionReply({ status: 413, errorCode: "", message });
    }
    if (fault?.mode === "api-error") return rejectionReply({ message: "", ...fault });
    if (!isCarriedOut(fault)) return { status: 0, body: undefined };
    const rejection = authenticate(request, now);
    if (rejection) return rejectionReply(rejection);
    try {
      const reply = handle(request, store, now);
      // A reply that cannot be written must not close the connection.
      JSON.stringify(reply.body);
      return reply;
    } catch (error) {
      const message = `The request is nested too deeply, or cannot be carried out: ${String(error)}`;
      return rejectionReply({ status: 400, errorCode: "", message });
    }
  }

  function setWebhookUrl(url: string | undefined): void {
    webhookUrl = checkWebhookUrl(url);
  }

  let closed: Promise<void> | undefined;
  function closeServer(): Promise<void> {
    round.abort();
    return new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  }

  await listen(server, port);
  // A server that listens on TCP has an address of this form.
  const address = server.address() as AddressInfo;
  const emulator: Emulator = {
    url: `http://127.0.0.1:${address.port}`,
    accessKey,
    secretKey,
    customers,
    requests,
    deliveries,
    get webhookUrl() {
      return webhookUrl;
    },
    set webhookUrl(url) {
      setWebhookUrl(url);
    },
    send: (event) => {
      checkEvent(event);
      if (webhookUrl === undefined) throw new TypeError("send needs webhookUrl: set it first.");
      return deliver(event, webhookUrl);
    },
    inject: faults.inject,
    reset: () => {
      round.abort();
      // A closed emulator delivers nothing any more.
      if (closed === undefined) round = startRound();
      collections.clear();
      store.replies?.clear();
      faults.clear();
      exceedsLimit = createRateLimit(options.rateLimit);
      requests.length = deliveries.length = remembered = 0;
      seed(options.customers ?? []);
    },
    close: () => (closed ??= closeServer()),
  };
  const controlled = Object.assign(Object.create(emulator) as Emulator, {
    seed,
    clearFaults: faults.clear,
  });
  return emulator;
}

function startRound(): AbortController {
  const round = new AbortController();
  // Every event and every slow response follows it.
  setMaxListeners(0, round.signal);
  return round;
}

const noFault: FaultState = { fault: undefined, clockOffsetMs: 0 };

const foreignHost = JSON.stringify({
  error:
    "The Host header must be 127.0.0.1, localhost or [::1]: a request for any other name may be a DNS rebinding attack.",
});

/**
 * Whether a `Host` header, if any, names this machine. A web page can make its own host name resolve to this machine (DNS rebinding), and
 * must not reach the emulator that way.
 */
function isLoopback(host: string | undefined): boolean {
  return host === undefined || /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

function checkWebhookUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const { protocol, username, password } = URL.canParse(url)
    ? new URL(url)
    : { protocol: "", username: "", password: "" };
  if (/^https?:$/.test(protocol) && username === "" && password === "") return url;
  throw new TypeError(`webhookUrl must be an http(s) URL without user or password, not ${String(url)}.`);
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
  { status, rejection }: Reply,
  fault: FaultState["fault"],
): RecordedRequest {
  return {
    method,
    path: target,
    headers: Object.fromEntries(headers),
    body: body.toString("utf8"),
    status,
    ...(rejection && { rejection: { errorCode: rejection.errorCode, message: rejection.message } }),
    ...(fault && { fault: fault.mode }),
  };
}
