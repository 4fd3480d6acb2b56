import fetchRetry from "fetch-retry";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient } from "../../src/index.js";
import { systemRuntime } from "../../src/runtime.js";
import { keys } from "../helpers/fixtures.js";

const { isPlatformFetch, hasPlainDispatcher, createFetchInit } = systemRuntime;
afterEach(() => void vi.unstubAllGlobals());

describe("the platform's own fetch", () => {
  test("is recognised", () => {
    expect(isPlatformFetch(fetch)).toBe(true);
  });

  test.each<[string, typeof fetch]>([
    ["fetch-retry's", fetchRetry(fetch)],
    ["an arrow function around it", (...values) => fetch(...values)],
    ["a bound one", fetch.bind(undefined)],
    ["a Proxy of it", new Proxy(fetch, {})],
    ["a mock", vi.fn<typeof fetch>()],
  ])("is not %s", (_, other) => {
    expect(isPlatformFetch(other)).toBe(false);
  });
});

describe("a native fetch, as of Bun and workerd", () => {
  const withSource = (source: string): typeof fetch => {
    // Function.prototype.toString reads the source text alone, so that of a stub is replaced.
    vi.spyOn(Function.prototype, "toString").mockReturnValueOnce(source);
    return (() => undefined) as unknown as typeof fetch;
  };
  afterEach(() => void vi.restoreAllMocks());

  test.each([
    "function fetch() { [native code] }",
    "function fetch() {\n    [native code]\n}",
    "function fetch(){[native code]}",
  ])("is recognised by %j", (source) => {
    expect(isPlatformFetch(withSource(source))).toBe(true);
  });

  test.each([
    "function () { [native code] }",
    "function bound fetch() { [native code] }",
    "async function fetch() { [native code] }",
    "function fetch() { return retry() } // { [native code] }",
    "function fetch() { [native code] } // and more",
    "function fetch(){return lazyFetch().fetch()}",
  ])("is not recognised by %j", (source) => {
    expect(isPlatformFetch(withSource(source))).toBe(false);
  });
});

describe("the dispatcher of Node's fetch", () => {
  class Agent {
    dispatch(): boolean {
      return true;
    }
  }
  class RetryAgent extends Agent {}
  class AgentThatRetries extends Agent {}
  const composed = new Proxy(new Agent(), {
    get: (agent, name) => (name === "dispatch" ? () => false : (Reflect.get(agent, name) as unknown)),
  });

  test.each<[string, unknown, boolean]>([
    ["accepts undici's Agent", new Agent(), true],
    ["rejects undici's RetryAgent", new RetryAgent(), false],
    ["rejects an agent with interceptors, which replace dispatch", composed, false],
    ["rejects anything else", { dispatch: () => true }, false],
    ["rejects a class whose name only begins like Agent", new AgentThatRetries(), false],
  ])("%s", (_, dispatcher, expected) => {
    const key = Symbol.for("undici.globalDispatcher.1");
    const globals = globalThis as { [name: symbol]: unknown };
    const before = globals[key];
    globals[key] = dispatcher;
    try {
      expect(hasPlainDispatcher()).toBe(expected);
    } finally {
      globals[key] = before;
    }
  });
});

describe("the options for fetch", () => {
  test("turn caching off if the platform supports it", () => {
    expect(createFetchInit()()).toEqual({ cache: "no-store" });
    class OldRequest {}
    vi.stubGlobal("Request", OldRequest);
    expect(createFetchInit()()).toEqual({});
  });

  test("have a client without idle connections on Deno", () => {
    const client = {};
    const createHttpClient = vi.fn(() => client);
    vi.stubGlobal("Deno", { createHttpClient });
    expect(createFetchInit()()).toEqual({ cache: "no-store", client });
    expect(createHttpClient).toHaveBeenCalledWith({ poolMaxIdlePerHost: 0 });
  });

  test("cannot be made safe on a Deno without such clients, so createClient throws", () => {
    vi.stubGlobal("Deno", {});
    expect(() => createClient(keys)).toThrow("use Deno 2 or later");
  });
});
