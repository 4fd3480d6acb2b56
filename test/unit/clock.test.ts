import { describe, expect, test } from "vitest";
import { createClock } from "../../src/clock.js";
import { created, errorResponse, observedClient, rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const now = Date.parse("2026-11-22T10:00:00Z");

describe("a clock", () => {
  const clock = createClock(() => now);

  test("that is right needs no offset", () => {
    expect(clock.offsetFrom("Sun, 22 Nov 2026 10:00:29 GMT", now)).toBeUndefined();
    expect(clock.offsetFrom(null, now)).toBeUndefined();
    expect(clock.offsetFrom("yesterday", now)).toBeUndefined();
  });

  test("that is more than 30 s slow needs one", () => {
    expect(clock.offsetFrom("Sun, 22 Nov 2026 10:02:00 GMT", now)).toBe(120_000);
  });

  test("that is ahead at all needs one, because Rapyd rejects future timestamps", () => {
    expect(clock.offsetFrom("Sun, 22 Nov 2026 09:59:58 GMT", now)).toBe(-2_000);
  });

  test("keeps an offset only if Rapyd accepted it", () => {
    expect(clock.now()).toBe(now);
    clock.accept(120_000);
    expect(clock.now()).toBe(now + 120_000);
  });
});

describe("a correction", () => {
  /** Response to a rejected signature, with a Date header that is ahead of `nowMs` by `offsetMs`. */
  const rejected = (offsetMs: number, nowMs: number): Response =>
    errorResponse(401, "UNAUTHENTICATED_API_CALL", "", { date: new Date(nowMs + offsetMs).toUTCString() });
  const timestamps = (sent: { headers: Record<string, string> }[]): number[] =>
    sent.map(({ headers }) => Number(headers["timestamp"]) * 1_000);

  test("is dropped if the retry is rejected too, so later calls are signed with the machine's time", async () => {
    const { client, sent, runtime } = observedClient((_, n) =>
      n <= 2 ? rejected(3_600_000, runtime.now()) : created(),
    );
    expect(await rejection(client.createCustomer(minimalCustomer))).toMatchObject({
      name: "AuthenticationError",
      attempts: 2,
      message: expect.stringContaining(
        "according to the response's Date, this machine's clock is off by 3600 s",
      ) as string,
    });
    await client.createCustomer(minimalCustomer);
    const [first = 0, second = 0, third = 0] = timestamps(sent);
    expect(second - first).toBeGreaterThan(3_500_000);
    expect(third - first).toBeLessThan(60_000);
  });

  test.each<[string, () => Response]>([
    ["succeeds", created],
    ["is rejected for its content", () => errorResponse(400, "INVALID_CUSTOMER_NAME")],
  ])("is kept if the retry %s", async (_, second) => {
    const { client, sent, runtime } = observedClient((__, n) =>
      n === 1 ? rejected(120_000, runtime.now()) : n === 2 ? second() : created(),
    );
    await client.createCustomer(minimalCustomer).catch(() => undefined);
    await client.createCustomer(minimalCustomer);
    const [first = 0, , third = 0] = timestamps(sent);
    expect(third - first).toBeGreaterThan(110_000);
    expect(sent).toHaveLength(3);
  });

  test("is made by each of two simultaneous calls, and kept", async () => {
    const { client, sent, runtime } = observedClient((request) =>
      Number(request.headers["timestamp"]) * 1_000 < runtime.now() + 60_000
        ? rejected(120_000, runtime.now())
        : created(),
    );
    await Promise.all([client.createCustomer(minimalCustomer), client.createCustomer(minimalCustomer)]);
    expect(sent).toHaveLength(4);
    await client.createCustomer(minimalCustomer);
    expect(sent).toHaveLength(5);
  });
});
