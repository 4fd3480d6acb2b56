import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createClient, servers } from "../../src/index.js";
import { type ClientOptions, type RequestOptions, resolveOptions } from "../../src/options.js";
import { keys } from "../helpers/fixtures.js";
import { created, observedClient } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

function resolve(options: unknown, variables = {}): ReturnType<typeof resolveOptions> {
  return resolveOptions(options as ClientOptions, variables);
}

describe("defaults", () => {
  test("are the sandbox, 30 seconds, two retries and validation", () => {
    expect(resolve(keys)).toMatchObject({
      baseUrl: servers.sandbox,
      timeoutMs: 30_000,
      maxRetries: 2,
      idempotencyEnabled: false,
      validate: true,
    });
  });

  test("come from the environment", () => {
    const variables = { RAPYD_ACCESS_KEY: "a", RAPYD_SECRET_KEY: "s", RAPYD_BASE_URL: "http://localhost:1/" };
    expect(resolve({}, variables)).toMatchObject({
      credentials: { accessKey: "a", secretKey: "s" },
      baseUrl: "http://localhost:1",
    });
    expect(resolve(keys, { RAPYD_BASE_URL: "" }).baseUrl).toBe(servers.sandbox);
    const production = resolve({ ...keys, environment: "production" }, variables);
    expect(production.baseUrl).toBe(servers.production);
  });

  test("the variables choose the server if no option does, and are named if they are wrong", () => {
    const variables = { RAPYD_ENVIRONMENT: "production" };
    expect(resolve(keys, variables).baseUrl).toBe(servers.production);
    expect(resolve({ ...keys, environment: "sandbox" }, variables).baseUrl).toBe(servers.sandbox);
    expect(resolve(keys, { RAPYD_ENVIRONMENT: "" }).baseUrl).toBe(servers.sandbox);
    expect(() => resolve(keys, { RAPYD_ENVIRONMENT: "live" })).toThrow(
      "RAPYD_ENVIRONMENT must be sandbox or production, not live",
    );
    expect(() => resolve(keys, { RAPYD_BASE_URL: "sandbox" })).toThrow(
      'RAPYD_BASE_URL "sandbox" is not a URL. Use a URL like https://sandboxapi.rapyd.net',
    );
  });

  test("baseUrl wins over environment", () => {
    expect(resolve({ ...keys, environment: "production" }).baseUrl).toBe(servers.production);
    expect(
      resolve({ ...keys, environment: "production", baseUrl: "https://gateway.example/rapyd/" }).baseUrl,
    ).toBe("https://gateway.example/rapyd");
  });
});

describe("every typed option", () => {
  test("is accepted by createClient", () => {
    const all: Required<ClientOptions> = {
      ...keys,
      environment: "sandbox",
      baseUrl: servers.sandbox,
      fetch,
      headers: {},
      timeoutMs: 1,
      maxRetries: 0,
      idempotencyEnabled: false,
      validate: "strict",
      middleware: [],
      onAttempt: () => undefined,
      dangerouslyAllowBrowser: true,
    };
    expect(() => createClient(all)).not.toThrow();
  });

  test("is accepted by a call", async () => {
    const all: Required<RequestOptions> = {
      idempotencyKey: "order-1",
      signal: new AbortController().signal,
      timeoutMs: 1_000,
      maxRetries: 0,
      headers: { a: "b" },
    };
    const { client } = observedClient(created);
    await expect(client.createCustomer(minimalCustomer, all)).resolves.toMatchObject({ name: "John Doe" });
  });
});

describe("an invalid option is rejected, with what to pass", () => {
  test.each<[string, unknown, string]>([
    ["a missing access key", {}, "accessKey is missing: pass it to createClient, or set RAPYD_ACCESS_KEY"],
    ["a missing secret key", { accessKey: "a" }, "RAPYD_SECRET_KEY"],
    ["an empty key", { ...keys, secretKey: "" }, "secretKey is missing"],
    ["a key with a line break", { ...keys, secretKey: "MARKED\n" }, "secretKey contains whitespace"],
    [
      "a secret key as access key",
      { ...keys, accessKey: "rsk_MARKED" },
      "accessKey begins with rsk_: the two keys are swapped",
    ],
    ["an access key as secret key", { ...keys, secretKey: "rak_MARKED" }, "secretKey begins with rak_"],
    [
      "an unknown environment",
      { ...keys, environment: "test" },
      "environment must be sandbox or production, not test",
    ],
    [
      "an environment named like a method of every object",
      { ...keys, environment: "toString" },
      "environment must be",
    ],
    ["an invalid base URL", { ...keys, baseUrl: "sandbox" }, "is not a URL"],
    [
      "a base URL that ends like the paths begin",
      { ...keys, baseUrl: "https://a.example/v1/" },
      "must not end with /v1",
    ],
    [
      "an unknown option",
      { ...keys, timeout: 5_000 },
      "timeout is not an option of createClient; did you mean timeoutMs?",
    ],
    ["an option in another case", { ...keys, baseURL: "https://a.example" }, "did you mean baseUrl?"],
    [
      "an unknown option without a similar one",
      { ...keys, x: 1 },
      "x is not an option of createClient; valid: accessKey, secretKey, environment, baseUrl",
    ],
    ["http to another host", { ...keys, baseUrl: "http://api.rapyd.net" }, "must begin with https://"],
    [
      "http to a host that only looks local",
      { ...keys, baseUrl: "http://127.0.0.1.evil.net" },
      "must begin with https://",
    ],
    ["a base URL with a password", { ...keys, baseUrl: "https://a:b@example.com" }, "no user, password"],
    [
      "a negative timeout",
      { ...keys, timeoutMs: -1 },
      "timeoutMs must be a number from 1 to 2147483647, not -1",
    ],
    ["a timeout as a string", { ...keys, timeoutMs: "30" }, 'not the string "30"'],
    ["a key as timeout", { ...keys, timeoutMs: "rsk_0123456789abcdef" }, 'not the string "[redacted]"'],
    ["a symbol as timeout", { ...keys, timeoutMs: Symbol("30") }, "not Symbol(30)"],
    ["an object as timeout", { ...keys, timeoutMs: Object.create(null) }, "not object"],
    [
      "a fractional number of retries",
      { ...keys, maxRetries: 1.5 },
      "maxRetries must be a whole number, not 1.5",
    ],
    ["a number as key", { ...keys, accessKey: 5 }, "accessKey must be a string"],
    ["a signature header", { ...keys, headers: { Signature: "x" } }, "is set by the client: leave it out"],
    ["null", null, "The options of createClient must be an object"],
    ["a timeout longer than timers allow", { ...keys, timeoutMs: 2 ** 31 }, "timeoutMs"],
    ["a string as number of retries", { ...keys, maxRetries: NaN }, "maxRetries must be a number from 0"],
    [
      "a boolean as a string",
      { ...keys, idempotencyEnabled: "no" },
      "idempotencyEnabled must be true or false",
    ],
    ["a fetch that is not a function", { ...keys, fetch: {} }, "fetch must be a function"],
    ["a header with a line break", { ...keys, headers: { "x-a": "1\r\nx-b: 2" } }, 'Header "x-a" is invalid'],
    [
      "an idempotency key for every call",
      { ...keys, headers: { Idempotency: "k" } },
      "is set by the call option idempotencyKey",
    ],
    ["headers as a string", { ...keys, headers: "x: 1" }, "headers must be a plain object"],
    ["a Headers object", { ...keys, headers: new Headers({ a: "b" }) }, "headers must be a plain object"],
    ["a header without a value", { ...keys, headers: { "x-a": undefined } }, 'Header "x-a" is invalid'],
    [
      "a base URL with an empty query",
      { ...keys, baseUrl: "https://a.example/?" },
      "no user, password, query",
    ],
    ["a base URL with an empty fragment", { ...keys, baseUrl: "https://a.example#" }, "query or fragment"],
    ["an environment that is not a string", { ...keys, environment: 1n }, "not bigint"],
    [
      "an unknown validation mode",
      { ...keys, validate: "stict" },
      'validate must be true, false or "strict"',
    ],
    ["a fetch that is false", { ...keys, fetch: false as never }, "fetch must be a function"],
    [
      "an observer that is an empty string",
      { ...keys, onAttempt: "" as never },
      "onAttempt must be a function",
    ],
    [
      "a secret key as environment",
      { ...keys, environment: "rsk_0123456789abcdef" as never },
      "not [redacted]",
    ],
    ["a secret key as base URL", { ...keys, baseUrl: "rsk_0123456789abcdef" }, '"[redacted]" is not a URL'],
    [
      "a base URL without a prototype",
      { ...keys, baseUrl: Object.create(null) as never },
      "baseUrl must be a string",
    ],
    ["validate as an object", { ...keys, validate: {} }, "validate must be"],
    ["validate as a number", { ...keys, validate: 0 }, "validate must be"],
    [
      "the browser option as a string",
      { ...keys, dangerouslyAllowBrowser: "false" },
      "dangerouslyAllowBrowser must be true or false",
    ],
    [
      "middleware outside an array",
      { ...keys, middleware: { onRequest: () => undefined } },
      "middleware must be an array",
    ],
    ["middleware without a callback", { ...keys, middleware: [{}] }, "middleware must be an array"],
    ["middleware that is null", { ...keys, middleware: [null] }, "middleware must be an array"],
    [
      "middleware with a string as callback",
      { ...keys, middleware: [{ onRequest: "x" }] },
      "middleware must be an array",
    ],
    ...[
      ...["connection", "Content-Length", "expect", "host", "Keep-Alive", "transfer-encoding", "upgrade"],
    ].map((name): [string, unknown, string] => [
      `the header ${name}`,
      { ...keys, headers: { [name]: "x" } },
      `Header "${name}" is set by fetch: leave it out`,
    ]),
    ["a header name with a space", { ...keys, headers: { "x a": "1" } }, 'Header "x a" is invalid'],
  ])("%s", (_, options, message) => {
    expect(() => resolve(options)).toThrow(TypeError);
    expect(() => resolve(options)).toThrow(message);
    try {
      resolve(options);
    } catch (error) {
      expect(String(error)).not.toContain("MARKED");
    }
  });
});

test("a client never shows its keys, however it is inspected", () => {
  const client = createClient(keys);
  for (const seen of [
    inspect(client, { depth: 20, showHidden: true }),
    JSON.stringify(client),
    Object.keys(client).join(),
  ]) {
    expect(seen).not.toContain(keys.secretKey);
    expect(seen).not.toContain(keys.accessKey);
  }
});
