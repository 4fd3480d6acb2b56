// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

/** Values of an envelope's `status.status`, by the roles that the description's `x-roles` gives them. */
export const statuses = { success: "SUCCESS", error: "ERROR" } as const;

/** Error code with the role `missingAuthentication`, from the `x-roles` of the description's ErrorCode. */
export const missingAuthentication = "MISSING_AUTHENTICATION_HEADERS";

/** Error code with the role `unauthenticated`, from the `x-roles` of the description's ErrorCode. */
export const unauthenticated = "UNAUTHENTICATED_API_CALL";

/** Error code with the role `unknownOperation`, from the `x-roles` of the description's ErrorCode. */
export const unknownOperation = "UNAUTHORIZED_API_CALL";

/** Error codes with the role `outcomeUnknown`, from the `x-roles` of the description's ErrorCode. */
export const outcomeUnknown = ["GENERAL_ERROR", "IDEMPOTENCY_ERROR"] as const;

/** Error code with the role `cardExists`, from the `x-roles` of the description's ErrorCode. */
export const cardExists = "CREDIT_CARD_EXISTS";

/** Error code with the role `tokenNotValid`, from the `x-roles` of the description's ErrorCode. */
export const tokenNotValid = "ERROR_CREATE_PAYMENT_METHOD";

/** Error code with the role `cardDateNotValid`, from the `x-roles` of the description's ErrorCode. */
export const cardDateNotValid = "INVALID_CARD_EXPIRATION_DATE";

/** Error code with the role `defaultMethodNotDeletable`, from the `x-roles` of the description's ErrorCode. */
export const defaultMethodNotDeletable = "DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED";

/** Error code with the role `discountNotRemoved`, from the `x-roles` of the description's ErrorCode. */
export const discountNotRemoved = "ERROR_DELETE_CUSTOMER_DISCOUNT";

/** Error code with the role `fieldNotUpdatable`, from the `x-roles` of the description's ErrorCode. */
export const fieldNotUpdatable = "PAYMENT_METHOD_FIELD_NOT_UPDATABLE";

/** Error code with the role `foreignDefaultMethod`, from the `x-roles` of the description's ErrorCode. */
export const foreignDefaultMethod = "ERROR_DEFAULT_PAYMENT_METHOD_BELONGS_TO_DIFFERENT_CUSTOMER";

/** Error code with the role `methodFieldsNotValid`, from the `x-roles` of the description's ErrorCode. */
export const methodFieldsNotValid = "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS";

/** Error code with the role `securityCodeNotUpdatable`, from the `x-roles` of the description's ErrorCode. */
export const securityCodeNotUpdatable = "ERROR_UPDATE_CARD_CVV_NOT_UPDATABLE";

/** Error code with the role `typeAndToken`, from the `x-roles` of the description's ErrorCode. */
export const typeAndToken = "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN";

/** Error code with the role `walletAssigned`, from the `x-roles` of the description's ErrorCode. */
export const walletAssigned = "CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET";

/** Error code with the role `walletInUse`, from the `x-roles` of the description's ErrorCode. */
export const walletInUse = "ERROR_CREATE_CUSTOMER";

/**
 * Error codes for bad values, from the `x-error-code` of the description's properties. Keys: the operation, then a JSON pointer
 * into the body or query; a `*` in the pointer is any array index. An unlisted pointer has the code of its nearest listed ancestor.
 */
export const fieldErrorCodes: { readonly [operationId: string]: { readonly [pointer: string]: string } } = {
  listCustomers: { "/limit": "INVALID_LIMIT" },
  createCustomer: {
    "": "ERROR_CUSTOMER_DATA_MISSING",
    "/name": "INVALID_CUSTOMER_NAME",
    "/default_payment_method": "ERROR_GET_CUSTOMER_DEFAULT_PAYMENT_METHOD",
    "/payment_method": "ERROR_CREATE_PAYMENT_METHOD",
    "/payment_method/type": "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN",
    "/payment_method/token": "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN",
    "/payment_method/fields": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
    "/payment_method/fields/expiration_month": "INVALID_CARD_EXPIRATION_DATE",
    "/payment_method/fields/expiration_year": "INVALID_CARD_EXPIRATION_DATE",
    "/payment_method_options": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
    "/addresses": "INVALID_ADDRESSES_FORMAT",
    "/addresses/*/name": "INVALID_ADDRESS_NAME",
    "/addresses/*/line_1": "INVALID_ADDRESS_LINE_1",
    "/addresses/*/zip": "INVALID_ADDRESS_ZIP",
    "/addresses/*/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
    "/coupon": "ERROR_GET_COUPON",
    "/email": "INVALID_CUSTOMER_EMAIL",
    "/ewallet": "ERROR_INVALID_EWALLET",
    "/phone_number": "INVALID_CUSTOMER_PHONE_NUMBER",
  },
  updateCustomer: {
    "": "ERROR_CUSTOMER_DATA_MISSING",
    "/name": "INVALID_CUSTOMER_NAME",
    "/default_payment_method": "ERROR_DEFAULT_PAYMENT_METHOD_BELONGS_TO_DIFFERENT_CUSTOMER",
    "/addresses": "INVALID_ADDRESSES_FORMAT",
    "/addresses/*/name": "INVALID_ADDRESS_NAME",
    "/addresses/*/line_1": "INVALID_ADDRESS_LINE_1",
    "/addresses/*/zip": "INVALID_ADDRESS_ZIP",
    "/addresses/*/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
    "/coupon": "ERROR_GET_COUPON",
    "/email": "INVALID_CUSTOMER_EMAIL",
    "/ewallet": "ERROR_INVALID_EWALLET",
    "/phone_number": "INVALID_CUSTOMER_PHONE_NUMBER",
  },
  listPaymentMethods: { "/limit": "INVALID_LIMIT" },
  addPaymentMethod: {
    "/type": "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN",
    "/token": "PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN",
    "/fields": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
    "/fields/expiration_month": "INVALID_CARD_EXPIRATION_DATE",
    "/fields/expiration_year": "INVALID_CARD_EXPIRATION_DATE",
    "/address/name": "INVALID_ADDRESS_NAME",
    "/address/line_1": "INVALID_ADDRESS_LINE_1",
    "/address/zip": "INVALID_ADDRESS_ZIP",
    "/address/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
    "/payment_method_options": "INVALID_REQUIRED_PAYMENT_METHOD_FIELDS",
  },
  updatePaymentMethod: {
    "/fields": "PAYMENT_METHOD_FIELD_NOT_UPDATABLE",
    "/fields/expiration_month": "INVALID_CARD_EXPIRATION_DATE",
    "/fields/expiration_year": "INVALID_CARD_EXPIRATION_DATE",
    "/address/name": "INVALID_ADDRESS_NAME",
    "/address/line_1": "INVALID_ADDRESS_LINE_1",
    "/address/zip": "INVALID_ADDRESS_ZIP",
    "/address/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
  },
  createAddress: {
    "/name": "INVALID_ADDRESS_NAME",
    "/line_1": "INVALID_ADDRESS_LINE_1",
    "/zip": "INVALID_ADDRESS_ZIP",
    "/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
  },
  updateAddress: {
    "/name": "INVALID_ADDRESS_NAME",
    "/line_1": "INVALID_ADDRESS_LINE_1",
    "/zip": "INVALID_ADDRESS_ZIP",
    "/phone_number": "INVALID_ADDRESS_PHONE_NUMBER",
  },
};

/** Error code for an unknown object, by operation, from the `x-not-found-code` of the description's operations. */
export const notFoundCodes: { readonly [operationId: string]: string } = {
  retrieveCustomer: "ERROR_GET_CUSTOMER",
  updateCustomer: "INVALID_CUSTOMER_ID",
  deleteCustomer: "ERROR_DELETE_CUSTOMER",
  removeCustomerDiscount: "ERROR_GET_CUSTOMER",
  retrieveDiscount: "ERROR_GET_DISCOUNT",
  listPaymentMethods: "ERROR_GET_CUSTOMER",
  addPaymentMethod: "ERROR_GET_CUSTOMER",
  retrievePaymentMethod: "ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND",
  updatePaymentMethod: "ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND",
  deletePaymentMethod: "ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND",
  retrieveAddress: "ERROR_ADDRESS_GET",
  updateAddress: "INVALID_ADDRESS_ID",
  deleteAddress: "ERROR_DELETE_ADDRESS",
};
