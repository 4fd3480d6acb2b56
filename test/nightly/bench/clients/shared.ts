/** Input of every client: keys, a body and a base URL. */

export const keys = {
  accessKey: "rak_TEST00000000000000",
  secretKey: "rsk_test_0123456789abcdef0123456789abcdef0123456789abcdef",
};

export const body = {
  name: "Jane Doe",
  email: "jane.doe@example.com",
  phone_number: "+14155559993",
  addresses: [{ name: "Jane Doe", line_1: "123 Street", city: "Anytown", country: "US", zip: "12345" }],
  metadata: { merchant_defined: true },
};

/** Base URL to call, and the fetch to call it with. */
export interface Setting {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
}

/** Returns a function that creates one customer and returns its data. */
export type Client = (setting: Setting) => () => Promise<unknown>;

export const path = "/v1/customers";
export const timeoutMs = 30_000;
