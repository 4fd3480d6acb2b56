/**
 * Rapyd's behaviour where the conventions in `crud.ts` are not enough: one rule per operation. Where Rapyd's documentation is silent, the
 * rule is the emulator's own choice.
 */
import * as errorCodes from "../../generated/error-codes.js";
import { responseChecks } from "../../generated/response-checks.js";
import type { CreateCustomerRequest, Customer, Discount, PaymentMethod } from "../../generated/schema.js";
import { requestChecks } from "../../generated/validators.js";
import { isObject, subschemas } from "../check/check.js";
import { findIssues } from "../check/validate.js";
import type { Rejection } from "./authenticate.js";
import { type Context, describedNames, type Result, rejection } from "./crud.js";
import {
  addAddresses,
  applyUpdate,
  createdCustomer,
  createdDiscount,
  createdMethod,
  type MethodRequest,
  methodsAddress,
  isCardToken,
  ownId,
  syncMethodSummary,
} from "./factories.js";
import type { Collections, StoredRecord } from "./store.js";

/** Carries out an operation, or says why not. */
export type Rule = (context: Context) => Result | Rejection;

/** The rules by operationId. An operation without a rule follows the conventions in `crud.ts`. */
export const rules: Readonly<Record<string, Rule>> = {
  createCustomer,
  updateCustomer,
  deleteCustomer: ({ target, collections }) => {
    const { address, records, record } = target;
    setDiscount(record as unknown as Customer, null, collections, address);
    records.splice(records.indexOf(record ?? {}), 1);
    collections.removeBelow(`${address}/${String(record?.id)}`);
    return { data: { deleted: true, id: record?.id } };
  },
  removeCustomerDiscount: ({ target, collections }) => {
    const customer = ownerOf(target);
    const { discount } = customer;
    if (discount === null) return rejection(errorCodes.discountNotRemoved, "The customer has no discount.");
    // The path is that of one customer's discount.
    setDiscount(customer, null, collections, target.address.split("/").slice(0, -2).join("/"));
    return { data: { id: discount.id, deleted: true } };
  },
  addPaymentMethod: ({ body, target, collections }) => {
    const customer = ownerOf(target);
    const method = createMethod(body as MethodRequest, customer, recordsOf(collections, target.address));
    if ("errorCode" in method) return method;
    target.records.push(asRecord(method));
    // It does not become the default, even when it is the first.
    syncMethodSummary(customer, recordsOf(collections, target.address));
    return { data: method };
  },
  updatePaymentMethod,
  deletePaymentMethod: ({ target, collections }) => {
    const customer = ownerOf(target);
    const { records, record, address } = target;
    if (record?.id === customer.default_payment_method)
      return rejection(
        errorCodes.defaultMethodNotDeletable,
        "Make another payment method the default first.",
      );
    records.splice(records.indexOf(record ?? {}), 1);
    syncMethodSummary(customer, recordsOf(collections, address));
    return { data: { id: record?.id, deleted: true }, eventData: record };
  },
};

/**
 * Throws a TypeError unless the value is a list of customers that can be stored. Only what the emulator itself reads is checked; other
 * properties are the caller's choice.
 */
export function checkCustomers(customers: unknown): void {
  if (!Array.isArray(customers)) throw new TypeError("customers must be an array of customers.");
  for (const customer of customers as unknown[]) {
    if (!isObject(customer) || typeof customer["id"] !== "string" || customer["id"] === "")
      throw new TypeError("Each customer needs an id.");
    // Its properties are still unchecked.
    const { payment_methods: methods, discount } = customer as {
      payment_methods?: unknown;
      discount?: unknown;
    };
    const data = (Object(methods) as { data?: unknown }).data ?? [];
    if (!Array.isArray(data) || !data.every(isObject))
      throw new TypeError("payment_methods.data must be an array of payment methods.");
    if (!isObject(discount ?? {})) throw new TypeError("discount must be an object or null.");
  }
}

/**
 * Stores an existing customer in the collection at `address`, with its discount and its embedded payment methods. The customer's other
 * payment methods are unknown, so they no longer count.
 */
export function seedCustomer(customer: Customer, address: string, collections: Collections): void {
  recordsOf<Customer>(collections, address).push(customer);
  if (customer.discount) setDiscount(customer, customer.discount, collections, address);
  if (!customer.payment_methods) return;
  const methods = recordsOf<PaymentMethod>(collections, methodsAddress(customer));
  methods.push(...(customer.payment_methods.data ?? []));
  syncMethodSummary(customer, methods);
}

function createCustomer({ operation, body, target, collections, now }: Context): Result | Rejection {
  // The check has held the body against the schema of that type.
  const request = body as CreateCustomerRequest;
  const bad =
    contactProblem(operation, request) ??
    walletProblem(request.ewallet, undefined, collections, target.address);
  if (bad) return bad;
  const customer = createdCustomer(describedOnly(operation, request), now, describedNames(operation));
  addAddresses(customer, request.addresses ?? [], now, addressNames(operation));
  if (request.payment_method) {
    // The method that is given at creation becomes the default by itself.
    const method = createMethod(request.payment_method, customer, []);
    if ("errorCode" in method) return method;
    collections.at(methodsAddress(customer)).push(asRecord(method));
    syncMethodSummary(customer, [method]);
    customer.default_payment_method = method.id;
  }
  if (request.coupon)
    setDiscount(customer, createdDiscount(request.coupon, customer, now), collections, target.address);
  target.records.push(asRecord(customer));
  return { data: customer };
}

function updateCustomer({ operation, body, target, collections, now }: Context): Result | Rejection {
  const { coupon, addresses, default_payment_method: chosen, ...request } = body as CreateCustomerRequest;
  const customer = target.record as unknown as Customer;
  const bad =
    contactProblem(operation, request) ??
    walletProblem(request.ewallet, customer, collections, target.address);
  if (bad) return bad;
  const methods = recordsOf<PaymentMethod>(collections, methodsAddress(customer));
  if (chosen && !methods.some(({ id }) => id === chosen))
    return rejection(
      errorCodes.foreignDefaultMethod,
      "default_payment_method is not a payment method of this customer.",
    );
  applyUpdate(asRecord(customer), describedOnly(operation, request), describedNames(operation));
  // Whether addresses are added or replaced is documented nowhere; the page on creating says that more can be added later.
  addAddresses(customer, addresses ?? [], now, addressNames(operation));
  if (coupon) setDiscount(customer, createdDiscount(coupon, customer, now), collections, target.address);
  if (typeof chosen === "string") customer.default_payment_method = chosen;
  return { data: customer };
}

function updatePaymentMethod({ body, target, collections }: Context): Result | Rejection {
  const { fields, ...request } = body as MethodRequest;
  const customer = ownerOf(target);
  const method = target.record as unknown as PaymentMethod;
  const given = Object.entries(fields ?? {}) as [string, unknown][];
  const { number, cvv } = Object.fromEntries(given);
  if (cvv) return rejection(errorCodes.securityCodeNotUpdatable, "");
  if (number) return rejection(errorCodes.fieldNotUpdatable, "");
  const changed = structuredClone(method);
  applyUpdate(asRecord(changed), { ...request, ...fields });
  if (given.length > 0) changed.id = ownId(method.id);
  const problem = cardProblem(changed, customer);
  if (problem) return problem;
  // Whether the default follows is documented nowhere; here it does, so that it never points to nothing.
  if (customer.default_payment_method === method.id) customer.default_payment_method = changed.id;
  Object.assign(method, changed);
  syncMethodSummary(customer, recordsOf(collections, target.address));
  return { data: method };
}

/**
 * The rejection if the email has no @ or the phone number has no digit; undefined otherwise. Rapyd documents the error codes, but not which
 * values are valid. The client therefore does not check their form.
 */
function contactProblem(
  { operationId }: Context["operation"],
  { email, phone_number: phone }: Pick<CreateCustomerRequest, "email" | "phone_number">,
): Rejection | undefined {
  const codes = errorCodes.fieldErrorCodes[operationId] ?? {};
  if (email && !email.includes("@")) return rejection(codes["/email"] ?? "", "The email has no @.");
  if (phone && !/\d/.test(phone))
    return rejection(codes["/phone_number"] ?? "", "The phone number has no digit.");
  return undefined;
}

/**
 * Replaces the customer's discount, or removes it if `discount` is null. Makes the same change in the collection of all discounts, at
 * `${customers}/discount`.
 */
function setDiscount(
  customer: Customer,
  discount: Customer["discount"],
  collections: Collections,
  customers: string,
): void {
  const discounts = collections.at(`${customers}/discount`);
  const old = discounts.findIndex((one) => one.id === customer.discount?.id);
  if (old >= 0) discounts.splice(old, 1);
  if (discount) discounts.push(asRecord(discount));
  customer.discount = discount;
}

/** The rejection when a wallet already belongs to another customer, or when the customer already has a different wallet. */
function walletProblem(
  ewallet: string | null | undefined,
  customer: Customer | undefined,
  collections: Collections,
  address: string,
): Rejection | undefined {
  if (!ewallet || ewallet === customer?.ewallet) return undefined;
  if (customer?.ewallet)
    return rejection(errorCodes.walletAssigned, "The customer already has a different wallet.");
  const isTaken = recordsOf<Customer>(collections, address).some((one) => one.ewallet === ewallet);
  return isTaken
    ? rejection(errorCodes.walletInUse, "The wallet is already in use by another customer.")
    : undefined;
}

function createMethod(
  request: MethodRequest,
  customer: Customer,
  methods: readonly PaymentMethod[],
): PaymentMethod | Rejection {
  if (request.type && request.token)
    return rejection(errorCodes.typeAndToken, "Give the payment method's type or its token, not both.");
  if (request.token && !isCardToken(request.token))
    return rejection(errorCodes.tokenNotValid, "The token must be a card token, which begins with card_.");
  if (request.token && methods.some(({ token }) => token === request.token))
    return rejection(errorCodes.cardExists, "The customer already has this token's card.");
  const method = createdMethod(request);
  return cardProblem(method, customer) ?? method;
}

/** Names of the properties that a customer's address can have. */
function addressNames(operation: Context["operation"]): ReadonlySet<string> {
  return describedNames(operation, "addresses" satisfies keyof Customer, "0");
}

/** The request's described properties. Rapyd alone sets the others, such as the discount. */
function describedOnly({ operationId }: Context["operation"], request: object): object {
  const checks = subschemas(requestChecks[operationId]?.body ?? {});
  const isDescribed = (name: string): boolean =>
    checks.some(({ properties = {} }) => Object.hasOwn(properties, name));
  return Object.fromEntries(Object.entries(request).filter(([name]) => isDescribed(name)));
}

/** The rejection if the card's values would make the response violate the description; undefined if not. */
function cardProblem(method: PaymentMethod, customer: Customer): Rejection | undefined {
  const shown = structuredClone(customer);
  syncMethodSummary(shown, [method]);
  const check = responseChecks["createCustomer"]?.["200"]?.properties ?? {};
  const issues = Object.values(check).flatMap((one) => findIssues(one, shown));
  const bad = issues.find(({ path }) => path.startsWith("/payment_methods/"));
  if (bad === undefined) return undefined;
  const isDate = bad.path.includes("expiration");
  const code = isDate ? errorCodes.cardDateNotValid : errorCodes.methodFieldsNotValid;
  return rejection(code, `The card's ${bad.path.split("/").at(-1) ?? ""} ${bad.message}.`);
}

function ownerOf({ owner }: Context["target"]): Customer {
  // Every path to a customer's payment method or discount includes the customer.
  return owner as unknown as Customer;
}

function recordsOf<Kind>(collections: Collections, address: string): Kind[] {
  // A collection contains what the operations of its path return.
  return collections.at(address) as unknown as Kind[];
}

function asRecord(described: Customer | PaymentMethod | Discount): StoredRecord {
  return described as unknown as StoredRecord;
}
