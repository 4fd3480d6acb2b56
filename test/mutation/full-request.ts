/** A request with every property, in which all texts differ; those that an error may show say so. */
export const fullRequest = {
  name: "m-customer",
  addresses: [
    {
      ...{ id: "address_x", name: "m-name", line_1: "m-line1", line_2: "m-line2", line_3: "m-line3" },
      ...{ city: "m-city", district: "m-district", canton: "m-canton", state: "m-state", zip: "m-zip" },
      ...{ country: "DE", phone_number: "+15550001", created_at: 1, metadata: { any: "m-address-metadata" } },
    },
  ],
  ...{
    business_vat_id: "m-vat",
    coupon: "shown-coupon",
    default_payment_method: "",
    description: "shown-text",
  },
  ...{ email: "m@email.example", ewallet: `ewallet_${"e".repeat(32)}`, invoice_prefix: "shown-prefix" },
  metadata: { any: "m-metadata" },
  payment_method: {
    type: "us_visa_card",
    fields: {
      ...{ number: "4111111111111111", expiration_month: "12", expiration_year: "2037", cvv: "987" },
      ...{ name: "m-holder", any: "m-field" },
    },
    metadata: { any: "m-method-metadata" },
    complete_payment_url: "https://example.com/done",
    error_payment_url: "https://example.com/failed",
  },
  payment_method_options: { "3d_required": true },
  ...{ phone_number: "+15550002", birth_country: "FR", date_of_birth: "13/08/1987" },
  ...{ nationality: "IT", occupation: "m-job" },
} as const;
