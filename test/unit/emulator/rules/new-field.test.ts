/** A field that is added to the description works in the emulator without a change to its code. */
import { expect, test, vi } from "vitest";
import type { Check, RequestCheck } from "../../../../generated/check.js";
import { handle, type Store } from "../../../../src/emulator/handle.js";
import { createCollections } from "../../../../src/emulator/store.js";
import { minimalCustomer } from "../../../helpers/minimal-customer.js";

const { both } = vi.hoisted(() => ({
  both: (check: object, properties: object): object => ({ allOf: [check, { properties }] }),
}));

vi.mock("../../../../generated/validators.js", async (original) => {
  const { requestChecks } = await original<{ requestChecks: Record<string, RequestCheck> }>();
  const text = { type: "string" };
  const added = { nickname: text, addresses: { items: { properties: { floor: text } } } };
  const withAdded = (name: string): object => ({
    [name]: { body: both(requestChecks[name]?.body ?? {}, added) },
  });
  return {
    requestChecks: { ...requestChecks, ...withAdded("createCustomer"), ...withAdded("updateCustomer") },
  };
});
vi.mock("../../../../generated/response-checks.js", async (original) => {
  const { responseChecks } = await original<{ responseChecks: Record<string, Record<string, Check>> }>();
  const added = {
    data: { properties: { nickname: {}, addresses: { items: { properties: { floor: {} } } } } },
  };
  const withAdded = (name: string): object => ({
    [name]: { 200: both(responseChecks[name]?.["200"] ?? {}, added) },
  });
  return {
    responseChecks: { ...responseChecks, ...withAdded("createCustomer"), ...withAdded("updateCustomer") },
  };
});

test("a customer and its addresses keep a new field when created and updated", () => {
  const store: Store = { collections: createCollections(), replies: undefined, emit: () => undefined };
  const send = (path: string, body: object): { id: string } => {
    const request = {
      method: "POST",
      target: path,
      path,
      headers: [],
      body: Buffer.from(JSON.stringify(body)),
    };
    return (handle(request, store, 0).body as { data: { id: string } }).data;
  };
  const address = (floor: string): object => ({ name: "Jane Doe", line_1: "1 Main Street", floor });
  const created = send("/v1/customers", { ...minimalCustomer, nickname: "JD", addresses: [address("1")] });
  expect(created).toMatchObject({ nickname: "JD", addresses: [{ floor: "1" }] });
  const path = `/v1/customers/${created.id}`;
  expect(send(path, { nickname: "J", addresses: [address("2")] })).toMatchObject({
    nickname: "J",
    addresses: [{ floor: "1" }, { floor: "2" }],
  });
  // Not described: Rapyd ignores it.
  expect(send(path, { surname: "Doe" })).not.toHaveProperty("surname");
});
