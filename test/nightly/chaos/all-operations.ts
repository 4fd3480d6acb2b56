/**
 * Calls of all operations while the emulator injects faults. A call that fails without `mayHaveSucceeded` must have had no effect; the
 * effect of a successful call must be there.
 */
import { type Customer, RapydError } from "../../../src/index.js";
import { cardFields } from "../../helpers/fixtures.js";
import { type Chaotic, startChaos } from "./chaos.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

/** Result of the calls. */
export interface MixedReport {
  calls: number;
  failed: number;
  mayHaveSucceeded: number;
  violations: string[];
}

/** One call. `took` reports whether its effect is there afterwards; undefined if the call has no effect that the emulator shows. */
interface Step {
  name: string;
  call: () => Promise<unknown>;
  took?: () => boolean;
}

/** Runs the calls in parallel workers. Each worker has its own customers, so that it sees only the effects of its own calls. */
export async function runMixed(calls: number, seed: number, concurrency = 32): Promise<MixedReport> {
  const chaotic = await startChaos(seed);
  const report: MixedReport = { calls: 0, failed: 0, mayHaveSucceeded: 0, violations: [] };
  async function work(worker: number): Promise<void> {
    for (let round = 0; report.calls < calls; round++)
      for (const step of stepsOf(chaotic, `${worker}-${round}`)) {
        report.calls++;
        await take(step, report);
      }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)));
  await chaotic.emulator.close();
  return report;
}

async function take({ name, call, took }: Step, report: MixedReport): Promise<void> {
  try {
    await call();
    if (took?.() === false) report.violations.push(`${name} succeeded, and its effect is not there`);
  } catch (error) {
    report.failed++;
    if (!(error instanceof RapydError)) throw error;
    if (error.mayHaveSucceeded) report.mayHaveSucceeded++;
    else if (took?.() === true)
      report.violations.push(`${name} says that nothing happened (${error.message}), and it did`);
  }
}

/** The life of one customer. If the create fails but took effect, the steps continue with the customer on the server. */
function* stepsOf({ client, emulator }: Chaotic, mark: string): Generator<Step> {
  const own = (): Customer | undefined =>
    emulator.customers.find(({ metadata }) => metadata["mark"] === mark);
  const hasText = (text: string): boolean => own()?.description === text;
  const methods = (): number => own()?.payment_methods?.total_count ?? 0;
  yield {
    name: "createCustomer",
    call: () =>
      client.createCustomer({ ...minimalCustomer, name: mark, metadata: { mark }, coupon: "SPRING" }),
    took: () => own() !== undefined,
  };
  const customer = own();
  if (customer === undefined) return;
  const { id, discount } = customer;
  yield { name: "listCustomers", call: () => client.listCustomers({ limit: 5 }) };
  yield { name: "retrieveCustomer", call: () => client.retrieveCustomer(id) };
  yield {
    name: "updateCustomer",
    call: () => client.updateCustomer(id, { description: "changed" }),
    took: () => hasText("changed"),
  };
  yield { name: "retrieveDiscount", call: () => client.retrieveDiscount(discount?.id ?? "") };
  yield {
    name: "removeCustomerDiscount",
    call: () => client.removeCustomerDiscount(id),
    took: () => own()?.discount === null,
  };
  yield {
    name: "addPaymentMethod",
    call: () => client.addPaymentMethod(id, { type: "us_visa_card", fields: cardFields }),
    took: () => methods() > 0,
  };
  const method = (): string => own()?.payment_methods?.data[0]?.id ?? "";
  if (method() !== "") {
    yield { name: "listPaymentMethods", call: () => client.listPaymentMethods(id) };
    yield { name: "retrievePaymentMethod", call: () => client.retrievePaymentMethod(id, method()) };
    const old = method();
    yield {
      name: "updatePaymentMethod",
      call: () =>
        client.updatePaymentMethod(id, old, { fields: { expiration_month: "11", expiration_year: "36" } }),
      took: () => method() !== old,
    };
    yield {
      name: "deletePaymentMethod",
      call: () => client.deletePaymentMethod(id, method()),
      took: () => methods() === 0,
    };
  }
  yield { name: "deleteCustomer", call: () => client.deleteCustomer(id), took: () => own() === undefined };
  yield* addressSteps({ client, emulator });
}

/** Calls of the address operations. Their effects are not checked, since the emulator does not expose stored addresses. */
function* addressSteps({ client }: Pick<Chaotic, "client" | "emulator">): Generator<Step> {
  let id = "";
  yield {
    name: "createAddress",
    call: async () => {
      ({ id } = await client.createAddress({ name: "Jane", line_1: "Street" }));
    },
  };
  if (id === "") return;
  yield { name: "retrieveAddress", call: () => client.retrieveAddress(id) };
  yield { name: "updateAddress", call: () => client.updateAddress(id, { line_2: "Flat" }) };
  yield { name: "deleteAddress", call: () => client.deleteAddress(id) };
}
