// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

/** What a value must be: a JSON Schema of the description, without its prose. */
export interface Check {
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: ReadonlySet<string | number | boolean | null>;
  readonly pattern?: RegExp;
  /** Name of a format, and the expression that stands for it. */
  readonly format?: readonly [string, RegExp];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Check;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: Check };
  readonly required?: readonly string[];
  readonly anyOf?: readonly Check[];
  readonly allOf?: readonly Check[];
  /** The value must not reach a message or a log. */
  readonly sensitive?: true;
}

/** Checks of one operation. */
export interface RequestCheck {
  readonly body?: Check;
  readonly bodyOptional?: true;
  /** Path and query parameters as one object. */
  readonly parameters?: Check;
}

/** Types of JSON; an integer is a number without decimals. */
export type JsonType = "string" | "number" | "integer" | "boolean" | "object" | "array" | "null";

const CountryCode: Check = {
  type: "string",
  enum: new Set(
    "ADEFGILMNOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS XK YET ZAMW"
      .split(" ")
      .flatMap(([first, ...rest]) => rest.map((last) => first + last)),
  ),
};

const Metadata: Check = { type: "object", sensitive: true };

const PaymentMethodFields: Check = {
  type: "object",
  sensitive: true,
  properties: {
    number: { type: "string", pattern: /^[0-9]{12,19}$/u, sensitive: true },
    expiration_month: { type: "string", pattern: /^(0?[1-9]|1[0-2])$/u, sensitive: true },
    expiration_year: { type: "string", pattern: /^([0-9]{2}|[0-9]{4})$/u, sensitive: true },
    cvv: { type: "string", pattern: /^[0-9]{3,4}$/u, sensitive: true },
    name: { type: "string", minLength: 1, sensitive: true },
  },
};

const AddressRequest: Check = {
  type: "object",
  properties: {
    id: { type: "string", pattern: /^address_/u },
    name: { type: "string", sensitive: true },
    line_1: { type: "string", sensitive: true },
    line_2: { type: "string", sensitive: true },
    line_3: { type: "string", sensitive: true },
    city: { type: "string", sensitive: true },
    district: { type: "string", sensitive: true },
    canton: { type: "string", sensitive: true },
    state: { type: "string", sensitive: true },
    zip: { type: "string", sensitive: true },
    country: { anyOf: [CountryCode, { type: "string", enum: new Set([""]) }] },
    phone_number: { type: "string", pattern: /^(\+[1-9][0-9]{1,14})?$/u, sensitive: true },
    created_at: { type: "number", minimum: 0, maximum: 9999999999 },
    metadata: Metadata,
  },
};

const PaymentMethodRequest: Check = {
  type: "object",
  required: ["type"],
  properties: {
    type: { type: "string", minLength: 1 },
    fields: PaymentMethodFields,
    metadata: Metadata,
    complete_payment_url: {
      type: "string",
      format: ["uri", /^[a-z][a-z0-9+.-]*:\S+$/iu],
      pattern: /^https?:\/\//u,
    },
    error_payment_url: {
      type: "string",
      format: ["uri", /^[a-z][a-z0-9+.-]*:\S+$/iu],
      pattern: /^https?:\/\//u,
    },
  },
};

const CreateCustomerRequest: Check = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1, sensitive: true },
    addresses: { type: "array", items: AddressRequest },
    business_vat_id: { type: "string", sensitive: true },
    coupon: { type: "string" },
    default_payment_method: { type: "string", pattern: /^((card|other)_[0-9a-f]{32})?$/u },
    description: { type: "string" },
    email: { type: "string", format: ["email", /^[^\s@]+@[^\s@]+$/u], maxLength: 512, sensitive: true },
    ewallet: { type: "string", pattern: /^(ewallet_[0-9a-f]{32})?$/u },
    invoice_prefix: { type: "string" },
    metadata: Metadata,
    payment_method: { anyOf: [PaymentMethodRequest, { type: "null" }] },
    payment_method_options: { type: "object", properties: { "3d_required": { type: "boolean" } } },
    phone_number: { type: "string", pattern: /^\+[1-9][0-9]{1,14}$/u, sensitive: true },
    birth_country: { ...CountryCode, sensitive: true },
    date_of_birth: {
      type: "string",
      pattern: /^(0[1-9]|[12][0-9]|3[01])\/(0[1-9]|1[0-2])\/[0-9]{4}$/u,
      sensitive: true,
    },
    nationality: { ...CountryCode, sensitive: true },
    occupation: { type: "string", maxLength: 35, sensitive: true },
  },
};

/** Checks of each operation. */
export const requestChecks: { readonly [operationId: string]: RequestCheck } = {
  createCustomer: { body: CreateCustomerRequest },
};
