/** Creates and changes records. A new record has the form of the description's examples and the values of the request. */
import { randomBytes, randomUUID } from "node:crypto";
import { successExamples } from "../../generated/examples.js";
import type { CreateCustomerRequest, Customer, Discount, PaymentMethod } from "../../generated/schema.js";
import type { StoredRecord } from "./store.js";

const { WithoutPaymentMethod, WithCard, WithBankAccount, WithSubscription } = successExamples.createCustomer;

/**
 * A new customer as Rapyd returns it: `""` for unset strings, null where a recorded response has null. `described`: names of the properties
 * that a customer can have.
 */
export function createdCustomer(request: object, now: number, described: ReadonlySet<string>): Customer {
  const customer = createFromExample(WithoutPaymentMethod.data, request, now, { described });
  // A new customer has no payment method yet that the request's value could name.
  customer.default_payment_method = "";
  customer.addresses = [];
  return customer;
}

/** Adds addresses, each with its own id. `described`: names of the properties that an address can have. */
export function addAddresses(
  customer: Customer,
  addresses: readonly object[],
  now: number,
  described: ReadonlySet<string>,
): void {
  const [example] = WithCard.data.addresses;
  if (example)
    customer.addresses.push(
      ...addresses.map((address) => createFromExample(example, address, now, { described })),
    );
}

/** Path of the collection of a customer's payment methods. */
export function methodsAddress({ id }: Pick<Customer, "id">): string {
  const { id: shown, payment_methods: list } = WithCard.data;
  return list?.url.replace(shown, id) ?? "";
}

/** Maximum number of payment methods that are embedded in a customer. */
const maxEmbedded = 3;

/**
 * Sets the customer's `payment_methods` from the stored methods, as Rapyd shows them: null if there are none, otherwise the first three and
 * the total count.
 */
export function syncMethodSummary(customer: Customer, methods: readonly PaymentMethod[]): void {
  const shown = { data: methods.slice(0, maxEmbedded), has_more: methods.length > maxEmbedded };
  customer.payment_methods =
    methods.length === 0 ? null : { ...shown, total_count: methods.length, url: methodsAddress(customer) };
}

/** A discount from a coupon, in the form of the example. The emulator has no list of coupons, so it accepts any ID. */
export function createdDiscount(coupon: string, customer: Customer, now: number): Discount | null {
  const example = WithSubscription.data.discount;
  if (example === null) return null;
  const start = Math.floor(now / 1_000);
  return {
    ...structuredClone(example),
    id: ownId("dis_"),
    coupon: { ...example.coupon, id: coupon },
    customer: customer.id,
    start,
  };
}

/** New id in Rapyd's own form, with the prefix of the example. */
export function ownId(example: string): string {
  return `${example.slice(0, example.indexOf("_"))}_${randomBytes(16).toString("hex")}`;
}

/** Payment method properties of a request. */
export type MethodRequest = NonNullable<CreateCustomerRequest["payment_method"]>;

/** Whether a token represents a card: it begins with `card_`, like those in Rapyd's documentation. */
export function isCardToken(token: string | null | undefined): boolean {
  return /^card_/.test(token ?? "");
}

/**
 * A new payment method. A card requires 3D Secure first, as every recorded card in the sandbox does; any other method needs no further
 * action.
 */
export function createdMethod({ type, token, fields, metadata }: MethodRequest): PaymentMethod {
  const field = (name: string): string | undefined => {
    // A token represents a card with known fields.
    const value: unknown = Reflect.get(token ? {} : (fields ?? {}), name);
    return typeof value === "string" ? value : undefined;
  };
  const number = field("number");
  const isCard = isCardToken(token) || /card/i.test(type ?? "") || /^\d{12,19}$/.test(number ?? "");
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
    id: ownId(example.id),
    type: type || example.type,
    metadata: (metadata as PaymentMethod["metadata"]) ?? null,
    ...(token && { token }),
  };
  if (isCard && number !== undefined) {
    method.last4 = number.slice(-4);
    method.bin_details = { ...method.bin_details, bin_number: number.slice(0, 6) };
    method.expiration_year = method.expiration_year?.slice(-2) ?? "";
  }
  return method;
}

/** Context of a new record. */
export interface Creation {
  /**
   * Names of the properties that the response's schema describes. Those that the request sets are returned even if the example lacks them.
   */
  described?: ReadonlySet<string>;
  /** Records whose ids the new record must not repeat. */
  among?: readonly StoredRecord[];
}

/**
 * A new record with the properties of the example and the values of the request. An omitted number gets the example's value; any other
 * omitted value is empty, false or null. Ids and times are new. A property added to the example later is returned without a change to this
 * code.
 */
export function createFromExample<Created extends object>(
  example: Created,
  request: object,
  now: number,
  { described = new Set(), among = [] }: Creation = {},
): Created {
  const samples = new Map<string, unknown>(Object.entries(example));
  const given = new Map<string, unknown>(Object.entries(request));
  const names = new Set([...samples.keys(), ...[...given.keys()].filter((name) => described.has(name))]);
  const entries = Array.from(names, (name) => {
    const [sample, value] = [samples.get(name), given.get(name)];
    const isEchoed =
      value !== undefined &&
      value !== null &&
      !isServerAssigned(name, sample) &&
      (!samples.has(name) || kindOf(value) === kindOf(sample));
    if (isEchoed) return [name, structuredClone(value)] as const;
    return [name, name === "id" ? newId(sample, among) : blank(name, sample, now)] as const;
  });
  // Each property has the kind that the example has. Own properties, whatever their names are.
  return Object.fromEntries(entries) as Created;
}

/** Replaces a record's values with the request's; null changes nothing. Ids and times stay. */
export function applyUpdate(
  record: StoredRecord,
  request: object,
  described: ReadonlySet<string> = new Set(),
): void {
  for (const [name, value] of Object.entries(request) as [string, unknown][]) {
    const own = Object.hasOwn(record, name) ? record[name] : undefined;
    const isKnown = own !== undefined || described.has(name);
    if (!isKnown || value === null || name === "id" || isServerAssigned(name, own)) continue;
    if (own === undefined || own === null || kindOf(own) === kindOf(value))
      record[name] = structuredClone(value);
  }
}

const ownIdForm = /^[a-z]+_[0-9a-f]{32}$/;

/** Whether Rapyd always assigns the value, even if the request sets it. True for an id in Rapyd's own form and for a time. */
export function isServerAssigned(name: string, sample: unknown): boolean {
  return (typeof sample === "string" && ownIdForm.test(sample)) || isTime(name, sample);
}

/**
 * Whether a property's value is a time: a number whose property name ends with `created_at`, `updated_at`, `deleted_at` or `timestamp`, or
 * a number in the range of Unix seconds.
 */
function isTime(name: string, sample: unknown): boolean {
  if (typeof sample !== "number") return false;
  return /(^|_)(created|updated|deleted)_at$|timestamp$/.test(name) || (sample >= 1e9 && sample < 1e10);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

function blank(name: string, sample: unknown, now: number): unknown {
  if (typeof sample === "number") return isTime(name, sample) ? Math.floor(now / 1_000) : sample;
  if (typeof sample === "string") return ownIdForm.test(sample) ? newId(sample) : "";
  if (typeof sample === "boolean") return false;
  if (Array.isArray(sample)) return [];
  return sample === null ? null : {};
}

/** New id in the form of an example: a prefix with 32 hexadecimal digits, a UUID, a number, or a string that ends with a number. */
export function newId(example: unknown, among: readonly StoredRecord[] = []): unknown {
  if (typeof example === "number") return 1 + Math.max(0, ...among.map(({ id }) => Number(id) || 0));
  const text = String(example);
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return randomUUID();
  const prefix = text.slice(0, text.search(/[^a-z_-]/i));
  if (ownIdForm.test(text) || !/\d$/.test(text)) return `${prefix}${randomBytes(16).toString("hex")}`;
  const numbers = among.map(({ id }) => Number(/(\d+)$/.exec(String(id))?.[1] ?? 0));
  return `${text.replace(/\d+$/, "")}${1 + Math.max(0, ...numbers)}`;
}
