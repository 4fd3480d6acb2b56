import { describe, expect, test } from "vitest";
import { isSignatureRejected, noResponse, type Outcome, readOutcome } from "../../src/outcome.js";
import type { ParsedResponse } from "../../src/response.js";
import { body, bodyNames } from "../helpers/fixtures.js";

function answer(status: number, json: unknown, problem?: string): ParsedResponse {
  return { status, headers: new Headers(), text: JSON.stringify(json) ?? "", json, isCutOff: false, problem };
}

function cutOff(status: number): ReturnType<typeof answer> {
  return { ...answer(status, undefined, "cut off after 1 KiB"), isCutOff: true };
}

const operationId = "12e59804-b742-44eb-aa49-4b722629faa8";
const envelope = { responseKind: "envelope", data: "object" } as const;
const success = {
  status: { status: "SUCCESS", operation_id: operationId, error_code: "", message: "" },
  data: {},
};

const notFollowed =
  "a redirect (target hidden), not followed because it would forward the access key, signature and body";

test("a 2xx envelope with SUCCESS and data is a success", () => {
  expect(readOutcome(answer(200, success), envelope)).toMatchObject({
    success: true,
    rapydOperationId: operationId,
    message: "",
    errorCode: "",
  });
});

test.each<[string, ParsedResponse, Partial<Outcome>]>([
  ["HTML with 200", answer(200, undefined, "text/html, not JSON"), { effect: "possible", transient: true }],
  ["an empty 200", answer(200, undefined, "empty"), { effect: "possible", transient: true }],
  ["null with 200", answer(200, null), { effect: "possible", transient: true }],
  ["a number with 200", answer(200, 7), { effect: "possible", transient: true }],
  ["success without data", answer(200, { status: success.status }), { effect: "possible", transient: true }],
  [
    "ERROR with 200",
    answer(200, { status: { status: "ERROR", error_code: "E" } }),
    { effect: "possible", transient: true, errorCode: "E" },
  ],
  [
    "an unknown outcome",
    answer(200, { status: { status: "MAYBE" } }),
    { effect: "possible", transient: true },
  ],
  [
    "a 400",
    answer(400, { status: { status: "ERROR", error_code: "E - [05]", message: "m" } }),
    { effect: "none", transient: false, errorCode: "E - [05]", message: "m" },
  ],
  // The clock may be the reason, and a retry shows it. Any other code may be one whose outcome is unknown.
  ["a cut-off 401", cutOff(401), { effect: "none", transient: true }],
  ["a cut-off 400", cutOff(400), { effect: "none", transient: false }],
  ["a cut-off 404", cutOff(404), { effect: "none", transient: false }],
  ["a 408", answer(408, undefined, "empty"), { effect: "possible", transient: true }],
  [
    "a 429 page",
    answer(429, undefined, "text/html, not JSON"),
    { effect: "none", transient: true, message: "too many requests" },
  ],
  ["an empty 500", answer(500, undefined, "empty"), { effect: "possible", transient: true }],
  ["a 500 envelope that says SUCCESS", answer(500, success), { effect: "possible", transient: true }],
  ["a 302", answer(302, undefined, "empty"), { effect: "possible", transient: false, message: notFollowed }],
  ["a 300", answer(300, undefined, "empty"), { effect: "possible", transient: false, message: notFollowed }],
  ["a 304, which is no redirect", answer(304, undefined, "empty"), { message: "the body is empty" }],
  [
    "a redirect whose status the browser hides",
    answer(0, undefined, "empty"),
    { effect: "possible", transient: false, message: notFollowed },
  ],
])("%s is a failure", (_, given, expected) => {
  expect(readOutcome(given, { responseKind: "envelope" })).toMatchObject({ success: false, ...expected });
});

test("operations without an envelope are taken by their status", () => {
  expect(readOutcome(answer(200, 7), { responseKind: "json" }).success).toBe(true);
  expect(readOutcome(answer(204, undefined, "empty"), { responseKind: "empty" }).success).toBe(true);
  expect(readOutcome(answer(200, { status: success.status }), { responseKind: "status" }).success).toBe(true);
  expect(readOutcome(answer(200, undefined, "empty"), { responseKind: "json" }).success).toBe(false);
});

test.each(bodyNames.filter((name) => name.includes("error")))("%s is read as an error", (name) => {
  const outcome = readOutcome(answer(400, body(name)), envelope);
  expect(outcome).toMatchObject({ success: false, effect: "none" });
  expect((outcome as { errorCode: string }).errorCode).toMatch(/^[A-Z_]+$/);
});

test.each<[unknown, "object" | "array"]>([
  ["x", "object"],
  [1, "object"],
  [[], "object"],
  [false, "object"],
  [{}, "array"],
])("data %j is not a success when %s is expected", (data, kind) => {
  const outcome = readOutcome(answer(200, { ...success, data }), { responseKind: "envelope", data: kind });
  expect(outcome).toMatchObject({ success: false, effect: "possible" });
});

test.each([{}, { id: "" }, { id: null }, { id: [] }])(
  "data %j is not a success where an id is required",
  (data) => {
    const expected = { ...envelope, idRequired: true };
    expect(readOutcome(answer(200, { ...success, data }), expected)).toMatchObject({
      ...{ success: false, effect: "possible", message: "the body is JSON whose data has no id" },
    });
    expect(readOutcome(answer(200, { ...success, data }), envelope).success).toBe(true);
  },
);

test("a list whose items are not objects is not a success", () => {
  const paging = { limit: "limit", after: "after", before: "before", id: "id", size: 10 };
  const list = { responseKind: "envelope", data: "array", paging } as const;
  expect(readOutcome(answer(200, { ...success, data: [null] }), list).success).toBe(false);
  expect(readOutcome(answer(200, { ...success, data: [{ id: null }] }), list).success).toBe(true);
  const unpaged = { responseKind: "envelope", data: "array" } as const;
  expect(readOutcome(answer(200, { ...success, data: [null] }), unpaged).success).toBe(true);
});

test.each([
  "ERROR_3DS_AUTHENTICATION_FAILURE",
  "ERROR_3DS_VERIFICATION_IS_NOT_SUPPORTED",
  "ERROR_PROCESSING_CARD - [1A]",
  "ERROR_PROCESSING_CARD - [N7]",
  "ERROR_PROCESSING_CARD - [05]",
  "ERROR_PROCESSING_CARD [51]",
  "INVALID_FIELDS - [NAME]",
])("the code %s is kept", (error_code) => {
  expect(readOutcome(answer(400, { status: { status: "ERROR", error_code } }), envelope)).toMatchObject({
    errorCode: error_code,
  });
});

describe("a rejection whose code does not say what was done", () => {
  test.each(["GENERAL_ERROR", "IDEMPOTENCY_ERROR"])("%s may have had an effect", (error_code) => {
    for (const status of [400, 401, 409, 429])
      expect(readOutcome(answer(status, { status: { status: "ERROR", error_code } }), envelope).effect).toBe(
        "possible",
      );
    // A gateway may have put it into another form.
    const page = { ...answer(400, undefined, "text/html, not JSON"), text: `<p>${error_code}</p>` };
    expect(readOutcome(page, envelope).effect).toBe("possible");
  });
});

test("a redirect names the host that it points to, and no more of the address", () => {
  const to = (location: string): string => {
    const given = { ...answer(307, undefined, "empty"), headers: new Headers({ location }) };
    return (readOutcome(given, envelope) as { message: string }).message;
  };
  expect(to("https://elsewhere.example:8443/v1?email=jane@example.com")).toContain(
    "a redirect to elsewhere.example:8443, ",
  );
  expect(to("/v2/customers")).toContain("a redirect to another path, ");
  expect(to("http://[")).toContain("a redirect to another path, ");
});

test("a code or an id that does not have its form is not taken: it may be anything", () => {
  const status = { status: "ERROR", error_code: "A".repeat(129), operation_id: "Jane Doe", message: "m" };
  expect(readOutcome(answer(400, { status }), envelope)).toMatchObject({
    errorCode: "",
    rapydOperationId: "",
  });
});

test.each([
  "Jane E",
  "E Jane",
  "E, JANE",
  "E - [05] JANE",
  "CARD_4111111111111111",
  "E - [411111]",
  "E\nJANE",
])("the code %j is not taken: it has more than a code", (error_code) => {
  const outcome = readOutcome(answer(400, { status: { status: "ERROR", error_code } }), envelope);
  expect(outcome.errorCode).toBe("");
});

test("an id with text around it is not taken, and a code of 128 characters is", () => {
  const read = (status: object): Outcome =>
    readOutcome(answer(400, { status: { status: "ERROR", ...status } }), envelope);
  for (const operation_id of [`Jane ${operationId}`, `${operationId} Jane`])
    expect(read({ operation_id }).rapydOperationId).toBe("");
  expect(read({ operation_id: operationId.toUpperCase() }).rapydOperationId).toBe(operationId.toUpperCase());
  expect(read({ error_code: "A".repeat(128) }).errorCode).toBe("A".repeat(128));
});

test("without a response there is neither code nor id nor message", () => {
  const error = new Error("lost");
  expect(noResponse(error, "possible")).toEqual({
    ...{ response: undefined, success: false, effect: "possible", transient: true },
    ...{ errorCode: "", rapydOperationId: "", message: "", error },
  });
});

test("without a described response an empty 2xx is a success, and one that is described empty may have a body", () => {
  expect(readOutcome(answer(204, undefined, "empty"), undefined).success).toBe(true);
  expect(readOutcome(answer(200, undefined, "cut off"), undefined).success).toBe(false);
  expect(readOutcome(answer(200, 7), { responseKind: "empty" }).success).toBe(true);
  expect(readOutcome(answer(300, undefined, "empty"), { responseKind: "empty" }).success).toBe(false);
  expect(readOutcome(answer(299, undefined, "empty"), { responseKind: "empty" }).success).toBe(true);
});

test.each<[unknown, string]>([
  [7, "the body is JSON without the property status.status"],
  [{ status: { status: "MAYBE" } }, 'status "MAYBE"'],
  [{ status: { status: "M".repeat(50) } }, `status "${"M".repeat(40)}"`],
  [{ status: { status: "ERROR", message: "no" } }, "no"],
  [{ ...success, data: "x" }, "the body is JSON whose data is not of the described type object"],
])("a 2xx with %j says what is wrong with it", (json, message) => {
  expect(readOutcome(answer(200, json), envelope)).toMatchObject({ success: false, message });
});

test("data of no described kind is anything but null", () => {
  const kind = { responseKind: "envelope" } as const;
  expect(readOutcome(answer(200, { ...success, data: 0 }), kind).success).toBe(true);
  expect(readOutcome(answer(200, { ...success, data: null }), kind)).toMatchObject({
    success: false,
    message: "the body is JSON without data",
  });
});

test("an id is a non-empty string, or a number", () => {
  const expected = { ...envelope, idRequired: true };
  for (const id of ["cus_1", 7])
    expect(readOutcome(answer(200, { ...success, data: { id } }), expected).success).toBe(true);
});

test("a rejection without a message says so, and one without an envelope what its body is", () => {
  const rejected = { status: { status: "ERROR", error_code: "E" } };
  expect(readOutcome(answer(400, rejected), envelope)).toMatchObject({ message: "no message" });
  expect(
    readOutcome(answer(400, { message: 7, status: { status: "ERROR", message: 7 } }), envelope),
  ).toMatchObject({
    message: "no message",
  });
  expect(readOutcome(answer(400, 7), envelope)).toMatchObject({
    message: "the body is JSON without the property status.status",
  });
});

test("a signature is rejected by that code below 500 alone", () => {
  const rejected = (status: number, error_code: string): Outcome =>
    readOutcome(answer(status, { status: { status: "ERROR", error_code } }), envelope);
  expect(isSignatureRejected(rejected(401, "UNAUTHENTICATED_API_CALL"))).toBe(true);
  expect(isSignatureRejected(rejected(499, "UNAUTHENTICATED_API_CALL"))).toBe(true);
  expect(isSignatureRejected(rejected(500, "UNAUTHENTICATED_API_CALL"))).toBe(false);
  expect(isSignatureRejected(rejected(401, "INVALID_CUSTOMER"))).toBe(false);
  expect(isSignatureRejected({ ...rejected(401, "UNAUTHENTICATED_API_CALL"), response: undefined })).toBe(
    false,
  );
});

test.each(["E - [05]", "E -[05]", "E [05]", "E[05]"])("the code %s is kept with its suffix", (error_code) => {
  expect(readOutcome(answer(400, { status: { status: "ERROR", error_code } }), envelope)).toMatchObject({
    errorCode: error_code,
  });
});
