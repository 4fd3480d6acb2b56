/**
 * The types that callers rely on, written down a second time, apart from the description. Whoever changes the description changes this
 * file too, and sees what the change means for a caller. A name in the errors below says which schema differs.
 */
import type { operations as callable, Operations, RawClient, servers } from "../../generated/client.js";
import type { components, operations, paths, webhooks } from "../../generated/schema.js";
import type { KnownWebhookEvent, webhookExamples, webhookTypes } from "../../generated/webhooks.js";

/** Words of a text as a union. */
type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text;

type Identical<One, Other> =
  (<Any>() => Any extends One ? 1 : 2) extends <Any>() => Any extends Other ? 1 : 2 ? true : false;

/** Does not compile unless it is given no name at all. */
type None<Names extends never> = Names;

type CountryCode =
  | Words<"AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR">
  | Words<"BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC">
  | Words<"EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK">
  | Words<"HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB">
  | Words<"LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ">
  | Words<"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU">
  | Words<"RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN">
  | Words<"TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW">;

type Currency =
  | Words<"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYR">
  | Words<"BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL">
  | Words<"GGP GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS IMP INR IQD IRR ISK JEP JMD JOD JPY KES">
  | Words<"KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR">
  | Words<"MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR">
  | Words<"SBD SCR SDG SEK SGD SHP SLL SOS SPL SRD STD SVC SYP SZL THB TJS TMT TND TOP TRY TTD TVD TWD TZS">
  | Words<"UAH UGX USD UYU UZS VEF VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWD">
  | ""
  | (string & {});

interface Metadata {
  [key: string]: unknown;
}

interface AddressRequest {
  id?: string;
  name?: string;
  line_1?: string;
  line_2?: string;
  line_3?: string;
  city?: string;
  district?: string;
  canton?: string;
  state?: string;
  zip?: string;
  country?: CountryCode | "";
  phone_number?: string;
  created_at?: number;
  metadata?: Metadata;
}

type PaymentMethodFields = {
  number?: string;
  expiration_month?: string;
  expiration_year?: string;
  cvv?: string;
  name?: string;
} & {
  [key: string]: unknown;
};

interface PaymentMethodRequest {
  type: string;
  fields?: PaymentMethodFields;
  metadata?: Metadata;
  complete_payment_url?: string;
  error_payment_url?: string;
}

type CreateCustomerRequest = {
  name: string;
  addresses?: AddressRequest[];
  business_vat_id?: string;
  coupon?: string;
  default_payment_method?: string;
  description?: string;
  email?: string;
  ewallet?: string;
  invoice_prefix?: string;
  metadata?: Metadata;
  payment_method?: PaymentMethodRequest | null;
  payment_method_options?: {
    "3d_required"?: boolean;
  } & {
    [key: string]: unknown;
  };
  phone_number?: string;
  birth_country?: CountryCode;
  date_of_birth?: string;
  nationality?: CountryCode;
  occupation?: string;
};

type ErrorCode =
  | ""
  | "MISSING_AUTHENTICATION_HEADERS"
  | "UNAUTHENTICATED_API_CALL"
  | "UNAUTHORIZED_API_CALL"
  | "ERROR_CUSTOMER_DATA_MISSING"
  | "INVALID_CUSTOMER_NAME"
  | "INVALID_CUSTOMER_EMAIL"
  | "INVALID_CUSTOMER_PHONE_NUMBER"
  | "INVALID_CUSTOMER_FIRST_OR_LAST_NAME"
  | "ERROR_CREATE_CUSTOMER"
  | "ERROR_CREATE_CUSTOMER_EWALLET_ALREADY_IN_USE"
  | "CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET"
  | "ERROR_EWALLET_ALREADY_ASSIGNED_TO_THIS_CUSTOMER"
  | "ERROR_INVALID_EWALLET"
  | "INVALID_ADDRESSES_FORMAT"
  | "INVALID_ADDRESS_NAME"
  | "INVALID_ADDRESS_LINE_1"
  | "INVALID_ADDRESS_ZIP"
  | "INVALID_ADDRESS_PHONE_NUMBER"
  | "ERROR_CREATE_PAYMENT_METHOD"
  | "ERROR_GET_PAYMENT_METHOD_TYPE"
  | "ERROR_GET_CUSTOMER_DEFAULT_PAYMENT_METHOD"
  | "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS"
  | "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN"
  | "CREATE_CARD_TYPE_REQUIRES_ONLY_ONE_OF_FIELDS_OR_TOKEN"
  | "CREDIT_CARD_EXISTS"
  | "INVALID_CARD_EXPIRATION_DATE"
  | "ERROR_PAYMENT_METHOD_EXPIRED"
  | "ERROR_CARD_NOT_AUTHENTICATED"
  | "ERROR_GET_COUPON"
  | (string & {});

interface Status {
  error_code: ErrorCode;
  status: "SUCCESS" | "ERROR" | (string & {});
  message: string;
  response_code: string;
  operation_id?: string;
}

interface ErrorEnvelope {
  status: Status;
}

interface Coupon {
  id: string;
  amount_off: number;
  percent_off: number;
  currency: Currency;
  created: number;
  description?: string;
  duration: "forever" | "once" | "repeating" | (string & {});
  duration_in_months?: number;
  discount_duration_in_uses?: number;
  discount_valid_until?: number | null;
  discount_validity_in_months?: number;
  max_redemptions?: number;
  redeem_by?: number;
  times_redeemed?: number;
  metadata: Metadata;
  valid: boolean;
}

interface Discount {
  id: string;
  coupon: Coupon;
  customer?: string;
  subscription?: string;
  start: number;
  end: number;
  number_of_uses: number;
  valid: boolean;
}

type Country = CountryCode | "" | (string & {});

interface Address {
  id: string;
  name?: string;
  line_1?: string;
  line_2?: string;
  line_3?: string;
  city?: string;
  district?: string;
  canton?: string;
  state?: string;
  zip?: string;
  country?: Country;
  phone_number?: string;
  created_at?: number;
  metadata?: Metadata;
}

type CardCheck = "pass" | "fail" | "unavailable" | "unchecked" | (string & {});

interface BinDetails {
  type?: string | null;
  brand?: string | null;
  level?: string | null;
  issuer?: string | null;
  country?: string | null;
  bin_number: string;
}

interface FullName {
  first_name?: string | null;
  middle_name?: string | null;
  last_name?: string | null;
}

interface AccountNameInquiry {
  account_name_inquiry_result?:
    | "match"
    | "partial match"
    | "no match"
    | "not performed"
    | "not_performed"
    | "not supported"
    | (string & {});
  account_name_inquiry_details?: FullName;
}

interface PaymentMethod {
  id: string | null;
  type: string;
  category:
    | "bank"
    | "bank_redirect"
    | "bank_transfer"
    | "card"
    | "card_to_card"
    | "cash"
    | "ewallet"
    | "rapyd_ewallet"
    | (string & {});
  metadata: Metadata | null;
  image: string;
  webhook_url: string;
  supporting_documentation: string;
  next_action:
    "3d_verification" | "pending_capture" | "pending_confirmation" | "not_applicable" | (string & {});
  name?: string;
  last4?: string;
  acs_check?: CardCheck;
  cvv_check?: CardCheck;
  avs_check?: CardCheck;
  bin_details?: BinDetails;
  expiration_month?: string;
  expiration_year?: string;
  fingerprint_token?: string;
  redirect_url?: string;
  token?: string;
  network_reference_id?: string | number;
  payment_account_reference?: string;
  full_name?: FullName;
  account_name_inquiry?: AccountNameInquiry;
  bic_swift?: string;
  account_last4?: string;
  first_name?: string;
  last_name?: string;
}

interface PaymentMethodList {
  data: PaymentMethod[];
  has_more: boolean;
  total_count: number;
  url: string;
}

interface PackageDimensions {
  height?: number;
  length?: number;
  weight?: number;
  width?: number;
}

interface Inventory {
  type?: "finite" | "infinite" | "bucket" | (string & {});
  quantity?: number;
  value?: "in_stock" | "limited" | "out_of_stock" | (string & {});
}

interface Sku {
  id: string;
  active?: boolean;
  attributes?: {
    [key: string]: unknown;
  };
  created_at?: number;
  updated_at?: number;
  currency?: Currency;
  image?: string;
  inventory?: Inventory;
  metadata?: Metadata;
  package_dimensions?: PackageDimensions;
  price?: number;
  product?: string;
}

interface Product {
  id: string;
  active?: boolean;
  attributes?: string[];
  created_at?: number;
  updated_at?: number;
  description?: string;
  images?: string[];
  metadata?: Metadata;
  name?: string;
  package_dimensions?: PackageDimensions;
  shippable?: boolean;
  skus?: Sku[];
  statement_descriptor?: string;
  type?: "goods" | "services" | (string & {});
  unit_label?: string;
}

interface Tier {
  amount?: number;
  flat_amount?: number;
  up_to?: number | string;
}

interface TransformUsage {
  divide_by?: number;
  round?: "up" | "down" | (string & {});
}

interface Plan {
  id: string;
  active?: boolean;
  aggregate_usage?: "sum" | "max" | "last_during_period" | "last_ever" | (string & {});
  amount?: number | null;
  billing_scheme?: "per_unit" | "tiered" | (string & {});
  created_at?: number;
  currency?: Currency;
  interval?: "day" | "week" | "month" | "year" | (string & {});
  interval_count?: number;
  metadata?: Metadata;
  nickname?: string;
  product?: Product | string | null;
  tiers?: Tier[];
  tiers_mode?: "graduated" | "volume" | (string & {});
  transform_usage?: TransformUsage;
  trial_period_days?: number;
  usage_type?: "licensed" | "metered" | (string & {});
}

interface SubscriptionItem {
  id: string;
  created?: number;
  metadata?: Metadata | null;
  plan?: Plan;
  quantity?: number;
  subscription_id?: string | null;
}

interface SubscriptionItemList {
  data: SubscriptionItem[];
  has_more?: boolean;
  total_count?: number;
  url?: string;
}

interface Subscription {
  id: string;
  billing?: "pay_automatically" | "send_invoice" | (string & {});
  billing_cycle_anchor?: "now" | "unchanged" | (string & {}) | number;
  cancel_at_period_end?: boolean;
  canceled_at?: number | null;
  created_at?: number | null;
  current_period_start?: number;
  current_period_end?: number;
  customer_token?: string;
  days_until_due?: number | null;
  discount?: Discount | null;
  ended_at?: number | null;
  metadata?: Metadata;
  payment_fields?: {
    [key: string]: unknown;
  } | null;
  payment_method?: string;
  payout_fields?: {
    [key: string]: unknown;
  } | null;
  simultaneous_invoice?: boolean;
  status?: "active" | "canceled" | "past_due" | "trialing" | "unpaid" | (string & {});
  subscription_items?: SubscriptionItemList;
  tax_percent?: number;
  trial_start?: number | null;
  trial_end?: number | null;
  type?: "payment" | "payout" | (string & {}) | null;
}

interface SubscriptionList {
  data: Subscription[];
  has_more?: boolean;
  total_count?: number;
  url?: string;
}

interface Customer {
  id: string;
  delinquent: boolean;
  discount: Discount | null;
  name: string;
  default_payment_method: string;
  description: string;
  email: string;
  phone_number: string;
  invoice_prefix: string;
  addresses: Address[];
  payment_methods: PaymentMethodList | null;
  subscriptions: null | Subscription[] | SubscriptionList;
  created_at: number;
  metadata: Metadata;
  business_vat_id: string;
  ewallet: string;
}

interface CustomerEnvelope {
  status: Status;
  data: Customer;
}

interface WebhookEvent {
  id: string;
  type: string;
  data: unknown;
  trigger_operation_id: string;
  status: "NEW" | "RET" | "CLO" | "ERR" | (string & {});
  created_at: number;
  extended_timestamp?: number;
}

type CustomerCreatedEvent = WebhookEvent & {
  type: "CUSTOMER_CREATED";
  data: Customer;
};

type CustomerUpdatedEvent = WebhookEvent & {
  type: "CUSTOMER_UPDATED";
  data: Customer;
};

interface Deletion {
  id: string;
  deleted: boolean;
}

type CustomerDeletedEvent = WebhookEvent & {
  type: "CUSTOMER_DELETED";
  data: Deletion;
};

type PaymentMethodCreatedEvent = WebhookEvent & {
  type: "CUSTOMER_PAYMENT_METHOD_CREATED";
  data: PaymentMethod;
};

type PaymentMethodUpdatedEvent = WebhookEvent & {
  type: "CUSTOMER_PAYMENT_METHOD_UPDATED";
  data: PaymentMethod;
};

type PaymentMethodDeletedEvent = WebhookEvent & {
  type: "CUSTOMER_PAYMENT_METHOD_DELETED";
  data: Deletion;
};

type PaymentMethodExpiringEvent = WebhookEvent & {
  type: "CUSTOMER_PAYMENT_METHOD_EXPIRING";
  data: PaymentMethod;
};

interface Schemas {
  CountryCode: CountryCode;
  Metadata: Metadata;
  AddressRequest: AddressRequest;
  PaymentMethodFields: PaymentMethodFields;
  PaymentMethodRequest: PaymentMethodRequest;
  CreateCustomerRequest: CreateCustomerRequest;
  ErrorCode: ErrorCode;
  Status: Status;
  ErrorEnvelope: ErrorEnvelope;
  Currency: Currency;
  Coupon: Coupon;
  Discount: Discount;
  Country: Country;
  Address: Address;
  CardCheck: CardCheck;
  BinDetails: BinDetails;
  FullName: FullName;
  AccountNameInquiry: AccountNameInquiry;
  PaymentMethod: PaymentMethod;
  PaymentMethodList: PaymentMethodList;
  PackageDimensions: PackageDimensions;
  Inventory: Inventory;
  Sku: Sku;
  Product: Product;
  Tier: Tier;
  TransformUsage: TransformUsage;
  Plan: Plan;
  SubscriptionItem: SubscriptionItem;
  SubscriptionItemList: SubscriptionItemList;
  Subscription: Subscription;
  SubscriptionList: SubscriptionList;
  Customer: Customer;
  CustomerEnvelope: CustomerEnvelope;
  WebhookEvent: WebhookEvent;
  CustomerCreatedEvent: CustomerCreatedEvent;
  CustomerUpdatedEvent: CustomerUpdatedEvent;
  Deletion: Deletion;
  CustomerDeletedEvent: CustomerDeletedEvent;
  PaymentMethodCreatedEvent: PaymentMethodCreatedEvent;
  PaymentMethodUpdatedEvent: PaymentMethodUpdatedEvent;
  PaymentMethodDeletedEvent: PaymentMethodDeletedEvent;
  PaymentMethodExpiringEvent: PaymentMethodExpiringEvent;
}

interface Parameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

interface Answer<Content> {
  headers: { [name: string]: unknown };
  content: Content;
}

interface EmptyAnswer {
  headers: { [name: string]: unknown };
  content?: never;
}

interface JsonContent<Body> {
  "application/json": Body;
}

/** A webhook, which its receiver answers without a body. */
interface Received<Event> {
  parameters: Parameters;
  requestBody: { content: JsonContent<Event> };
  responses: { 200: EmptyAnswer; "4XX": EmptyAnswer };
}

interface ExpectedOperations {
  createCustomer: {
    parameters: { query?: never; header?: { idempotency?: string }; path?: never; cookie?: never };
    requestBody: { content: JsonContent<CreateCustomerRequest> };
    responses: {
      200: Answer<JsonContent<CustomerEnvelope>>;
      400: Answer<JsonContent<ErrorEnvelope>>;
      401: Answer<JsonContent<ErrorEnvelope>>;
      429: Answer<{ "text/html": string }>;
      default: Answer<JsonContent<ErrorEnvelope>>;
    };
  };
  receiveCustomerCreated: Received<CustomerCreatedEvent>;
  receiveCustomerUpdated: Received<CustomerUpdatedEvent>;
  receiveCustomerDeleted: Received<CustomerDeletedEvent>;
  receivePaymentMethodCreated: Received<PaymentMethodCreatedEvent>;
  receivePaymentMethodUpdated: Received<PaymentMethodUpdatedEvent>;
  receivePaymentMethodDeleted: Received<PaymentMethodDeletedEvent>;
  receivePaymentMethodExpiring: Received<PaymentMethodExpiringEvent>;
}

interface ExpectedWebhooks {
  CUSTOMER_CREATED: CustomerCreatedEvent;
  CUSTOMER_UPDATED: CustomerUpdatedEvent;
  CUSTOMER_DELETED: CustomerDeletedEvent;
  CUSTOMER_PAYMENT_METHOD_CREATED: PaymentMethodCreatedEvent;
  CUSTOMER_PAYMENT_METHOD_UPDATED: PaymentMethodUpdatedEvent;
  CUSTOMER_PAYMENT_METHOD_DELETED: PaymentMethodDeletedEvent;
  CUSTOMER_PAYMENT_METHOD_EXPIRING: PaymentMethodExpiringEvent;
}

/** Names under which the two differ. */
type Different<Expected, Actual> = keyof {
  [Name in keyof Expected | keyof Actual as Same<Expected, Actual, Name> extends true ? never : Name]: 1;
};

type Same<Expected, Actual, Name> = Name extends keyof Expected & keyof Actual
  ? Identical<Expected[Name], Actual[Name]>
  : false;

export type SameSchemas = None<Different<Schemas, components["schemas"]>>;
export type SameOperations = None<Different<ExpectedOperations, operations>>;
export type SameWebhooks = None<Different<ExpectedWebhooks, typeof webhookExamples>>;
export type SameWebhookTypes = None<
  Different<
    { [Type in keyof ExpectedWebhooks]: Type },
    { -readonly [Type in keyof typeof webhookTypes]: (typeof webhookTypes)[Type] }
  >
>;
export type SameEvents = None<
  Exclude<Identical<KnownWebhookEvent, ExpectedWebhooks[keyof ExpectedWebhooks]>, true>
>;
export type SameWebhookPaths = None<Exclude<Identical<keyof webhooks, keyof ExpectedWebhooks>, true>>;
export type SamePaths = None<Exclude<Identical<keyof paths, "/v1/customers">, true>>;
export type SamePost = None<
  Exclude<Identical<paths["/v1/customers"]["post"], operations["createCustomer"]>, true>
>;

interface ExpectedMethods<Options> {
  createCustomer(body: CreateCustomerRequest, options?: Options): Promise<Customer>;
}
export type SameMethods = None<Exclude<Identical<Operations<1>, ExpectedMethods<1>>, true>>;
export type SameCallable = None<Exclude<Identical<keyof typeof callable, "createCustomer">, true>>;
export type SameServers = None<Exclude<Identical<keyof typeof servers, "sandbox" | "production">, true>>;
export type SameRaw = None<
  Exclude<Identical<Awaited<ReturnType<typeof viaRaw>>["data"], CustomerEnvelope | undefined>, true>
>;
declare const viaRaw: () => ReturnType<typeof raw.POST<"/v1/customers", { body: CreateCustomerRequest }>>;
declare const raw: RawClient;
