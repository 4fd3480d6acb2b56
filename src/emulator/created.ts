/** Makes and changes records: the request's values in the form of the description's examples. */
import { randomBytes } from "node:crypto";
import { successExamples } from "../../generated/examples.js";
import type { CreateCustomerRequest, Customer, Discount, PaymentMethod } from "../../generated/schema.js";
import type { StoredRecord } from "./store.js";

const { WithoutPaymentMethod, WithCard, WithBankAccount, WithSubscription } = successExamples.createCustomer;

/** A new customer as Rapyd answers it: `""` for text that is not set, null where a recorded answer has null. */
export function createdCustomer(request: CreateCustomerRequest, now: number): Customer {
  const customer = createdFrom(WithoutPaymentMethod.data, request, now);
  // The request's own value has no method that it could name.
  customer.default_payment_method = "";
  customer.addresses = [];
  addAddresses(customer, request.addresses ?? [], now);
  return customer;
}

/** Adds addresses, each with an id of its own. */
export function addAddresses(customer: Customer, addresses: readonly object[], now: number): void {
  const [example] = WithCard.data.addresses;
  if (example) customer.addresses.push(...addresses.map((address) => createdFrom(example, address, now)));
}

/** Address of the collection that holds a customer's payment methods. */
export function methodsAddress({ id }: Pick<Customer, "id">): string {
  const { id: shown, payment_methods: list } = WithCard.data;
  return list?.url.replace(shown, id) ?? "";
}

/** Most methods that stand in the customer itself. */
const mostShown = 3;

/** Shows the stored methods in the customer as Rapyd does: null for none, else the first three and how many there are. */
export function showMethods(customer: Customer, methods: readonly PaymentMethod[]): void {
  const shown = { data: methods.slice(0, mostShown), has_more: methods.length > mostShown };
  customer.payment_methods =
    methods.length === 0 ? null : { ...shown, total_count: methods.length, url: methodsAddress(customer) };
}

/** A discount of the coupon's. The emulator knows no coupons: each is taken, in the form of the example. */
export function createdDiscount(coupon: string, customer: Customer, now: number): Discount | null {
  const example = WithSubscription.data.discount;
  if (example === null) return null;
  const start = Math.floor(now / 1_000);
  return {
    ...structuredClone(example),
    id: newId("dis_"),
    coupon: { ...example.coupon, id: coupon },
    customer: customer.id,
    start,
  };
}

/** What a request says of a payment method. */
export type MethodRequest = NonNullable<CreateCustomerRequest["payment_method"]>;

/** A card waits for 3D Secure, as every recorded card in the sandbox does; anything else is stored as it is. */
export function createdMethod({ type, fields, metadata }: MethodRequest): PaymentMethod {
  const field = (name: string): string | undefined => {
    const value: unknown = Reflect.get(fields ?? {}, name);
    return typeof value === "string" ? value : undefined;
  };
  const number = field("number");
  const isCard = /card/i.test(type ?? "") || /^\d{12,19}$/.test(number ?? "");
  const models = isCard ? [WithCard] : [WithSubscription, WithBankAccount];
  const examples = models.flatMap(({ data }): PaymentMethod[] => data.payment_methods?.data ?? []);
  const echoed = (one: object): [string, string][] =>
    Object.keys(one).flatMap((name) => {
      const value = field(name);
      return value === undefined ? [] : [[name, value]];
    });
  // The one that knows most of the fields.
  const [example] = examples.sort((one, other) => echoed(other).length - echoed(one).length);
  if (example === undefined)
    throw new TypeError("The description's examples of createCustomer lack a payment method.");
  const method: PaymentMethod = {
    ...structuredClone(example),
    // The names are the example's, and each holds text there as well.
    ...(Object.fromEntries(echoed(example)) as object),
    id: newId(example.id ?? ""),
    type: type || example.type,
    metadata: (metadata as PaymentMethod["metadata"]) ?? null,
  };
  if (isCard && number !== undefined) {
    method.last4 = number.slice(-4);
    method.bin_details = { ...method.bin_details, bin_number: number.slice(0, 6) };
    method.expiration_year = method.expiration_year?.slice(-2) ?? "";
  }
  return method;
}

/**
 * The example's properties with the request's values where it has some of the same kind, else empty; ids and times are new. It knows no
 * property by name, so that one that is added to the description comes back as well.
 */
export function createdFrom<Created extends object>(example: Created, request: object, now: number): Created {
  const entries = Object.entries(example).map(([name, sample]: [string, unknown]) => {
    const given: unknown = Reflect.get(request, name);
    const isEchoed = given !== undefined && !isOwn(sample) && kindOf(given) === kindOf(sample);
    return [name, isEchoed ? structuredClone(given) : blank(sample, now)];
  });
  // Each property has the kind that the example has.
  return Object.fromEntries(entries) as Created;
}

/** Puts the request's values in the place of a record's own; null changes nothing. Ids and times stay. */
export function change(record: StoredRecord, request: object): void {
  for (const [name, given] of Object.entries(request) as [string, unknown][]) {
    const own = record[name];
    const isChanged = own !== undefined && !isOwn(own) && given !== null;
    if (isChanged && (own === null || kindOf(own) === kindOf(given))) record[name] = structuredClone(given);
  }
}

/** Values that Rapyd assigns whatever the request says: ids and times. */
function isOwn(sample: unknown): boolean {
  return typeof sample === "number" || (typeof sample === "string" && /^[a-z]+_[0-9a-f]{32}$/.test(sample));
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

function blank(sample: unknown, now: number): unknown {
  if (typeof sample === "number") return Math.floor(now / 1_000);
  if (typeof sample === "string") return isOwn(sample) ? newId(sample) : "";
  if (typeof sample === "boolean") return false;
  if (Array.isArray(sample)) return [];
  return sample === null ? null : {};
}

/** New id with the prefix of the example's. */
export function newId(example: string): string {
  return `${example.slice(0, example.indexOf("_"))}_${randomBytes(16).toString("hex")}`;
}
