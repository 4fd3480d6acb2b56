/** The list of customers, read to its end, and the references in it. */
import { operations } from "../../generated/client.js";
import type { Customer } from "../../generated/schema.js";
import { requestChecks } from "../../generated/validators.js";
import type { RapydClient } from "../client.js";
import { withPages } from "../pages.js";
import type { Pace } from "./pace.js";

/** Key in `metadata` under which a customer has its reference, unless the caller says otherwise. */
export const defaultReferenceKey = "reference";

const { paging } = operations.listCustomers;

/** As many customers a page as Rapyd allows. */
const query = {
  [paging.limit]: requestChecks["listCustomers"]?.parameters?.properties?.[paging.limit]?.maximum,
};

/** Every customer, each once. A page that failed is asked for again; rejects when the list cannot be read to its end. */
export async function* readCustomers(
  rapyd: RapydClient,
  pace: Pace,
): AsyncGenerator<Customer, void, undefined> {
  const fetchPage = (cursors?: object): Promise<readonly unknown[]> =>
    pace.untilKnown(async (options) => rapyd.listCustomers({ ...query, ...cursors }, options));
  // The items are those of listCustomers.
  for await (const customer of withPages(paging, query, fetchPage(), fetchPage)) yield customer as Customer;
}

/** Reference of a customer or of a request for one: text, or a whole number as text; undefined when there is none. */
export function referenceOf(
  { metadata }: { readonly metadata?: unknown },
  referenceKey: string,
): string | undefined {
  const value: unknown = Reflect.get(Object(metadata), referenceKey);
  if (typeof value === "string") return value === "" ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
