/** End-to-end calls of every described operation. Together, the calls show everything described. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import {
  type Example,
  type MediaType,
  type OpenApiDocument,
  type Parameter,
  resolve,
  type Response as Described,
} from "../../../scripts/lib/document.js";
import { type OperationModel, readOperations } from "../../../scripts/generate/read/operations.js";
import { startEmulator } from "../../../src/emulator/index.js";
import { type ClientOptions, createClient, RapydError } from "../../../src/index.js";
import { arbitraryOf } from "../../helpers/arbitrary.js";
import { keys } from "../../helpers/fixtures.js";
import { type Json, openapi } from "../../helpers/openapi.js";
import { type Exchange, recordingFetch } from "./recorder.js";

const document = openapi as unknown as OpenApiDocument;
const operations = readOperations(document);

/**
 * Calls every operation with each input of `inputsOf`, and sends the first input four more times: unchanged, with another secret key, for a
 * 429, and for an empty 500. Returns the exchanges of the operations that the emulator supports.
 */
export async function emulatorTraffic(): Promise<Exchange[]> {
  const entries: Exchange[] = [];
  const emulator = await startEmulator(keys);
  const options = {
    ...keys,
    baseUrl: emulator.url,
    maxRetries: 0,
    validate: false,
    fetch: recordingFetch(entries),
  };
  try {
    for (const operation of operations) {
      const [first, ...others] = inputsOf(operation);
      for (const input of [first, first, ...others]) await call(options, operation, input);
      await call({ ...options, secretKey: "rsk_of_another_account" }, operation, first);
      emulator.inject({ mode: "status", status: 429 });
      await call(options, operation, first);
      emulator.inject({ mode: "empty-500" });
      await call(options, operation, first);
    }
  } finally {
    await emulator.close();
  }
  // So it responds to what it does not know.
  return entries.filter(({ response }) => Reflect.get(response, "status") !== 501);
}

/** Calls whose responses are the examples in the operation's description. */
export async function exampleTraffic(): Promise<Exchange[]> {
  return replay((media) =>
    Object.values(media.examples ?? {}).map((one) => resolve<Example>(document, one).value as Json),
  );
}

/** Calls and responses with made-up values of every described property. */
export async function generatedTraffic(): Promise<Exchange[]> {
  return replay((media) => samples(media.schema, 12));
}

/** Random values of a schema, with every property present; no values if there is no schema. */
function samples(schema: unknown, count: number): Json[] {
  const described = schema as Record<string, Json> | undefined;
  return described ? fc.sample(arbitraryOf(described, true), { numRuns: count, seed: 20261123 }) : [];
}

/** Values of one call, in the order in which the method takes them. */
type Input = readonly unknown[];

/**
 * Inputs of several calls, one for each request body. The bodies are the described examples, and then generated ones with every property.
 * The parameters have generated values, the same in every call.
 */
function inputsOf({ pathParameters, queryParameters, body, node }: OperationModel): Input[] {
  const valueOf = ({ schema }: Parameter): Json => samples(schema, 1)[0] ?? null;
  const path = pathParameters
    .map(valueOf)
    .map((value) => (typeof value === "string" && value.length < 3 ? "id_of_one" : value));
  const query = Object.fromEntries(queryParameters.map((parameter) => [parameter.name, valueOf(parameter)]));
  const rest = queryParameters.length > 0 ? [query] : [];
  if (body === undefined || node.requestBody === undefined) return [[...path, ...rest]];
  const { content } = resolve<{ content: Record<string, MediaType> }>(document, node.requestBody);
  const examples = Object.values(content).flatMap(({ examples = {} }) => Object.values(examples));
  const bodies = [
    ...examples.map((one) => resolve<Example>(document, one).value as Json),
    ...samples(body.schema, 12),
  ];
  return bodies.map((one) => [...path, one, ...rest]);
}

type Method = (...input: Input) => Promise<unknown>;

async function call(options: ClientOptions, operation: OperationModel, input: Input = []): Promise<void> {
  const client = createClient(options) as unknown as Record<string, Method | undefined>;
  await client[operation.operationId]?.(...input).catch((error: unknown) => {
    if (!(error instanceof RapydError)) throw error;
  });
}

/** For each sample body of each operation's described responses, makes one call that receives this body. */
async function replay(bodiesOf: (media: MediaType) => Json[]): Promise<Exchange[]> {
  const entries: Exchange[] = [];
  let next: { status: number; type: string; body: string } = { status: 500, type: "", body: "" };
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(next.status, { "content-type": next.type }).end(next.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const options = { ...keys, baseUrl, fetch: recordingFetch(entries), maxRetries: 0, validate: false };
  for (const operation of operations) {
    const inputs = inputsOf(operation);
    let turn = 0;
    for (const [status, node] of Object.entries(operation.node.responses ?? {})) {
      for (const [type, media] of Object.entries(resolve<Described>(document, node).content ?? {})) {
        for (const body of bodiesOf(media)) {
          const text = typeof body === "string" && type !== "application/json" ? body : JSON.stringify(body);
          next = { status: status === "default" ? 500 : Number(status), type, body: text };
          await call(options, operation, inputs[turn++ % inputs.length]);
        }
      }
    }
  }
  server.close();
  server.closeAllConnections();
  return entries;
}
