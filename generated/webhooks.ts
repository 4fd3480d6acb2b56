// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

import type {
  CustomerCreatedEvent,
  CustomerUpdatedEvent,
  CustomerDeletedEvent,
  PaymentMethodCreatedEvent,
  PaymentMethodUpdatedEvent,
  PaymentMethodCanceledEvent,
  CardAddedEvent,
  CardFailedEvent,
} from "./schema.js";

/** Every described event, discriminated by `type`. */
export type KnownWebhookEvent =
  | CustomerCreatedEvent
  | CustomerUpdatedEvent
  | CustomerDeletedEvent
  | PaymentMethodCreatedEvent
  | PaymentMethodUpdatedEvent
  | PaymentMethodCanceledEvent
  | CardAddedEvent
  | CardFailedEvent;

/** Types of the described events. */
export const webhookTypes: {
  readonly CUSTOMER_CREATED: "CUSTOMER_CREATED";
  readonly CUSTOMER_UPDATED: "CUSTOMER_UPDATED";
  readonly CUSTOMER_DELETED: "CUSTOMER_DELETED";
  readonly CUSTOMER_PAYMENT_METHOD_CREATED: "CUSTOMER_PAYMENT_METHOD_CREATED";
  readonly CUSTOMER_PAYMENT_METHOD_UPDATED: "CUSTOMER_PAYMENT_METHOD_UPDATED";
  readonly PAYMENT_METHOD_CANCELED: "PAYMENT_METHOD_CANCELED";
  readonly CARD_ADDED_SUCCESSFULLY: "CARD_ADDED_SUCCESSFULLY";
  readonly CARD_ADDED_FAILURE: "CARD_ADDED_FAILURE";
} = {
  CUSTOMER_CREATED: "CUSTOMER_CREATED",
  CUSTOMER_UPDATED: "CUSTOMER_UPDATED",
  CUSTOMER_DELETED: "CUSTOMER_DELETED",
  CUSTOMER_PAYMENT_METHOD_CREATED: "CUSTOMER_PAYMENT_METHOD_CREATED",
  CUSTOMER_PAYMENT_METHOD_UPDATED: "CUSTOMER_PAYMENT_METHOD_UPDATED",
  PAYMENT_METHOD_CANCELED: "PAYMENT_METHOD_CANCELED",
  CARD_ADDED_SUCCESSFULLY: "CARD_ADDED_SUCCESSFULLY",
  CARD_ADDED_FAILURE: "CARD_ADDED_FAILURE",
};

/** An example of each described event. */
export const webhookExamples: {
  readonly CUSTOMER_CREATED: CustomerCreatedEvent;
  readonly CUSTOMER_UPDATED: CustomerUpdatedEvent;
  readonly CUSTOMER_DELETED: CustomerDeletedEvent;
  readonly CUSTOMER_PAYMENT_METHOD_CREATED: PaymentMethodCreatedEvent;
  readonly CUSTOMER_PAYMENT_METHOD_UPDATED: PaymentMethodUpdatedEvent;
  readonly PAYMENT_METHOD_CANCELED: PaymentMethodCanceledEvent;
  readonly CARD_ADDED_SUCCESSFULLY: CardAddedEvent;
  readonly CARD_ADDED_FAILURE: CardFailedEvent;
} = {
  CUSTOMER_CREATED: {
    id: "wh_035d46223922ca1c70f77c9ffcaf5d99",
    type: "CUSTOMER_CREATED",
    data: {
      id: "cus_571ef03ba58cb493317b49dfea644bf1",
      name: "John Doe",
      email: "johndoe@rapyd.net",
      ewallet: "ewallet_e16b6e751207d0a7f26cd228ef078b0b",
      discount: null,
      metadata: { merchant_defined: true },
      addresses: [],
      created_at: 1640536833,
      delinquent: false,
      description: "",
      phone_number: "+14155556666",
      subscriptions: null,
      invoice_prefix: "JD-",
      business_vat_id: "123456666",
      payment_methods: {
        url: "/v1/customers/cus_571ef03ba58cb493317b49dfea644bf1/payment_methods",
        data: [
          {
            id: "card_b6a12fc24fe700c35a615da034e638dd",
            name: "John Doe",
            type: "ua_visa_card",
            image: "https://iconslib.rapyd.net/checkout/ua_visa_card.png",
            last4: "1111",
            category: "card",
            metadata: null,
            acs_check: "unchecked",
            cvv_check: "unchecked",
            bin_details: { type: null, brand: null, country: null, bin_number: "411111" },
            next_action: "not_applicable",
            webhook_url: "",
            expiration_year: "23",
            expiration_month: "10",
            fingerprint_token: "ocfp_e599f990674473ce6283b245e9ad2467",
            supporting_documentation: "",
          },
        ],
        has_more: false,
        total_count: 1,
      },
      default_payment_method: "card_b6a12fc24fe700c35a615da034e638dd",
    },
    trigger_operation_id: "62a6763b-255b-4f48-8960-79b6861891b1",
    status: "NEW",
    created_at: 1640536833,
    extended_timestamp: 1640536833933,
  },
  CUSTOMER_UPDATED: {
    id: "wh_1f5d46223922ca1c70f77c9ffcaf5d99",
    type: "CUSTOMER_UPDATED",
    data: {
      id: "cus_571ef03ba58cb493317b49dfea644bf1",
      name: "John Doe",
      email: "johndoe@rapyd.net",
      ewallet: "ewallet_e16b6e751207d0a7f26cd228ef078b0b",
      discount: null,
      metadata: { merchant_defined: true },
      addresses: [],
      created_at: 1640536833,
      delinquent: false,
      description: "Changed.",
      phone_number: "+14155556666",
      subscriptions: null,
      invoice_prefix: "JD-",
      business_vat_id: "123456666",
      payment_methods: {
        url: "/v1/customers/cus_571ef03ba58cb493317b49dfea644bf1/payment_methods",
        data: [
          {
            id: "card_b6a12fc24fe700c35a615da034e638dd",
            name: "John Doe",
            type: "ua_visa_card",
            image: "https://iconslib.rapyd.net/checkout/ua_visa_card.png",
            last4: "1111",
            category: "card",
            metadata: null,
            acs_check: "unchecked",
            cvv_check: "unchecked",
            bin_details: { type: null, brand: null, country: null, bin_number: "411111" },
            next_action: "not_applicable",
            webhook_url: "",
            expiration_year: "23",
            expiration_month: "10",
            fingerprint_token: "ocfp_e599f990674473ce6283b245e9ad2467",
            supporting_documentation: "",
          },
        ],
        has_more: false,
        total_count: 1,
      },
      default_payment_method: "card_b6a12fc24fe700c35a615da034e638dd",
    },
    trigger_operation_id: "62a6763b-255b-4f48-8960-79b6861891b1",
    status: "NEW",
    created_at: 1640536833,
    extended_timestamp: 1640536833933,
  },
  CUSTOMER_DELETED: {
    id: "wh_73d5ba19ba7247bec9a68ff7d1990bca",
    type: "CUSTOMER_DELETED",
    data: { id: "cus_835ae95c59498e6e94731ae80bc73558", deleted: true },
    trigger_operation_id: "18b48386-eeb8-4947-8ff9-4acb09a14ee2",
    status: "NEW",
    created_at: 1640534885,
    extended_timestamp: 1640534885394,
  },
  CUSTOMER_PAYMENT_METHOD_CREATED: {
    id: "wh_90957fbb254942810b1dd7061ff0efe5",
    type: "CUSTOMER_PAYMENT_METHOD_CREATED",
    data: {
      id: "other_237dbb04acfa1f11e81d721f4d3d11ce",
      type: "gb_trustly_bank",
      image: "",
      category: "bank_redirect",
      metadata: { merchant_defined: true },
      bic_swift: "",
      next_action: "not_applicable",
      webhook_url: "",
      account_last4: "",
      supporting_documentation: "",
    },
    trigger_operation_id: "c7d2b425-8fe8-4dc7-b6e0-52e1be0dede9",
    status: "NEW",
    created_at: 1655293386,
    extended_timestamp: 1655293386305,
  },
  CUSTOMER_PAYMENT_METHOD_UPDATED: {
    id: "wh_2f957fbb254942810b1dd7061ff0efe5",
    type: "CUSTOMER_PAYMENT_METHOD_UPDATED",
    data: {
      id: "other_237dbb04acfa1f11e81d721f4d3d11ce",
      type: "gb_trustly_bank",
      image: "",
      category: "bank_redirect",
      metadata: { merchant_defined: true },
      bic_swift: "",
      next_action: "not_applicable",
      webhook_url: "",
      account_last4: "",
      supporting_documentation: "",
    },
    trigger_operation_id: "c7d2b425-8fe8-4dc7-b6e0-52e1be0dede9",
    status: "NEW",
    created_at: 1655293386,
    extended_timestamp: 1655293386305,
  },
  PAYMENT_METHOD_CANCELED: {
    id: "wh_456ced2d410245270d2024a388b03c5c",
    type: "PAYMENT_METHOD_CANCELED",
    data: {
      id: "card_0ef22c3b9fa5991a4da957d3dcee2e7b",
      name: "John Doe",
      type: "us_visa_card",
      image: "",
      last4: "1111",
      category: "card",
      metadata: {},
      acs_check: "unchecked",
      cvv_check: "unchecked",
      bin_details: { type: null, brand: null, country: null, bin_number: "411111" },
      next_action: "3d_verification",
      webhook_url: "",
      expiration_year: "25",
      expiration_month: "12",
      fingerprint_token: "ocfp_e599f990674473ce6283b245e9ad2467",
      supporting_documentation: "",
    },
    trigger_operation_id: "9499efd0-c818-478d-8d44-f96d0a1de2d5",
    status: "NEW",
    created_at: 1639052456,
    extended_timestamp: 1639052456834,
  },
  CARD_ADDED_SUCCESSFULLY: {
    id: "wh_84462ad5194b44529f0fd22744bfb704",
    data: {
      id: "card_b75eb80db210ddfbacaacb18583145db",
      name: "rapydqa",
      type: "gb_mastercard_card",
      image: "",
      last4: "3099",
      category: "card",
      metadata: {},
      acs_check: "unchecked",
      cvv_check: "pass",
      bin_details: {
        type: "CREDIT",
        brand: "MASTERCARD",
        level: "GOLD",
        country: "DK",
        bin_number: "541303",
      },
      next_action: "not_applicable",
      webhook_url: "",
      expiration_year: "25",
      expiration_month: "08",
      fingerprint_token: "ocfp_11ECFC3931D40DA681220EC01B2F2B1B",
      supporting_documentation: "",
    },
    type: "CARD_ADDED_SUCCESSFULLY",
    status: "NEW",
    created_at: 1670905100,
    extended_timestamp: 1670905100830,
    trigger_operation_id: "8b89516f-bca8-473a-bb9e-9a8354ede0d4",
  },
  CARD_ADDED_FAILURE: {
    id: "wh_7783c2554d1b9c8ba374896f97522438",
    type: "CARD_ADDED_FAILURE",
    data: {
      id: "card_c2195959a55eaf751b8e5fa257c99692",
      type: "is_visa_pos",
      category: "pos",
      metadata: {},
      image: "",
      webhook_url: "",
      supporting_documentation: "",
      next_action: "not_applicable",
      name: null,
      last4: "1111",
      acs_check: "unchecked",
      cvv_check: "unchecked",
      bin_details: {
        type: "DEBIT",
        brand: "VISA",
        level: "CLASSIC",
        issuer: "CONOTOXIA SP. Z O.O",
        country: "PL",
        bin_number: "411111",
      },
      expiration_year: "35",
      expiration_month: "12",
      fingerprint_token: "ocfp_e599f990674473ce6283b245e9ad2467",
      failure_code: "",
      failure_reason: "",
      error_code: "UNKNOWN_PAYMENT_METHOD_FIELD - [3D_REQUIRED]",
    },
    trigger_operation_id: "9499efd0-c818-478d-8d44-f96d0a1de2d5",
    status: "NEW",
    created_at: 1755772278,
  },
};

/** Types of the events that follow a call, by operation. */
export const triggers: { readonly [operationId: string]: readonly (keyof typeof webhookTypes)[] } = {
  createCustomer: ["CUSTOMER_CREATED"],
  updateCustomer: ["CUSTOMER_UPDATED"],
  deleteCustomer: ["CUSTOMER_DELETED"],
  addPaymentMethod: ["CUSTOMER_PAYMENT_METHOD_CREATED"],
  updatePaymentMethod: ["CUSTOMER_PAYMENT_METHOD_UPDATED"],
  deletePaymentMethod: ["PAYMENT_METHOD_CANCELED"],
};
