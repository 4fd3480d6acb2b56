import { expect, test } from "vitest";
import { failureCodes, failureEffect, isControlFlow } from "../../src/failure.js";

function failed(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(`inner ${code}`), { code }) });
}

test.each([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_WRONG_VERSION_NUMBER",
])("%s certainly had no effect", (code) => {
  expect(failureEffect(failed(code))).toBe("none");
});

test.each([
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "ETIMEDOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "ERR_SSL_BAD_RECORD_MAC",
  "EHOSTUNREACH",
  "NEW_CODE",
])("%s may have had an effect", (code) => {
  expect(failureEffect(failed(code))).toBe("possible");
});

test("a failure without a code may have had an effect", () => {
  for (const error of [new TypeError("fetch failed"), "text", null, undefined, {}]) {
    expect(failureEffect(error)).toBe("possible");
  }
});

test("a host with several addresses had no effect only if none was reached", () => {
  const refused = Object.assign(new Error(), { code: "ECONNREFUSED" });
  const reset = Object.assign(new Error(), { code: "ECONNRESET" });
  expect(failureEffect(new TypeError("x", { cause: new AggregateError([refused, refused]) }))).toBe("none");
  expect(failureEffect(new TypeError("x", { cause: new AggregateError([refused, reset]) }))).toBe("possible");
});

test("an error that is its own cause is read once", () => {
  const error = new Error("loop");
  error.cause = error;
  expect(failureCodes(error)).toEqual([]);
});

test("an unreachable host had no effect only while connecting", () => {
  const unreachable = (syscall: string): Error =>
    new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "EHOSTUNREACH", syscall }) });
  expect(failureEffect(unreachable("connect"))).toBe("none");
  expect(failureEffect(unreachable("read"))).toBe("possible");
});

test("several unreachable addresses had no effect, whatever the combined error's code", () => {
  const address = Object.assign(new Error(), { code: "ENETUNREACH", syscall: "connect" });
  const sum = Object.assign(new AggregateError([address, address]), { code: "ENETUNREACH" });
  expect(failureEffect(new TypeError("fetch failed", { cause: sum }))).toBe("none");
});

test.each(["bad port", "Client network socket disconnected before secure TLS connection was established"])(
  "nothing was sent when Node says: %s",
  (message) => {
    expect(failureEffect(new TypeError("fetch failed", { cause: new Error(message) }))).toBe("none");
  },
);

test("a code is found at any depth, if it looks like one", () => {
  const nested = (code: string, depth: number): Error =>
    depth === 0
      ? Object.assign(new Error(), { code })
      : new Error("outer", { cause: nested(code, depth - 1) });
  expect(failureCodes(nested("EPIPE", 5))).toEqual(["EPIPE"]);
  expect(failureCodes(nested("EPIPE", 6))).toEqual([]);
  for (const code of ["jane doe", "x".repeat(61), "EPIPE: jane@example.com", " EPIPE"])
    expect(failureCodes(nested(code, 1))).toEqual([]);
  expect(failureCodes(nested("x".repeat(60), 1))).toHaveLength(1);
});

test("an empty list of errors has no code, and only the first of very many are read", () => {
  const sum = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
  expect(failureCodes(sum)).toEqual(["ECONNREFUSED"]);
  const many = new AggregateError(Array.from({ length: 30 }, () => failed("EPIPE")));
  expect(failureCodes(many)).toHaveLength(20);
});

test.each([
  ["DYNAMIC_SERVER_USAGE", true],
  ["NEXT_REDIRECT;replace;/login;307;", true],
  ["NEXT_HTTP_ERROR_FALLBACK;404", true],
  ["1293384423", false],
  ["sha256-abc", false],
  ["128AB", false],
  ["", false],
  [undefined, false],
])("an error whose digest is %j is a framework's control flow: %s", (digest, isIt) => {
  expect(isControlFlow(Object.assign(new Error("x"), { digest }))).toBe(isIt);
});

test("a property that throws is read as missing", () => {
  const trap = Object.defineProperty(new Error(), "code", {
    get: () => {
      throw new Error("trap");
    },
  });
  expect(failureEffect(trap)).toBe("possible");
  expect(failureCodes(trap)).toEqual([]);
});
