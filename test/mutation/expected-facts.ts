/** What the client and the emulator do because the description says so, written down a second time, apart from it. */

/** Names of the headers of a signed request, and the lengths and ages that the emulator takes. */
export const signing = {
  headers: ["access_key", "salt", "timestamp", "signature"],
  saltLengths: { good: [8, 16], bad: [7, 17] },
  ageSeconds: { good: 59, bad: 60 },
};

export const servers = { sandbox: "https://sandboxapi.rapyd.net", production: "https://api.rapyd.net" };

/** Answer of the emulator by the pointer to the bad value in the body. */
export const errorCodes: Readonly<Record<string, string>> = {
  "": "ERROR_CUSTOMER_DATA_MISSING",
  "/name": "INVALID_CUSTOMER_NAME",
  "/addresses": "INVALID_ADDRESSES_FORMAT",
  "/addresses/0/city": "INVALID_ADDRESSES_FORMAT",
  "/addresses/0/name": "INVALID_ADDRESS_NAME",
  "/addresses/0/line_1": "INVALID_ADDRESS_LINE_1",
  "/addresses/0/zip": "INVALID_ADDRESS_ZIP",
  "/addresses/0/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
  "/coupon": "ERROR_GET_COUPON",
  "/default_payment_method": "ERROR_GET_CUSTOMER_DEFAULT_PAYMENT_METHOD",
  "/email": "INVALID_CUSTOMER_EMAIL",
  "/ewallet": "ERROR_INVALID_EWALLET",
  "/payment_method": "ERROR_CREATE_PAYMENT_METHOD",
  "/payment_method/type": "ERROR_GET_PAYMENT_METHOD_TYPE",
  "/payment_method/fields": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
  "/payment_method/fields/number": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
  "/payment_method/fields/expiration_month": "INVALID_CARD_EXPIRATION_DATE",
  "/payment_method/fields/expiration_year": "INVALID_CARD_EXPIRATION_DATE",
  "/payment_method_options": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
  "/phone_number": "INVALID_CUSTOMER_PHONE_NUMBER",
};

/** Codes of the emulator's refusals that no value leads to. */
export const refusals = {
  missingAuthentication: "MISSING_AUTHENTICATION_HEADERS",
  unauthenticated: "UNAUTHENTICATED_API_CALL",
  unknownOperation: "UNAUTHORIZED_API_CALL",
  walletInUse: "ERROR_CREATE_CUSTOMER",
};

/** Properties of a request that no error shows, by JSON pointer. */
export const hiddenInRequests: readonly string[] = [
  ...[
    "/name",
    "/business_vat_id",
    "/email",
    "/phone_number",
    "/birth_country",
    "/date_of_birth",
    "/nationality",
  ],
  ...["/occupation", "/metadata/any", "/payment_method/metadata/any", "/addresses/0/metadata/any"],
  ...["name", "line_1", "line_2", "line_3", "city", "district", "canton", "state", "zip", "phone_number"].map(
    (name) => `/addresses/0/${name}`,
  ),
  ...["number", "expiration_month", "expiration_year", "cvv", "name", "any"].map(
    (name) => `/payment_method/fields/${name}`,
  ),
];

/** Properties of a request that an error may show. */
export const shownInRequests: readonly string[] = ["/coupon", "/description", "/invoice_prefix", "/ewallet"];

/** Sensitive properties of answers, by schema. */
export const hiddenInAnswers: Readonly<Record<string, readonly string[]>> = {
  Customer: ["name", "email", "phone_number", "business_vat_id", "metadata"],
  Address: [
    ...["name", "line_1", "line_2", "line_3", "city", "district", "canton", "state", "zip", "phone_number"],
    "metadata",
  ],
  PaymentMethod: [
    ...["name", "last4", "expiration_month", "expiration_year", "fingerprint_token", "redirect_url", "token"],
    ...["payment_account_reference", "full_name", "account_last4", "first_name", "last_name", "metadata"],
  ],
  FullName: ["first_name", "middle_name", "last_name"],
  AccountNameInquiry: ["account_name_inquiry_details"],
  Subscription: ["payment_fields", "payout_fields", "metadata"],
  SubscriptionItem: ["metadata"],
  Coupon: ["metadata"],
  Plan: ["metadata"],
  Product: ["metadata"],
  Sku: ["metadata"],
};

export const webhookTypes: readonly string[] = [
  "CUSTOMER_CREATED",
  "CUSTOMER_UPDATED",
  "CUSTOMER_DELETED",
  "CUSTOMER_PAYMENT_METHOD_CREATED",
  "CUSTOMER_PAYMENT_METHOD_UPDATED",
  "CUSTOMER_PAYMENT_METHOD_DELETED",
  "CUSTOMER_PAYMENT_METHOD_EXPIRING",
];
