// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

export interface paths {
  "/v1/customers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List customers
     * @description Returns a page of the account's customers. There is no filter: not by email, name or metadata.
     *
     *     Neither the order of the list nor the direction of its cursors is documented. The cursors'
     *     descriptions refer to creation time, but their names suggest list position. The client's iteration works either way.
     *
     *     Rapyd's documentation limits each cursor's range to 90 days; two cursors that are further apart are rejected
     *     (`ERROR_QUERY_DATE_RANGE_EXCEEDS_90_DAYS`). It is undocumented whether a list without cursors reaches further back, so
     *     customers older than 90 days may be missing.
     */
    get: operations["listCustomers"];
    put?: never;
    /**
     * Create a customer
     * @description Adds a customer to the merchant's account and returns the stored customer.
     *
     *     The body is JSON (`Content-Type: application/json`), and so is the response (`Accept: application/json`).
     *
     *     Rapyd answers 200, never 201. Two calls with the same body create two customers.
     *
     *     Triggers `CUSTOMER_CREATED`.
     */
    post: operations["createCustomer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/customers/{customerId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /**
     * Retrieve a customer
     * @description Returns a stored customer.
     *
     *     An unknown ID is rejected with 400 and `ERROR_GET_CUSTOMER`, or with 401 and `UNAUTHORIZED_API_CALL`: Rapyd documents both.
     *     The response for a deleted customer is undocumented.
     */
    get: operations["retrieveCustomer"];
    put?: never;
    /**
     * Update a customer
     * @description Updates a customer and returns its new state. Omitted properties are kept; `""` clears a string.
     *
     *     A payment method becomes the default if its ID is set as `default_payment_method` here, or if it is created with the
     *     customer. It is undocumented whether `metadata` is merged or replaced. Rapyd's documentation suggests that `addresses` adds
     *     to the stored ones; this is unproven.
     *
     *     An unknown ID is rejected with 400 and `INVALID_CUSTOMER_ID`, or with 401 and `UNAUTHORIZED_API_CALL`: Rapyd documents both.
     *     Another customer's wallet is rejected with `ERROR_CREATE_CUSTOMER`, a second wallet with
     *     `CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET`.
     *
     *     Triggers `CUSTOMER_UPDATED`.
     */
    post: operations["updateCustomer"];
    /**
     * Delete a customer
     * @description Deletes a customer. The fate of its subscriptions and payment methods is undocumented.
     *
     *     A second deletion is rejected with 400 and `ERROR_DELETE_CUSTOMER`. After a retry whose first response was lost, this code can
     *     mean that the first attempt deleted the customer.
     *
     *     Triggers `CUSTOMER_DELETED`.
     */
    delete: operations["deleteCustomer"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/customers/{customerId}/discount": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove the discount of a customer
     * @description Removes a customer's discount. The coupon is unchanged.
     *
     *     If the customer has no discount, the call is rejected with `ERROR_DELETE_CUSTOMER_DISCOUNT`. It is undocumented whether the
     *     ID in the response is that of the discount or of the customer. Rapyd's documentation mentions an event, but not its type.
     */
    delete: operations["removeCustomerDiscount"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/customers/discount/{discountId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the discount, a string starting with `dis_`.
         * @example dis_d41d8cd98f00b204e9800998ecf8427e
         */
        discountId: components["parameters"]["DiscountId"];
      };
      cookie?: never;
    };
    /**
     * Retrieve a discount
     * @description Returns a customer's discount, which is created by setting the customer's `coupon`.
     *
     *     Rapyd's documentation shows the same ID for two customers' discounts, so an ID may not be enough to distinguish them. An
     *     unknown ID is rejected with `ERROR_GET_DISCOUNT`.
     */
    get: operations["retrieveDiscount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/customers/{customerId}/payment_methods": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /**
     * List the payment methods of a customer
     * @description Returns a page of a customer's payment methods. The customer object contains only the first three.
     *
     *     The order of the list is not documented.
     */
    get: operations["listPaymentMethods"];
    put?: never;
    /**
     * Add a payment method to a customer
     * @description Stores a payment method with a customer. It does not become the default, even when it is the first; for that, set the
     *     customer's `default_payment_method`.
     *
     *     A card may require 3D Secure first (in the sandbox, always): then `next_action` is `3d_verification`, and the
     *     customer must be sent to `redirect_url`. Bad or missing fields are rejected with `ERROR_CREATE_PAYMENT_METHOD` or
     *     `INVALID_REQUIRED_PAYMENT_METHOD_FIELDS`, and duplicate cards with `CREDIT_CARD_EXISTS`. To send card numbers, an
     *     account needs PCI clearance.
     *
     *     Triggers `CUSTOMER_PAYMENT_METHOD_CREATED`. A card also triggers `CARD_ADDED_SUCCESSFULLY` once it is verified, or
     *     `CARD_ADDED_FAILURE` if that fails.
     */
    post: operations["addPaymentMethod"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/customers/{customerId}/payment_methods/{paymentMethodId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description ID of the payment method, a string starting with `card_` or `other_`.
         * @example card_b6a12fc24fe700c35a615da034e638dd
         */
        paymentMethodId: components["parameters"]["PaymentMethodId"];
      };
      cookie?: never;
    };
    /**
     * Retrieve a payment method
     * @description Returns a customer's payment method.
     *
     *     An unknown one is rejected with `ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND`, `ERROR_GET_PAYMENT_METHOD` or
     *     `INVALID_PAYMENT_METHOD`: the sources differ.
     */
    get: operations["retrievePaymentMethod"];
    put?: never;
    /**
     * Update a payment method
     * @description Changes a payment method. **Changing `fields` gives it a new ID**, which is in the response: store it instead of the old one.
     *     It is undocumented whether the customer's `default_payment_method` changes to the new ID.
     *
     *     A card's number and CVV cannot be changed (`PAYMENT_METHOD_FIELD_NOT_UPDATABLE`, `ERROR_UPDATE_CARD_CVV_NOT_UPDATABLE`). Other
     *     errors are `ERROR_UPDATE_PAYMENT_METHOD` and `INVALID_CARD_EXPIRATION_DATE`.
     *
     *     Triggers `CUSTOMER_PAYMENT_METHOD_UPDATED`. Rapyd's documentation mentions the event but not its type, so this name is
     *     inferred.
     */
    post: operations["updatePaymentMethod"];
    /**
     * Delete a payment method
     * @description Deletes a payment method of a customer.
     *
     *     The default cannot be deleted (`DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED`): make another the default first. A method
     *     that a subscription uses is rejected with `ERROR_DELETE_PAYMENT_METHOD_IN_USE` or
     *     `ERROR_DELETE_DEFAULT_PAYMENT_METHOD_IN_USE`, and another customer's with `ERROR_DELETE_PAYMENT_METHOD_FROM_WRONG_CUSTOMER`.
     *
     *     Triggers `PAYMENT_METHOD_CANCELED`.
     */
    delete: operations["deletePaymentMethod"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/addresses": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create an address
     * @description Creates a standalone address that belongs to no customer yet. How to attach it is undocumented; an address in a customer's
     *     `addresses` is stored separately.
     *
     *     Rejections are `INVALID_ADDRESS_NAME`, `INVALID_ADDRESS_LINE_1`, `INVALID_ADDRESS_ZIP`, `INVALID_ADDRESS_PHONE_NUMBER` and
     *     `INVALID_CITY`. No event is sent.
     */
    post: operations["createAddress"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/addresses/{addressId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the address, a string starting with `address_`.
         * @example address_0a1b2c3d4e5f60718293a4b5c6d7e8f9
         */
        addressId: components["parameters"]["AddressId"];
      };
      cookie?: never;
    };
    /**
     * Retrieve an address
     * @description Returns an address that was created on its own. It is undocumented whether Rapyd also finds an address in a customer's
     *     `addresses`; the emulator does not. An unknown address is rejected with `ERROR_ADDRESS_GET`.
     */
    get: operations["retrieveAddress"];
    put?: never;
    /**
     * Update an address
     * @description Changes an address. One property is enough; `""` clears a string. Rapyd's own OpenAPI file requires `name` and `line_1`
     *     here; its documentation does not.
     *
     *     An unknown address is rejected with `INVALID_ADDRESS_ID`.
     */
    post: operations["updateAddress"];
    /**
     * Delete an address
     * @description Deletes an address that belongs to a customer or to no object. An address of any other object is rejected with
     *     `ERROR_DELETE_ADDRESS`.
     */
    delete: operations["deleteAddress"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface webhooks {
  CUSTOMER_CREATED: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A customer was created
     * @description Sent after a customer was created, through the API or in the Client Portal.
     */
    post: operations["receiveCustomerCreated"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  CUSTOMER_UPDATED: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A customer was changed
     * @description Sent after a customer was changed. The event's data is the whole customer after the change.
     */
    post: operations["receiveCustomerUpdated"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  CUSTOMER_DELETED: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A customer was deleted
     * @description Sent after a customer was deleted. The event's data contains only the customer's ID and `deleted`.
     */
    post: operations["receiveCustomerDeleted"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  CUSTOMER_PAYMENT_METHOD_CREATED: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A payment method was added
     * @description Sent after a payment method was added to a customer. The event does not identify the customer.
     */
    post: operations["receivePaymentMethodCreated"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  CUSTOMER_PAYMENT_METHOD_UPDATED: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A payment method was changed
     * @description Sent after a payment method was changed. A card whose `fields` were changed has a new ID.
     */
    post: operations["receivePaymentMethodUpdated"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  PAYMENT_METHOD_CANCELED: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A payment method was deleted
     * @description Sent after a payment method was deleted, with the whole method as it was. Third-party event lists also name
     *     `CUSTOMER_PAYMENT_METHOD_DELETED` and `CUSTOMER_PAYMENT_METHOD_EXPIRING`; Rapyd documents neither.
     */
    post: operations["receivePaymentMethodCanceled"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  CARD_ADDED_SUCCESSFULLY: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A card was added and verified
     * @description Sent once a card is added and, where required, has passed 3D Secure.
     */
    post: operations["receiveCardAdded"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  CARD_ADDED_FAILURE: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A card could not be added
     * @description Sent when a card was not added. The event's data is the card, with the reason for the failure.
     */
    post: operations["receiveCardFailed"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    AccountNameInquiry: AccountNameInquiry;
    AddPaymentMethodRequest: AddPaymentMethodRequest;
    Address: Address;
    AddressDeletion: AddressDeletion;
    AddressDeletionEnvelope: AddressDeletionEnvelope;
    AddressEnvelope: AddressEnvelope;
    AddressRequest: AddressRequest;
    BinDetails: BinDetails;
    CardAddedEvent: CardAddedEvent;
    /**
     * @description Result of a check on a card: `pass`, `fail`, `unavailable` (the issuer did not respond) or `unchecked` (not asked). Other values
     *     are possible.
     */
    CardCheck: "pass" | "fail" | "unavailable" | "unchecked" | (string & {});
    CardFailedEvent: CardFailedEvent;
    /** @description Two-letter country code. The values of `CountryCode` are known; others are possible. `""` when it is not set. */
    Country: components["schemas"]["CountryCode"] | "" | (string & {});
    /**
     * @description Two-letter country code that a request may carry. The list is Rapyd's own, plus current ISO 3166-1 codes that Rapyd's list
     *     lacks (`BQ`, `CW`, `SS`, `SX`) and `XK` for Kosovo. `AN` is withdrawn from ISO 3166-1 and still accepted.
     * @enum {string}
     */
    CountryCode:
      | "AD"
      | "AE"
      | "AF"
      | "AG"
      | "AI"
      | "AL"
      | "AM"
      | "AN"
      | "AO"
      | "AQ"
      | "AR"
      | "AS"
      | "AT"
      | "AU"
      | "AW"
      | "AX"
      | "AZ"
      | "BA"
      | "BB"
      | "BD"
      | "BE"
      | "BF"
      | "BG"
      | "BH"
      | "BI"
      | "BJ"
      | "BL"
      | "BM"
      | "BN"
      | "BO"
      | "BQ"
      | "BR"
      | "BS"
      | "BT"
      | "BV"
      | "BW"
      | "BY"
      | "BZ"
      | "CA"
      | "CC"
      | "CD"
      | "CF"
      | "CG"
      | "CH"
      | "CI"
      | "CK"
      | "CL"
      | "CM"
      | "CN"
      | "CO"
      | "CR"
      | "CU"
      | "CV"
      | "CW"
      | "CX"
      | "CY"
      | "CZ"
      | "DE"
      | "DJ"
      | "DK"
      | "DM"
      | "DO"
      | "DZ"
      | "EC"
      | "EE"
      | "EG"
      | "EH"
      | "ER"
      | "ES"
      | "ET"
      | "FI"
      | "FJ"
      | "FK"
      | "FM"
      | "FO"
      | "FR"
      | "GA"
      | "GB"
      | "GD"
      | "GE"
      | "GF"
      | "GG"
      | "GH"
      | "GI"
      | "GL"
      | "GM"
      | "GN"
      | "GP"
      | "GQ"
      | "GR"
      | "GS"
      | "GT"
      | "GU"
      | "GW"
      | "GY"
      | "HK"
      | "HM"
      | "HN"
      | "HR"
      | "HT"
      | "HU"
      | "ID"
      | "IE"
      | "IL"
      | "IM"
      | "IN"
      | "IO"
      | "IQ"
      | "IR"
      | "IS"
      | "IT"
      | "JE"
      | "JM"
      | "JO"
      | "JP"
      | "KE"
      | "KG"
      | "KH"
      | "KI"
      | "KM"
      | "KN"
      | "KP"
      | "KR"
      | "KW"
      | "KY"
      | "KZ"
      | "LA"
      | "LB"
      | "LC"
      | "LI"
      | "LK"
      | "LR"
      | "LS"
      | "LT"
      | "LU"
      | "LV"
      | "LY"
      | "MA"
      | "MC"
      | "MD"
      | "ME"
      | "MF"
      | "MG"
      | "MH"
      | "MK"
      | "ML"
      | "MM"
      | "MN"
      | "MO"
      | "MP"
      | "MQ"
      | "MR"
      | "MS"
      | "MT"
      | "MU"
      | "MV"
      | "MW"
      | "MX"
      | "MY"
      | "MZ"
      | "NA"
      | "NC"
      | "NE"
      | "NF"
      | "NG"
      | "NI"
      | "NL"
      | "NO"
      | "NP"
      | "NR"
      | "NU"
      | "NZ"
      | "OM"
      | "PA"
      | "PE"
      | "PF"
      | "PG"
      | "PH"
      | "PK"
      | "PL"
      | "PM"
      | "PN"
      | "PR"
      | "PS"
      | "PT"
      | "PW"
      | "PY"
      | "QA"
      | "RE"
      | "RO"
      | "RS"
      | "RU"
      | "RW"
      | "SA"
      | "SB"
      | "SC"
      | "SD"
      | "SE"
      | "SG"
      | "SH"
      | "SI"
      | "SJ"
      | "SK"
      | "SL"
      | "SM"
      | "SN"
      | "SO"
      | "SR"
      | "SS"
      | "ST"
      | "SV"
      | "SX"
      | "SY"
      | "SZ"
      | "TC"
      | "TD"
      | "TF"
      | "TG"
      | "TH"
      | "TJ"
      | "TK"
      | "TL"
      | "TM"
      | "TN"
      | "TO"
      | "TR"
      | "TT"
      | "TV"
      | "TW"
      | "TZ"
      | "UA"
      | "UG"
      | "UM"
      | "US"
      | "UY"
      | "UZ"
      | "VA"
      | "VC"
      | "VE"
      | "VG"
      | "VI"
      | "VN"
      | "VU"
      | "WF"
      | "WS"
      | "XK"
      | "YE"
      | "YT"
      | "ZA"
      | "ZM"
      | "ZW";
    /**
     * @description Two-letter country code in capitals. The values of `CountryCode` are known; others are sent as they are. `""` and null
     *     mean none.
     */
    CountryRequest: components["schemas"]["CountryCode"] | (string & {}) | null;
    Coupon: Coupon;
    CreateAddressRequest: CreateAddressRequest;
    CreateCustomerRequest: CreateCustomerRequest;
    /**
     * @description Three-letter currency code. The list is Rapyd's own: it holds withdrawn codes (`BYR`, `CUC`, `HRK`, `MRO`, `SLL`,
     *     `STD`, `VEF`, `ZWD`) and codes outside ISO 4217 (`GGP`, `IMP`, `JEP`, `SPL`, `TVD`). Other values are possible, the
     *     successors of the withdrawn codes among them; `""` on percentage coupons.
     */
    Currency:
      | "AED"
      | "AFN"
      | "ALL"
      | "AMD"
      | "ANG"
      | "AOA"
      | "ARS"
      | "AUD"
      | "AWG"
      | "AZN"
      | "BAM"
      | "BBD"
      | "BDT"
      | "BGN"
      | "BHD"
      | "BIF"
      | "BMD"
      | "BND"
      | "BOB"
      | "BRL"
      | "BSD"
      | "BTN"
      | "BWP"
      | "BYR"
      | "BZD"
      | "CAD"
      | "CDF"
      | "CHF"
      | "CLP"
      | "CNY"
      | "COP"
      | "CRC"
      | "CUC"
      | "CUP"
      | "CVE"
      | "CZK"
      | "DJF"
      | "DKK"
      | "DOP"
      | "DZD"
      | "EGP"
      | "ERN"
      | "ETB"
      | "EUR"
      | "FJD"
      | "FKP"
      | "GBP"
      | "GEL"
      | "GGP"
      | "GHS"
      | "GIP"
      | "GMD"
      | "GNF"
      | "GTQ"
      | "GYD"
      | "HKD"
      | "HNL"
      | "HRK"
      | "HTG"
      | "HUF"
      | "IDR"
      | "ILS"
      | "IMP"
      | "INR"
      | "IQD"
      | "IRR"
      | "ISK"
      | "JEP"
      | "JMD"
      | "JOD"
      | "JPY"
      | "KES"
      | "KGS"
      | "KHR"
      | "KMF"
      | "KPW"
      | "KRW"
      | "KWD"
      | "KYD"
      | "KZT"
      | "LAK"
      | "LBP"
      | "LKR"
      | "LRD"
      | "LSL"
      | "LYD"
      | "MAD"
      | "MDL"
      | "MGA"
      | "MKD"
      | "MMK"
      | "MNT"
      | "MOP"
      | "MRO"
      | "MUR"
      | "MVR"
      | "MWK"
      | "MXN"
      | "MYR"
      | "MZN"
      | "NAD"
      | "NGN"
      | "NIO"
      | "NOK"
      | "NPR"
      | "NZD"
      | "OMR"
      | "PAB"
      | "PEN"
      | "PGK"
      | "PHP"
      | "PKR"
      | "PLN"
      | "PYG"
      | "QAR"
      | "RON"
      | "RSD"
      | "RUB"
      | "RWF"
      | "SAR"
      | "SBD"
      | "SCR"
      | "SDG"
      | "SEK"
      | "SGD"
      | "SHP"
      | "SLL"
      | "SOS"
      | "SPL"
      | "SRD"
      | "STD"
      | "SVC"
      | "SYP"
      | "SZL"
      | "THB"
      | "TJS"
      | "TMT"
      | "TND"
      | "TOP"
      | "TRY"
      | "TTD"
      | "TVD"
      | "TWD"
      | "TZS"
      | "UAH"
      | "UGX"
      | "USD"
      | "UYU"
      | "UZS"
      | "VEF"
      | "VND"
      | "VUV"
      | "WST"
      | "XAF"
      | "XCD"
      | "XDR"
      | "XOF"
      | "XPF"
      | "YER"
      | "ZAR"
      | "ZMW"
      | "ZWD"
      | ""
      | (string & {});
    Customer: Customer;
    CustomerCreatedEvent: CustomerCreatedEvent;
    CustomerDeletedEvent: CustomerDeletedEvent;
    CustomerEnvelope: CustomerEnvelope;
    CustomerFields: CustomerFields;
    CustomerListEnvelope: CustomerListEnvelope;
    CustomerUpdatedEvent: CustomerUpdatedEvent;
    Deletion: Deletion;
    DeletionEnvelope: DeletionEnvelope;
    Discount: Discount;
    DiscountEnvelope: DiscountEnvelope;
    /**
     * @description Code of the error, in capitals; `""` after a success. A code can end with a suffix, as in `ERROR_PROCESSING_CARD - [05]`, and
     *     other codes are possible.
     *
     *     - Authentication: `MISSING_AUTHENTICATION_HEADERS` (a header is absent, or `timestamp` is not a number), `UNAUTHENTICATED_API_CALL`
     *       (signature, key or time is wrong), `UNAUTHORIZED_API_CALL` (no such path, verb or object for this account).
     *     - Customer: `ERROR_CUSTOMER_DATA_MISSING`, `INVALID_CUSTOMER_NAME`, `INVALID_CUSTOMER_EMAIL`, `INVALID_CUSTOMER_PHONE_NUMBER`,
     *       `INVALID_CUSTOMER_FIRST_OR_LAST_NAME`, `ERROR_CREATE_CUSTOMER` (creation failed, or the wallet is in use),
     *       `ERROR_GET_CUSTOMER`, `INVALID_CUSTOMER`, `INVALID_CUSTOMER_ID`, `ERROR_DELETE_CUSTOMER`.
     *     - Lists: `ERROR_QUERY_DATE_RANGE_EXCEEDS_90_DAYS`, `INVALID_LIMIT`, `INVALID_TOKENS_LIMIT`.
     *     - Wallet: `ERROR_INVALID_EWALLET`, `ERROR_CREATE_CUSTOMER_EWALLET_ALREADY_IN_USE`, `CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET`,
     *       `ERROR_EWALLET_ALREADY_ASSIGNED_TO_THIS_CUSTOMER`.
     *     - Address: `INVALID_ADDRESSES_FORMAT`, `INVALID_ADDRESS_NAME`, `INVALID_ADDRESS_LINE_1`, `INVALID_ADDRESS_ZIP`,
     *       `INVALID_ADDRESS_PHONE_NUMBER`, `INVALID_CITY`, `ERROR_ADDRESS_GET`, `INVALID_ADDRESS_ID`, `ERROR_DELETE_ADDRESS`.
     *     - Payment method: `ERROR_CREATE_PAYMENT_METHOD`, `ERROR_GET_PAYMENT_METHOD_TYPE`, `ERROR_GET_CUSTOMER_DEFAULT_PAYMENT_METHOD`,
     *       `INVALID_REQUIRED_PAYMENT_METHOD_FIELDS`, `PAYMENT_METHOD_REQUIRES_ONLY_ONE_OF_TYPE_OR_TOKEN`,
     *       `CREATE_CARD_TYPE_REQUIRES_ONLY_ONE_OF_FIELDS_OR_TOKEN`, `CREDIT_CARD_EXISTS`, `INVALID_CARD_EXPIRATION_DATE`,
     *       `ERROR_PAYMENT_METHOD_EXPIRED`, `ERROR_CARD_NOT_AUTHENTICATED`, `ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND`,
     *       `ERROR_GET_PAYMENT_METHOD`, `INVALID_PAYMENT_METHOD`, `ERROR_UPDATE_PAYMENT_METHOD`, `PAYMENT_METHOD_FIELD_NOT_UPDATABLE`,
     *       `ERROR_UPDATE_CARD_CVV_NOT_UPDATABLE`, `DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED`,
     *       `ERROR_DEFAULT_PAYMENT_METHOD_BELONGS_TO_DIFFERENT_CUSTOMER`, `ERROR_DELETE_PAYMENT_METHOD_IN_USE`,
     *       `ERROR_DELETE_DEFAULT_PAYMENT_METHOD_IN_USE`, `ERROR_DELETE_PAYMENT_METHOD_FROM_WRONG_CUSTOMER`.
     *     - Coupon and discount: `ERROR_GET_COUPON`, `ERROR_GET_DISCOUNT`, `ERROR_DELETE_CUSTOMER_DISCOUNT`.
     */
    ErrorCode:
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
      | "ERROR_GET_CUSTOMER"
      | "INVALID_CUSTOMER"
      | "INVALID_CUSTOMER_ID"
      | "ERROR_DELETE_CUSTOMER"
      | "ERROR_QUERY_DATE_RANGE_EXCEEDS_90_DAYS"
      | "INVALID_LIMIT"
      | "INVALID_TOKENS_LIMIT"
      | "ERROR_CREATE_CUSTOMER_EWALLET_ALREADY_IN_USE"
      | "CUSTOMER_ALREADY_ASSIGNED_TO_EWALLET"
      | "ERROR_EWALLET_ALREADY_ASSIGNED_TO_THIS_CUSTOMER"
      | "ERROR_INVALID_EWALLET"
      | "INVALID_ADDRESSES_FORMAT"
      | "INVALID_ADDRESS_NAME"
      | "INVALID_ADDRESS_LINE_1"
      | "INVALID_ADDRESS_ZIP"
      | "INVALID_ADDRESS_PHONE_NUMBER"
      | "INVALID_CITY"
      | "ERROR_ADDRESS_GET"
      | "INVALID_ADDRESS_ID"
      | "ERROR_DELETE_ADDRESS"
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
      | "ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND"
      | "ERROR_GET_PAYMENT_METHOD"
      | "INVALID_PAYMENT_METHOD"
      | "ERROR_UPDATE_PAYMENT_METHOD"
      | "PAYMENT_METHOD_FIELD_NOT_UPDATABLE"
      | "ERROR_UPDATE_CARD_CVV_NOT_UPDATABLE"
      | "DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED"
      | "ERROR_DEFAULT_PAYMENT_METHOD_BELONGS_TO_DIFFERENT_CUSTOMER"
      | "ERROR_DELETE_PAYMENT_METHOD_IN_USE"
      | "ERROR_DELETE_DEFAULT_PAYMENT_METHOD_IN_USE"
      | "ERROR_DELETE_PAYMENT_METHOD_FROM_WRONG_CUSTOMER"
      | "ERROR_GET_COUPON"
      | "ERROR_GET_DISCOUNT"
      | "ERROR_DELETE_CUSTOMER_DISCOUNT"
      | (string & {});
    ErrorEnvelope: ErrorEnvelope;
    FullName: FullName;
    Inventory: Inventory;
    Metadata: Metadata;
    /** @description Merchant-defined JSON object, stored and returned unchanged by Rapyd. Null means none. */
    MetadataRequest: object | null;
    PackageDimensions: PackageDimensions;
    PaymentMethod: PaymentMethod;
    PaymentMethodCanceledEvent: PaymentMethodCanceledEvent;
    PaymentMethodCreatedEvent: PaymentMethodCreatedEvent;
    PaymentMethodDetails: PaymentMethodDetails;
    PaymentMethodEnvelope: PaymentMethodEnvelope;
    /**
     * @description Values that the payment method needs. The keys depend on its type; Rapyd lists them under "Get Payment Method Required
     *     Fields". The keys below are for cards and bank accounts; other keys are sent as they are.
     */
    PaymentMethodFields:
      | {
          /** @description Number of the card or account. A card has 12 to 19 digits without spaces. */
          number?: string | null | undefined;
          /** @description Month in which the card expires, `1` to `12`. */
          expiration_month?: string | null | undefined;
          /** @description Year in which the card expires, with two or four digits. */
          expiration_year?: string | null | undefined;
          /** @description Card verification value, three or four digits. */
          cvv?: string | null | undefined;
          /** @description Name on the card. */
          name?: string | null | undefined;
          /** @description Number of the bank account. */
          account_number?: string | null | undefined;
          /** @description Routing number of the bank. */
          routing_number?: string | null | undefined;
          /** @description International bank account number. */
          iban?: string | null | undefined;
        }
      | object
      | null;
    PaymentMethodList: PaymentMethodList;
    PaymentMethodListEnvelope: PaymentMethodListEnvelope;
    /** @description Options of the payment method. The keys depend on its type. */
    PaymentMethodOptions:
      | {
          /** @description Whether the card must pass 3D Secure. */
          "3d_required"?: boolean | null | undefined;
        }
      | object
      | null;
    PaymentMethodRecord: PaymentMethodRecord;
    PaymentMethodRequest: PaymentMethodRequest;
    PaymentMethodUpdatedEvent: PaymentMethodUpdatedEvent;
    Plan: Plan;
    Product: Product;
    Sku: Sku;
    Status: Status;
    Subscription: Subscription;
    SubscriptionItem: SubscriptionItem;
    SubscriptionItemList: SubscriptionItemList;
    SubscriptionList: SubscriptionList;
    Tier: Tier;
    TransformUsage: TransformUsage;
    UpdateCustomerRequest: UpdateCustomerRequest;
    UpdatePaymentMethodRequest: UpdatePaymentMethodRequest;
    WebhookEvent: WebhookEvent;
  };
  responses: {
    /**
     * @description The request was rejected because of a missing header or a bad value. It had no effect, unless the code is `GENERAL_ERROR` or
     *     `IDEMPOTENCY_ERROR`.
     */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorEnvelope"];
      };
    };
    /**
     * @description The request was rejected because of a missing header or a bad value. It had no effect, unless the code is `GENERAL_ERROR` or
     *     `IDEMPOTENCY_ERROR`.
     */
    CustomerRefused: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorEnvelope"];
      };
    };
    /**
     * @description Too many requests; the call did not reach the API. A firewall sends this response, so its body is not guaranteed: expect
     *     HTML or nothing. Rapyd documents no `Retry-After` header, and its pages state different limits.
     */
    TooManyRequests: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "text/html": string;
      };
    };
    /**
     * @description Signature, key or time was rejected (`UNAUTHENTICATED_API_CALL`), or the path, verb or object does not exist for this
     *     account (`UNAUTHORIZED_API_CALL`). The status alone does not say that a key is wrong. Nothing was done.
     */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorEnvelope"];
      };
    };
    /** @description Any other response. Rapyd documents no other status. After a 5xx the call may or may not have taken effect. */
    UnexpectedError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorEnvelope"];
      };
    };
  };
  parameters: {
    /**
     * @description ID of the address, a string starting with `address_`.
     * @example address_0a1b2c3d4e5f60718293a4b5c6d7e8f9
     */
    AddressId: string;
    /**
     * @description ID of the customer, a string starting with `cus_`.
     * @example cus_571ef03ba58cb493317b49dfea644bf1
     */
    CustomerId: string;
    /**
     * @description ID of the discount, a string starting with `dis_`.
     * @example dis_d41d8cd98f00b204e9800998ecf8427e
     */
    DiscountId: string;
    /**
     * @description ID of the item that was created just after the last item to return. List order is undocumented.
     * @example cus_571ef03ba58cb493317b49dfea644bf1
     */
    EndingBefore: string;
    /**
     * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
     *
     *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
     *     switched idempotency on for the account; until then two calls with one key take effect twice.
     * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
     */
    IdempotencyKey: string;
    /**
     * @description Maximum items per page, 1 to 100.
     * @example 10
     */
    Limit: number;
    /**
     * @description Family of the methods wanted, such as `card`.
     * @example card
     */
    PaymentMethodCategory: string;
    /**
     * @description ID of the payment method, a string starting with `card_` or `other_`.
     * @example card_b6a12fc24fe700c35a615da034e638dd
     */
    PaymentMethodId: string;
    /**
     * @description Type of the methods wanted, such as `us_visa_card`.
     * @example us_visa_card
     */
    PaymentMethodType: string;
    /**
     * @description ID of the item that was created just before the first item to return. List order is undocumented.
     * @example cus_571ef03ba58cb493317b49dfea644bf1
     */
    StartingAfter: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
/** @description Result of comparing the card holder's name with the issuer's records. Cards only. */
export type AccountNameInquiry = {
  /**
   * @description Result for the whole name: `match`, `partial match`, `no match`, `not performed` or `not supported`. One recorded body
   *     has `not_performed`, with an underscore. Other values are possible.
   */
  account_name_inquiry_result?:
    | "match"
    | "partial match"
    | "no match"
    | "not performed"
    | "not_performed"
    | "not supported"
    | (string & {});
  /** @description Result for each part of the name. */
  account_name_inquiry_details?: components["schemas"]["FullName"];
};
/** @description Payment method to add to a customer. */
export type AddPaymentMethodRequest = components["schemas"]["PaymentMethodRequest"] & {
  /** @description Billing address of the method; null means none. */
  address?: components["schemas"]["AddressRequest"] | null | undefined;
  payment_method_options?: components["schemas"]["PaymentMethodOptions"] | undefined;
};
/** @description Address as Rapyd stores it. Unset strings are `""`. */
export type Address = {
  /** @description ID of the address, a string starting with `address_`. */
  id: string;
  /** @description Name of the person or business at this address. */
  name?: string;
  /** @description First line, usually street and house number. */
  line_1?: string;
  /** @description Second line, such as an apartment. */
  line_2?: string;
  /** @description Third line. */
  line_3?: string;
  /** @description City. */
  city?: string;
  /** @description District. */
  district?: string;
  /** @description Canton or other part of the country. */
  canton?: string;
  /** @description State or province. */
  state?: string;
  /** @description Postal code. */
  zip?: string;
  /** @description Country of the address. The values of `CountryCode` are known; others are possible. */
  country?: components["schemas"]["Country"];
  /** @description Phone number, usually in E.164 form; returned unchanged. */
  phone_number?: string;
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created_at?: number;
  metadata?: components["schemas"]["Metadata"];
};
/**
 * @description Result of deleting an address. Rapyd's own sample shows an empty object; Rapyd's text lists these two
 *     properties.
 */
export type AddressDeletion = {
  /** @description ID that the address had. */
  id?: string;
  /** @description Whether it was deleted. */
  deleted?: boolean;
};
/** @description Response to the deletion of an address. */
export type AddressDeletionEnvelope = {
  status: components["schemas"]["Status"];
  data: components["schemas"]["AddressDeletion"];
};
/** @description Response with an address. */
export type AddressEnvelope = {
  status: components["schemas"]["Status"];
  data: components["schemas"]["Address"];
};
/** @description Address in a request. Null is the same as an omitted property. */
export type AddressRequest = {
  /**
   * @deprecated
   * @description ID of the address. Rapyd assigns it; it is accepted so that an address from a response can be sent back.
   */
  id?: string | null | undefined;
  /** @description Name of the person or business at this address. */
  name?: string | null | undefined;
  /** @description First line, usually street and house number. */
  line_1?: string | null | undefined;
  /** @description Second line, such as an apartment. */
  line_2?: string | null | undefined;
  /** @description Third line. */
  line_3?: string | null | undefined;
  /** @description City. */
  city?: string | null | undefined;
  /** @description District. */
  district?: string | null | undefined;
  /** @description Canton or other part of the country. */
  canton?: string | null | undefined;
  /** @description State or province. */
  state?: string | null | undefined;
  /** @description Postal code. */
  zip?: string | null | undefined;
  /** @description Country of the address, as two letters in capitals; `""` and null mean none. */
  country?: components["schemas"]["CountryRequest"] | undefined;
  /** @description Phone number. Rapyd documents E.164 form, as in `+14155551234`, and also accepts digits alone. `""` means none. */
  phone_number?: string | null | undefined;
  /**
   * @deprecated
   * @description Time of creation in Unix seconds. Rapyd assigns it; it is accepted like `id`.
   */
  created_at?: number | null | undefined;
  metadata?: components["schemas"]["MetadataRequest"] | undefined;
};
/** @description Information derived from the first digits of the card number. Cards only. */
export type BinDetails = {
  /** @description Kind of card, such as debit or credit. */
  type?: string | null;
  /** @description Brand of the card. */
  brand?: string | null;
  /** @description Level of the card within its brand. */
  level?: string | null;
  /** @description Bank that issued the card. */
  issuer?: string | null;
  /** @description Two-letter code of the country in which the card was issued. */
  country?: string | null;
  /** @description First digits of the card number. */
  bin_number: string;
};
/** @description A card was added and verified. */
export type CardAddedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CARD_ADDED_SUCCESSFULLY`: a card was added and verified.
   */
  type: "CARD_ADDED_SUCCESSFULLY";
  data: components["schemas"]["PaymentMethodRecord"];
};
export type CardCheck = components["schemas"]["CardCheck"];
/** @description A card could not be added. */
export type CardFailedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CARD_ADDED_FAILURE`: a card could not be added.
   */
  type: "CARD_ADDED_FAILURE";
  data: components["schemas"]["PaymentMethod"];
};
export type Country = components["schemas"]["Country"];
export type CountryCode = components["schemas"]["CountryCode"];
export type CountryRequest = components["schemas"]["CountryRequest"];
/** @description Rule of a discount. One of `amount_off` and `percent_off` is used, and the other is `0`. */
export type Coupon = {
  /** @description ID of the coupon, chosen by the merchant or starting with `coupon_`. */
  id: string;
  /**
   * Format: double
   * @description Amount of the discount in major units of `currency`, such as `2.75`; `0` when the coupon is a percentage.
   */
  amount_off: number;
  /**
   * Format: double
   * @description Percentage of the discount, 1 to 100; `0` when the coupon is an amount.
   */
  percent_off: number;
  /** @description Currency of `amount_off`; `""` on some coupons that are a percentage. Other values are possible. */
  currency: components["schemas"]["Currency"];
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created: number;
  /** @description Free text about the coupon. */
  description?: string;
  /**
   * @description How long the discount lasts: `forever`, `once` (one invoice; in older responses) or `repeating` (`duration_in_months`).
   *     Other values are possible.
   */
  duration: "forever" | "once" | "repeating" | (string & {});
  /**
   * Format: int32
   * @description Number of months, when `duration` is `repeating`.
   */
  duration_in_months?: number;
  /**
   * Format: int32
   * @description Number of times that the discount can be used; `0` if unlimited.
   */
  discount_duration_in_uses?: number;
  /**
   * Format: int64
   * @description End of the discount in Unix seconds; `0` or null when it is not set.
   */
  discount_valid_until?: number | null;
  /**
   * Format: int32
   * @description Number of months for which the discount is valid; `0` if unlimited.
   */
  discount_validity_in_months?: number;
  /**
   * Format: int32
   * @description Number of times that the coupon can be redeemed, over all customers.
   */
  max_redemptions?: number;
  /**
   * Format: int64
   * @description Last time at which the coupon can be redeemed, in Unix seconds; `0` when it is not set.
   */
  redeem_by?: number;
  /**
   * Format: int32
   * @description Number of times that the coupon was redeemed.
   */
  times_redeemed?: number;
  metadata: components["schemas"]["Metadata"];
  /** @description Whether the coupon can be redeemed. */
  valid: boolean;
};
/** @description Address to create. */
export type CreateAddressRequest = components["schemas"]["AddressRequest"] & {
  /** @description Name of the person or business at this address. */
  name: string;
  /** @description First line, usually street and house number. */
  line_1: string;
};
/**
 * @description Customer to create. Only `name` is required; null is the same as an omitted property. Unknown
 *     properties are sent as they are.
 */
export type CreateCustomerRequest = {
  /** @description Name of the person or business. */
  name: string;
  /**
   * @deprecated
   * @description ID of the default payment method, beginning with `card_` or `other_`. Rapyd's page lists this property, but a new
   *     customer has no stored payment method yet. Pass `payment_method` instead: it becomes the default.
   */
  default_payment_method?: string | null | undefined;
  /** @description Payment method to store with the customer; it becomes the default. Null means none. */
  payment_method?: components["schemas"]["PaymentMethodRequest"] | null | undefined;
  payment_method_options?: components["schemas"]["PaymentMethodOptions"] | undefined;
} & components["schemas"]["CustomerFields"];
export type Currency = components["schemas"]["Currency"];
/** @description Customer as Rapyd stores it. Every property is always present; unset strings are `""`. */
export type Customer = {
  /** @description ID of the customer, `cus_` and 32 lower-case hexadecimal characters. */
  id: string;
  /** @description Whether a payment of this customer is overdue. */
  delinquent: boolean;
  /** @description Discount of the customer; null when there is none. */
  discount: components["schemas"]["Discount"] | null;
  /** @description Name of the person or business. */
  name: string;
  /** @description ID of the default payment method, `card_` or `other_` and 32 hexadecimal characters; `""` when there is none. */
  default_payment_method: string;
  /** @description Free text about the customer. */
  description: string;
  /** @description Email address. */
  email: string;
  /** @description Phone number, usually in E.164 form; returned unchanged. */
  phone_number: string;
  /** @description Text in front of this customer's invoice numbers. */
  invoice_prefix: string;
  /** @description Addresses of the customer; empty when there are none. */
  addresses: components["schemas"]["Address"][];
  /** @description First stored payment methods, up to three; null when there are none. */
  payment_methods: components["schemas"]["PaymentMethodList"] | null;
  /**
   * @description Subscriptions of the customer. Every recorded response has null. Rapyd's page shows an array, and an older page shows a list
   *     object; all three are accepted.
   */
  subscriptions: components["schemas"]["Subscription"][] | components["schemas"]["SubscriptionList"] | null;
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created_at: number;
  /** @description Merchant-defined JSON object; `{}` when none was sent. */
  metadata: components["schemas"]["Metadata"];
  /** @description Tax number, when the customer is a business. */
  business_vat_id: string;
  /** @description ID of the linked wallet, a string starting with `ewallet_`; `""` when there is none. */
  ewallet: string;
};
/** @description A customer was created. */
export type CustomerCreatedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CUSTOMER_CREATED`: a customer was created.
   */
  type: "CUSTOMER_CREATED";
  data: components["schemas"]["Customer"];
};
/** @description A customer was deleted. */
export type CustomerDeletedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CUSTOMER_DELETED`: a customer was deleted.
   */
  type: "CUSTOMER_DELETED";
  data: components["schemas"]["Deletion"];
};
/** @description Response with a customer. */
export type CustomerEnvelope = {
  status: components["schemas"]["Status"];
  data: components["schemas"]["Customer"];
};
/** @description Customer properties that a create or an update request can have. Null is the same as an omitted property. */
export type CustomerFields = {
  /** @description Addresses of the customer. Send the primary one at creation. To add others, update the customer, as Rapyd documents. */
  addresses?: readonly components["schemas"]["AddressRequest"][] | null | undefined;
  /** @description Tax number, when the customer is a business. */
  business_vat_id?: string | null | undefined;
  /**
   * @description ID of a coupon that applies a discount to the customer, replacing any current discount. The coupon's currency must be that
   *     of the customer's default payment method. `""` means none.
   */
  coupon?: string | null | undefined;
  /** @description Free text about the customer. */
  description?: string | null | undefined;
  /** @description Email address, up to 512 characters. Some payment methods need it. `""` means none. */
  email?: string | null | undefined;
  /** @description ID of the wallet to link, beginning with `ewallet_`. A wallet can be linked to one customer only. `""` means none. */
  ewallet?: string | null | undefined;
  /** @description Text in front of this customer's invoice numbers. */
  invoice_prefix?: string | null | undefined;
  /** @description Merchant-defined JSON object, returned in the response. */
  metadata?: components["schemas"]["MetadataRequest"] | undefined;
  /**
   * @description Phone number. Rapyd documents E.164 form, as in `+14155551234`, and also accepts digits alone. The merchant is
   *     responsible for verifying it. `""` means none.
   */
  phone_number?: string | null | undefined;
  /** @description Country of birth. Account-funding transactions need it. */
  birth_country?: components["schemas"]["CountryRequest"] | undefined;
  /** @description Date of birth as `DD/MM/YYYY`. Account-funding transactions need it. */
  date_of_birth?: string | null | undefined;
  /** @description Nationality. Account-funding transactions need it. */
  nationality?: components["schemas"]["CountryRequest"] | undefined;
  /** @description Occupation, up to 35 characters. Account-funding transactions need it. */
  occupation?: string | null | undefined;
};
/** @description Response with a page of customers. */
export type CustomerListEnvelope = {
  status: components["schemas"]["Status"];
  /** @description Customers, a plain list without a count. An empty list is the end in this direction. */
  data: components["schemas"]["Customer"][];
};
/** @description A customer was changed. */
export type CustomerUpdatedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CUSTOMER_UPDATED`: a customer was changed.
   */
  type: "CUSTOMER_UPDATED";
  data: components["schemas"]["Customer"];
};
/** @description Result of a deletion. */
export type Deletion = {
  /** @description ID of the deleted object. */
  id: string;
  /** @description Whether the object was deleted. */
  deleted: boolean;
};
/** @description Response to a deletion. */
export type DeletionEnvelope = {
  status: components["schemas"]["Status"];
  data: components["schemas"]["Deletion"];
};
/** @description Discount that a coupon applies to a customer or a subscription. */
export type Discount = {
  /** @description ID of the discount, a string starting with `dis_`. Rapyd's documentation shows one ID on several discounts. */
  id: string;
  coupon: components["schemas"]["Coupon"];
  /** @description ID of the customer who has the discount. Absent on the discount of a subscription. */
  customer?: string;
  /** @description ID of the subscription that has the discount. Absent on the discount of a customer. */
  subscription?: string;
  /**
   * Format: int64
   * @description Start in Unix seconds.
   */
  start: number;
  /**
   * Format: int64
   * @description End in Unix seconds; `-1` when no end is recorded. Rapyd's documentation shows `-1` even for a one-month coupon.
   */
  end: number;
  /**
   * Format: int32
   * @description Number of times that the discount was used.
   */
  number_of_uses: number;
  /** @description Whether the discount can be used. */
  valid: boolean;
};
/** @description Response with a discount. */
export type DiscountEnvelope = {
  status: components["schemas"]["Status"];
  data: components["schemas"]["Discount"];
};
export type ErrorCode = components["schemas"]["ErrorCode"];
/** @description Error response. It has no data. */
export type ErrorEnvelope = {
  status: components["schemas"]["Status"];
};
/** @description Name of the card holder in parts. Cards only. */
export type FullName = {
  /** @description First name. */
  first_name?: string | null;
  /** @description Middle name. */
  middle_name?: string | null;
  /** @description Last name. */
  last_name?: string | null;
};
/** @description Stock of a SKU. */
export type Inventory = {
  /** @description How the stock is counted: `finite` (see `quantity`), `infinite`, or `bucket` (see `value`). Other values are possible. */
  type?: "finite" | "infinite" | "bucket" | (string & {});
  /**
   * Format: double
   * @description Number in stock, when `type` is `finite`.
   */
  quantity?: number;
  /** @description Rough stock, `in_stock`, `limited` or `out_of_stock`, when `type` is `bucket`. Other values are possible. */
  value?: "in_stock" | "limited" | "out_of_stock" | (string & {});
};
/** @description Merchant-defined JSON object, stored and returned unchanged by Rapyd. */
export type Metadata = {
  [key: string]: unknown;
};
export type MetadataRequest = components["schemas"]["MetadataRequest"];
/** @description Size and weight of the package. Rapyd does not document the units. */
export type PackageDimensions = {
  /**
   * Format: double
   * @description Height.
   */
  height?: number;
  /**
   * Format: double
   * @description Length.
   */
  length?: number;
  /**
   * Format: double
   * @description Weight.
   */
  weight?: number;
  /**
   * Format: double
   * @description Width.
   */
  width?: number;
};
/** @description Payment method stored on a customer. */
export type PaymentMethod = {
  /** @description ID, `card_` or `other_` and 32 hexadecimal characters. */
  id: string;
} & components["schemas"]["PaymentMethodDetails"];
/** @description A payment method was deleted. */
export type PaymentMethodCanceledEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `PAYMENT_METHOD_CANCELED`: a payment method was deleted.
   */
  type: "PAYMENT_METHOD_CANCELED";
  data: components["schemas"]["PaymentMethodRecord"];
};
/** @description A payment method was added. */
export type PaymentMethodCreatedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CUSTOMER_PAYMENT_METHOD_CREATED`: a payment method was added.
   */
  type: "CUSTOMER_PAYMENT_METHOD_CREATED";
  data: components["schemas"]["PaymentMethod"];
};
/**
 * @description Payment method without its ID. The first seven properties are always present; cards, bank methods and cash methods each have
 *     some of the others.
 */
export type PaymentMethodDetails = {
  /** @description Type, as country and name, such as `us_visa_card`. */
  type: string;
  /**
   * @description Family of the type: `bank` (transfer or debit), `bank_redirect` (at the bank's own page), `bank_transfer`, `card`,
   *     `card_to_card`, `cash`, `ewallet` (a wallet of another provider), `pos` (a card at a terminal) or `rapyd_ewallet` (a
   *     wallet at Rapyd). Other values are possible.
   */
  category:
    | "bank"
    | "bank_redirect"
    | "bank_transfer"
    | "card"
    | "card_to_card"
    | "cash"
    | "ewallet"
    | "pos"
    | "rapyd_ewallet"
    | (string & {});
  /** @description Merchant-defined JSON object, or null. */
  metadata: components["schemas"]["Metadata"] | null;
  /**
   * Format: uri-reference
   * @description URL of the type's logo; `""` when there is none.
   */
  image: string;
  /**
   * Format: uri-reference
   * @description Reserved by Rapyd; `""`.
   */
  webhook_url: string;
  /** @description Reserved by Rapyd; `""`. */
  supporting_documentation: string;
  /**
   * @description What must happen next: `3d_verification` (send the customer to `redirect_url`), `pending_capture` (capture the payment),
   *     `pending_offline_capture` (it is captured later, outside the API), `pending_confirmation` (wait for the customer or the
   *     bank) or `not_applicable` (nothing). Other values are possible.
   */
  next_action:
    | "3d_verification"
    | "pending_capture"
    | "pending_offline_capture"
    | "pending_confirmation"
    | "not_applicable"
    | (string & {});
  /** @description Name on the card, or null. Cards only. */
  name?: string | null;
  /** @description Last four digits of the card number. Cards only. */
  last4?: string;
  /** @description Result of the check with the card issuer's access control server. Cards only. Other values are possible. */
  acs_check?: components["schemas"]["CardCheck"];
  /** @description Result of the check of the card verification value. Cards only. Other values are possible. */
  cvv_check?: components["schemas"]["CardCheck"];
  /** @description Result of the check of the address. Cards only; in older responses. Other values are possible. */
  avs_check?: components["schemas"]["CardCheck"];
  bin_details?: components["schemas"]["BinDetails"];
  /** @description Month in which the card expires, such as `12`. Cards only. */
  expiration_month?: string;
  /** @description Year in which the card expires, with two digits. Cards only. */
  expiration_year?: string;
  /** @description Hash of number, expiration date and CVV of the card, a string starting with `ocfp_`. Cards only. */
  fingerprint_token?: string;
  /**
   * Format: uri
   * @description Page for 3D Secure, to which the customer must be sent. Only while `next_action` is `3d_verification`.
   */
  redirect_url?: string;
  /** @description Token of the payment method. */
  token?: string;
  /** @description ID that the card network gave; Rapyd's documentation shows it as text and as a number. */
  network_reference_id?: string | number;
  /** @description Reference of the account behind the card. Cards only. */
  payment_account_reference?: string;
  full_name?: components["schemas"]["FullName"];
  account_name_inquiry?: components["schemas"]["AccountNameInquiry"];
  /** @description BIC of the bank. Bank methods and wallets only. */
  bic_swift?: string;
  /** @description Last four characters of the account number. Bank methods and wallets only. */
  account_last4?: string;
  /** @description First name of the payer. For cash methods and ACH. */
  first_name?: string;
  /** @description Last name of the payer. For cash methods and ACH. */
  last_name?: string;
  /** @description Number of the bank account. For ACH. */
  account_number?: string;
  /** @description Routing number of the bank. For ACH. */
  routing_number?: string;
  /** @description Type of the bank account, such as `checking`. For ACH. */
  account_type?: string;
  /** @description Purpose of the payments. For ACH. */
  payment_purpose?: string;
  /** @description Proof that the payer authorized the debit, in a form that is not documented. For ACH. */
  proof_of_authorization?: unknown;
  /** @description Code of the failure, or `""`. In `CARD_ADDED_FAILURE` only. */
  failure_code?: string;
  /** @description Reason of the failure, or `""`. In `CARD_ADDED_FAILURE` only. */
  failure_reason?: string;
  /** @description Error code of the failure, which may have a suffix. In `CARD_ADDED_FAILURE` only. */
  error_code?: string;
};
/** @description Response with a payment method. */
export type PaymentMethodEnvelope = {
  status: components["schemas"]["Status"];
  data: components["schemas"]["PaymentMethod"];
};
export type PaymentMethodFields = components["schemas"]["PaymentMethodFields"];
/** @description First payment methods of a customer. */
export type PaymentMethodList = {
  /** @description Payment methods, one to three. */
  data: components["schemas"]["PaymentMethod"][];
  /** @description Whether there are more than `data` holds. */
  has_more: boolean;
  /**
   * Format: int32
   * @description Number of all payment methods.
   */
  total_count: number;
  /**
   * Format: uri-reference
   * @description Path, without a host, under which all of them are listed.
   */
  url: string;
};
/** @description Response with a page of payment methods. */
export type PaymentMethodListEnvelope = {
  status: components["schemas"]["Status"];
  /** @description Payment methods, a plain list without a count. */
  data: components["schemas"]["PaymentMethod"][];
};
export type PaymentMethodOptions = components["schemas"]["PaymentMethodOptions"];
/** @description Payment method in some events, where its ID can be null. */
export type PaymentMethodRecord = {
  /**
   * @description ID, `card_` or `other_` and 32 hexadecimal characters; or null, as Rapyd's documentation shows it in samples of two
   *     events.
   */
  id: string | null;
} & components["schemas"]["PaymentMethodDetails"];
/** @description Payment method to store with a customer. It has a `type` or a `token`, never both. */
export type PaymentMethodRequest = {
  /** @description Type of the payment method, as country and name, such as `us_visa_card`. */
  type?: string | null | undefined;
  /** @description Token of an existing payment method, such as `card_...`, instead of `type` and `fields`. How to get one is undocumented. */
  token?: string | null | undefined;
  fields?: components["schemas"]["PaymentMethodFields"] | undefined;
  metadata?: components["schemas"]["MetadataRequest"] | undefined;
  /** @description URL of the page to which the customer returns after success. Some types need it. */
  complete_payment_url?: string | null | undefined;
  /** @description URL of the page to which the customer returns after a failure. Some types need it. */
  error_payment_url?: string | null | undefined;
} & (
  | {
      /** @description Type of the payment method, as country and name, such as `us_visa_card`. */
      type: string | null;
    }
  | {
      /** @description Token of an existing payment method, such as `card_...`, instead of `type` and `fields`. How to get one is undocumented. */
      token: string | null;
    }
);
/** @description A payment method was changed. */
export type PaymentMethodUpdatedEvent = components["schemas"]["WebhookEvent"] & {
  /**
   * @description `CUSTOMER_PAYMENT_METHOD_UPDATED`: a payment method was changed.
   */
  type: "CUSTOMER_PAYMENT_METHOD_UPDATED";
  data: components["schemas"]["PaymentMethod"];
};
/** @description Price and billing period of a product in a subscription. */
export type Plan = {
  /** @description ID of the plan, one that the merchant chose or a string starting with `plan_`. */
  id: string;
  /** @description Whether the plan can be used for new subscriptions. */
  active?: boolean;
  /**
   * @description How metered usage is counted: `sum` (all records), `max` (the largest), `last_during_period` (the last of the period) or
   *     `last_ever` (the last of all). Other values are possible.
   */
  aggregate_usage?: "sum" | "max" | "last_during_period" | "last_ever" | (string & {});
  /**
   * Format: double
   * @description Price of a unit in major units of `currency`; null when the price is in `tiers`.
   */
  amount?: number | null;
  /** @description Whether all units have the same price (`per_unit`) or the prices are in `tiers` (`tiered`). Other values are possible. */
  billing_scheme?: "per_unit" | "tiered" | (string & {});
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created_at?: number;
  currency?: components["schemas"]["Currency"];
  /** @description Unit of the period, `day`, `week`, `month` or `year`. Other values are possible. */
  interval?: "day" | "week" | "month" | "year" | (string & {});
  /**
   * Format: int32
   * @description Number of intervals in a period.
   */
  interval_count?: number;
  metadata?: components["schemas"]["Metadata"];
  /** @description Short name of the plan, for the merchant. */
  nickname?: string;
  /** @description Product of the plan, as an object, as its ID, or null. */
  product?: components["schemas"]["Product"] | string | null;
  /** @description Price tiers, when `billing_scheme` is `tiered`. */
  tiers?: components["schemas"]["Tier"][];
  /**
   * @description Whether each unit has the price of its own tier (`graduated`) or all units have that of the last tier reached (`volume`).
   *     Other values are possible.
   */
  tiers_mode?: "graduated" | "volume" | (string & {});
  transform_usage?: components["schemas"]["TransformUsage"];
  /**
   * Format: int32
   * @description Length of the trial period in days.
   */
  trial_period_days?: number;
  /** @description Whether the quantity is fixed (`licensed`) or reported (`metered`). Other values are possible. */
  usage_type?: "licensed" | "metered" | (string & {});
};
/** @description Goods or service that a plan sells. */
export type Product = {
  /** @description ID of the product, one that the merchant chose or a string starting with `product_`. */
  id: string;
  /** @description Whether the product can be sold. */
  active?: boolean;
  /** @description Names of the attributes in which the product's SKUs differ, such as size. */
  attributes?: string[];
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created_at?: number;
  /**
   * Format: int64
   * @description Time of the last change in Unix seconds.
   */
  updated_at?: number;
  /** @description Free text about the product. */
  description?: string;
  /** @description URLs of pictures. */
  images?: string[];
  metadata?: components["schemas"]["Metadata"];
  /** @description Name of the product. */
  name?: string;
  package_dimensions?: components["schemas"]["PackageDimensions"];
  /** @description Whether the product is shipped. */
  shippable?: boolean;
  /** @description Variants of the product. */
  skus?: components["schemas"]["Sku"][];
  /** @description Text on the customer's bank statement; null when `type` is `goods`. */
  statement_descriptor?: string | null;
  /** @description Whether the product is `goods` or `services`. Other values are possible. */
  type?: "goods" | "services" | (string & {});
  /** @description Name of a unit of the product; null when `type` is `goods`. */
  unit_label?: string | null;
};
/** @description Variant of a product that can be sold (stock keeping unit). */
export type Sku = {
  /** @description ID of the SKU, one that the merchant chose or a string starting with `sku_`. */
  id: string;
  /** @description Whether the SKU can be sold. */
  active?: boolean;
  /** @description Values of up to five of the product's attributes, by their names. */
  attributes?: {
    [key: string]: unknown;
  };
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created_at?: number;
  /**
   * Format: int64
   * @description Time of the last change in Unix seconds.
   */
  updated_at?: number;
  currency?: components["schemas"]["Currency"];
  /**
   * Format: uri-reference
   * @description URL of a picture.
   */
  image?: string;
  inventory?: components["schemas"]["Inventory"];
  metadata?: components["schemas"]["Metadata"];
  package_dimensions?: components["schemas"]["PackageDimensions"];
  /**
   * Format: double
   * @description Price in major units of `currency`.
   */
  price?: number;
  /** @description ID of the product. */
  product?: string;
};
/** @description Outcome of a call, next to its data. */
export type Status = {
  error_code: components["schemas"]["ErrorCode"];
  /** @description Whether the call succeeded: `SUCCESS` (it did) or `ERROR` (it did not). Other values are possible. */
  status: "SUCCESS" | "ERROR" | (string & {});
  /** @description Explanation for a person; `""` after a success, and for some errors. */
  message: string;
  /** @description Same as `error_code`; `""` after a success. */
  response_code: string;
  /**
   * Format: uuid
   * @description Rapyd's UUID for this call; quote it to support. Recorded responses always have it.
   */
  operation_id?: string;
};
/** @description Recurring payment to, or payout from, the merchant. No recorded response has one; its properties follow Rapyd's own description. */
export type Subscription = {
  /** @description ID of the subscription, a string starting with `sub_`. */
  id: string;
  /**
   * @description How invoices are settled: `pay_automatically` (the payment method is charged) or `send_invoice` (in older responses).
   *     Other values are possible.
   */
  billing?: "pay_automatically" | "send_invoice" | (string & {});
  /** @description When the billing cycle starts: `now`, `unchanged`, or a time in Unix seconds. Other values are possible. */
  billing_cycle_anchor?: "now" | "unchanged" | (string & {}) | number;
  /** @description Whether the subscription ends with its current period. */
  cancel_at_period_end?: boolean;
  /**
   * Format: int64
   * @description Time of cancellation in Unix seconds; null when it was not cancelled.
   */
  canceled_at?: number | null;
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created_at?: number | null;
  /**
   * Format: int64
   * @description Start of the current period in Unix seconds.
   */
  current_period_start?: number;
  /**
   * Format: int64
   * @description End of the current period in Unix seconds.
   */
  current_period_end?: number;
  /** @description ID of the customer, a string starting with `cus_`. */
  customer_token?: string;
  /**
   * Format: int32
   * @description Number of days in which an invoice must be paid.
   */
  days_until_due?: number | null;
  /** @description Discount of the subscription; null when there is none. */
  discount?: components["schemas"]["Discount"] | null;
  /**
   * Format: int64
   * @description Time at which the subscription ended, in Unix seconds; null while it runs.
   */
  ended_at?: number | null;
  metadata?: components["schemas"]["Metadata"];
  /** @description Values of the payment that is made in each period. */
  payment_fields?: {
    [key: string]: unknown;
  } | null;
  /** @description ID of the payment method that is charged. */
  payment_method?: string;
  /** @description Reserved by Rapyd. */
  payout_fields?: {
    [key: string]: unknown;
  } | null;
  /** @description Whether an invoice is issued immediately (true) or an hour later (false). */
  simultaneous_invoice?: boolean;
  /**
   * @description State of the subscription: `active`, `canceled`, `past_due` (a payment is overdue), `trialing` (in its trial period) or
   *     `unpaid` (an error occurred). Other values are possible.
   */
  status?: "active" | "canceled" | "past_due" | "trialing" | "unpaid" | (string & {});
  subscription_items?: components["schemas"]["SubscriptionItemList"];
  /**
   * Format: double
   * @description Tax that is added, in percent.
   */
  tax_percent?: number;
  /**
   * Format: int64
   * @description Start of the trial period in Unix seconds; null when there is none.
   */
  trial_start?: number | null;
  /**
   * Format: int64
   * @description End of the trial period in Unix seconds; null when there is none.
   */
  trial_end?: number | null;
  /** @description Direction of the money, `payment` (to the merchant) or `payout` (to the customer), or null. Other values are possible. */
  type?: "payment" | "payout" | (string & {}) | null;
};
/** @description Plan and quantity within a subscription. */
export type SubscriptionItem = {
  /** @description ID of the item, a string starting with `subi_`. */
  id: string;
  /**
   * Format: int64
   * @description Time of creation in Unix seconds.
   */
  created?: number;
  /** @description Merchant-defined JSON object, or null. */
  metadata?: components["schemas"]["Metadata"] | null;
  plan?: components["schemas"]["Plan"];
  /**
   * Format: double
   * @description Number of units of the plan.
   */
  quantity?: number;
  /** @description ID of the subscription, a string starting with `sub_`. */
  subscription_id?: string | null;
};
/** @description Items of a subscription. */
export type SubscriptionItemList = {
  /** @description Items. */
  data: components["schemas"]["SubscriptionItem"][];
  /** @description Whether there are more than `data` holds. */
  has_more?: boolean;
  /**
   * Format: int32
   * @description Number of all items.
   */
  total_count?: number;
  /**
   * Format: uri-reference
   * @description Path, without a host, under which all of them are listed.
   */
  url?: string;
};
/** @description List object with subscriptions, as on an older page of Rapyd's documentation. */
export type SubscriptionList = {
  /** @description Subscriptions. */
  data: components["schemas"]["Subscription"][];
  /** @description Whether there are more than `data` holds. */
  has_more?: boolean;
  /**
   * Format: int32
   * @description Number of all subscriptions.
   */
  total_count?: number;
  /**
   * Format: uri-reference
   * @description Path, without a host, under which all of them are listed.
   */
  url?: string;
};
/** @description Price of a range of units. */
export type Tier = {
  /**
   * Format: double
   * @description Price of a unit, in major units of the plan's currency.
   */
  amount?: number;
  /**
   * Format: double
   * @description Price that is added to the unit prices of the tier, in major units of the plan's currency.
   */
  flat_amount?: number;
  /** @description Last unit of the tier, as a number or as text; `inf` on the tier without an end. */
  up_to?: number | string;
};
/** @description How a reported quantity becomes the quantity that is charged. */
export type TransformUsage = {
  /**
   * Format: double
   * @description Number by which the quantity is divided.
   */
  divide_by?: number;
  /** @description Direction in which the result is rounded, `up` or `down`. Other values are possible. */
  round?: "up" | "down" | (string & {});
};
/**
 * @description Changes to a customer. Properties that are omitted or null keep their stored values. `""` clears
 *     a string. Unknown properties are sent as they are.
 */
export type UpdateCustomerRequest = {
  /** @description Name of the person or business. Every customer has a name, so `""` is likely to be rejected. */
  name?: string | null | undefined;
  /**
   * @description ID of the payment method that becomes the default, beginning with `card_` or `other_`. It must be one of this
   *     customer's.
   */
  default_payment_method?: string | null | undefined;
} & components["schemas"]["CustomerFields"];
/** @description Properties of a payment method to change. Null is the same as an omitted property. */
export type UpdatePaymentMethodRequest = {
  /**
   * @description Values to change. Those that can change are marked `is_updatable` in Rapyd's response to "Get Payment Method
   *     Required Fields". A card's month and year must change together; its number and CVV cannot change.
   */
  fields?: components["schemas"]["PaymentMethodFields"] | undefined;
  metadata?: components["schemas"]["MetadataRequest"] | undefined;
  /** @description Billing address of the method, with `name` and `line_1`; null means none. */
  address?: components["schemas"]["AddressRequest"] | null | undefined;
};
/** @description Fields common to all events. An event can arrive more than once, with the same `id`. */
export type WebhookEvent = {
  /** @description ID of the event, `wh_` and 32 lower-case hexadecimal characters. */
  id: string;
  /** @description Kind of the event, such as `CUSTOMER_CREATED`. */
  type: string;
  /** @description Event payload. Its form depends on `type`. */
  data: unknown;
  /** @description UUID of the call that led to the event, the `operation_id` of its response. */
  trigger_operation_id: string;
  /**
   * @description State of the delivery: `NEW` (first attempt), `RET` (sent again), `CLO` (accepted) or `ERR` (given up). Other values are
   *     possible.
   */
  status: "NEW" | "RET" | "CLO" | "ERR" | (string & {});
  /**
   * Format: int64
   * @description Time of the event in Unix seconds.
   */
  created_at: number;
  /**
   * Format: int64
   * @description Time of the event in Unix milliseconds. Older events lack it.
   */
  extended_timestamp?: number;
};
export type $defs = Record<string, never>;
export interface operations {
  listCustomers: {
    parameters: {
      query?: ListCustomersQuery;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of customers. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CustomerListEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createCustomer: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
         *
         *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
         *     switched idempotency on for the account; until then two calls with one key take effect twice.
         * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
         */
        idempotency?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description Customer to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateCustomerRequest"];
      };
    };
    responses: {
      /** @description Customer was created. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CustomerEnvelope"];
        };
      };
      400: components["responses"]["CustomerRefused"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  retrieveCustomer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Customer was found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CustomerEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateCustomer: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
         *
         *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
         *     switched idempotency on for the account; until then two calls with one key take effect twice.
         * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
         */
        idempotency?: components["parameters"]["IdempotencyKey"];
      };
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /** @description Properties to change. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateCustomerRequest"];
      };
    };
    responses: {
      /** @description Customer was changed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CustomerEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteCustomer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Customer was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletionEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  removeCustomerDiscount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Discount was removed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletionEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  retrieveDiscount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the discount, a string starting with `dis_`.
         * @example dis_d41d8cd98f00b204e9800998ecf8427e
         */
        discountId: components["parameters"]["DiscountId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Discount was found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DiscountEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  listPaymentMethods: {
    parameters: {
      query?: ListPaymentMethodsQuery;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of payment methods. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentMethodListEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  addPaymentMethod: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
         *
         *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
         *     switched idempotency on for the account; until then two calls with one key take effect twice.
         * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
         */
        idempotency?: components["parameters"]["IdempotencyKey"];
      };
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /** @description Payment method to add. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddPaymentMethodRequest"];
      };
    };
    responses: {
      /** @description Payment method was added. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentMethodEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  retrievePaymentMethod: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description ID of the payment method, a string starting with `card_` or `other_`.
         * @example card_b6a12fc24fe700c35a615da034e638dd
         */
        paymentMethodId: components["parameters"]["PaymentMethodId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Payment method was found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentMethodEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updatePaymentMethod: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
         *
         *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
         *     switched idempotency on for the account; until then two calls with one key take effect twice.
         * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
         */
        idempotency?: components["parameters"]["IdempotencyKey"];
      };
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description ID of the payment method, a string starting with `card_` or `other_`.
         * @example card_b6a12fc24fe700c35a615da034e638dd
         */
        paymentMethodId: components["parameters"]["PaymentMethodId"];
      };
      cookie?: never;
    };
    /** @description Properties to change. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdatePaymentMethodRequest"];
      };
    };
    responses: {
      /** @description Payment method was changed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentMethodEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deletePaymentMethod: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the customer, a string starting with `cus_`.
         * @example cus_571ef03ba58cb493317b49dfea644bf1
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description ID of the payment method, a string starting with `card_` or `other_`.
         * @example card_b6a12fc24fe700c35a615da034e638dd
         */
        paymentMethodId: components["parameters"]["PaymentMethodId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Payment method was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeletionEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  createAddress: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
         *
         *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
         *     switched idempotency on for the account; until then two calls with one key take effect twice.
         * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
         */
        idempotency?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description Address to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateAddressRequest"];
      };
    };
    responses: {
      /** @description Address was created. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AddressEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  retrieveAddress: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the address, a string starting with `address_`.
         * @example address_0a1b2c3d4e5f60718293a4b5c6d7e8f9
         */
        addressId: components["parameters"]["AddressId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Address was found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AddressEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  updateAddress: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description Key that identifies retries of one call. Rapyd keeps a key for 24 hours and replays the first response.
         *
         *     By default Rapyd honours it for Create Payment only. For this operation it has an effect only after Rapyd's support has
         *     switched idempotency on for the account; until then two calls with one key take effect twice.
         * @example 6f9d2c5e-3b57-4f0e-9a0c-2f1f6f0c7a11
         */
        idempotency?: components["parameters"]["IdempotencyKey"];
      };
      path: {
        /**
         * @description ID of the address, a string starting with `address_`.
         * @example address_0a1b2c3d4e5f60718293a4b5c6d7e8f9
         */
        addressId: components["parameters"]["AddressId"];
      };
      cookie?: never;
    };
    /** @description Properties to change. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddressRequest"];
      };
    };
    responses: {
      /** @description Address was changed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AddressEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  deleteAddress: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description ID of the address, a string starting with `address_`.
         * @example address_0a1b2c3d4e5f60718293a4b5c6d7e8f9
         */
        addressId: components["parameters"]["AddressId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Address was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AddressDeletionEnvelope"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      429: components["responses"]["TooManyRequests"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  receiveCustomerCreated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CustomerCreatedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receiveCustomerUpdated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CustomerUpdatedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receiveCustomerDeleted: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CustomerDeletedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receivePaymentMethodCreated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["PaymentMethodCreatedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receivePaymentMethodUpdated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["PaymentMethodUpdatedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receivePaymentMethodCanceled: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["PaymentMethodCanceledEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receiveCardAdded: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CardAddedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  receiveCardFailed: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Event, signed in the headers `salt`, `timestamp` and `signature`. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CardFailedEvent"];
      };
    };
    responses: {
      /** @description Event accepted. Rapyd resends it after any other status. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The event was rejected, for example because its signature is wrong. */
      "4XX": {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
}
export type ListCustomersQuery = {
  /**
   * @description Maximum items per page, 1 to 100.
   * @example 10
   */
  limit?: components["parameters"]["Limit"] | undefined;
  /**
   * @description ID of the item that was created just before the first item to return. List order is undocumented.
   * @example cus_571ef03ba58cb493317b49dfea644bf1
   */
  starting_after?: components["parameters"]["StartingAfter"] | undefined;
  /**
   * @description ID of the item that was created just after the last item to return. List order is undocumented.
   * @example cus_571ef03ba58cb493317b49dfea644bf1
   */
  ending_before?: components["parameters"]["EndingBefore"] | undefined;
};
export type ListPaymentMethodsQuery = {
  /**
   * @description Family of the methods wanted, such as `card`.
   * @example card
   */
  category?: components["parameters"]["PaymentMethodCategory"] | undefined;
  /**
   * @description Type of the methods wanted, such as `us_visa_card`.
   * @example us_visa_card
   */
  type?: components["parameters"]["PaymentMethodType"] | undefined;
  /**
   * @description Maximum items per page, 1 to 100.
   * @example 10
   */
  limit?: components["parameters"]["Limit"] | undefined;
  /**
   * @description ID of the item that was created just before the first item to return. List order is undocumented.
   * @example cus_571ef03ba58cb493317b49dfea644bf1
   */
  starting_after?: components["parameters"]["StartingAfter"] | undefined;
  /**
   * @description ID of the item that was created just after the last item to return. List order is undocumented.
   * @example cus_571ef03ba58cb493317b49dfea644bf1
   */
  ending_before?: components["parameters"]["EndingBefore"] | undefined;
};
