import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createAbortListeners, type Deadline, startDeadline } from "../../src/deadline.js";
import type { Runtime } from "../../src/runtime.js";
import { fakeRuntime } from "../helpers/fake-runtime.js";
import { rejection } from "../helpers/observed-client.js";

function start(timeoutMs: number, signal: AbortSignal | undefined, timing: Runtime): Deadline {
  return startDeadline(timeoutMs, signal, timing, createAbortListeners());
}

const never = new Promise<never>(() => undefined);

test("a promise that never settles ends when the time runs out", async () => {
  const runtime = fakeRuntime();
  const deadline = start(1_000, undefined, runtime);
  await rejection(deadline.race(never));
  expect(deadline.ended()).toBe("timeout");
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.timeLeft()).toBe(0);
});

test("the caller's signal ends a wait immediately, and its timer is removed", async () => {
  const runtime = fakeRuntime();
  const caller = new AbortController();
  const deadline = start(60_000, caller.signal, runtime);
  const waiting = rejection(deadline.wait(50_000));
  caller.abort(new Error("enough"));
  await waiting;
  deadline.dispose();
  expect(deadline.ended()).toBe("aborted");
  expect(runtime.pending()).toBe(0);
});

test("an already aborted signal ends the call before it begins", () => {
  const deadline = start(1_000, AbortSignal.abort(), fakeRuntime());
  expect(deadline.ended()).toBe("aborted");
  deadline.dispose();
});

test("reports timeout or abort, whichever is first", async () => {
  const caller = new AbortController();
  const deadline = start(1_000, caller.signal, fakeRuntime());
  await rejection(deadline.race(never));
  caller.abort();
  expect(deadline.ended()).toBe("timeout");
});

test("disposing removes listener and timer", () => {
  const runtime = fakeRuntime();
  const caller = new AbortController();
  start(1_000, caller.signal, runtime).dispose();
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
  expect(runtime.pending()).toBe(0);
});
