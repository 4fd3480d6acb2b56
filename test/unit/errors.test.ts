import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  RapydError,
  RateLimitError,
  TimeoutError,
  ValidationError,
  WebhookError,
} from "../../src/index.js";

const details = {
  httpStatus: 400,
  errorCode: "E",
  rapydOperationId: "op",
  response: { headers: new Headers(), body: null },
};
const all: [string, RapydError][] = [
  ["RapydError", new RapydError("m")],
  ["ApiError", new ApiError("m", details)],
  ["AuthenticationError", new AuthenticationError("m", details)],
  ["RateLimitError", new RateLimitError("m", details)],
  ["ConnectionError", new ConnectionError("m")],
  ["TimeoutError", new TimeoutError("m")],
  ["ValidationError", new ValidationError("createCustomer", [])],
  ["WebhookError", new WebhookError("signature", "m")],
];

test.each(all)("%s is a RapydError with its own name, and by default nothing was sent", (name, error) => {
  expect(error).toBeInstanceOf(RapydError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name, attempts: 0, mayHaveSucceeded: false, isTransient: false });
  expect(String(error)).toMatch(new RegExp(`^${name}: `));
});

test("AuthenticationError and RateLimitError are ApiErrors", () => {
  const api = all.filter(([, error]) => error instanceof ApiError).map(([name]) => name);
  expect(api).toEqual(["ApiError", "AuthenticationError", "RateLimitError"]);
});

test("the cause is kept, and absent if there is none", () => {
  const cause = new Error("why");
  expect(new ConnectionError("m", { cause }).cause).toBe(cause);
  expect("cause" in new ConnectionError("m")).toBe(false);
});

test("no error names an operation unless it gets one", () => {
  expect(new RapydError("m").operationId).toBe("");
  expect(new RapydError("m", { operationId: "createCustomer" }).operationId).toBe("createCustomer");
});

test.each([
  [20, /; \/p19 is wrong$/],
  [21, /; \/p19 is wrong; and 1 more$/],
  [23, /; \/p19 is wrong; and 3 more$/],
])("a ValidationError with %d problems lists twenty and keeps all", (count, end) => {
  const issues = Array.from({ length: count }, (_, index) => ({
    ...{ path: `/p${index}`, rule: "type", message: "is wrong", expected: "object" },
  }));
  const error = new ValidationError("createCustomer", issues);
  expect(error.message).toMatch(end);
  expect(error.message.match(/is wrong/g)).toHaveLength(20);
  expect(error.issues).toEqual(issues);
  expect(error.operationId).toBe("createCustomer");
});

test("a ValidationError's message is one line with every problem", () => {
  const issues = [
    { path: "/name", rule: "required", message: "is required", expected: true },
    { path: "", rule: "type", message: "must be an object, not text", expected: "object" },
  ];
  expect(new ValidationError("createCustomer", issues).message).toBe(
    "createCustomer: the request was not sent: /name is required; the body must be an object, not text",
  );
});

const unreadable = Object.defineProperty(new Error("m"), "constructor", {
  get: () => {
    throw new Error("boo");
  },
});

describe("a second copy of the package, such as CommonJS next to ES modules", () => {
  type Errors = typeof import("../../src/errors.js");
  let copy: Errors;
  beforeAll(async () => {
    vi.resetModules();
    copy = await import("../../src/errors.js");
  });

  test("has its own classes, whose errors are instances of both", () => {
    expect(copy.RapydError).not.toBe(RapydError);
    const error = new copy.RateLimitError("m", details);
    for (const one of [RapydError, ApiError, RateLimitError]) expect(error).toBeInstanceOf(one);
    for (const one of [AuthenticationError, ConnectionError, ValidationError])
      expect(error).not.toBeInstanceOf(one);
    expect(new RateLimitError("m", details)).toBeInstanceOf(copy.ApiError);
    expect(new RapydError("m")).not.toBeInstanceOf(copy.ApiError);
  });

  test("a caller's own subclass has no copies", () => {
    class OwnError extends ApiError {}
    expect(new OwnError("m", details)).toBeInstanceOf(OwnError);
    expect(new OwnError("m", details)).toBeInstanceOf(copy.ApiError);
    expect(new ApiError("m", details)).not.toBeInstanceOf(OwnError);
    expect(new copy.ApiError("m", details)).not.toBeInstanceOf(OwnError);
  });

  test.each<[string, unknown]>([
    ["null", null],
    ["text", "RapydError"],
    [
      "an error with the same name",
      Object.assign(new Error("m"), { name: "RapydError", kind: "RapydError" }),
    ],
    [
      "an error of another library whose class has a kind",
      new (class extends Error {
        static kind = "RapydError";
      })("m"),
    ],
    ["an object with the same class name", { constructor: RapydError }],
    ["an error whose properties throw", unreadable],
    ["an error without a constructor", Object.assign(new Error("m"), { constructor: undefined })],
  ])("%s is not an instance", (_, value) => {
    expect(value).not.toBeInstanceOf(RapydError);
  });
});
