// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

import type { Check, RequestCheck } from "./check.js";

const CountryRequest: Check = {
  anyOf: [
    {
      type: ["string", "null"],
      pattern: /^([A-Z]{2})?$/u,
      message: "must be two capital letters, such as DE",
    },
  ],
};

const MetadataRequest: Check = { type: ["object", "null"], open: true, sensitive: true };

const PaymentMethodFields: Check = {
  type: ["object", "null"],
  open: true,
  sensitive: true,
  properties: {
    number: { type: ["string", "null"], sensitive: true },
    expiration_month: { type: ["string", "null"], sensitive: true },
    expiration_year: { type: ["string", "null"], sensitive: true },
    cvv: { type: ["string", "null"], sensitive: true },
    name: { type: ["string", "null"], sensitive: true },
    account_number: { type: ["string", "null"], sensitive: true },
    routing_number: { type: ["string", "null"], sensitive: true },
    iban: { type: ["string", "null"], sensitive: true },
  },
};

const PaymentMethodOptions: Check = {
  type: ["object", "null"],
  open: true,
  properties: { "3d_required": { type: ["boolean", "null"] } },
};

const AddressRequest: Check = {
  type: "object",
  properties: {
    id: { type: ["string", "null"], pattern: /^($|address_)/u, message: "must begin with address_" },
    name: { type: ["string", "null"], sensitive: true },
    line_1: { type: ["string", "null"], sensitive: true },
    line_2: { type: ["string", "null"], sensitive: true },
    line_3: { type: ["string", "null"], sensitive: true },
    city: { type: ["string", "null"], sensitive: true },
    district: { type: ["string", "null"], sensitive: true },
    canton: { type: ["string", "null"], sensitive: true },
    state: { type: ["string", "null"], sensitive: true },
    zip: { type: ["string", "null"], sensitive: true },
    country: CountryRequest,
    phone_number: { type: ["string", "null"], sensitive: true },
    created_at: { type: ["number", "null"] },
    metadata: MetadataRequest,
  },
};

const PaymentMethodRequest: Check = {
  type: "object",
  anyOf: [{ required: ["type"] }, { required: ["token"] }],
  properties: {
    type: { type: ["string", "null"] },
    token: { type: ["string", "null"], sensitive: true },
    fields: PaymentMethodFields,
    metadata: MetadataRequest,
    complete_payment_url: { type: ["string", "null"] },
    error_payment_url: { type: ["string", "null"] },
  },
};

const AddPaymentMethodRequest: Check = {
  allOf: [
    PaymentMethodRequest,
    {
      type: "object",
      properties: {
        address: { anyOf: [AddressRequest, { type: "null" }] },
        payment_method_options: PaymentMethodOptions,
      },
    },
  ],
};

const CreateAddressRequest: Check = {
  allOf: [
    AddressRequest,
    {
      type: "object",
      required: ["name", "line_1"],
      properties: { name: { type: "string", sensitive: true }, line_1: { type: "string", sensitive: true } },
    },
  ],
};

const CustomerFields: Check = {
  type: "object",
  properties: {
    addresses: { type: ["array", "null"], items: AddressRequest },
    business_vat_id: { type: ["string", "null"], sensitive: true },
    coupon: { type: ["string", "null"] },
    description: { type: ["string", "null"] },
    email: { type: ["string", "null"], maxLength: 512, sensitive: true },
    ewallet: { type: ["string", "null"], pattern: /^($|ewallet_)/u, message: "must begin with ewallet_" },
    invoice_prefix: { type: ["string", "null"] },
    metadata: MetadataRequest,
    phone_number: { type: ["string", "null"], sensitive: true },
    birth_country: { ...CountryRequest, sensitive: true },
    date_of_birth: {
      type: ["string", "null"],
      pattern: /^((0[1-9]|[12][0-9]|3[01])\/(0[1-9]|1[0-2])\/[0-9]{4})?$/u,
      message: "must be a date in the form DD/MM/YYYY",
      sensitive: true,
    },
    nationality: { ...CountryRequest, sensitive: true },
    occupation: { type: ["string", "null"], maxLength: 35, sensitive: true },
  },
};

const UpdatePaymentMethodRequest: Check = {
  type: "object",
  properties: {
    fields: PaymentMethodFields,
    metadata: MetadataRequest,
    address: { anyOf: [AddressRequest, { type: "null" }] },
  },
};

const CreateCustomerRequest: Check = {
  allOf: [
    {
      type: "object",
      required: ["name"],
      properties: {
        name: { type: "string", minLength: 1, sensitive: true },
        default_payment_method: {
          type: ["string", "null"],
          pattern: /^($|(card|other)_)/u,
          message: "must begin with card_ or other_",
        },
        payment_method: { anyOf: [PaymentMethodRequest, { type: "null" }] },
        payment_method_options: PaymentMethodOptions,
      },
    },
    CustomerFields,
  ],
};

const UpdateCustomerRequest: Check = {
  allOf: [
    {
      type: "object",
      properties: {
        name: { type: ["string", "null"], sensitive: true },
        default_payment_method: {
          type: ["string", "null"],
          pattern: /^($|(card|other)_)/u,
          message: "must begin with card_ or other_",
        },
      },
    },
    CustomerFields,
  ],
};

/** Checks of each operation. */
export const requestChecks: { readonly [operationId: string]: RequestCheck } = {
  listCustomers: {
    parameters: {
      type: "object",
      properties: {
        limit: { type: "integer", minimum: 1, maximum: 100 },
        starting_after: { type: "string" },
        ending_before: { type: "string" },
      },
    },
  },
  createCustomer: { body: CreateCustomerRequest },
  retrieveCustomer: {},
  updateCustomer: { body: UpdateCustomerRequest },
  deleteCustomer: {},
  removeCustomerDiscount: {},
  retrieveDiscount: {},
  listPaymentMethods: {
    parameters: {
      type: "object",
      properties: {
        category: { type: "string" },
        type: { type: "string" },
        limit: { type: "integer", minimum: 1, maximum: 100 },
        starting_after: { type: "string" },
        ending_before: { type: "string" },
      },
    },
  },
  addPaymentMethod: { body: AddPaymentMethodRequest },
  retrievePaymentMethod: {},
  updatePaymentMethod: { body: UpdatePaymentMethodRequest },
  deletePaymentMethod: {},
  createAddress: { body: CreateAddressRequest },
  retrieveAddress: {},
  updateAddress: { body: AddressRequest },
  deleteAddress: {},
};
