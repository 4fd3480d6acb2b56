// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

import type { CreateCustomerRequest, Customer } from "./schema.js";

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

/** Media type of every request and of every answer that is described. */
export const mediaType = "application/json";

/** Limits of the values in the {@link securityHeaders}: lengths in characters, ages in seconds. */
export const securityLimits = {
  salt: { maximumLength: 16 },
  timestamp: { maximumAgeSeconds: 60, maximumLeadSeconds: 1 },
} as const;

/** Every operation of the description, by operationId. */
export const operations = {
  createCustomer: {
    operationId: "createCustomer",
    method: "POST",
    path: "/v1/customers",
    takes: ["body"],
    answer: "envelope",
    data: "object",
    idempotencyHeader: "idempotency",
  },
} as const;

/** One page of a list for whoever waits for it; all items of all pages for whoever iterates. */
export interface Pages<Item> extends Promise<Item[]> {
  [Symbol.asyncIterator](): AsyncIterableIterator<Item>;
}

/** One method per operation of the description. */
export interface Operations<Options> {
  /**
   * Create a customer.
   *
   * Adds a customer to the merchant's account and answers with the stored customer.
   *
   * The body is JSON (`Content-Type: application/json`), and so is the answer (`Accept: application/json`). The
   * signature covers the exact bytes of the body, so a body must be serialised once and sent as it was signed.
   *
   * Rapyd answers 200, never 201. Two calls with the same body create two customers.
   * @param body Customer to create.
   */
  createCustomer(body: CreateCustomerRequest, options?: Options): Promise<Customer>;
}
