import { expect, test, vi } from "vitest";
import type { Operation } from "../../generated/client.js";
import { createAbortListeners } from "../../src/abort-listeners.js";
import { createCall } from "../../src/call.js";
import { resolveOptions } from "../../src/options.js";
import { createTransport } from "../../src/transport.js";
import { fakeRuntime } from "../helpers/fake-runtime.js";
import { keys } from "../helpers/fixtures.js";
import { errorAnswer, rejection } from "../helpers/observed-client.js";

// The description has no operation with a sensitive parameter so far.
vi.mock("../../generated/validators.js", () => ({
  requestChecks: {
    findThing: {
      parameters: {
        type: "object",
        properties: {
          email: { type: "string", minLength: 5, sensitive: true },
          id: { type: "string", sensitive: true },
          page: { type: "string" },
        },
      },
    },
  },
}));

const operation: Operation = {
  operationId: "findThing",
  method: "GET",
  path: "/v1/things/{id}",
  answer: "json",
};

function findThing(query: object): Promise<unknown> {
  const fetch = async (): Promise<Response> =>
    errorAnswer(400, "E", "unknown jane@example.com of id_1 on page_2");
  const runtime = fakeRuntime();
  const settings = resolveOptions({ ...keys, fetch }, {});
  const transport = createTransport(settings, runtime);
  const kit = { settings, runtime, listen: createAbortListeners(), transport };
  const send = (): Promise<never> => Promise.reject(new Error("there is no middleware"));
  return createCall(kit, () => false)(operation, { path: { id: "id_1" }, query }, undefined, send);
}

test("sensitive values of a path and a query are redacted, others are not", async () => {
  const error = await rejection(findThing({ email: "jane@example.com", page: "page_2" }));
  expect((error as Error).message).toContain("unknown [redacted] of [redacted] on page_2");
  expect(JSON.stringify(error)).not.toContain("jane@");
});

test("a bad value of a sensitive parameter is refused without being shown", async () => {
  const error = await rejection(findThing({ email: "4111" }));
  expect((error as Error).message).toContain("/email must have a length of at least 5");
  expect((error as Error).message).not.toContain("4111");
});
