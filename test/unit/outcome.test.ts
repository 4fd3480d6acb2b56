import { describe, expect, test } from "vitest";
import { isSignatureRejected, noResponse, type Outcome, readOutcome } from "../../src/outcome.js";
import type { ParsedResponse } from "../../src/response.js";
import { body, bodyNames } from "../helpers/fixtures.js";

function parsedResponse(status: number, json: unknown, problem?: string): ParsedResponse {
  return {
    status,
    headers: new Headers(),
    text: JSON.stringify(json) ?? "",
    json,
    isCutOff: false,
    isWhole: true,
    problem,
  };
}

function cutOff(status: number): ReturnType<typeof parsedResponse> {
  return { ...parsedResponse(status, undefined, "cut off after 1 KiB"), isCutOff: true, isWhole: false };
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
  expect(readOutcome(parsedResponse(200, success), envelope)).toMatchObject({
    success: true,
    rapydOperationId: operationId,
    message: "",
    errorCode: "",
  });
});

test.each<[string, ParsedResponse, Partial<Outcome>]>([
  [
    "HTML with 200",
    parsedResponse(200, undefined, "text/html, not JSON"),
    { effect: "possible", transient: true },
  ],
  ["an empty 200", parsedResponse(200, undefined, "empty"), { effect: "possible", transient: true }],
  ["a 200 with null", parsedResponse(200, null), { effect: "possible", transient: true }],
  ["a 200 with a number", parsedResponse(200, 7), { effect: "possible", transient: true }],
  [
    "a success without data",
    parsedResponse(200, { status: success.status }),
    { effect: "possible", transient: true },
  ],
  [
    "ERROR with 200",
    parsedResponse(200, { status: { status: "ERROR", error_code: "E" } }),
    { effect: "possible", transient: true, errorCode: "E" },
  ],
  [
    "an unknown outcome",
    parsedResponse(200, { status: { status: "MAYBE" } }),
    { effect: "possible", transient: true },
  ],
  [
    "a 400",
    parsedResponse(400, { status: { status: "ERROR", error_code: "E - [05]", message: "m" } }),
    { effect: "none", transient: false, errorCode: "E - [05]", message: "m" },
  ],
  // Its code may be one that leaves the outcome unknown. After a 401, the clock may be the reason, which a retry shows.
  ["a cut-off 401", cutOff(401), { effect: "possible", transient: true }],
  ["a cut-off 400", cutOff(400), { effect: "possible", transient: false }],
  ["a cut-off 404", cutOff(404), { effect: "possible", transient: false }],
  ["a cut-off 429", cutOff(429), { effect: "none", transient: true }],
  ["a 408", parsedResponse(408, undefined, "empty"), { effect: "possible", transient: true }],
  [
    "a 429 page",
    parsedResponse(429, undefined, "text/html, not JSON"),
    { effect: "none", transient: true, message: "too many requests" },
  ],
  ["an empty 500", parsedResponse(500, undefined, "empty"), { effect: "possible", transient: true }],
  ["a 500 envelope that says SUCCESS", parsedResponse(500, success), { effect: "possible", transient: true }],
  [
    "a 302",
    parsedResponse(302, undefined, "empty"),
    { effect: "possible", transient: false, message: notFollowed },
  ],
  [
    "a 300",
    parsedResponse(300, undefined, "empty"),
    { effect: "possible", transient: false, message: notFollowed },
  ],
  [
    "a 304, which is not a redirect",
    parsedResponse(304, undefined, "empty"),
    { message: "the body is empty" },
  ],
  [
    "a redirect whose status the browser hides",
    parsedResponse(0, undefined, "empty"),
    { effect: "possible", transient: false, message: notFollowed },
  ],
])("%s is a failure", (_, given, expected) => {
  expect(readOutcome(given, { responseKind: "envelope" })).toMatchObject({ success: false, ...expected });
});

test("operations without an envelope are successes by status", () => {
  expect(readOutcome(parsedResponse(200, 7), { responseKind: "json" }).success).toBe(true);
  expect(readOutcome(parsedResponse(204, undefined, "empty"), { responseKind: "empty" }).success).toBe(true);
  expect(
    readOutcome(parsedResponse(200, { status: success.status }), { responseKind: "status" }).success,
  ).toBe(true);
  expect(readOutcome(parsedResponse(200, undefined, "empty"), { responseKind: "json" }).success).toBe(false);
});

test.each(bodyNames.filter((name) => name.includes("error")))("%s is read as an error", (name) => {
  const outcome = readOutcome(parsedResponse(400, body(name)), envelope);
  expect(outcome).toMatchObject({ success: false, effect: "none" });
  expect((outcome as { errorCode: string }).errorCode).toMatch(/^[A-Z_]+$/);
});

test.each<[unknown, "object" | "array"]>([
  ["x", "object"],
  [1, "object"],
  [[], "object"],
  [false, "object"],
  [{}, "array"],
])("data %j is not a success if %s is expected", (data, kind) => {
  const outcome = readOutcome(parsedResponse(200, { ...success, data }), {
    responseKind: "envelope",
    data: kind,
  });
  expect(outcome).toMatchObject({ success: false, effect: "possible" });
});

test.each([{}, { id: "" }, { id: null }, { id: [] }])(
  "data %j is not a success if an id is required",
  (data) => {
    const expected = { ...envelope, idRequired: true };
    expect(readOutcome(parsedResponse(200, { ...success, data }), expected)).toMatchObject({
      ...{ success: false, effect: "possible", message: "the body is JSON whose data has no id" },
    });
    expect(readOutcome(parsedResponse(200, { ...success, data }), envelope).success).toBe(true);
  },
);

test("a list whose items are not objects is not a success", () => {
  const paging = { limit: "limit", after: "after", before: "before", id: "id", size: 10 };
  const list = { responseKind: "envelope", data: "array", paging } as const;
  expect(readOutcome(parsedResponse(200, { ...success, data: [null] }), list).success).toBe(false);
  expect(readOutcome(parsedResponse(200, { ...success, data: [{ id: null }] }), list).success).toBe(true);
  const unpaged = { responseKind: "envelope", data: "array" } as const;
  expect(readOutcome(parsedResponse(200, { ...success, data: [null] }), unpaged).success).toBe(true);
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
  expect(
    readOutcome(parsedResponse(400, { status: { status: "ERROR", error_code } }), envelope),
  ).toMatchObject({
    errorCode: error_code,
  });
});

describe("a rejection whose code leaves the outcome open", () => {
  test.each(["GENERAL_ERROR", "IDEMPOTENCY_ERROR"])("%s may have had an effect", (error_code) => {
    for (const status of [400, 401, 409, 429])
      expect(
        readOutcome(parsedResponse(status, { status: { status: "ERROR", error_code } }), envelope).effect,
      ).toBe("possible");
    const escaped = {
      ...parsedResponse(400, { status: { status: "ERROR", error_code } }),
      text: "GENERAL\\u005fERROR",
    };
    expect(readOutcome(escaped, envelope).effect).toBe("possible");
    // A gateway may have put it into another form.
    const page = { ...parsedResponse(400, undefined, "text/html, not JSON"), text: `<p>${error_code}</p>` };
    expect(readOutcome(page, envelope).effect).toBe("possible");
  });
});

test("a redirect's message names the target host, and no more of the URL", () => {
  const to = (location: string): string => {
    const given = { ...parsedResponse(307, undefined, "empty"), headers: new Headers({ location }) };
    return (readOutcome(given, envelope) as { message: string }).message;
  };
  expect(to("https://elsewhere.example:8443/v1?email=jane@example.com")).toContain(
    "a redirect to elsewhere.example:8443, ",
  );
  expect(to("/v2/customers")).toContain("a redirect to another path, ");
  expect(to("http://[")).toContain("a redirect to another path, ");
});

test("a code or an id in another format is ignored, because it may be anything", () => {
  const status = { status: "ERROR", error_code: "A".repeat(129), operation_id: "Jane Doe", message: "m" };
  expect(readOutcome(parsedResponse(400, { status }), envelope)).toMatchObject({
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
])("the code %j is ignored, because it is more than a code", (error_code) => {
  const outcome = readOutcome(parsedResponse(400, { status: { status: "ERROR", error_code } }), envelope);
  expect(outcome.errorCode).toBe("");
});

test("an id with text around it is ignored, and a code of 128 characters is accepted", () => {
  const read = (status: object): Outcome =>
    readOutcome(parsedResponse(400, { status: { status: "ERROR", ...status } }), envelope);
  for (const operation_id of [`Jane ${operationId}`, `${operationId} Jane`])
    expect(read({ operation_id }).rapydOperationId).toBe("");
  expect(read({ operation_id: operationId.toUpperCase() }).rapydOperationId).toBe(operationId.toUpperCase());
  expect(read({ error_code: "A".repeat(128) }).errorCode).toBe("A".repeat(128));
});

test("an outcome without a response has neither code nor id nor message", () => {
  const error = new Error("lost");
  expect(noResponse(error, "possible")).toEqual({
    ...{ response: undefined, success: false, effect: "possible", transient: true },
    ...{ errorCode: "", rapydOperationId: "", message: "", error },
  });
});

test("an empty 2xx is a success for an undescribed response, and a response described as empty may have a body", () => {
  expect(readOutcome(parsedResponse(204, undefined, "empty"), undefined).success).toBe(true);
  expect(readOutcome(parsedResponse(200, undefined, "cut off"), undefined).success).toBe(false);
  expect(readOutcome(parsedResponse(200, 7), { responseKind: "empty" }).success).toBe(true);
  expect(readOutcome(parsedResponse(300, undefined, "empty"), { responseKind: "empty" }).success).toBe(false);
  expect(readOutcome(parsedResponse(299, undefined, "empty"), { responseKind: "empty" }).success).toBe(true);
});

test.each<[unknown, string]>([
  [7, "the body is JSON without the property status.status"],
  [{ status: { status: "MAYBE" } }, 'status "MAYBE"'],
  [{ status: { status: "M".repeat(50) } }, `status "${"M".repeat(40)}"`],
  [{ status: { status: "ERROR", message: "no" } }, "no"],
  [{ ...success, data: "x" }, "the body is JSON whose data is not of the described type object"],
])("the message about a 2xx with %j says what is wrong", (json, message) => {
  expect(readOutcome(parsedResponse(200, json), envelope)).toMatchObject({ success: false, message });
});

test("data of an undescribed kind is anything but null", () => {
  const kind = { responseKind: "envelope" } as const;
  expect(readOutcome(parsedResponse(200, { ...success, data: 0 }), kind).success).toBe(true);
  expect(readOutcome(parsedResponse(200, { ...success, data: null }), kind)).toMatchObject({
    success: false,
    message: "the body is JSON without data",
  });
});

test("an id is a non-empty string, or a number", () => {
  const expected = { ...envelope, idRequired: true };
  for (const id of ["cus_1", 7])
    expect(readOutcome(parsedResponse(200, { ...success, data: { id } }), expected).success).toBe(true);
});

test("a rejection without a message says so, and one without an envelope says what its body is", () => {
  const rejected = { status: { status: "ERROR", error_code: "E" } };
  expect(readOutcome(parsedResponse(400, rejected), envelope)).toMatchObject({ message: "no message" });
  expect(
    readOutcome(parsedResponse(400, { message: 7, status: { status: "ERROR", message: 7 } }), envelope),
  ).toMatchObject({
    message: "no message",
  });
  expect(readOutcome(parsedResponse(400, 7), envelope)).toMatchObject({
    message: "the body is JSON without the property status.status",
  });
});

test("only that code with a status below 500 rejects a signature", () => {
  const rejected = (status: number, error_code: string): Outcome =>
    readOutcome(parsedResponse(status, { status: { status: "ERROR", error_code } }), envelope);
  expect(isSignatureRejected(rejected(401, "UNAUTHENTICATED_API_CALL"))).toBe(true);
  expect(isSignatureRejected(rejected(499, "UNAUTHENTICATED_API_CALL"))).toBe(true);
  expect(isSignatureRejected(rejected(500, "UNAUTHENTICATED_API_CALL"))).toBe(false);
  expect(isSignatureRejected(rejected(401, "INVALID_CUSTOMER"))).toBe(false);
  expect(isSignatureRejected({ ...rejected(401, "UNAUTHENTICATED_API_CALL"), response: undefined })).toBe(
    false,
  );
});

test.each(["E - [05]", "E -[05]", "E [05]", "E[05]"])("the code %s is kept with its suffix", (error_code) => {
  expect(
    readOutcome(parsedResponse(400, { status: { status: "ERROR", error_code } }), envelope),
  ).toMatchObject({
    errorCode: error_code,
  });
});
