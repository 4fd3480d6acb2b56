/** The emulator's conventions, for resources that the description does not have. */
import { describe, expect, test, vi } from "vitest";
import { handle, type Store } from "../../../src/emulator/handle.js";
import type { RawRequest } from "../../../src/emulator/raw-request.js";
import { createCollections } from "../../../src/emulator/store.js";

// Mocks are made before anything else of this file.
const { coupon, envelopeOf, item, paging, uuid } = vi.hoisted(() => ({
  coupon: {
    ...{ id: "SUMMER", percent_off: 10, amount_off: 0, duration: "once", created_at: 1_600_000_000 },
    ...{ redeem_by: 1_700_000_000, active: true, tags: ["a"], note: "x" },
  },
  envelopeOf: (data: object): object => ({ status: { status: "SUCCESS" }, data }),
  item: { responseKind: "envelope", data: "object" },
  paging: { limit: "limit", after: "after", before: "before", id: "id", size: 10 },
  uuid: "0b6f1a52-5b0e-4a5e-8a61-7d7f4a2f3c11",
}));

vi.mock("../../../generated/client.js", async (original) => ({
  ...(await original<object>()),
  operations: {
    createCustomer: { method: "POST", path: "/v1/customers", parameters: ["body"], ...item },
    createCoupon: { method: "POST", path: "/v1/coupons", parameters: ["body"], ...item, successStatus: 201 },
    listCoupons: {
      ...{
        method: "GET",
        path: "/v1/coupons",
        parameters: ["query"],
        responseKind: "envelope",
        data: "array",
      },
      paging,
    },
    retrieveCoupon: { method: "GET", path: "/v1/coupons/{id}", parameters: ["id"], ...item },
    replaceCoupon: { method: "PUT", path: "/v1/coupons/{id}", parameters: ["id", "body"], ...item },
    updateCoupon: { method: "PATCH", path: "/v1/coupons/{id}", parameters: ["id", "body"], ...item },
    createPart: { method: "POST", path: "/v1/parts", parameters: ["body"], ...item },
    retrievePart: { method: "GET", path: "/v1/parts/{id}", parameters: ["id"], ...item },
    createNumbered: { method: "POST", path: "/v1/numbered", parameters: ["body"], ...item },
    retrieveNumbered: { method: "GET", path: "/v1/numbered/{id}", parameters: ["id"], ...item },
    createUnique: { method: "POST", path: "/v1/unique", parameters: ["body"], ...item },
  },
}));
vi.mock("../../../generated/examples.js", async (original) => ({
  successExamples: {
    ...(await original<{ successExamples: object }>()).successExamples,
    createCoupon: { One: envelopeOf(coupon) },
    listCoupons: { Page: envelopeOf([coupon]) },
    retrieveCoupon: { One: envelopeOf(coupon) },
    replaceCoupon: { One: envelopeOf(coupon) },
    updateCoupon: { One: envelopeOf(coupon) },
    createPart: { One: envelopeOf({ id: "part_1", weight: 2.5 }) },
    retrievePart: { One: envelopeOf({ id: "part_1", weight: 2.5 }) },
    createNumbered: { One: envelopeOf({ id: 7, name: "x" }) },
    retrieveNumbered: { One: envelopeOf({ id: 7, name: "x" }) },
    createUnique: { One: envelopeOf({ id: uuid, name: "x" }) },
  },
}));
vi.mock("../../../generated/response-checks.js", () => {
  const data = { type: "object", properties: { id: {}, percent_off: {}, extra: {} } };
  const check = { type: "object", properties: { data } };
  return { responseChecks: { createCoupon: { "201": check }, updateCoupon: { "200": check } } };
});
vi.mock("../../../generated/error-codes.js", async (original) => ({
  ...(await original<object>()),
  fieldErrorCodes: {
    createCoupon: { "/3": "OF_PROPERTY_3", "/parts/*/a~1b": "OF_PART", "/parts": "OF_PARTS" },
  },
}));
vi.mock("../../../generated/validators.js", () => ({
  requestChecks: {
    createCoupon: {
      body: {
        type: "object",
        properties: {
          "3": { type: "string" },
          parts: { type: "array", items: { type: "object", properties: { "a/b": { type: "string" } } } },
        },
      },
    },
    retrieveCoupon: { parameters: { type: "object", properties: { id: { type: "string", maxLength: 6 } } } },
    replaceCoupon: { body: { type: "object", properties: {} } },
    updateCoupon: { body: { type: "object", properties: {} } },
    createPart: { body: { type: "object", properties: {} } },
    createNumbered: { body: { type: "object", properties: {} } },
    retrieveNumbered: { parameters: { type: "object", properties: { id: { type: "integer" } } } },
    createUnique: { body: { type: "object", properties: {} } },
    listCoupons: {
      parameters: {
        type: "object",
        properties: {
          active: { type: "boolean" },
          percent_off: { anyOf: [{ type: "integer" }, { type: "null" }] },
          duration: { type: "array", items: { type: "string" } },
          limit: { type: "integer" },
          after: { type: "string" },
          order: { type: "string" },
          by: { type: "object", required: ["year"], properties: { year: { type: "integer" } } },
        },
      },
    },
  },
}));

function emulator(): (
  method: string,
  target: string,
  body?: object | string,
) => { status: number; data: never; errorCode: string | undefined } {
  const store: Store = { collections: createCollections(), replies: undefined, emit: () => undefined };
  return (method, target, body) => {
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    const request: RawRequest = {
      ...{ method, target, path: target.split("?")[0] ?? "", headers: [] },
      body: Buffer.from(text),
    };
    const reply = handle(request, store, 1_800_000_000_000);
    const { data } = reply.body as { data: never };
    return { status: reply.status, data, errorCode: reply.rejection?.errorCode };
  };
}

test.each([
  ["a property whose name is a number", { 3: 5 }, "OF_PROPERTY_3"],
  ["a property of an item, with a slash in its name", { parts: [{}, { "a/b": 5 }] }, "OF_PART"],
  ["an item that has no code itself", { parts: [5] }, "OF_PARTS"],
  ["the body", [], ""],
])("the error code for %s is the described one", (_, body, errorCode) => {
  expect(emulator()("POST", "/v1/coupons", body)).toMatchObject({ status: 400, errorCode });
});

test("an id is checked as it was before it was encoded", () => {
  const send = emulator();
  send("POST", "/v1/coupons", { id: "äöüäöü" });
  const { status, data } = send("GET", `/v1/coupons/${encodeURIComponent("äöüäöü")}`);
  expect([status, data]).toMatchObject([200, { id: "äöüäöü" }]);
  expect(send("GET", `/v1/coupons/${encodeURIComponent("äöüäöüä")}`).status).toBe(400);
});

describe("a created resource", () => {
  test("has the request's values, the example's numbers, current times, and the described status", () => {
    const { status, data } = emulator()("POST", "/v1/coupons", { id: "WINTER", percent_off: 25, extra: "e" });
    expect(status).toBe(201);
    expect(data).toEqual({
      ...{ id: "WINTER", percent_off: 25, amount_off: 0, duration: "", extra: "e" },
      ...{ created_at: 1_800_000_000, redeem_by: 1_800_000_000, active: false, tags: [], note: "" },
    });
  });

  test.each([
    ["/v1/parts", "part_1", "part_2"],
    ["/v1/numbered", 1, 2],
  ])("at %s has ids in the format of the example, retrievable as strings", (path, first, second) => {
    const send = emulator();
    expect([first, second].map(() => (send("POST", path, {}).data as { id: unknown }).id)).toEqual([
      first,
      second,
    ]);
    expect(send("GET", `${path}/${second}`).data).toMatchObject({ id: second });
  });

  test("has a new UUID if the example has a UUID", () => {
    const { data } = emulator()("POST", "/v1/unique", { name: "y" });
    expect(data).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/), name: "y" });
    expect(data).not.toMatchObject({ id: uuid });
  });

  test("has only own properties, whatever their names are", () => {
    const send = emulator();
    const { data } = send("POST", "/v1/coupons", '{"id":"A","__proto__":{"percent_off":99},"percent_off":1}');
    expect((data as { percent_off: number }).percent_off).toBe(1);
    send("PATCH", "/v1/coupons/A", '{"__proto__":{"note":"polluted"}}');
    expect(Object.getPrototypeOf(send("GET", "/v1/coupons/A").data)).toBe(Object.prototype);
  });
});

describe("a changed resource", () => {
  const send = emulator();
  send("POST", "/v1/coupons", { id: "A", percent_off: 25, note: "old", duration: "once" });

  test("is merged by PATCH", () => {
    expect(send("PATCH", "/v1/coupons/A", { note: "new", extra: 1 }).data).toMatchObject({
      ...{ id: "A", percent_off: 25, note: "new", duration: "once", extra: 1 },
    });
  });

  test("is replaced by PUT, except id and times", () => {
    expect(send("PUT", "/v1/coupons/A", { percent_off: 5 }).data).toMatchObject({
      ...{ id: "A", percent_off: 5, note: "", duration: "", created_at: 1_800_000_000 },
    });
    expect(send("GET", "/v1/coupons/A").data).toMatchObject({ percent_off: 5, note: "" });
  });
});

describe("a list", () => {
  const send = emulator();
  for (const [id, percent_off, active, duration] of [
    ["A", 10, true, "once"],
    ["B", 20, false, "forever"],
    ["C", 20, true, "repeating"],
  ])
    send("POST", "/v1/coupons", { id, percent_off, active, duration });
  const ids = (query: string): string[] =>
    (send("GET", `/v1/coupons?${query}`).data as { id: string }[]).map(({ id }) => id);

  test("reads queries by their described types, and ignores others", () => {
    expect(ids("active=true")).toEqual(["A", "C"]);
    expect(ids("percent_off=20")).toEqual(["B", "C"]);
    expect(ids("duration=once&duration=forever")).toEqual(["A", "B"]);
    expect(ids("_=1")).toEqual(["A", "B", "C"]);
    expect(ids("after=A&limit=1")).toEqual(["B"]);
    expect(ids("by[year]=2026")).toEqual(["A", "B", "C"]);
    expect(send("GET", "/v1/coupons?by[year]=soon").status).toBe(400);
    // No coupon has a property of this name.
    expect(ids("order=desc&active=true")).toEqual(["A", "C"]);
  });
});
