import { expect, test, vi } from "vitest";
import { createClientWith } from "../../../../src/client.js";
import { fakeRuntime } from "../../../helpers/fake-runtime.js";
import { keys } from "../../../helpers/fixtures.js";
import { json, rejection } from "../../../helpers/observed-client.js";

// A small API: the description may have no operation with a path, a query and a sensitive parameter.
vi.mock("../../../../generated/client.js", async (original) => ({
  ...(await original<object>()),
  operations: {
    findThing: {
      operationId: "findThing",
      method: "GET",
      path: "/v1/things/{id}/parts/{part-id}",
      parameters: ["id", "part-id", "query"],
      responseKind: "json",
    },
  },
}));
vi.mock("../../../../generated/validators.js", () => ({
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

type FindThing = (...values: unknown[]) => Promise<unknown>;

function clientWith(respond: () => Response): { findThing: FindThing; urls: string[] } {
  const urls: string[] = [];
  const fetch = async (url: unknown): Promise<Response> => {
    urls.push(String(url));
    return respond();
  };
  const client = createClientWith(keys, fakeRuntime(undefined, fetch), {}) as unknown as {
    findThing: FindThing;
  };
  return { findThing: client.findThing, urls };
}

test("path values and query are serialised as openapi-fetch serialises them", async () => {
  const { findThing, urls } = clientWith(() => json({ found: true }));
  expect(await findThing("a b", 7, { tags: ["x", "y z"], email: "jane@example.com" })).toEqual({
    found: true,
  });
  expect(urls).toEqual([
    "https://sandboxapi.rapyd.net/v1/things/a%20b/parts/7?tags=x&tags=y%20z&email=jane%40example.com",
  ]);
});

test("options follow the query, which is optional", async () => {
  const { findThing, urls } = clientWith(() => json({}));
  expect(await rejection(findThing("a", "b", undefined, { timeoutMs: 0 }))).toBeInstanceOf(TypeError);
  await findThing("a", "b");
  expect(urls).toEqual(["https://sandboxapi.rapyd.net/v1/things/a/parts/b"]);
});

test.each(["", ".", "..", undefined, null, {}])(
  "the path value %j is rejected, because it would lead to another path",
  async (id) => {
    const { findThing, urls } = clientWith(() => json({}));
    expect(await rejection(findThing(id, "b"))).toMatchObject({
      name: "ValidationError",
      issues: [{ path: "/id" }],
    });
    expect(urls).toEqual([]);
  },
);

test.each(["4111/1111/1111/1111", "/4111111111111111"])(
  "the path value %s is rejected without being shown, because it may be a card number",
  async (id) => {
    const { findThing } = clientWith(() => json({}));
    const error = (await rejection(findThing(id, "b"))) as Error;
    expect(error.message).toMatch(/not "." or ".."\)$/);
  },
);

test("an invalid value of a sensitive parameter is rejected without being shown", async () => {
  const { findThing } = clientWith(() => json({}));
  const error = (await rejection(findThing("id_1", "b", { email: "4111" }))) as Error;
  expect(error.message).toContain("/email must have at least 5 characters");
  expect(error.message).not.toContain("4111");
});
