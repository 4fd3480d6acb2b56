import type { AppendOnlyFile, System } from "../../src/exactly-once/system.js";
import type { RapydClient } from "../../src/client.js";
import type { ClientOptions } from "../../src/options.js";
import { errorResponse, json, observedClient, type SentRequest } from "./observed-client.js";
import type { FakeRuntime } from "./fake-runtime.js";

/**
 * Fate of one request: it gets this status or response; it is carried out, then the connection breaks (`lost`); or no connection is made
 * (`refused`).
 */
export type Failure = number | Response | "lost" | "refused";

/** A customer, as the server stores it. */
export interface StoredCustomer {
  id: string;
  metadata: { [name: string]: unknown };
}

/** Text of a file, and how much of it is on the disk for certain. */
export interface MemoryFile {
  text: string;
  flushed: number;
}

/** A client, a server with customers, and a `System` whose only file is `file`, all in memory and in virtual time. */
export interface CustomerServer {
  client: RapydClient;
  customers: StoredCustomer[];
  sent: SentRequest[];
  runtime: FakeRuntime;
  system: System;
  file: MemoryFile;
  /** Fates of the next requests of a method, in this order. */
  failures: Record<"POST" | "GET", Failure[]>;
  /** Offset of the server's clock. The server rejects a signature more than 61 s old, or more than 1 s in the future. */
  clock: { offsetMs: number };
  /** When each create request arrived, in milliseconds. */
  arrivals: number[];
}

/** A `CustomerServer` with these customers, this file and these client options. */
export function customerServer(
  customers: StoredCustomer[] = [],
  file: MemoryFile = { text: "", flushed: 0 },
  options: ClientOptions = {},
): CustomerServer {
  const failures: CustomerServer["failures"] = { POST: [], GET: [] };
  const arrivals: number[] = [];
  const clock = { offsetMs: 0 };
  const { client, sent, runtime } = observedClient((request) => {
    const isCreate = request.method === "POST";
    if (isCreate) arrivals.push(runtime.elapsed());
    const now = runtime.now() + clock.offsetMs;
    const ageMs = now - Number(request.headers["timestamp"]) * 1_000;
    if (ageMs < -1_000 || ageMs > 61_000)
      return errorResponse(401, "UNAUTHENTICATED_API_CALL", "", { date: new Date(now).toUTCString() });
    const failure = failures[isCreate ? "POST" : "GET"].shift();
    if (failure === "refused") throw connectionError("ECONNREFUSED");
    if (typeof failure === "number") return errorResponse(failure, failure === 500 ? "" : "INVALID_CUSTOMER");
    if (failure instanceof Response) return failure;
    const data = isCreate ? create(request) : list(request);
    if (failure === "lost") throw connectionError("ECONNRESET");
    return json({ status: { status: "SUCCESS" }, data });
  }, options);

  function create({ body = "" }: SentRequest): StoredCustomer {
    const { metadata = {} } = JSON.parse(body) as Partial<StoredCustomer>;
    const customer = { id: `cus_${customers.length + 1}`, metadata };
    customers.push(customer);
    return customer;
  }

  function list({ url }: SentRequest): StoredCustomer[] {
    const { searchParams } = new URL(url);
    const at = (name: string): number => customers.findIndex(({ id }) => id === searchParams.get(name));
    if (searchParams.has("ending_before")) return customers.slice(0, at("ending_before")).slice(-100);
    const start = searchParams.has("starting_after") ? at("starting_after") + 1 : 0;
    return customers.slice(start, start + 100);
  }

  const system = {
    ...runtime,
    openFile: async () => memoryFile(file),
    process: { pid: 1, host: "here", startedAt: runtime.now(), isAlive: () => false },
  };
  return { client, customers, sent, runtime, system, file, failures, clock, arrivals };
}

function memoryFile(file: MemoryFile): AppendOnlyFile {
  return {
    read: async () => file.text,
    append: async (text) => void (file.text += text),
    flush: async () => void (file.flushed = file.text.length),
    close: async () => undefined,
  };
}

function connectionError(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

/** References of customers, in order. */
export function referencesOf(customers: readonly StoredCustomer[]): unknown[] {
  return customers.map(({ metadata }) => metadata["reference"]);
}
