import { expect, test } from "vitest";
import { type AttemptEvent, notify } from "../../src/observe.js";

const event: AttemptEvent = {
  operationId: "createCustomer",
  method: "POST",
  path: "/v1/customers",
  attempt: 1,
  status: 200,
  durationMs: 1,
  errorCode: "",
  rapydOperationId: "",
  willRetryInMs: undefined,
  warnings: [],
};

test("an observer gets the event itself", () => {
  const seen: AttemptEvent[] = [];
  notify((one) => seen.push(one), event);
  expect(seen).toEqual([event]);
});

test("nobody need listen, and nobody can break it", () => {
  expect(() => notify(undefined, event)).not.toThrow();
  expect(() =>
    notify(() => {
      throw new Error("broken");
    }, event),
  ).not.toThrow();
});
