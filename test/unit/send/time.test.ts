import { describe, expect, test } from "vitest";
import { AbortError, AuthenticationError, RateLimitError, TimeoutError } from "../../../src/index.js";
import {
  created,
  errorResponse,
  idleMiddleware,
  json,
  observedClient as observed,
  rejection,
} from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

describe.each(idleMiddleware)("a call's time %s", (_, middleware) => {
  const observedClient: typeof observed = (responder, options) =>
    observed(responder, { middleware, ...options });
  const silent = (): Promise<never> => new Promise(() => undefined);

  test("ends with an AbortError if a custom signal has no reason", async () => {
    const signal = Object.assign(new EventTarget(), { aborted: true }) as unknown as AbortSignal;
    const { client } = observedClient(() => new Promise(() => undefined));
    expect(await rejection(client.createCustomer(minimalCustomer, { signal }))).toMatchObject({
      name: "AbortError",
    });
  });

  test("ends a fetch that never resolves, even one that ignores its signal", async () => {
    const { client, runtime } = observedClient(silent);
    const error = await rejection(client.createCustomer(minimalCustomer, { timeoutMs: 1_500 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ name: "TimeoutError", attempts: 1, mayHaveSucceeded: true });
    expect((error as Error).message).toContain("no full response within 1500 ms");
    expect(runtime.elapsed()).toBe(1_500);
    expect(runtime.pending()).toBe(0);
  });

  test("ends a body that stalls", async () => {
    const stalled = (): Response =>
      new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode("{")) }));
    const { client } = observedClient(stalled, { timeoutMs: 1_500 });
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "TimeoutError",
      mayHaveSucceeded: true,
    });
  });

  test("covers all attempts and waits", async () => {
    const { client, runtime } = observedClient(() => new Response("", { status: 429 }), {
      timeoutMs: 2_000,
      maxRetries: 50,
    });
    expect(await rejection(client.createCustomer(minimalCustomer))).toBeInstanceOf(RateLimitError);
    expect(runtime.elapsed()).toBeLessThan(2_000);
  });

  test("clears its timers after a success", async () => {
    const { client, runtime } = observedClient(created);
    await client.createCustomer(minimalCustomer);
    expect(runtime.pending()).toBe(0);
  });

  test("is ended by the caller's signal with an AbortError that has the reason and possible effect", async () => {
    const caller = new AbortController();
    const { client, runtime } = observedClient(silent);
    const reason = new Error("user left");
    const pending = rejection(client.createCustomer(minimalCustomer, { signal: caller.signal }));
    caller.abort(reason);
    const error = await pending;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: "AbortError", cause: reason, attempts: 0, mayHaveSucceeded: false });
    expect(runtime.pending()).toBe(0);
  });

  test("is ended by the caller's signal during a wait", async () => {
    const caller = new AbortController();
    const limited = (): Response => {
      setImmediate(() => caller.abort("stop"));
      return new Response("", { status: 429, headers: { "retry-after": "20" } });
    };
    const { client, sent } = observedClient(limited);
    expect(await rejection(client.createCustomer(minimalCustomer, { signal: caller.signal }))).toMatchObject({
      ...{ name: "AbortError", cause: "stop", attempts: 1, mayHaveSucceeded: false },
    });
    expect(sent).toHaveLength(1);
  });

  test("ends before sending if the signal is already aborted", async () => {
    const { client, sent } = observedClient(created);
    expect(
      await rejection(client.createCustomer(minimalCustomer, { signal: AbortSignal.abort("no") })),
    ).toMatchObject({
      ...{ name: "AbortError", cause: "no", attempts: 0, mayHaveSucceeded: false },
    });
    expect(sent).toHaveLength(0);
  });
});

describe.each(idleMiddleware)("a wrong clock %s", (_middleware, middleware) => {
  const observedClient: typeof observed = (responder, options) =>
    observed(responder, { middleware, ...options });
  const serverTime = new Date(1_700_000_000_000 + 300_000).toUTCString();
  const rejected = (): Response =>
    errorResponse(401, "UNAUTHENTICATED_API_CALL", "Invalid signature", { date: serverTime });

  test("is corrected from the response's date, for this client's later calls too", async () => {
    const { client, sent } = observedClient((_, attempt) => (attempt === 1 ? rejected() : created()));
    await client.createCustomer(minimalCustomer);
    await client.createCustomer(minimalCustomer);
    expect(sent.map(({ headers }) => headers["timestamp"])).toEqual([
      "1700000000",
      "1700000300",
      "1700000300",
    ]);
  });

  test("is corrected once; after that the key or secret is wrong", async () => {
    const { client, sent } = observedClient(rejected);
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect((error as Error).message).toContain(
      "according to the response's Date, this machine's clock is off by 300 s; correcting it did not help; check accessKey and secretKey",
    );
    expect(sent).toHaveLength(2);
  });

  test("is corrected in the next call if no retry is left, and the message says so", async () => {
    const { client, sent } = observedClient(
      (_, attempt) => (attempt === 1 ? new Response("", { status: 429 }) : rejected()),
      { maxRetries: 1 },
    );
    const error = await rejection(client.createCustomer(minimalCustomer));
    expect((error as Error).message).toMatch(/off by 299 s; the next call corrects this; check accessKey/);
    expect(sent).toHaveLength(2);
    const again = await rejection(client.createCustomer(minimalCustomer, { maxRetries: 0 }));
    expect((again as Error).message).toMatch(/off by 299 s; correcting it did not help; check accessKey/);
  });

  test.each([
    ["500", 500, "ERROR"],
    ["200", 200, "PENDING"],
  ])("is not corrected by a %s, after which no retry is safe", async (_, status, outcome) => {
    const body = { status: { status: outcome, error_code: "UNAUTHENTICATED_API_CALL" } };
    const { client, sent } = observedClient(() => json(body, { status, headers: { date: serverTime } }));
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({ mayHaveSucceeded: true });
    expect(sent).toHaveLength(1);
  });

  test("does not change the length of a wait until a date", async () => {
    const until = new Date(1_700_000_000_000 + 303_000).toUTCString();
    const busy = (): Response =>
      new Response("", { status: 429, headers: { date: serverTime, "retry-after": until } });
    const { client, runtime } = observedClient((_, attempt) => (attempt === 1 ? busy() : created()));
    await client.createCustomer(minimalCustomer);
    expect(runtime.delays).toContain(3_000);
  });

  test("is not assumed if the times agree", async () => {
    const date = new Date(1_700_000_000_000).toUTCString();
    const { client, sent } = observedClient(() =>
      errorResponse(401, "UNAUTHENTICATED_API_CALL", "", { date }),
    );
    await rejection(client.createCustomer(minimalCustomer));
    expect(sent).toHaveLength(1);
  });
});
