/** End-to-end calls that between them exercise everything the description says of its operations. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { type ClientOptions, createClient, RapydError } from "../../src/index.js";
import { startEmulator } from "../../src/emulator/index.js";
import { arbitraryOf } from "../helpers/arbitrary.js";
import { body, bodyNames, keys } from "../helpers/fixtures.js";
import { at, type Json } from "../helpers/openapi.js";
import { fullRequest } from "../mutation/full-request.js";
import { type Exchange, recordingFetch } from "./recorder.js";

/** Calls against the emulator: successes and each described refusal. */
export async function emulatorTraffic(): Promise<Exchange[]> {
  const entries: Exchange[] = [];
  const emulator = await startEmulator(keys);
  const create = async (request: object, options: ClientOptions = {}): Promise<void> => {
    const client = createClient({
      ...{ ...keys, baseUrl: emulator.url, fetch: recordingFetch(entries), maxRetries: 0, validate: false },
      ...options,
    });
    await client.createCustomer(request as { name: string }).catch(expectRapydError);
  };
  try {
    await create(fullRequest);
    await create({ name: "Jane Doe" });
    await create({ ...fullRequest, payment_method: null, ewallet: "" });
    await create({ ...fullRequest });
    await create({ name: "Jane Doe" }, { secretKey: "rsk_of_another_account" });
    emulator.inject({ mode: "status", status: 429 });
    await create({ name: "Jane Doe" });
    emulator.inject({ mode: "empty-500" });
    await create({ name: "Jane Doe" });
  } finally {
    await emulator.close();
  }
  return entries;
}

/** Calls that are answered with what was recorded at Rapyd, and with the description's examples. */
export async function recordedTraffic(): Promise<Exchange[]> {
  const recorded = bodyNames.filter((name) => /create-customer-response|-error-/.test(name)).map(body);
  const examples = Object.entries(at("/components/examples") as Record<string, { value: Json }>);
  const answers = examples.flatMap(([name, { value }]) => (/Response$|Error$/.test(name) ? [value] : []));
  return replay([...recorded, ...answers] as Json[]);
}

/** Calls that are answered with made-up values of every described property. */
export async function generatedTraffic(): Promise<Exchange[]> {
  const whole = (name: string): Json[] =>
    fc.sample(arbitraryOf({ $ref: `#/components/schemas/${name}` }, true), { numRuns: 12, seed: 20261123 });
  return replay([...whole("CustomerEnvelope"), ...whole("ErrorEnvelope")]);
}

async function replay(answers: readonly Json[]): Promise<Exchange[]> {
  const entries: Exchange[] = [];
  let next: Json = null;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(statusOf(next), { "content-type": "application/json" }).end(JSON.stringify(next));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const options = {
    ...keys,
    baseUrl: `http://127.0.0.1:${port}`,
    fetch: recordingFetch(entries),
    maxRetries: 0,
  };
  const client = createClient(options);
  for (const answer of answers) {
    next = answer;
    await client.createCustomer({ name: "Jane Doe" }).catch(expectRapydError);
  }
  server.close();
  return entries;
}

/** Status with which Rapyd sends such a body. */
function statusOf(answer: Json): number {
  const { status, data } = answer as { status: { error_code: string }; data?: Json };
  if (data !== undefined) return 200;
  if (/^UNAUTH/.test(status.error_code)) return 401;
  return /^[A-Z_]+$/.test(status.error_code) ? 400 : 500;
}

function expectRapydError(error: unknown): void {
  if (!(error instanceof RapydError)) throw error;
}
