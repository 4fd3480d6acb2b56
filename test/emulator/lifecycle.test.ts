/** A customer's lifecycle in the emulator, through the client: the emulator does what Rapyd documents, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { createClient, type Customer, type RapydClient } from "../../src/index.js";
import { cardFields, keys } from "../helpers/fixtures.js";
import { rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

let emulator: Emulator;
let rapyd: RapydClient;
beforeAll(async () => {
  emulator = await startEmulator(keys);
  rapyd = createClient({ ...keys, baseUrl: emulator.url });
});
afterAll(() => emulator.close());

const withCard = { type: "us_visa_card", fields: cardFields };

/** The `errorCode` of a rejected call. */
async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return ((await rejection(call)) as { errorCode?: string }).errorCode;
}

describe("a customer", () => {
  test("is retrieved, changed and cleared", async () => {
    const { id } = await rapyd.createCustomer({
      ...minimalCustomer,
      name: "Jane",
      email: "jane@example.com",
      description: "first",
    });
    expect(await rapyd.retrieveCustomer(id)).toMatchObject({ id, name: "Jane", description: "first" });
    const changed = await rapyd.updateCustomer(id, {
      description: "",
      phone_number: "+14155559993",
      email: null,
    });
    expect(changed).toMatchObject({
      id,
      description: "",
      phone_number: "+14155559993",
      email: "jane@example.com",
    });
    expect(await rapyd.retrieveCustomer(id)).toEqual(changed);
  });

  test("keeps what Rapyd alone sets, although an update contains it", async () => {
    const created = await rapyd.createCustomer({ ...minimalCustomer, payment_method: withCard });
    const { discount, payment_methods } = created;
    const stale = {
      ...created,
      name: "John",
      discount: { coupon: "x" },
      payment_methods: [],
      subscriptions: "x",
    };
    const changed = await rapyd.updateCustomer(created.id, stale as object);
    expect(changed).toMatchObject({ name: "John", discount, payment_methods });
    expect(changed.subscriptions).toEqual(created.subscriptions);
  });

  test("is deleted once, with everything that belongs to it", async () => {
    const { id, default_payment_method: method } = await rapyd.createCustomer({
      ...minimalCustomer,
      name: "Jane",
      payment_method: withCard,
    });
    expect(await rapyd.deleteCustomer(id)).toEqual({ deleted: true, id });
    expect(await codeOf(rapyd.deleteCustomer(id))).toBe("ERROR_DELETE_CUSTOMER");
    expect(await codeOf(rapyd.retrieveCustomer(id))).toBe("ERROR_GET_CUSTOMER");
    expect(await codeOf(rapyd.updateCustomer(id, { name: "John" }))).toBe("INVALID_CUSTOMER_ID");
    expect(await codeOf(rapyd.retrievePaymentMethod(id, method))).toBe(
      "ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND",
    );
  });

  test("gets more addresses from an update", async () => {
    const { id } = await rapyd.createCustomer({
      ...minimalCustomer,
      name: "Jane",
      addresses: [{ line_1: "First" }],
    });
    const { addresses } = await rapyd.updateCustomer(id, { addresses: [{ line_1: "Second" }] });
    expect(addresses.map(({ line_1 }) => line_1)).toEqual(["First", "Second"]);
    expect(new Set(addresses.map((one) => one.id)).size).toBe(2);
  });

  test("has one wallet, shared with no other customer", async () => {
    const [ewallet, other] = ["a", "b"].map((letter) => `ewallet_${letter.repeat(32)}`);
    const { id } = await rapyd.createCustomer({ ...minimalCustomer, name: "Jane", ewallet });
    expect(await codeOf(rapyd.updateCustomer(id, { ewallet: other }))).toBe(
      "CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET",
    );
    const second = await rapyd.createCustomer(minimalCustomer);
    expect(await codeOf(rapyd.updateCustomer(second.id, { ewallet }))).toBe("ERROR_CREATE_CUSTOMER");
    expect(await rapyd.updateCustomer(second.id, { ewallet: other })).toMatchObject({ ewallet: other });
  });

  test("has the discount of its coupon, until the discount is removed", async () => {
    const created = await rapyd.createCustomer({ ...minimalCustomer, name: "Jane", coupon: "SPRING" });
    const { id = "" } = created.discount ?? {};
    expect(created.discount?.coupon.id).toBe("SPRING");
    expect(await rapyd.retrieveDiscount(id)).toEqual(created.discount);
    const { discount } = await rapyd.updateCustomer(created.id, { coupon: "AUTUMN" });
    expect(discount?.coupon.id).toBe("AUTUMN");
    expect(await codeOf(rapyd.retrieveDiscount(id))).toBe("ERROR_GET_DISCOUNT");
    expect(await rapyd.removeCustomerDiscount(created.id)).toEqual({ id: discount?.id, deleted: true });
    expect(await rapyd.retrieveCustomer(created.id)).toMatchObject({ discount: null });
    expect(await codeOf(rapyd.removeCustomerDiscount(created.id))).toBe("ERROR_DELETE_CUSTOMER_DISCOUNT");
    expect(await codeOf(rapyd.removeCustomerDiscount("cus_none"))).toBe("ERROR_GET_CUSTOMER");
  });
});

describe("payment methods", () => {
  test("given at creation become the default, and added ones do not", async () => {
    const { id, default_payment_method: first } = await rapyd.createCustomer({
      ...minimalCustomer,
      name: "Jane",
      payment_method: withCard,
    });
    const added = await rapyd.addPaymentMethod(id, { type: "gb_trustly_bank" });
    const customer = await rapyd.retrieveCustomer(id);
    expect(customer.default_payment_method).toBe(first);
    expect(customer.payment_methods).toMatchObject({ total_count: 2, has_more: false });
    expect(await rapyd.listPaymentMethods(id)).toMatchObject([{ id: first }, { id: added.id }]);
    const { id: other } = await rapyd.createCustomer(minimalCustomer);
    await rapyd.addPaymentMethod(other, withCard);
    expect(await rapyd.retrieveCustomer(other)).toMatchObject({ default_payment_method: "" });
  });

  test("become the default by an update of their own customer only", async () => {
    const { id } = await rapyd.createCustomer(minimalCustomer);
    const method = await rapyd.addPaymentMethod(id, withCard);
    const updated = await rapyd.updateCustomer(id, { default_payment_method: method.id });
    expect(updated.default_payment_method).toBe(method.id);
    const { id: other } = await rapyd.createCustomer(minimalCustomer);
    expect(await codeOf(rapyd.updateCustomer(other, { default_payment_method: method.id }))).toBe(
      "ERROR_DEFAULT_PAYMENT_METHOD_BELONGS_TO_DIFFERENT_CUSTOMER",
    );
  });

  test("are deleted, except the default", async () => {
    const { id, default_payment_method: first } = await rapyd.createCustomer({
      ...minimalCustomer,
      name: "Jane",
      payment_method: withCard,
    });
    expect(await codeOf(rapyd.deletePaymentMethod(id, first))).toBe(
      "DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED",
    );
    const second = await rapyd.addPaymentMethod(id, withCard);
    await rapyd.updateCustomer(id, { default_payment_method: second.id });
    expect(await rapyd.deletePaymentMethod(id, first)).toEqual({ id: first, deleted: true });
    expect(await rapyd.listPaymentMethods(id)).toHaveLength(1);
    expect(await codeOf(rapyd.retrievePaymentMethod(id, first))).toBe(
      "ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND",
    );
  });

  test("get a new id if a card's fields change, and keep it otherwise", async () => {
    const { id, default_payment_method: old } = await rapyd.createCustomer({
      ...minimalCustomer,
      name: "Jane",
      payment_method: withCard,
    });
    const same = await rapyd.updatePaymentMethod(id, old, { metadata: { a: 1 } });
    expect(same).toMatchObject({ id: old });
    const changed = await rapyd.updatePaymentMethod(id, old, {
      fields: { expiration_month: "11", expiration_year: "36" },
    });
    expect(changed.id).not.toBe(old);
    expect(changed).toMatchObject({ expiration_month: "11", expiration_year: "36" });
    expect((await rapyd.retrieveCustomer(id)).default_payment_method).toBe(changed.id);
    expect(await codeOf(rapyd.updatePaymentMethod(id, changed.id ?? "", { fields: { cvv: "123" } }))).toBe(
      "ERROR_UPDATE_CARD_CVV_NOT_UPDATABLE",
    );
    expect(await codeOf(rapyd.updatePaymentMethod(id, changed.id ?? "", { fields: { number: "4" } }))).toBe(
      "PAYMENT_METHOD_FIELD_NOT_UPDATABLE",
    );
    expect(
      await codeOf(rapyd.updatePaymentMethod(id, changed.id ?? "", { fields: { expiration_month: "13" } })),
    ).toBe("INVALID_CARD_EXPIRATION_DATE");
  });

  test("are listed by category and by type", async () => {
    const { id } = await rapyd.createCustomer({ ...minimalCustomer, name: "Jane", payment_method: withCard });
    const { id: bank } = await rapyd.addPaymentMethod(id, { type: "gb_trustly_bank" });
    expect(await rapyd.listPaymentMethods(id, { category: "bank_redirect" })).toMatchObject([{ id: bank }]);
    expect(await rapyd.listPaymentMethods(id, { type: "us_visa_card" })).toHaveLength(1);
    expect(await rapyd.listPaymentMethods(id, { type: "us_visa_card", category: "cash" })).toEqual([]);
  });

  test("are embedded in the customer, at most three", async () => {
    const { id } = await rapyd.createCustomer(minimalCustomer);
    for (let count = 0; count < 4; count++) await rapyd.addPaymentMethod(id, withCard);
    const { payment_methods: shown } = await rapyd.retrieveCustomer(id);
    expect(shown).toMatchObject({ has_more: true, total_count: 4 });
    expect(shown?.data).toHaveLength(3);
  });
});

describe("a list", () => {
  let own: Emulator;
  let client: RapydClient;
  beforeAll(async () => {
    const [example] = emulator.customers;
    const customers = Array.from({ length: 250 }, (_, index): Customer => ({
      ...(example as Customer),
      id: `cus_${index}`,
    }));
    own = await startEmulator({ ...keys, customers });
    client = createClient({ ...keys, baseUrl: own.url });
  });
  afterAll(() => own.close());

  test("returns ten by default, and the items on either side of a cursor", async () => {
    const idsOf = async (query: object): Promise<string[]> =>
      (await client.listCustomers(query)).map(({ id }) => id);
    expect(await client.listCustomers()).toHaveLength(10);
    expect(await idsOf({ limit: 2 })).toEqual(["cus_0", "cus_1"]);
    expect(await idsOf({ limit: 2, starting_after: "cus_247" })).toEqual(["cus_248", "cus_249"]);
    expect(await idsOf({ ending_before: "cus_2" })).toEqual(["cus_0", "cus_1"]);
  });

  test("is read completely, in three pages and eight requests that confirm both ends", async () => {
    const before = own.requests.length;
    const ids = new Set<string>();
    for await (const { id } of client.listCustomers({ limit: 100 })) ids.add(id);
    expect(ids.size).toBe(250);
    expect(own.requests.length - before).toBe(11);
  });

  test("rejects a limit above the documented maximum", async () => {
    const unchecked = createClient({ ...keys, baseUrl: own.url, validate: false });
    expect(await codeOf(unchecked.listCustomers({ limit: 101 }))).toBe("INVALID_LIMIT");
    expect(String(await rejection(client.listCustomers({ limit: 101 })))).toContain(
      "/limit must be at most 100",
    );
  });
});

test("an address is created, retrieved, changed and deleted by its own operations", async () => {
  const created = await rapyd.createAddress({ name: "Jane", line_1: "Street", line_2: "Flat 1" });
  expect(await rapyd.retrieveAddress(created.id)).toEqual(created);
  expect(await rapyd.updateAddress(created.id, { line_2: "" })).toEqual({ ...created, line_2: "" });
  expect(await rapyd.deleteAddress(created.id)).toEqual({});
  expect(await codeOf(rapyd.retrieveAddress(created.id))).toBe("ERROR_ADDRESS_GET");
  expect(await codeOf(rapyd.updateAddress(created.id, { line_2: "x" }))).toBe("INVALID_ADDRESS_ID");
  expect(await codeOf(rapyd.deleteAddress(created.id))).toBe("ERROR_DELETE_ADDRESS");
});

test("the error of a deletion whose first response was lost says that an earlier attempt may have taken effect", async () => {
  const { id } = await rapyd.createCustomer(minimalCustomer);
  emulator.inject({ mode: "reset-after-commit" });
  const error = (await rejection(rapyd.deleteCustomer(id))) as Error;
  expect(error).toMatchObject({ errorCode: "ERROR_DELETE_CUSTOMER", attempts: 2, mayHaveSucceeded: true });
  expect(error.message).toContain("an earlier attempt may have taken effect");
});

test("an injected rejection has Rapyd's format", async () => {
  emulator.inject({
    mode: "api-error",
    status: 400,
    errorCode: "CREDIT_CARD_EXISTS",
    message: "It is there already.",
    times: 2,
  });
  for (let times = 0; times < 2; times++)
    expect(await rejection(rapyd.createCustomer(minimalCustomer))).toMatchObject({
      ...{ httpStatus: 400, errorCode: "CREDIT_CARD_EXISTS", mayHaveSucceeded: false },
    });
  await rapyd.createCustomer(minimalCustomer);
  expect(() => emulator.inject({ mode: "api-error", status: 99, errorCode: "E" })).toThrow(
    "status must be a number from 200",
  );
});
