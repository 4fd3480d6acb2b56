/** Values at the edges of what is allowed, written down apart from the description: for requests, answers and events. */
import type { Json } from "../helpers/openapi.js";

/** Values that pass, and values that are refused. */
export interface Edge {
  good: readonly Json[];
  bad: readonly Json[];
}

const hex = "0123456789abcdef0123456789abcdef";
const digits = "0123456789";

/** Ids such as `card_` and 32 hexadecimal digits. */
function ids(prefixes: readonly string[], more: Edge = { good: [], bad: [""] }): Edge {
  const [first = ""] = prefixes;
  const wrongEnds = ["g", "`", "/", ":", "G"].map((sign) => `${first}_${hex.slice(1)}${sign}`);
  return {
    good: [...prefixes.map((prefix) => `${prefix}_${hex}`), ...more.good],
    bad: [
      hex,
      `${first}_${hex}0`,
      `${first}_${hex.slice(1)}`,
      `x${first}_${hex}`,
      `x_${hex}`,
      ...wrongEnds,
      ...more.bad,
    ],
  };
}

const orEmpty: Edge = { good: [""], bad: [] };
const prefixed = (prefix: string): Edge => ({
  good: [`${prefix}1`],
  bad: [`x${prefix}1`, "1", `${prefix.slice(1)}1`],
});
const phones = {
  good: ["+11", "+10", "+98", "+123456789012345", "+999999999999999", "+19", "+90"],
  bad: ["+1", "+1234567890123456", "+01", "+:1", "+1/", "+1:", "11", "x+11", "+11x", "+1a"],
};
const months = {
  good: ["1", "9", "01", "09", "10", "11", "12"],
  bad: ["", "0", "00", "13", "1/", "1:", "0/", "0:", ":", "x1", "1x", "011", "112", "111", "/"],
};
const years = {
  good: ["00", "99", "09", "90", "0000", "9999"],
  bad: [
    "",
    "9",
    "999",
    "99999",
    "/9",
    ":9",
    "9/",
    "9:",
    "9/99",
    "9:99",
    "x99",
    "99x",
    "x9999",
    "9999x",
    "009:",
    "009/",
  ],
};
const uris = {
  good: ["https://example.com/done", "http://example.com"],
  bad: [
    "ftp://example.com",
    "example.com",
    "xhttps://example.com",
    "https:/",
    "https://exa mple.com",
    "http//x",
  ],
};

const method = {
  ...{ id: null, type: "x", category: "x", metadata: null, image: "", webhook_url: "" },
  ...{ supporting_documentation: "", next_action: "x" },
};

const seconds: Edge = { good: [0, 0.5, 9_999_999_999], bad: [-1, -0.5, 10_000_000_000] };
const amount: Edge = { good: [0, 0.5], bad: [-1, -0.5] };
const wholeSeconds: Edge = { good: [0, 9_999_999_999], bad: [-1, 10_000_000_000, 0.5] };
const whole: Edge = { good: [0, 1], bad: [-1, 0.5] };
const percent: Edge = { good: [0, 0.5, 100], bad: [-1, 101] };
const text: Edge = { good: ["x"], bad: [""] };
const nullable = (edge: Edge): Edge => ({ ...edge, good: [...edge.good, null] });
const reference: Edge = { good: ["", "https://example.com/logo.png", "/logo.png"], bad: ["a b"] };

/** Bodies of createCustomer, by JSON pointer, `*` for an index. */
export const requestEdges: Readonly<Record<string, Edge>> = {
  "/name": text,
  "/email": {
    good: ["a@b.c", `${"a".repeat(510)}@b`],
    bad: ["", "a", "a b@c", "a@b@c", `${"a".repeat(511)}@b`],
  },
  "/occupation": { good: ["", "x".repeat(35)], bad: ["x".repeat(36)] },
  "/phone_number": { good: phones.good, bad: [...phones.bad, ""] },
  "/default_payment_method": ids(["card", "other"], orEmpty),
  "/ewallet": ids(["ewallet"], orEmpty),
  "/date_of_birth": {
    good: [
      "01/01/0000",
      "09/09/9999",
      "10/10/0009",
      "19/11/1990",
      "20/12/2000",
      "29/12/2000",
      "30/01/2000",
      "31/01/2000",
    ],
    bad: [
      ...["", "00/01/2000", "32/01/2000", "01/00/2000", "01/13/2000", "1/01/2000", "01/1/2000", "01/01/200"],
      ...[
        "01/01/20000",
        "x01/01/2000",
        "01/01/2000x",
        "40/01/2000",
        "39/01/2000",
        "0//01/2000",
        "0:/01/2000",
        "01/0//2000",
      ],
      ...[
        "01/0:/2000",
        "01/1//2000",
        "01/1:/2000",
        "1//01/2000",
        "1:/01/2000",
        "2//01/2000",
        "2:/01/2000",
        "01/01/200/",
        "01/01/200:",
      ],
    ],
  },
  "/birth_country": { good: ["DE"], bad: ["", "ZZ", "D"] },
  "/addresses/*/id": prefixed("address_"),
  "/addresses/*/country": { good: ["DE", ""], bad: ["ZZ"] },
  "/addresses/*/phone_number": { good: [...phones.good, ""], bad: phones.bad },
  "/addresses/*/created_at": seconds,
  "/payment_method": { good: [null, { type: "x" }], bad: [{ type: "" }, {}, 1] },
  "/payment_method/type": text,
  "/payment_method/fields/number": {
    good: ["012345678901", "999999999999", "9999999999999999999", "0000000000000000000"],
    bad: [
      "01234567890",
      "01234567890123456789",
      "01234567890/",
      "01234567890:",
      "x012345678901",
      "012345678901x",
    ],
  },
  "/payment_method/fields/expiration_month": months,
  "/payment_method/fields/expiration_year": years,
  "/payment_method/fields/cvv": {
    good: ["000", "999", "0000", "9999", "090"],
    bad: ["00", "00000", "00/", "00:", "x000", "000x", ""],
  },
  "/payment_method/fields/name": text,
  "/payment_method/complete_payment_url": uris,
  "/payment_method/error_payment_url": uris,
};

/** Where each schema of an answer stands in the envelope of a created customer. */
export const answerPlaces: Readonly<Record<string, string>> = {
  Status: "/status",
  Customer: "/data",
  Discount: "/data/discount",
  Coupon: "/data/discount/coupon",
  Address: "/data/addresses/*",
  PaymentMethodList: "/data/payment_methods",
  PaymentMethod: "/data/payment_methods/data/*",
  BinDetails: "/data/payment_methods/data/*/bin_details",
  FullName: "/data/payment_methods/data/*/full_name",
  AccountNameInquiry: "/data/payment_methods/data/*/account_name_inquiry",
  Subscription: "/data/subscriptions/*",
  SubscriptionList: "/data/subscriptions",
  SubscriptionItemList: "/data/subscriptions/*/subscription_items",
  SubscriptionItem: "/data/subscriptions/*/subscription_items/data/*",
  Plan: "/data/subscriptions/*/subscription_items/data/*/plan",
  Product: "/data/subscriptions/*/subscription_items/data/*/plan/product",
  Sku: "/data/subscriptions/*/subscription_items/data/*/plan/product/skus/*",
  Inventory: "/data/subscriptions/*/subscription_items/data/*/plan/product/skus/*/inventory",
  PackageDimensions: "/data/subscriptions/*/subscription_items/data/*/plan/product/package_dimensions",
  Tier: "/data/subscriptions/*/subscription_items/data/*/plan/tiers/*",
  TransformUsage: "/data/subscriptions/*/subscription_items/data/*/plan/transform_usage",
};

/** Answers, by schema and property. */
export const answerEdges: Readonly<Record<string, Readonly<Record<string, Edge>>>> = {
  Status: {
    response_code: {
      good: ["", "A", "Z", "A_", "AZ09", "A - why", "A - ", "AA"],
      bad: [
        "a",
        "@",
        "[",
        "A@",
        "A[",
        "A/",
        "A:",
        "A^",
        "A`",
        "A - why\nmore",
        "A -",
        "xA - why",
        "0A",
        "_A",
        "A~",
        " - why",
      ],
    },
    operation_id: { good: ["12e59804-b742-44eb-aa49-4b722629faa8"], bad: ["", "12e59804"] },
  },
  Customer: {
    id: ids(["cus"]),
    name: text,
    default_payment_method: ids(["card", "other"], orEmpty),
    email: { good: ["", "x".repeat(512)], bad: ["x".repeat(513)] },
    phone_number: { good: [...phones.good, ""], bad: phones.bad },
    created_at: wholeSeconds,
    ewallet: ids(["ewallet"], orEmpty),
  },
  Discount: {
    id: prefixed("dis_"),
    customer: ids(["cus"]),
    subscription: prefixed("sub_"),
    start: seconds,
    end: { good: [-1, 0.5, 9_999_999_999], bad: [-2, 10_000_000_000] },
    number_of_uses: amount,
  },
  Coupon: {
    id: text,
    amount_off: amount,
    percent_off: percent,
    created: seconds,
    duration_in_months: amount,
    discount_duration_in_uses: amount,
    discount_valid_until: nullable(seconds),
    discount_validity_in_months: amount,
    max_redemptions: amount,
    redeem_by: seconds,
    times_redeemed: amount,
  },
  Address: {
    id: prefixed("address_"),
    phone_number: { good: [...phones.good, ""], bad: phones.bad },
    created_at: seconds,
  },
  PaymentMethodList: {
    data: { good: [[method], [method, method, method]], bad: [[], [method, method, method, method]] },
    total_count: whole,
    url: reference,
  },
  PaymentMethod: {
    id: nullable(ids(["card", "other"])),
    type: text,
    image: reference,
    webhook_url: reference,
    last4: { good: ["0000", "9999"], bad: ["000", "00000", "000/", "000:", "x0000", "0000x"] },
    expiration_month: months,
    expiration_year: years,
    fingerprint_token: prefixed("ocfp_"),
    redirect_url: {
      good: ["https://example.com"],
      bad: ["http://example.com", "xhttps://e.com", "https:/", "https://a b"],
    },
    network_reference_id: { good: ["", 0], bad: [-1, 0.5] },
    bic_swift: {
      good: ["", "AZ09AZ09", "ZZZZZZ00", "AZ09AZ09AZ0", "AZ09AZ099ZA"],
      bad: [
        ...["AZ09AZ0", "AZ09AZ09A", "AZ09AZ09AZ", "AZ09AZ09AZ09", "xAZ09AZ09", "AZ09AZ09x", "az09az09"],
        ...[
          "AZ09AZ0@",
          "AZ09AZ0[",
          "AZ09AZ0/",
          "AZ09AZ0:",
          "AZ09AZ09AZ@",
          "AZ09AZ09AZ[",
          "AZ09AZ09AZ/",
          "AZ09AZ09AZ:",
        ],
      ],
    },
    account_last4: { good: ["", "0000"], bad: ["00000"] },
  },
  BinDetails: {
    country: nullable({ good: ["AZ", "ZA"], bad: ["A", "AAA", "A@", "A[", "xAA", "AAx"] }),
    bin_number: { good: [digits, "9"], bad: ["", "x0", "0x", "/", ":"] },
  },
  Subscription: {
    id: prefixed("sub_"),
    billing_cycle_anchor: { good: ["now", "later", 0.5], bad: [null] },
    canceled_at: nullable(seconds),
    created_at: nullable(seconds),
    current_period_start: seconds,
    current_period_end: seconds,
    customer_token: ids(["cus"]),
    days_until_due: nullable(amount),
    ended_at: nullable(seconds),
    payment_method: ids(["card", "other"], orEmpty),
    tax_percent: percent,
    trial_start: nullable(seconds),
    trial_end: nullable(seconds),
  },
  SubscriptionList: { total_count: amount, url: reference },
  SubscriptionItemList: { total_count: amount, url: reference },
  SubscriptionItem: {
    id: prefixed("subi_"),
    created: seconds,
    quantity: amount,
    subscription_id: nullable(prefixed("sub_")),
  },
  Plan: {
    id: prefixed("plan_"),
    amount: nullable(amount),
    created_at: seconds,
    interval_count: amount,
    trial_period_days: amount,
  },
  Product: {
    id: prefixed("product_"),
    attributes: { good: [["x"]], bad: [[""]] },
    created_at: seconds,
    updated_at: seconds,
    images: { good: [["", "/a.png"]], bad: [["a b"]] },
  },
  Sku: {
    id: prefixed("sku_"),
    created_at: seconds,
    updated_at: seconds,
    image: reference,
    price: amount,
    product: prefixed("product_"),
  },
  Inventory: { quantity: amount },
  PackageDimensions: { height: amount, length: amount, weight: amount, width: amount },
  Tier: { amount, flat_amount: amount, up_to: { good: [0, 0.5, "x"], bad: [-1, ""] } },
  TransformUsage: { divide_by: amount },
};

/** What only the published description says, since no code reads it: by JSON pointer, held by an independent validator. */
export const publishedEdges: Readonly<Record<string, Edge>> = {
  "/components/parameters/IdempotencyKey/schema": text,
  "/components/schemas/WebhookEvent/properties/id": ids(["wh"]),
  "/components/schemas/WebhookEvent/properties/created_at": wholeSeconds,
  "/components/schemas/WebhookEvent/properties/extended_timestamp": whole,
  "/components/schemas/Deletion/properties/id": text,
  "/components/schemas/Sku/properties/attributes": {
    good: [{ a: 1, b: 2, c: 3, d: 4, e: 5 }],
    bad: [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }],
  },
};
