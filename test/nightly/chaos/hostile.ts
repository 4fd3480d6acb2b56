/**
 * Many kinds of requests that no client should send, signed and unsigned. The emulator must respond to each request or cut it off, and
 * continue.
 */
import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { createClient } from "../../../src/index.js";
import { keys } from "../../helpers/fixtures.js";
import { seededRandom } from "../../helpers/random.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

/** Result of the requests. */
export interface HostileReport {
  requests: number;
  /** Number of requests by response status. The key 0 counts requests without a response: incomplete ones, and those that were cut off. */
  statuses: Record<string, number>;
  /** Whether the emulator's process is alive, and responds to a good request. */
  lives: boolean;
}

const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW", "M-SEARCH"];
const paths = [
  ...[
    "/v1/customers",
    "/v1/customers?limit=-1&limit=x",
    "/v1/customers/%00",
    "/v1/customers/..%2f..",
    "/v1/addresses",
  ],
  ...[
    "/",
    "//",
    "/v1/customers/discount/%E0%A4%A",
    "/v1/customers/__proto__",
    `/v1/${"x".repeat(4_000)}`,
    "/v1/customers?%",
  ],
  ...["faults", "requests", "deliveries", "customers", "events", "reset", "settings", "", "../x"].map(
    (name) => `/_emulator/${name}`,
  ),
];
const bodies = [
  ...[
    "",
    "{}",
    "[]",
    "null",
    "{",
    '"',
    "\u0000",
    "\ufeff{}",
    '{"name":1e400}',
    '{"name":"\\ud800"}',
    "\u00ff".repeat(99),
  ],
  ...[
    '{"__proto__":{"name":"x"}}',
    '{"name":"x","name":""}',
    '{"constructor":{"prototype":1}}',
    '{"name":"x","metadata":[]}',
  ],
  ...[
    "[".repeat(100_000),
    `{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
    `{"name":"${"x".repeat(900_000)}"}`,
  ],
  ...[
    '{"mode":"empty-500","times":2}',
    '{"mode":"reset-before-read","times":1}',
    '{"mode":"status","status":1e9}',
    '{"id":"cus_1","name":"x"}',
    '[{"id":"__proto__"},{"id":"cus_2","payment_methods":{"data":7}}]',
    '{"webhookUrl":"http://127.0.0.1:9/"}',
    '{"id":"wh_1","type":"x","data":{}}',
  ],
  ...[
    '{"name":"x","coupon":"__proto__"}',
    '{"name":"x","payment_method":{"type":"x_card","fields":{"number":"\\u0000"}}}',
  ],
];

/** Sends the requests to an emulator in a separate process with limited memory. */
export async function runHostile(requests: number, seed: number): Promise<HostileReport> {
  const emulator = fork(fileURLToPath(new URL("emulator-process.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", "--max-old-space-size=256"],
  });
  let isAlive = true;
  const ended = once(emulator, "exit").then(() => {
    isAlive = false;
    return ["the emulator has not started"];
  });
  const [url = ""] = (await Promise.race([once(emulator, "message"), ended])) as string[];
  const random = seededRandom(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const statuses: Record<string, number> = {};
  let sent = 0;
  async function work(): Promise<void> {
    while (sent < requests && isAlive) {
      const count = sent++;
      const status =
        count % 10 === 9 ? await sendHalf(url, random) : await sendOdd(url, agent, random, count);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }
  await Promise.all(Array.from({ length: 32 }, work));
  // The settings of the control requests must not affect the good one.
  if (isAlive) await fetch(`${url}/_emulator/faults`, { method: "DELETE" });
  const client = createClient({ ...keys, baseUrl: url });
  const { name } = isAlive ? await client.createCustomer({ ...minimalCustomer, name: "good" }) : { name: "" };
  agent.destroy();
  const lives = isAlive && name === "good";
  if (isAlive) {
    emulator.send("close");
    await ended;
  }
  return { requests: sent, statuses, lives };
}

function pick<Value>(values: readonly Value[], random: () => number): Value {
  // The index is within the list.
  return values[Math.floor(random() * values.length)] as Value;
}

/** Sends a complete request. About half of these requests are signed. */
function sendOdd(url: string, agent: Agent, random: () => number, count: number): Promise<number> {
  const [method, path] = [pick(methods, random), pick(paths, random)];
  const isHuge = count % 2_000 === 1_999;
  const body = isHuge
    ? Buffer.alloc(Math.floor(random() * 40 * 2 ** 20), 91)
    : Buffer.from(pick(bodies, random));
  const headers =
    random() < 0.5 ? signed(method, path, body.toString("utf8")) : { salt: "x", access_key: "\u00fc" };
  return new Promise((resolve) => {
    const outgoing = request(url, { method, path, agent, headers }, (received) => {
      received.resume().on("end", () => resolve(received.statusCode ?? 0));
      received.on("error", () => resolve(0));
    });
    outgoing.on("error", () => resolve(0));
    outgoing.end(method === "GET" || method === "HEAD" ? undefined : body);
  });
}

function signed(method: string, path: string, text: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  let hashed = text;
  try {
    hashed = JSON.stringify(JSON.parse(text));
  } catch {
    // Not JSON: it is signed as it is.
  }
  const parts = `${method.toLowerCase()}${path}salt${timestamp}${keys.accessKey}${keys.secretKey}${hashed === "{}" ? "" : hashed}`;
  const digest = createHmac("sha256", keys.secretKey).update(parts).digest("hex");
  return {
    access_key: keys.accessKey,
    salt: "salt",
    timestamp,
    signature: Buffer.from(digest).toString("base64"),
  };
}

/** Sends the beginning of a request, or bytes that are not HTTP, and disconnects. */
function sendHalf(url: string, random: () => number): Promise<number> {
  const starts = [
    "POST /v1/customers HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 99\r\n\r\n{",
    "GET / HTTP",
    "\u0016\u0003\u0001",
    "x".repeat(9_000),
  ];
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
      socket.write(pick(starts, random), () => (random() < 0.5 ? socket.end() : socket.destroy()));
    });
    socket.on("error", () => resolve(0));
    socket.on("close", () => resolve(0));
    socket.resume();
  });
}
