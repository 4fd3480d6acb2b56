/** Creates each customer once, although responses are lost and the account does not honour idempotency keys. */
import { createOnceWith } from "../../../src/exactly-once/create-once.js";
import { nodeSystem } from "../../../src/exactly-once/system.js";
import { type Customer, RapydError } from "../../../src/index.js";
import { startChaos } from "./chaos.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

/** Result of the calls. */
export interface OnceReport {
  customers: number;
  /** Requests that were sent, including those that list customers. */
  requests: number;
  violations: string[];
}

/** Creates the given number of customers with `createOnce`, and compares them with what the server has. */
export async function runOnce(customers: number, seed: number, concurrency = 16): Promise<OnceReport> {
  const { client, emulator, attempts, runtime } = await startChaos(seed);
  const system = { ...nodeSystem, ...runtime };
  const created: Customer[] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (next < customers) {
      const reference = `order-${next++}`;
      created.push(
        await persistently(() =>
          createOnceWith(system, client, reference, { ...minimalCustomer, name: reference }, {}),
        ),
      );
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  await emulator.close();
  const stored = new Map(emulator.customers.map((one) => [one.id, one.metadata["reference"]]));
  const violations = created
    .filter(({ id, metadata }) => stored.get(id) !== metadata["reference"])
    .map(({ id }) => `${id} was given to the caller, and is not there`);
  const references = new Set(stored.values());
  if (emulator.customers.length !== customers || references.size !== customers)
    violations.push(
      `${emulator.customers.length} customers of ${references.size} references, not ${customers}`,
    );
  return { customers: emulator.customers.length, requests: attempts(), violations };
}

/** Retries a call that certainly had no effect, as a caller would. */
async function persistently<Value>(call: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof RapydError) || error.mayHaveSucceeded) throw error;
    }
  }
}
