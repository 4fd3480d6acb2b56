/** Creates one customer exactly once, provided that the process survives until the call ends. */
import { securityLimits } from "../../generated/client.js";
import type { CreateCustomerRequest, Customer } from "../../generated/schema.js";
import type { RapydClient } from "../client.js";
import { isObject } from "../check/check.js";
import { AbortError, messageOf, RapydError } from "../errors.js";
import {
  copyRequest,
  defaultReferenceKey,
  isReferenceMissing,
  readCustomers,
  referenceOf,
  referenceProblem,
} from "./customers.js";
import { ExactlyOnceError } from "./errors.js";
import { checkOptions } from "./options.js";
import { createPace, defaultRequestsPerMinute, isFinal, type Pace } from "./pace.js";
import { nodeSystem, type System } from "./system.js";

/** Options of {@link createOnce}. */
export interface CreateOnceOptions {
  /** Aborts `createOnce`, even during a wait. Default: none. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds to wait after a request of unknown outcome before the list of customers is read. Choose it so that the request can no
   * longer take effect afterwards. Default: 60,000, by which time the request's signature has expired.
   */
  settleAfterMs?: number | undefined;
  /** Maximum number of create requests. Default: 5. */
  maxAttempts?: number | undefined;
  /** Key in `metadata` under which the customer keeps the reference. Default: `"reference"`. */
  referenceKey?: string | undefined;
}

/** Milliseconds after which a signature has expired. */
export const defaultSettleAfterMs = securityLimits.timestamp.maximumAgeSeconds * 1_000;

/**
 * Each call creates exactly one customer, so a second call with the same reference creates another. If a response is lost, `createOnce`
 * waits, searches the list of customers for the reference, and sends the request again only if no customer has it. So use a new reference
 * for each customer: otherwise, a lost response may make `createOnce` return an older customer with the same reference. A call can take
 * minutes, so run it in a background job. If the process itself may die, use {@link importCustomers}, even for one customer.
 *
 * Throws the client's error if Rapyd rejects the request or the last attempt certainly had no effect, an {@link AbortError} if `signal`
 * aborts `createOnce`, an {@link ExactlyOnceError} if `createOnce` gives up, and a TypeError for an invalid option. The error's
 * `mayHaveSucceeded` says whether the customer may exist.
 */
export function createOnce(
  rapyd: RapydClient,
  reference: string,
  request: CreateCustomerRequest,
  options: CreateOnceOptions = {},
): Promise<Customer> {
  return createOnceWith(nodeSystem, rapyd, reference, request, options);
}

/** {@link createOnce} with time and randomness passed in, for tests. */
export async function createOnceWith(
  system: System,
  rapyd: RapydClient,
  reference: string,
  request: CreateCustomerRequest,
  options: CreateOnceOptions,
): Promise<Customer> {
  checkOptions("createOnce", options);
  const { referenceKey = defaultReferenceKey, settleAfterMs = defaultSettleAfterMs } = options;
  const { signal, maxAttempts = 5 } = options;
  const record = copyRequest(withReference(request, referenceKey, reference)).request;
  const pace = createPace(system, { requestsPerMinute: defaultRequestsPerMinute, signal });
  let failure: RapydError | undefined;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      return await pace.once((limits) => rapyd.createCustomer(record, { ...limits, signal }));
    } catch (error) {
      if (!(error instanceof RapydError)) throw error;
      if (!error.mayHaveSucceeded && (isFinal(error) || attempt === maxAttempts)) throw error;
      failure = error;
    }
    if (!failure.mayHaveSucceeded) continue;
    const found = await settle(failure);
    if (found) return found;
  }
  throw new ExactlyOnceError(
    `createOnce: no customer with the reference "${reference}" was created in ${maxAttempts} attempts: the customer list, read to its ` +
      `end after the last attempt, has none. Error of that attempt: ${messageOf(failure)}`,
    { isTransient: true, attempts: pace.requests(), cause: failure },
  );

  async function settle(lost: RapydError): Promise<Customer | undefined> {
    try {
      await pace.waitUntil(system.elapsed() + settleAfterMs);
      return await findCustomer(rapyd, pace, referenceKey, reference);
    } catch (cause) {
      const details = { mayHaveSucceeded: true, attempts: pace.requests() };
      const lastly = `The create request failed with: ${lost.message}`;
      if (cause instanceof AbortError)
        throw new AbortError(
          `createOnce: aborted; it is unknown whether a customer with the reference "${reference}" exists. ${lastly}`,
          {
            ...details,
            cause: cause.cause,
          },
        );
      throw new ExactlyOnceError(
        `createOnce: it is unknown whether a customer with the reference "${reference}" exists, since the customer list could not be read to its end: ${messageOf(cause)}. ${lastly}`,
        { ...details, isTransient: true, cause },
      );
    }
  }
}

async function findCustomer(
  rapyd: RapydClient,
  pace: Pace,
  referenceKey: string,
  reference: string,
): Promise<Customer | undefined> {
  for await (const customer of readCustomers(rapyd, pace))
    if (referenceOf(customer, referenceKey) === reference) return customer;
  return undefined;
}

function withReference(
  request: CreateCustomerRequest,
  referenceKey: string,
  reference: unknown,
): CreateCustomerRequest {
  if (typeof reference !== "string" || reference === "")
    throw new TypeError("createOnce needs a reference: your own string, unique to this customer.");
  if (!isObject(request)) throw new TypeError("createOnce needs a request: the customer's properties.");
  const metadata: unknown = request.metadata ?? {};
  if (!isObject(metadata)) throw new TypeError("createOnce: metadata must be an object.");
  const own = referenceOf(request, referenceKey);
  if (own === undefined && !isReferenceMissing(request, referenceKey))
    throw new TypeError(`createOnce: ${referenceProblem(request, referenceKey)}.`);
  if (own !== undefined && own !== reference)
    throw new TypeError(
      `createOnce: metadata.${referenceKey} is "${own}", but the reference is "${reference}".`,
    );
  return { ...request, metadata: { ...metadata, [referenceKey]: reference } };
}
