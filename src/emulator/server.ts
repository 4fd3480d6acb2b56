import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mediaType } from "../../generated/client.js";
import type { Customer } from "../../generated/schema.js";
import { createAuthenticate } from "./authenticate.js";
import { handle, refusalReply, type Reply, type Store } from "./handle.js";
import { BodyTooLong, maximumBodyBytes, type RawRequest, readRawRequest } from "./raw-request.js";

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  port?: number;
  /** Keys that requests must be signed with. Default: the keys that `Emulator.accessKey` and `Emulator.secretKey` name. */
  accessKey?: string;
  secretKey?: string;
  /** Whether a POST with a key that was seen before gets the first reply again, as Rapyd does on request. Default: false. */
  idempotency?: boolean;
}

/** A request that the emulator answered. */
export interface RecordedRequest {
  method: string;
  /** Path and query as received. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Status of the reply. */
  status: number;
}

/** A running emulator. */
export interface Emulator {
  /** Base URL for the client, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Customers that were created, oldest first. */
  readonly customers: readonly Customer[];
  /** Requests that were answered, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Stops listening and cuts open connections. Resolves when all are closed. */
  close: () => Promise<void>;
}

/** Starts an emulator on loopback. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, accessKey = "rak_EMULATOR0000000000", secretKey = "rsk_emulator_secret" } = options;
  const store: Store = { customers: [], replies: options.idempotency === true ? new Map() : undefined };
  const requests: RecordedRequest[] = [];
  const authenticate = createAuthenticate(accessKey, secretKey, Date.now);

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => incoming.destroy());
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let request: RawRequest;
    try {
      request = await readRawRequest(incoming);
    } catch (error) {
      if (!(error instanceof BodyTooLong)) throw error;
      const message = `The body is longer than ${maximumBodyBytes} bytes.`;
      response.setHeader("connection", "close");
      send(response, refusalReply({ status: 413, errorCode: "", message }));
      return;
    }
    const refusal = authenticate(request);
    const reply = refusal ? refusalReply(refusal) : handle(request, store, Date.now());
    requests.push(recorded(request, reply));
    send(response, reply);
  }

  await listen(server, port);
  // A server that listens on TCP has an address of this form.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    accessKey,
    secretKey,
    customers: store.customers,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response
    .writeHead(status, { "content-type": `${mediaType}; charset=utf-8`, "content-length": length })
    .end(text);
}

function recorded({ method, target, headers, body }: RawRequest, { status }: Reply): RecordedRequest {
  return { method, path: target, headers: Object.fromEntries(headers), body: body.toString("utf8"), status };
}
