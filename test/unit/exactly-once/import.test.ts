import { describe, expect, test } from "vitest";
import {
  importCustomersWith,
  type ImportOptions,
  type ImportProgress,
  type ImportRecords,
  type ImportResult,
} from "../../../src/exactly-once/import.js";
import { ApiError, AuthenticationError, ConnectionError, ValidationError } from "../../../src/index.js";
import {
  type CustomerServer,
  customerServer,
  type Failure,
  referencesOf,
} from "../../helpers/customer-server.js";
import { errorResponse, rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

const record = (reference: string) => ({ ...minimalCustomer, metadata: { reference } });
const records = (count: number) => Array.from({ length: count }, (_, index) => record(`order-${index}`));
const times = (count: number, failure: Failure): Failure[] => Array.from({ length: count }, () => failure);

async function runImport(
  server: CustomerServer,
  given: ImportRecords,
  options: Partial<ImportOptions> = {},
): Promise<ImportResult[]> {
  const results: ImportResult[] = [];
  const settings = { journal: "customers.journal.jsonl", ...options };
  for await (const result of importCustomersWith(server.system, server.client, given, settings))
    results.push(result);
  return results;
}

const outcomes = (results: readonly ImportResult[]): string[] =>
  results.map(({ reference, outcome }) => `${reference} ${outcome}`).sort();

test("creates a customer for each record, and yields one result per record", async () => {
  const server = customerServer();
  const results = await runImport(server, records(10));
  expect(outcomes(results)).toEqual(records(10).map(({ metadata }) => `${metadata.reference} created`));
  for (const { id, customer, reference } of results) {
    expect(customer?.id).toBe(id);
    expect(server.customers.find((one) => one.id === id)?.metadata["reference"]).toBe(reference);
  }
});

test("yields a result while the source of records still waits", async () => {
  const server = customerServer();
  const yielded: string[] = [];
  async function* source() {
    yield record("a");
    // The result is yielded before the source has ended.
    for (let turn = 0; yielded.length === 0 && turn < 1_000; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    yield record(`after ${yielded.join()}`);
  }
  const settings = { journal: "journal" };
  for await (const { reference } of importCustomersWith(server.system, server.client, source(), settings))
    yielded.push(reference);
  expect(yielded).toEqual(["a", "after a"]);
});

test("keeps at most `concurrency` records under way", async () => {
  const server = customerServer();
  let [pulled, settled, most] = [0, 0, 0];
  function* source() {
    for (const one of records(30)) {
      most = Math.max(most, ++pulled - settled);
      yield one;
    }
  }
  const settings = { journal: "journal", concurrency: 3 };
  for await (const _ of importCustomersWith(server.system, server.client, source(), settings)) settled++;
  // One more is at hand.
  expect(most).toBeLessThanOrEqual(4);
});

describe("a lost response", () => {
  test("is settled by the list, which is read once for all lost responses, a minute after the last", async () => {
    const server = customerServer();
    server.failures.POST = ["lost", "lost", 500, "lost"];
    const results = await runImport(server, records(8));
    expect(outcomes(results)).toEqual(records(8).map(({ metadata }) => `${metadata.reference} created`));
    expect(new Set(referencesOf(server.customers)).size).toBe(server.customers.length);
    expect(server.sent.filter(({ method }) => method === "GET")).toHaveLength(1);
    // The one that the list did not have was sent again, alone.
    expect(server.arrivals).toHaveLength(9);
    expect((server.arrivals[8] ?? 0) - (server.arrivals[3] ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  test("stops the import if the list cannot be read to its end, and nothing is sent again", async () => {
    const server = customerServer();
    server.failures.POST = ["lost", 500];
    server.failures.GET = times(99, 500);
    const error = await rejection(runImport(server, records(5)));
    expect(error).toMatchObject({ name: "ExactlyOnceError", mayHaveSucceeded: true, isTransient: true });
    expect(String(error)).toMatch(/3 created, 0 rejected, 2 unknown.*20 consecutive requests failed/);
    expect(server.arrivals).toHaveLength(5);
    server.failures.GET = [];
    const resumed = await runImport(server, records(5));
    expect(outcomes(resumed).map((text) => text.split(" ")[1])).toEqual([
      ...["already-created", "created", "already-created", "already-created", "already-created"],
    ]);
    expect(referencesOf(server.customers).sort()).toEqual(records(5).map((one) => one.metadata.reference));
  });

  test("rejects a record that fails ten times and is never in the list, with the last error", async () => {
    const server = customerServer();
    server.failures.POST = times(99, 500);
    const [result] = await runImport(server, records(1));
    expect(result).toMatchObject({ outcome: "rejected", error: { httpStatus: 500 } });
    expect(server.arrivals).toHaveLength(10);
    expect(server.file.text).toContain('{"rejected":"order-0"}');
  });
});

describe("a rejected record", () => {
  test("is reported with Rapyd's error", async () => {
    const server = customerServer();
    server.failures.POST = [400];
    const results = await runImport(server, records(2));
    expect(outcomes(results)).toEqual(["order-0 rejected", "order-1 created"]);
    expect(results[0]?.error).toBeInstanceOf(ApiError);
    expect(results[0]?.record).toEqual(record("order-0"));
  });

  test("is not sent if it does not match the description", async () => {
    const server = customerServer();
    const [result] = await runImport(server, [{ ...record("a"), name: "" }]);
    expect(result?.error).toBeInstanceOf(ValidationError);
    expect(server.sent).toEqual([]);
  });

  test.each([
    ["without a reference", minimalCustomer, "metadata.reference is missing"],
    ["with an empty reference", record(""), "metadata.reference is missing"],
    ["with a repeated reference", record("a"), 'reference "a" is repeated'],
  ])("is a record %s", async (_, bad, message) => {
    const server = customerServer();
    const results = await runImport(server, [record("a"), bad]);
    expect(results.map(({ outcome, error }) => error?.message ?? outcome).sort()).toEqual(
      ["created", message].sort(),
    );
    expect(server.customers).toHaveLength(1);
  });

  test("is sent again by the next import with the same journal", async () => {
    const server = customerServer();
    server.failures.POST = [400];
    await runImport(server, records(1));
    expect(outcomes(await runImport(server, records(1)))).toEqual(["order-0 created"]);
  });
});

describe("an import with the same journal", () => {
  test("resumes where the last one ended, without a request for existing customers", async () => {
    const server = customerServer();
    await runImport(server, records(3));
    const results = await runImport(server, records(5));
    expect(outcomes(results)).toEqual([
      ...["order-0 already-created", "order-1 already-created", "order-2 already-created"],
      ...["order-3 created", "order-4 created"],
    ]);
    expect(server.sent).toHaveLength(5);
  });

  test("sends what no run has sent, and settles by the list what a killed process may have sent", async () => {
    const server = customerServer();
    await runImport(server, records(1));
    const created = server.file.text.indexOf('{"created"');
    const file = { text: server.file.text.slice(0, created), flushed: created };
    const next = customerServer(server.customers, file);
    expect(outcomes(await runImport(next, records(2)))).toEqual([
      ...["order-0 already-created", "order-1 created"],
    ]);
    expect(next.sent.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(next.arrivals[0]).toBeLessThan(60_000);
    expect(next.system.elapsed()).toBeGreaterThanOrEqual(60_000);
  });

  test("reports the wait before the list is read as a pause", async () => {
    const server = customerServer();
    server.failures.POST = ["lost"];
    const pauses: (number | undefined)[] = [];
    await runImport(server, records(1), { onProgress: ({ pausedUntil }) => pauses.push(pausedUntil) });
    const longest = Math.max(...pauses.map((until) => until ?? 0));
    expect(longest - server.system.now()).toBeGreaterThan(-60_000);
  });
});

test("checkExisting skips references that the list has", async () => {
  const server = customerServer([{ id: "cus_0", metadata: { reference: "order-1" } }]);
  const results = await runImport(server, records(2), { checkExisting: true });
  expect(outcomes(results)).toEqual(["order-0 created", "order-1 already-created"]);
  expect(server.sent[0]?.method).toBe("GET");
});

test("accepts an integer as reference, under another key of metadata", async () => {
  const server = customerServer();
  server.failures.POST = ["lost"];
  const given = [{ ...minimalCustomer, metadata: { order: 1001 } }];
  expect(outcomes(await runImport(server, given, { referenceKey: "order" }))).toEqual(["1001 created"]);
  expect(server.customers).toHaveLength(1);
});

describe("the pace", () => {
  test("spaces requests evenly", async () => {
    const server = customerServer();
    await runImport(server, records(7), { requestsPerMinute: 60 });
    expect(server.arrivals).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000]);
  });

  test("pauses every request until Retry-After has passed, and is halved for a minute", async () => {
    const server = customerServer();
    server.failures.POST = [errorResponse(429, "", "", { "retry-after": "20" })];
    await runImport(server, records(80), { requestsPerMinute: 60, concurrency: 2 });
    // The first is the one that was too many; the second was under way.
    const afterwards = server.arrivals.filter((at) => at > 1_000);
    expect(afterwards[0]).toBeGreaterThanOrEqual(20_000);
    expect((afterwards[1] ?? 0) - (afterwards[0] ?? 0)).toBe(2_000);
    const late = server.arrivals.filter((at) => at > 90_000);
    expect((late[1] ?? 0) - (late[0] ?? 0)).toBe(1_000);
  });

  test("pauses for a minute after a 429 without Retry-After", async () => {
    const server = customerServer();
    server.failures.POST = [429];
    await runImport(server, records(1));
    expect(server.arrivals).toEqual([0, 60_000]);
  });

  test("backs off further with each failure in a row", async () => {
    const server = customerServer();
    server.failures.POST = times(6, "refused");
    await runImport(server, records(1));
    const waits = server.arrivals.slice(1).map((at, index) => at - (server.arrivals[index] ?? 0));
    expect(waits).toEqual([400, 750, 1_500, 3_000, 6_000, 12_000]);
  });
});

describe("the import stops", () => {
  test("immediately if the keys are rejected, because the rest would fail too", async () => {
    const server = customerServer();
    server.failures.POST = times(99, 401).map(() => errorResponse(401, "UNAUTHENTICATED_API_CALL"));
    const error = (await rejection(runImport(server, records(50)))) as Error;
    expect(error).toMatchObject({ name: "ExactlyOnceError", mayHaveSucceeded: false });
    expect(error.cause).toBeInstanceOf(AuthenticationError);
    // Each record under way asks twice, since this machine's clock may be wrong.
    expect(server.arrivals.length).toBeLessThanOrEqual(8);
    expect(outcomes(await runImport(customerServer([], server.file), records(1)))).toEqual([
      "order-0 created",
    ]);
  });

  test("except for a wrong clock, which the client corrects", async () => {
    const server = customerServer();
    server.clock.offsetMs = 3_600_000;
    const results = await runImport(server, records(9));
    expect(outcomes(results)).toEqual(records(9).map(({ metadata }) => `${metadata.reference} created`));
  });

  test("if the signal aborts it, after requests under way have ended and are in the journal", async () => {
    const server = customerServer();
    const controller = new AbortController();
    const results: string[] = [];
    const settings = { journal: "journal", signal: controller.signal };
    const running = (async () => {
      for await (const { reference } of importCustomersWith(
        server.system,
        server.client,
        records(50),
        settings,
      )) {
        results.push(reference);
        if (results.length === 5) controller.abort("enough");
      }
    })();
    const error = await rejection(running);
    expect(error).toMatchObject({ name: "AbortError", mayHaveSucceeded: false, cause: "enough" });
    expect(results).toHaveLength(server.customers.length);
    expect(await runImport(server, records(50))).toHaveLength(50);
    expect(server.customers).toHaveLength(50);
    expect(server.sent).toHaveLength(50);
  });

  test("if the loop over the results ends early, after requests under way have ended and are in the journal", async () => {
    const server = customerServer();
    for await (const _ of importCustomersWith(server.system, server.client, records(50), {
      journal: "journal",
    }))
      break;
    expect(server.file.text.match(/"created"/g)).toHaveLength(server.customers.length);
    expect(server.file.text).toMatch(/\{"ended":"[^"]+"\}\n$/);
  });

  test("if the source of records fails", async () => {
    const server = customerServer();
    function* source() {
      yield record("a");
      throw new Error("the database is gone");
    }
    const error = await rejection(runImport(server, source()));
    expect(String(error)).toMatch(/1 created.*the database is gone/);
  });

  test("after 20 consecutive failed requests, where simultaneous ones count once", async () => {
    const server = customerServer();
    server.failures.POST = times(999, "refused");
    const error = await rejection(runImport(server, records(50), { concurrency: 10 }));
    expect(error).toMatchObject({ name: "ExactlyOnceError", isTransient: true, mayHaveSucceeded: false });
    expect((error as Error).cause).toMatchObject({ cause: expect.any(ConnectionError) as unknown });
    expect(server.arrivals.length).toBeGreaterThanOrEqual(20);
    expect(server.runtime.elapsed()).toBeGreaterThan(9 * 60_000);
  });
});

test("the progress adds up even if its callback throws", async () => {
  const server = customerServer();
  server.failures.POST = ["lost", 400, 429];
  const seen: ImportProgress[] = [];
  await runImport(server, records(5), {
    onProgress: (progress) => {
      seen.push(progress);
      throw new Error("a broken observer");
    },
  });
  for (const { created, rejected, remaining } of seen) expect(created + rejected + (remaining ?? 0)).toBe(5);
  expect(seen.some(({ unknown }) => unknown === 1)).toBe(true);
  expect(seen.some(({ pausedUntil }) => pausedUntil !== undefined)).toBe(true);
  expect(seen.at(-1)).toMatchObject({ created: 4, rejected: 1, unknown: 0, remaining: 0 });
  expect(seen.at(-1)?.requests).toBe(server.sent.length);
});

test.each<[string, Partial<ImportOptions>, string]>([
  ["no journal", { journal: undefined as unknown as string }, "importCustomers needs journal"],
  ["an unknown option", { pace: 3 } as object, "pace is not an option of importCustomers"],
  ["an invalid pace", { requestsPerMinute: 0 }, "requestsPerMinute must be a positive whole number, not 0."],
  ["an invalid signal", { signal: {} as AbortSignal }, "signal must be an AbortSignal"],
])("%s is a TypeError, before anything is sent", (_, options, message) => {
  const { system, client } = customerServer();
  const start = () => importCustomersWith(system, client, [], { journal: "journal", ...options });
  expect(start).toThrow(TypeError);
  expect(start).toThrow(message);
});

test("a client that createClient did not return is a TypeError, because its account is unknown", () => {
  const { system, client } = customerServer();
  expect(() => importCustomersWith(system, { ...client }, [], { journal: "journal" })).toThrow(
    "importCustomers needs a client that createClient returned",
  );
});

test("a source may reuse one object for every record; each is sent as it was when yielded", async () => {
  const server = customerServer();
  server.failures.POST = ["lost", 500, "refused"];
  const reused = { ...minimalCustomer, metadata: { reference: "" } };
  function* source() {
    for (let index = 0; index < 6; index++) {
      reused.metadata.reference = `order-${index}`;
      yield reused;
    }
  }
  const results = await runImport(server, source());
  expect(outcomes(results)).toEqual(Array.from({ length: 6 }, (_, index) => `order-${index} created`));
  expect(referencesOf(server.customers).sort()).toEqual(results.map(({ reference }) => reference).sort());
});

test("a source whose return method throws does not keep the journal in use", async () => {
  const server = customerServer();
  function* source() {
    try {
      yield* records(10);
    } finally {
      throw new Error("the source's own");
    }
  }
  const settings = { journal: "journal", concurrency: 1 };
  for await (const _ of importCustomersWith(server.system, server.client, source(), settings)) break;
  expect(await runImport(server, records(10), settings)).toHaveLength(10);
  expect(referencesOf(server.customers)).toHaveLength(10);
});

test.each([undefined, null, 5, {}])("%j as records is a TypeError that says what to pass", async (given) => {
  const server = customerServer();
  const results = runImport(server, given as unknown as ImportRecords);
  expect(await rejection(results)).toEqual(
    new TypeError("records must be an iterable or an async iterable."),
  );
});

test.each([1.5, true, {}, 2 ** 60])(
  "the reference %j is reported as invalid, not as missing",
  async (reference) => {
    const server = customerServer();
    const given = [{ ...minimalCustomer, metadata: { reference } }];
    expect((await runImport(server, given))[0]?.error?.message).toBe(
      "metadata.reference must be a string or a safe integer",
    );
  },
);
