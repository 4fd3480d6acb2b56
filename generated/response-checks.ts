// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

import type { Check } from "./validators.js";

const BinDetails: Check = {
  type: "object",
  required: ["bin_number"],
  properties: {
    type: { type: ["string", "null"] },
    brand: { type: ["string", "null"] },
    level: { type: ["string", "null"] },
    issuer: { type: ["string", "null"] },
    country: { type: ["string", "null"], pattern: /^[A-Z]{2}$/u },
    bin_number: { type: "string", pattern: /^[0-9]+$/u },
  },
};

const CardCheck: Check = {
  anyOf: [
    { type: "string", enum: new Set(["pass", "fail", "unavailable", "unchecked"]) },
    { type: "string" },
  ],
};

const CountryCode: Check = {
  type: "string",
  enum: new Set(
    "ADEFGILMNOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS XK YET ZAMW"
      .split(" ")
      .flatMap(([first, ...rest]) => rest.map((last) => first + last)),
  ),
};

const Currency: Check = {
  anyOf: [
    {
      type: "string",
      enum: new Set([
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ANG",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BGN",
        "BHD",
        "BIF",
        "BMD",
        "BND",
        "BOB",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYR",
        "BZD",
        "CAD",
        "CDF",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CRC",
        "CUC",
        "CUP",
        "CVE",
        "CZK",
        "DJF",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GGP",
        "GHS",
        "GIP",
        "GMD",
        "GNF",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HRK",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "IMP",
        "INR",
        "IQD",
        "IRR",
        "ISK",
        "JEP",
        "JMD",
        "JOD",
        "JPY",
        "KES",
        "KGS",
        "KHR",
        "KMF",
        "KPW",
        "KRW",
        "KWD",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "LYD",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRO",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "OMR",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "RWF",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLL",
        "SOS",
        "SPL",
        "SRD",
        "STD",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TND",
        "TOP",
        "TRY",
        "TTD",
        "TVD",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "UYU",
        "UZS",
        "VEF",
        "VND",
        "VUV",
        "WST",
        "XAF",
        "XCD",
        "XDR",
        "XOF",
        "XPF",
        "YER",
        "ZAR",
        "ZMW",
        "ZWD",
      ]),
    },
    { type: "string", enum: new Set([""]) },
    { type: "string" },
  ],
};

const ErrorCode: Check = {
  anyOf: [
    {
      type: "string",
      enum: new Set([
        "",
        "MISSING_AUTHENTICATION_HEADERS",
        "UNAUTHENTICATED_API_CALL",
        "UNAUTHORIZED_API_CALL",
        "ERROR_CUSTOMER_DATA_MISSING",
        "INVALID_CUSTOMER_NAME",
        "INVALID_CUSTOMER_EMAIL",
        "INVALID_CUSTOMER_PHONE_NUMBER",
        "INVALID_CUSTOMER_FIRST_OR_LAST_NAME",
        "ERROR_CREATE_CUSTOMER",
        "ERROR_CREATE_CUSTOMER_EWALLET_ALREADY_IN_USE",
        "CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET",
        "ERROR_EWALLET_ALREADY_ASSIGNED_TO_THIS_CUSTOMER",
        "ERROR_INVALID_EWALLET",
        "INVALID_ADDRESSES_FORMAT",
        "INVALID_ADDRESS_NAME",
        "INVALID_ADDRESS_LINE_1",
        "INVALID_ADDRESS_ZIP",
        "INVALID_ADDRESS_PHONE_NUMBER",
        "ERROR_CREATE_PAYMENT_METHOD",
        "ERROR_GET_PAYMENT_METHOD_TYPE",
        "ERROR_GET_CUSTOMER_DEFAULT_PAYMENT_METHOD",
        "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
        "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN",
        "CREATE_CARD_TYPE_REQUIRES_ONLY_ONE_OF_FIELDS_OR_TOKEN",
        "CREDIT_CARD_EXISTS",
        "INVALID_CARD_EXPIRATION_DATE",
        "ERROR_PAYMENT_METHOD_EXPIRED",
        "ERROR_CARD_NOT_AUTHENTICATED",
        "ERROR_GET_COUPON",
      ]),
    },
    { type: "string" },
  ],
};

const FullName: Check = {
  type: "object",
  sensitive: true,
  properties: {
    first_name: { type: ["string", "null"], sensitive: true },
    middle_name: { type: ["string", "null"], sensitive: true },
    last_name: { type: ["string", "null"], sensitive: true },
  },
};

const Inventory: Check = {
  type: "object",
  properties: {
    type: {
      anyOf: [{ type: "string", enum: new Set(["finite", "infinite", "bucket"]) }, { type: "string" }],
    },
    quantity: { type: "number", minimum: 0 },
    value: {
      anyOf: [{ type: "string", enum: new Set(["in_stock", "limited", "out_of_stock"]) }, { type: "string" }],
    },
  },
};

const Metadata: Check = { type: "object", sensitive: true };

const PackageDimensions: Check = {
  type: "object",
  properties: {
    height: { type: "number", minimum: 0 },
    length: { type: "number", minimum: 0 },
    weight: { type: "number", minimum: 0 },
    width: { type: "number", minimum: 0 },
  },
};

const Tier: Check = {
  type: "object",
  properties: {
    amount: { type: "number", minimum: 0 },
    flat_amount: { type: "number", minimum: 0 },
    up_to: { type: ["number", "string"], minimum: 0, minLength: 1 },
  },
};

const TransformUsage: Check = {
  type: "object",
  properties: {
    divide_by: { type: "number", minimum: 0 },
    round: { anyOf: [{ type: "string", enum: new Set(["up", "down"]) }, { type: "string" }] },
  },
};

const AccountNameInquiry: Check = {
  type: "object",
  properties: {
    account_name_inquiry_result: {
      anyOf: [
        {
          type: "string",
          enum: new Set([
            "match",
            "partial match",
            "no match",
            "not performed",
            "not_performed",
            "not supported",
          ]),
        },
        { type: "string" },
      ],
    },
    account_name_inquiry_details: FullName,
  },
};

const Country: Check = { anyOf: [CountryCode, { type: "string", enum: new Set([""]) }, { type: "string" }] };

const Coupon: Check = {
  type: "object",
  required: ["id", "amount_off", "percent_off", "currency", "created", "duration", "metadata", "valid"],
  properties: {
    id: { type: "string", minLength: 1 },
    amount_off: { type: "number", minimum: 0 },
    percent_off: { type: "number", minimum: 0, maximum: 100 },
    currency: Currency,
    created: { type: "number", minimum: 0, maximum: 9999999999 },
    description: { type: "string" },
    duration: {
      anyOf: [{ type: "string", enum: new Set(["forever", "once", "repeating"]) }, { type: "string" }],
    },
    duration_in_months: { type: "number", minimum: 0 },
    discount_duration_in_uses: { type: "number", minimum: 0 },
    discount_valid_until: { type: ["number", "null"], minimum: 0, maximum: 9999999999 },
    discount_validity_in_months: { type: "number", minimum: 0 },
    max_redemptions: { type: "number", minimum: 0 },
    redeem_by: { type: "number", minimum: 0, maximum: 9999999999 },
    times_redeemed: { type: "number", minimum: 0 },
    metadata: Metadata,
    valid: { type: "boolean" },
  },
};

const Sku: Check = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", pattern: /^sku_/u },
    active: { type: "boolean" },
    attributes: { type: "object" },
    created_at: { type: "number", minimum: 0, maximum: 9999999999 },
    updated_at: { type: "number", minimum: 0, maximum: 9999999999 },
    currency: Currency,
    image: { type: "string", format: ["uri-reference", /^\S*$/u] },
    inventory: Inventory,
    metadata: Metadata,
    package_dimensions: PackageDimensions,
    price: { type: "number", minimum: 0 },
    product: { type: "string", pattern: /^product_/u },
  },
};

const Status: Check = {
  type: "object",
  required: ["error_code", "status", "message", "response_code"],
  properties: {
    error_code: ErrorCode,
    status: { anyOf: [{ type: "string", enum: new Set(["SUCCESS", "ERROR"]) }, { type: "string" }] },
    message: { type: "string" },
    response_code: { type: "string", pattern: /^([A-Z][A-Z0-9_]*( - .*)?)?$/u },
    operation_id: {
      type: "string",
      format: ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu],
    },
  },
};

const Address: Check = {
  type: "object",
  required: ["id"],
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
    country: Country,
    phone_number: { type: "string", pattern: /^(\+[1-9][0-9]{1,14})?$/u, sensitive: true },
    created_at: { type: "number", minimum: 0, maximum: 9999999999 },
    metadata: Metadata,
  },
};

const Discount: Check = {
  type: "object",
  required: ["id", "coupon", "start", "end", "number_of_uses", "valid"],
  properties: {
    id: { type: "string", pattern: /^dis_/u },
    coupon: Coupon,
    customer: { type: "string", pattern: /^cus_[0-9a-f]{32}$/u },
    subscription: { type: "string", pattern: /^sub_/u },
    start: { type: "number", minimum: 0, maximum: 9999999999 },
    end: { type: "number", minimum: -1, maximum: 9999999999 },
    number_of_uses: { type: "number", minimum: 0 },
    valid: { type: "boolean" },
  },
};

const ErrorEnvelope: Check = { type: "object", required: ["status"], properties: { status: Status } };

const PaymentMethod: Check = {
  type: "object",
  required: [
    "id",
    "type",
    "category",
    "metadata",
    "image",
    "webhook_url",
    "supporting_documentation",
    "next_action",
  ],
  properties: {
    id: { type: ["string", "null"], pattern: /^(card|other)_[0-9a-f]{32}$/u },
    type: { type: "string", minLength: 1 },
    category: {
      anyOf: [
        {
          type: "string",
          enum: new Set([
            "bank",
            "bank_redirect",
            "bank_transfer",
            "card",
            "card_to_card",
            "cash",
            "ewallet",
            "rapyd_ewallet",
          ]),
        },
        { type: "string" },
      ],
    },
    metadata: { anyOf: [Metadata, { type: "null" }] },
    image: { type: "string", format: ["uri-reference", /^\S*$/u] },
    webhook_url: { type: "string", format: ["uri-reference", /^\S*$/u] },
    supporting_documentation: { type: "string" },
    next_action: {
      anyOf: [
        {
          type: "string",
          enum: new Set(["3d_verification", "pending_capture", "pending_confirmation", "not_applicable"]),
        },
        { type: "string" },
      ],
    },
    name: { type: "string", sensitive: true },
    last4: { type: "string", pattern: /^[0-9]{4}$/u, sensitive: true },
    acs_check: CardCheck,
    cvv_check: CardCheck,
    avs_check: CardCheck,
    bin_details: BinDetails,
    expiration_month: { type: "string", pattern: /^(0?[1-9]|1[0-2])$/u, sensitive: true },
    expiration_year: { type: "string", pattern: /^([0-9]{2}|[0-9]{4})$/u, sensitive: true },
    fingerprint_token: { type: "string", pattern: /^ocfp_/u, sensitive: true },
    redirect_url: {
      type: "string",
      format: ["uri", /^[a-z][a-z0-9+.-]*:\S+$/iu],
      pattern: /^https:\/\//u,
      sensitive: true,
    },
    token: { type: "string", sensitive: true },
    network_reference_id: { type: ["string", "integer"], minimum: 0 },
    payment_account_reference: { type: "string", sensitive: true },
    full_name: FullName,
    account_name_inquiry: AccountNameInquiry,
    bic_swift: { type: "string", pattern: /^([A-Z0-9]{8}([A-Z0-9]{3})?)?$/u },
    account_last4: { type: "string", maxLength: 4, sensitive: true },
    first_name: { type: "string", sensitive: true },
    last_name: { type: "string", sensitive: true },
  },
};

const Product: Check = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", pattern: /^product_/u },
    active: { type: "boolean" },
    attributes: { type: "array", items: { type: "string", minLength: 1 } },
    created_at: { type: "number", minimum: 0, maximum: 9999999999 },
    updated_at: { type: "number", minimum: 0, maximum: 9999999999 },
    description: { type: "string" },
    images: { type: "array", items: { type: "string", format: ["uri-reference", /^\S*$/u] } },
    metadata: Metadata,
    name: { type: "string" },
    package_dimensions: PackageDimensions,
    shippable: { type: "boolean" },
    skus: { type: "array", items: Sku },
    statement_descriptor: { type: "string" },
    type: { anyOf: [{ type: "string", enum: new Set(["goods", "services"]) }, { type: "string" }] },
    unit_label: { type: "string" },
  },
};

const PaymentMethodList: Check = {
  type: "object",
  required: ["data", "has_more", "total_count", "url"],
  properties: {
    data: { type: "array", minItems: 1, maxItems: 3, items: PaymentMethod },
    has_more: { type: "boolean" },
    total_count: { type: "integer", minimum: 0 },
    url: { type: "string", format: ["uri-reference", /^\S*$/u] },
  },
};

const Plan: Check = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", pattern: /^plan_/u },
    active: { type: "boolean" },
    aggregate_usage: {
      anyOf: [
        { type: "string", enum: new Set(["sum", "max", "last_during_period", "last_ever"]) },
        { type: "string" },
      ],
    },
    amount: { type: ["number", "null"], minimum: 0 },
    billing_scheme: {
      anyOf: [{ type: "string", enum: new Set(["per_unit", "tiered"]) }, { type: "string" }],
    },
    created_at: { type: "number", minimum: 0, maximum: 9999999999 },
    currency: Currency,
    interval: {
      anyOf: [{ type: "string", enum: new Set(["day", "week", "month", "year"]) }, { type: "string" }],
    },
    interval_count: { type: "number", minimum: 0 },
    metadata: Metadata,
    nickname: { type: "string" },
    product: { anyOf: [Product, { type: "string" }, { type: "null" }] },
    tiers: { type: "array", items: Tier },
    tiers_mode: { anyOf: [{ type: "string", enum: new Set(["graduated", "volume"]) }, { type: "string" }] },
    transform_usage: TransformUsage,
    trial_period_days: { type: "number", minimum: 0 },
    usage_type: { anyOf: [{ type: "string", enum: new Set(["licensed", "metered"]) }, { type: "string" }] },
  },
};

const SubscriptionItem: Check = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", pattern: /^subi_/u },
    created: { type: "number", minimum: 0, maximum: 9999999999 },
    metadata: { anyOf: [Metadata, { type: "null" }] },
    plan: Plan,
    quantity: { type: "number", minimum: 0 },
    subscription_id: { type: ["string", "null"], pattern: /^sub_/u },
  },
};

const SubscriptionItemList: Check = {
  type: "object",
  required: ["data"],
  properties: {
    data: { type: "array", items: SubscriptionItem },
    has_more: { type: "boolean" },
    total_count: { type: "number", minimum: 0 },
    url: { type: "string", format: ["uri-reference", /^\S*$/u] },
  },
};

const Subscription: Check = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", pattern: /^sub_/u },
    billing: {
      anyOf: [{ type: "string", enum: new Set(["pay_automatically", "send_invoice"]) }, { type: "string" }],
    },
    billing_cycle_anchor: {
      anyOf: [
        { type: "string", enum: new Set(["now", "unchanged"]) },
        { type: "string" },
        { type: "number" },
      ],
    },
    cancel_at_period_end: { type: "boolean" },
    canceled_at: { type: ["number", "null"], minimum: 0, maximum: 9999999999 },
    created_at: { type: ["number", "null"], minimum: 0, maximum: 9999999999 },
    current_period_start: { type: "number", minimum: 0, maximum: 9999999999 },
    current_period_end: { type: "number", minimum: 0, maximum: 9999999999 },
    customer_token: { type: "string", pattern: /^cus_[0-9a-f]{32}$/u },
    days_until_due: { type: ["number", "null"], minimum: 0 },
    discount: { anyOf: [Discount, { type: "null" }] },
    ended_at: { type: ["number", "null"], minimum: 0, maximum: 9999999999 },
    metadata: Metadata,
    payment_fields: { type: ["object", "null"], sensitive: true },
    payment_method: { type: "string", pattern: /^((card|other)_[0-9a-f]{32})?$/u },
    payout_fields: { type: ["object", "null"], sensitive: true },
    simultaneous_invoice: { type: "boolean" },
    status: {
      anyOf: [
        { type: "string", enum: new Set(["active", "canceled", "past_due", "trialing", "unpaid"]) },
        { type: "string" },
      ],
    },
    subscription_items: SubscriptionItemList,
    tax_percent: { type: "number", minimum: 0, maximum: 100 },
    trial_start: { type: ["number", "null"], minimum: 0, maximum: 9999999999 },
    trial_end: { type: ["number", "null"], minimum: 0, maximum: 9999999999 },
    type: {
      anyOf: [{ type: "string", enum: new Set(["payment", "payout"]) }, { type: "string" }, { type: "null" }],
    },
  },
};

const SubscriptionList: Check = {
  type: "object",
  required: ["data"],
  properties: {
    data: { type: "array", items: Subscription },
    has_more: { type: "boolean" },
    total_count: { type: "number", minimum: 0 },
    url: { type: "string", format: ["uri-reference", /^\S*$/u] },
  },
};

const Customer: Check = {
  type: "object",
  required: [
    "id",
    "delinquent",
    "discount",
    "name",
    "default_payment_method",
    "description",
    "email",
    "phone_number",
    "invoice_prefix",
    "addresses",
    "payment_methods",
    "subscriptions",
    "created_at",
    "metadata",
    "business_vat_id",
    "ewallet",
  ],
  properties: {
    id: { type: "string", pattern: /^cus_[0-9a-f]{32}$/u },
    delinquent: { type: "boolean" },
    discount: { anyOf: [Discount, { type: "null" }] },
    name: { type: "string", minLength: 1, sensitive: true },
    default_payment_method: { type: "string", pattern: /^((card|other)_[0-9a-f]{32})?$/u },
    description: { type: "string" },
    email: { type: "string", maxLength: 512, sensitive: true },
    phone_number: { type: "string", pattern: /^(\+[1-9][0-9]{1,14})?$/u, sensitive: true },
    invoice_prefix: { type: "string" },
    addresses: { type: "array", items: Address },
    payment_methods: { anyOf: [PaymentMethodList, { type: "null" }] },
    subscriptions: { anyOf: [{ type: "array", items: Subscription }, SubscriptionList, { type: "null" }] },
    created_at: { type: "integer", minimum: 0, maximum: 9999999999 },
    metadata: Metadata,
    business_vat_id: { type: "string", sensitive: true },
    ewallet: { type: "string", pattern: /^(ewallet_[0-9a-f]{32})?$/u },
  },
};

const CustomerEnvelope: Check = {
  type: "object",
  required: ["status", "data"],
  properties: { status: Status, data: Customer },
};

/** Checks of each operation's JSON answers, by status as the description has it. */
export const responseChecks: { readonly [operationId: string]: { readonly [status: string]: Check } } = {
  createCustomer: {
    "200": CustomerEnvelope,
    "400": ErrorEnvelope,
    "401": ErrorEnvelope,
    default: ErrorEnvelope,
  },
};
