import fc from "fast-check";
import type { Middleware } from "openapi-fetch";
import { expect, test } from "vitest";
import type { Init, Operation } from "../../generated/client.js";
import { createAbortListeners } from "../../src/abort-listeners.js";
import { createCall } from "../../src/call.js";
import { resolveOptions } from "../../src/options.js";
import { createRaw } from "../../src/raw.js";
import { createTransport } from "../../src/transport.js";
import { fakeRuntime } from "../helpers/fake-runtime.js";
import { keys } from "../helpers/fixtures.js";
import { json } from "../helpers/observed-client.js";

interface Given {
  method: "GET" | "POST";
  path: { id: string; "part-id": number };
  query: Record<string, string | number | boolean | string[] | null>;
  body: unknown;
  clientHeaders: Record<string, string>;
  headers: Record<string, string>;
}

/** What reaches fetch when such an operation is called; the description has none with a path or a query so far. */
async function sentBy(given: Given, middleware: Middleware[]): Promise<unknown> {
  const { method, path, query, clientHeaders, headers } = given;
  const sent: unknown[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const { signal: _, headers: sentHeaders, ...rest } = init;
    // As fetch itself would: without blanks around a value.
    sent.push({ url, ...rest, headers: Object.fromEntries(new Headers(sentHeaders)) });
    return json({});
  };
  const runtime = fakeRuntime();
  const options = {
    ...keys,
    fetch,
    middleware,
    headers: clientHeaders,
    baseUrl: "https://gateway.example/a",
  };
  const settings = resolveOptions(options, {});
  const kit = {
    settings,
    runtime,
    listen: createAbortListeners(),
    transport: createTransport(settings, runtime),
  };
  const { raw, hasMiddleware } = createRaw(kit);
  const operation: Operation = {
    operationId: "editPart",
    method,
    path: "/v1/things/{id}/parts/{part-id}",
    answer: "json",
    idempotencyHeader: "idempotency",
  };
  const body = method === "GET" ? {} : { body: given.body };
  // The calls that generated code would make, of an operation that the types do not know.
  const methods = raw as unknown as Record<string, (path: string, init: object) => Promise<never>>;
  const send = (init: Init): Promise<never> =>
    methods[method]?.(operation.path, { ...init, params: { path, query }, ...body }) ??
    Promise.reject(new Error(method));
  await createCall(kit, hasMiddleware)(operation, { path, query, ...body }, { headers }, send);
  return sent;
}

const headerNames = fc.constantFrom("x-a", "X-A", "Accept", "content-type", "Salt", "X-Trace");
const headerSet = fc.dictionary(headerNames, fc.stringMatching(/^[\x20-\x7e]{0,8}$/), { maxKeys: 3 });
const text = fc.string({ unit: "grapheme", maxLength: 8 });
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 }), fc.constant(null));

const anyCall: fc.Arbitrary<Given> = fc.record({
  method: fc.constantFrom("GET", "POST"),
  path: fc.record({
    id: text.filter((id) => !["", ".", ".."].includes(id)),
    "part-id": fc.nat(),
  }),
  query: fc.dictionary(text, value, { maxKeys: 4 }),
  body: fc.oneof(fc.constant(undefined), fc.jsonValue()),
  clientHeaders: headerSet,
  headers: headerSet,
});

test("a call reaches fetch alike with and without middleware, whatever its path, query, body and headers", async () => {
  await fc.assert(
    fc.asyncProperty(anyCall, async (given) => {
      const [direct] = (await sentBy(given, [])) as object[];
      expect(direct).toBeDefined();
      expect(await sentBy(given, [{ onRequest: () => undefined }])).toEqual([direct]);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});
