import { expect, test } from "vitest";
import { failureCodes, failureEffect, failureReason } from "../../src/failure.js";

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
  "ERR_SSL_WRONG_VERSION_NUMBER",
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

test("a name with several addresses had no effect only when none was reached", () => {
  const refused = Object.assign(new Error(), { code: "ECONNREFUSED" });
  const reset = Object.assign(new Error(), { code: "ECONNRESET" });
  expect(failureEffect(new TypeError("x", { cause: new AggregateError([refused, refused]) }))).toBe("none");
  expect(failureEffect(new TypeError("x", { cause: new AggregateError([refused, reset]) }))).toBe("possible");
});

test("an error that is its own cause ends", () => {
  const error = new Error("loop");
  error.cause = error;
  expect(failureCodes(error)).toEqual([]);
  expect(failureReason(error)).toBe("loop");
});

test("the reason is the code, or the innermost message", () => {
  expect(failureReason(failed("ECONNRESET"))).toBe("ECONNRESET");
  expect(failureReason(new TypeError("fetch failed", { cause: new Error("other side closed") }))).toBe(
    "other side closed",
  );
  expect(failureReason(new TypeError("fetch failed", { cause: new Error("unexpected redirect") }))).toContain(
    "is not followed",
  );
  expect(failureReason("text")).toBe("text");
});

test("an unreachable host had no effect only while connecting", () => {
  const unreachable = (syscall: string): Error =>
    new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "EHOSTUNREACH", syscall }) });
  expect(failureEffect(unreachable("connect"))).toBe("none");
  expect(failureEffect(unreachable("read"))).toBe("possible");
});
