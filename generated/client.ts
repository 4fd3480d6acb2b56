// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

import type {
  AddPaymentMethodRequest,
  Address,
  AddressDeletion,
  AddressRequest,
  CreateAddressRequest,
  CreateCustomerRequest,
  Customer,
  Deletion,
  Discount,
  ListCustomersQuery,
  ListPaymentMethodsQuery,
  PaymentMethod,
  UpdateCustomerRequest,
  UpdatePaymentMethodRequest,
} from "./schema.js";

/** Version of the description, and of the package. */
export const version = "0.1.0";

/** Servers by environment. */
export const servers = {
  sandbox: "https://sandboxapi.rapyd.net",
  production: "https://api.rapyd.net",
} as const;

/** Name of one of the {@link servers}. */
export type Environment = keyof typeof servers;

/** Headers that authenticate a request, by their security scheme; names in lower case. */
export const securityHeaders = {
  accessKey: "access_key",
  salt: "salt",
  signature: "signature",
  timestamp: "timestamp",
} as const;

/** Media type of every request and of every response that is described. */
export const mediaType = "application/json";

/** Limits of the values in the {@link securityHeaders}: lengths in characters, times in seconds. */
export const securityLimits = {
  salt: { maximumLength: 16 },
  timestamp: { maximumAgeSeconds: 60, maximumLeadSeconds: 1 },
} as const;

/** Prefixes of the keys that Rapyd issues today, by the security scheme that uses them. Older keys have no prefix. */
export const keyPrefixes = { accessKey: "rak_", signature: "rsk_" } as const;

/** Every operation of the description, by operationId. */
export const operations = {
  listCustomers: {
    method: "GET",
    path: "/v1/customers",
    parameters: ["query"],
    responseKind: "envelope",
    data: "array",
    paging: { limit: "limit", after: "starting_after", before: "ending_before", id: "id", size: 10 },
  },
  createCustomer: {
    method: "POST",
    path: "/v1/customers",
    parameters: ["body"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
    idempotencyHeader: "idempotency",
  },
  retrieveCustomer: {
    method: "GET",
    path: "/v1/customers/{customerId}",
    parameters: ["customerId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  updateCustomer: {
    method: "POST",
    path: "/v1/customers/{customerId}",
    parameters: ["customerId", "body"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
    idempotencyHeader: "idempotency",
  },
  deleteCustomer: {
    method: "DELETE",
    path: "/v1/customers/{customerId}",
    parameters: ["customerId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  removeCustomerDiscount: {
    method: "DELETE",
    path: "/v1/customers/{customerId}/discount",
    parameters: ["customerId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  retrieveDiscount: {
    method: "GET",
    path: "/v1/customers/discount/{discountId}",
    parameters: ["discountId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  listPaymentMethods: {
    method: "GET",
    path: "/v1/customers/{customerId}/payment_methods",
    parameters: ["customerId", "query"],
    responseKind: "envelope",
    data: "array",
    paging: { limit: "limit", after: "starting_after", before: "ending_before", id: "id", size: 10 },
  },
  addPaymentMethod: {
    method: "POST",
    path: "/v1/customers/{customerId}/payment_methods",
    parameters: ["customerId", "body"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
    idempotencyHeader: "idempotency",
  },
  retrievePaymentMethod: {
    method: "GET",
    path: "/v1/customers/{customerId}/payment_methods/{paymentMethodId}",
    parameters: ["customerId", "paymentMethodId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  updatePaymentMethod: {
    method: "POST",
    path: "/v1/customers/{customerId}/payment_methods/{paymentMethodId}",
    parameters: ["customerId", "paymentMethodId", "body"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
    idempotencyHeader: "idempotency",
  },
  deletePaymentMethod: {
    method: "DELETE",
    path: "/v1/customers/{customerId}/payment_methods/{paymentMethodId}",
    parameters: ["customerId", "paymentMethodId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  createAddress: {
    method: "POST",
    path: "/v1/addresses",
    parameters: ["body"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
    idempotencyHeader: "idempotency",
  },
  retrieveAddress: {
    method: "GET",
    path: "/v1/addresses/{addressId}",
    parameters: ["addressId"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
  },
  updateAddress: {
    method: "POST",
    path: "/v1/addresses/{addressId}",
    parameters: ["addressId", "body"],
    responseKind: "envelope",
    data: "object",
    idRequired: true,
    idempotencyHeader: "idempotency",
  },
  deleteAddress: {
    method: "DELETE",
    path: "/v1/addresses/{addressId}",
    parameters: ["addressId"],
    responseKind: "envelope",
    data: "object",
  },
} as const;

/** Await it for one page, or iterate it for every item of all pages. */
export interface PagePromise<Item> extends Promise<Item[]> {
  [Symbol.asyncIterator](): AsyncIterableIterator<Item>;
}

/** One method per operation of the description. */
export interface Operations<Options> {
  /**
   * List customers.
   *
   * Returns a page of the account's customers. There is no filter: not by email, name or metadata.
   *
   * Neither the order of the list nor the direction of its cursors is documented. The cursors'
   * descriptions refer to creation time, but their names suggest list position. The client's iteration works either way.
   *
   * Rapyd's documentation limits each cursor's range to 90 days; two cursors that are further apart are rejected
   * (`ERROR_QUERY_DATE_RANGE_EXCEEDS_90_DAYS`). It is undocumented whether a list without cursors reaches further back, so
   * customers older than 90 days may be missing.
   * @param query `limit`: Maximum items per page, 1 to 100. `starting_after`: ID of the item that was created just before the first item to return. List order is undocumented. `ending_before`: ID of the item that was created just after the last item to return. List order is undocumented.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * for await (const customer of rapyd.listCustomers())
   *   console.log(customer.id);
   * ```
   */
  listCustomers(query?: ListCustomersQuery, options?: Options): PagePromise<Customer>;

  /**
   * Create a customer.
   *
   * Adds a customer to the merchant's account and returns the stored customer.
   *
   * The body is JSON (`Content-Type: application/json`), and so is the response (`Accept: application/json`).
   *
   * Rapyd answers 200, never 201. Two calls with the same body create two customers.
   *
   * Triggers `CUSTOMER_CREATED`.
   * @param body Customer to create.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const customer = await rapyd.createCustomer({ name: "Jane Doe" });
   * ```
   */
  createCustomer(body: CreateCustomerRequest, options?: Options): Promise<Customer>;

  /**
   * Retrieve a customer.
   *
   * Returns a stored customer.
   *
   * An unknown ID is rejected with 400 and `ERROR_GET_CUSTOMER`, or with 401 and `UNAUTHORIZED_API_CALL`: Rapyd documents both.
   * The response for a deleted customer is undocumented.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const customer = await rapyd.retrieveCustomer(customerId);
   * ```
   */
  retrieveCustomer(customerId: string, options?: Options): Promise<Customer>;

  /**
   * Update a customer.
   *
   * Updates a customer and returns its new state. Omitted properties are kept; `""` clears a string.
   *
   * A payment method becomes the default if its ID is set as `default_payment_method` here, or if it is created with the
   * customer. It is undocumented whether `metadata` is merged or replaced. Rapyd's documentation suggests that `addresses` adds
   * to the stored ones; this is unproven.
   *
   * An unknown ID is rejected with 400 and `INVALID_CUSTOMER_ID`, or with 401 and `UNAUTHORIZED_API_CALL`: Rapyd documents both.
   * Another customer's wallet is rejected with `ERROR_CREATE_CUSTOMER`, a second wallet with
   * `CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET`.
   *
   * Triggers `CUSTOMER_UPDATED`.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @param body Properties to change.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const customer = await rapyd.updateCustomer(customerId, { phone_number: "+14155559993", description: "" });
   * ```
   */
  updateCustomer(customerId: string, body: UpdateCustomerRequest, options?: Options): Promise<Customer>;

  /**
   * Delete a customer.
   *
   * Deletes a customer. The fate of its subscriptions and payment methods is undocumented.
   *
   * A second deletion is rejected with 400 and `ERROR_DELETE_CUSTOMER`. After a retry whose first response was lost, this code can
   * mean that the first attempt deleted the customer.
   *
   * Triggers `CUSTOMER_DELETED`.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const deletion = await rapyd.deleteCustomer(customerId);
   * ```
   */
  deleteCustomer(customerId: string, options?: Options): Promise<Deletion>;

  /**
   * Remove the discount of a customer.
   *
   * Removes a customer's discount. The coupon is unchanged.
   *
   * If the customer has no discount, the call is rejected with `ERROR_DELETE_CUSTOMER_DISCOUNT`. It is undocumented whether the
   * ID in the response is that of the discount or of the customer. Rapyd's documentation mentions an event, but not its type.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const deletion = await rapyd.removeCustomerDiscount(customerId);
   * ```
   */
  removeCustomerDiscount(customerId: string, options?: Options): Promise<Deletion>;

  /**
   * Retrieve a discount.
   *
   * Returns a customer's discount, which is created by setting the customer's `coupon`.
   *
   * Rapyd's documentation shows the same ID for two customers' discounts, so an ID may not be enough to distinguish them. An
   * unknown ID is rejected with `ERROR_GET_DISCOUNT`.
   * @param discountId ID of the discount, a string starting with `dis_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const discount = await rapyd.retrieveDiscount(discountId);
   * ```
   */
  retrieveDiscount(discountId: string, options?: Options): Promise<Discount>;

  /**
   * List the payment methods of a customer.
   *
   * Returns a page of a customer's payment methods. The customer object contains only the first three.
   *
   * The order of the list is not documented.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @param query `category`: Family of the methods wanted, such as `card`. `type`: Type of the methods wanted, such as `us_visa_card`. `limit`: Maximum items per page, 1 to 100. `starting_after`: ID of the item that was created just before the first item to return. List order is undocumented. `ending_before`: ID of the item that was created just after the last item to return. List order is undocumented.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * for await (const paymentMethod of rapyd.listPaymentMethods(customerId))
   *   console.log(paymentMethod.id);
   * ```
   */
  listPaymentMethods(
    customerId: string,
    query?: ListPaymentMethodsQuery,
    options?: Options,
  ): PagePromise<PaymentMethod>;

  /**
   * Add a payment method to a customer.
   *
   * Stores a payment method with a customer. It does not become the default, even when it is the first; for that, set the
   * customer's `default_payment_method`.
   *
   * A card may require 3D Secure first (in the sandbox, always): then `next_action` is `3d_verification`, and the
   * customer must be sent to `redirect_url`. Bad or missing fields are rejected with `ERROR_CREATE_PAYMENT_METHOD` or
   * `INVALID_REQUIRED_PAYMENT_METHOD_FIELDS`, and duplicate cards with `CREDIT_CARD_EXISTS`. To send card numbers, an
   * account needs PCI clearance.
   *
   * Triggers `CUSTOMER_PAYMENT_METHOD_CREATED`. A card also triggers `CARD_ADDED_SUCCESSFULLY` once it is verified, or
   * `CARD_ADDED_FAILURE` if that fails.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @param body Payment method to add.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const paymentMethod = await rapyd.addPaymentMethod(customerId, body);
   * ```
   */
  addPaymentMethod(
    customerId: string,
    body: AddPaymentMethodRequest,
    options?: Options,
  ): Promise<PaymentMethod>;

  /**
   * Retrieve a payment method.
   *
   * Returns a customer's payment method.
   *
   * An unknown one is rejected with `ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND`, `ERROR_GET_PAYMENT_METHOD` or
   * `INVALID_PAYMENT_METHOD`: the sources differ.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @param paymentMethodId ID of the payment method, a string starting with `card_` or `other_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const paymentMethod = await rapyd.retrievePaymentMethod(customerId, paymentMethodId);
   * ```
   */
  retrievePaymentMethod(
    customerId: string,
    paymentMethodId: string,
    options?: Options,
  ): Promise<PaymentMethod>;

  /**
   * Update a payment method.
   *
   * Changes a payment method. **Changing `fields` gives it a new ID**, which is in the response: store it instead of the old one.
   * It is undocumented whether the customer's `default_payment_method` changes to the new ID.
   *
   * A card's number and CVV cannot be changed (`PAYMENT_METHOD_FIELD_NOT_UPDATABLE`, `ERROR_UPDATE_CARD_CVV_NOT_UPDATABLE`). Other
   * errors are `ERROR_UPDATE_PAYMENT_METHOD` and `INVALID_CARD_EXPIRATION_DATE`.
   *
   * Triggers `CUSTOMER_PAYMENT_METHOD_UPDATED`. Rapyd's documentation mentions the event but not its type, so this name is
   * inferred.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @param paymentMethodId ID of the payment method, a string starting with `card_` or `other_`.
   * @param body Properties to change.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const paymentMethod = await rapyd.updatePaymentMethod(customerId, paymentMethodId, { fields: { expiration_month: "11", expiration_year: "36" } });
   * ```
   */
  updatePaymentMethod(
    customerId: string,
    paymentMethodId: string,
    body: UpdatePaymentMethodRequest,
    options?: Options,
  ): Promise<PaymentMethod>;

  /**
   * Delete a payment method.
   *
   * Deletes a payment method of a customer.
   *
   * The default cannot be deleted (`DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED`): make another the default first. A method
   * that a subscription uses is rejected with `ERROR_DELETE_PAYMENT_METHOD_IN_USE` or
   * `ERROR_DELETE_DEFAULT_PAYMENT_METHOD_IN_USE`, and another customer's with `ERROR_DELETE_PAYMENT_METHOD_FROM_WRONG_CUSTOMER`.
   *
   * Triggers `PAYMENT_METHOD_CANCELED`.
   * @param customerId ID of the customer, a string starting with `cus_`.
   * @param paymentMethodId ID of the payment method, a string starting with `card_` or `other_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const deletion = await rapyd.deletePaymentMethod(customerId, paymentMethodId);
   * ```
   */
  deletePaymentMethod(customerId: string, paymentMethodId: string, options?: Options): Promise<Deletion>;

  /**
   * Create an address.
   *
   * Creates a standalone address that belongs to no customer yet. How to attach it is undocumented; an address in a customer's
   * `addresses` is stored separately.
   *
   * Rejections are `INVALID_ADDRESS_NAME`, `INVALID_ADDRESS_LINE_1`, `INVALID_ADDRESS_ZIP`, `INVALID_ADDRESS_PHONE_NUMBER` and
   * `INVALID_CITY`. No event is sent.
   * @param body Address to create.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const address = await rapyd.createAddress({ name: "Jane Doe", line_1: "123 State Street", line_2: "Apartment 34", city: "Anytown", state: "NY", zip: "12345", country: "US", phone_number: "+14155551234" });
   * ```
   */
  createAddress(body: CreateAddressRequest, options?: Options): Promise<Address>;

  /**
   * Retrieve an address.
   *
   * Returns an address that was created on its own. It is undocumented whether Rapyd also finds an address in a customer's
   * `addresses`; the emulator does not. An unknown address is rejected with `ERROR_ADDRESS_GET`.
   * @param addressId ID of the address, a string starting with `address_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const address = await rapyd.retrieveAddress(addressId);
   * ```
   */
  retrieveAddress(addressId: string, options?: Options): Promise<Address>;

  /**
   * Update an address.
   *
   * Changes an address. One property is enough; `""` clears a string. Rapyd's own OpenAPI file requires `name` and `line_1`
   * here; its documentation does not.
   *
   * An unknown address is rejected with `INVALID_ADDRESS_ID`.
   * @param addressId ID of the address, a string starting with `address_`.
   * @param body Properties to change.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const address = await rapyd.updateAddress(addressId, { line_2: "Apartment 35" });
   * ```
   */
  updateAddress(addressId: string, body: AddressRequest, options?: Options): Promise<Address>;

  /**
   * Delete an address.
   *
   * Deletes an address that belongs to a customer or to no object. An address of any other object is rejected with
   * `ERROR_DELETE_ADDRESS`.
   * @param addressId ID of the address, a string starting with `address_`.
   * @throws TypeError for an invalid option; ValidationError for an invalid request; ApiError for an error response; another RapydError for a failed connection, a timeout, an abort or an error in your own code. A RapydError's `mayHaveSucceeded` says whether the call may have taken effect.
   * @example
   * ```ts
   * const rapyd = createClient();
   * const addressDeletion = await rapyd.deleteAddress(addressId);
   * ```
   */
  deleteAddress(addressId: string, options?: Options): Promise<AddressDeletion>;
}
