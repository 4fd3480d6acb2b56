import { setTimeout } from "node:timers/promises";
import { type CreateCustomerRequest, type Customer, type RapydClient, RapydError } from "../../src/index.js";

/**
 * Creates the customer of a reference of your own once, whatever is lost on the way. It may take minutes, so it belongs in a job. If the
 * job itself was lost, look with findCustomer before you start it again.
 */
export async function createOnce(
  rapyd: RapydClient,
  reference: string,
  request: CreateCustomerRequest,
  minAgeMs = 60_000,
): Promise<Customer> {
  for (;;) {
    try {
      return await rapyd.createCustomer({ ...request, metadata: { ...request.metadata, reference } });
    } catch (error) {
      if (!(error instanceof RapydError && error.mayHaveSucceeded)) throw error;
    }
    // A request may arrive after its answer was given up: look when it no longer can.
    await setTimeout(minAgeMs);
    const found = await findCustomer(rapyd, reference);
    if (found) return found;
  }
}

/** Finds the customer of a reference in the whole list. Throws when the list cannot be read to its end. */
export async function findCustomer(rapyd: RapydClient, reference: string): Promise<Customer | undefined> {
  const customers = rapyd.listCustomers({ limit: 100 })[Symbol.asyncIterator]();
  for (let failures = 0; ; failures++) {
    try {
      for await (const one of customers) {
        failures = 0;
        if (one.metadata["reference"] === reference) return one;
      }
      return undefined;
    } catch (cause) {
      // The list goes on where it stopped. Nobody may create again before it has been seen whole.
      if (failures === 20) throw new Error(`Customer ${reference}: outcome unknown`, { cause });
    }
  }
}
