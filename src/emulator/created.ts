/** Makes what an operation creates: the request's values in the form of the description's example. */
import { randomBytes } from "node:crypto";
import { successExamples } from "../../generated/examples.js";
import type { CreateCustomerRequest, Customer, PaymentMethod } from "../../generated/schema.js";

const { WithoutPaymentMethod, WithCard, WithBankAccount, WithSubscription } = successExamples.createCustomer;

/** A new customer as Rapyd answers it: `""` for text that is not set, null where a recorded answer has null. */
export function createdCustomer(request: CreateCustomerRequest, now: number): Customer {
  const customer = createdFrom(WithoutPaymentMethod.data, request, now);
  const [addressExample] = WithCard.data.addresses;
  const { addresses, payment_method } = request;
  if (addressExample !== undefined) {
    customer.addresses = (addresses ?? []).map((address) => createdFrom(addressExample, address, now));
  }
  // The request's own value has no method that it could name.
  customer.default_payment_method = "";
  if (payment_method) {
    const method = storedPaymentMethod(payment_method);
    const list = WithCard.data.payment_methods;
    const url = list?.url.replace(WithCard.data.id, customer.id) ?? "";
    customer.payment_methods = { data: [method], has_more: false, total_count: 1, url };
    customer.default_payment_method = method.id ?? "";
  }
  return customer;
}

type PaymentMethodRequest = NonNullable<CreateCustomerRequest["payment_method"]>;

/** A card waits for 3D Secure, as every recorded card in the sandbox does; anything else is stored as it is. */
function storedPaymentMethod({ type, fields, metadata }: PaymentMethodRequest): PaymentMethod {
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
function createdFrom<Created extends object>(example: Created, request: object, now: number): Created {
  const entries = Object.entries(example).map(([name, sample]: [string, unknown]) => {
    const given: unknown = Reflect.get(request, name);
    const isEchoed = given !== undefined && !isOwn(sample) && kindOf(given) === kindOf(sample);
    return [name, isEchoed ? structuredClone(given) : blank(sample, now)];
  });
  // Each property has the kind that the example has.
  return Object.fromEntries(entries) as Created;
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
function newId(example: string): string {
  return `${example.slice(0, example.indexOf("_"))}_${randomBytes(16).toString("hex")}`;
}
