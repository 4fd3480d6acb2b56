/** Reads the whole list of customers, and their references. */
import { operations } from "../../generated/client.js";
import type { Customer } from "../../generated/schema.js";
import { requestChecks } from "../../generated/validators.js";
import type { RapydClient } from "../client.js";
import { withPages } from "../pages.js";
import type { Pace } from "./pace.js";

/** Default key in `metadata` for a customer's reference. */
export const defaultReferenceKey = "reference";

const { paging } = operations.listCustomers;

/** Asks for the largest page. */
const query = {
  [paging.limit]: requestChecks["listCustomers"]?.parameters?.properties?.[paging.limit]?.maximum,
};

/** Yields every customer once. Failed pages are retried; throws if the whole list cannot be read. */
export async function* readCustomers(
  rapyd: RapydClient,
  pace: Pace,
): AsyncGenerator<Customer, void, undefined> {
  const fetchPage = (cursors?: object): Promise<readonly unknown[]> =>
    pace.untilKnown(async (options) => rapyd.listCustomers({ ...query, ...cursors }, options));
  // The items are those of listCustomers.
  for await (const customer of withPages(paging, query, fetchPage(), fetchPage)) yield customer as Customer;
}

/** Reference of a customer or a create request: text, or an integer as text; undefined if there is none. */
export function referenceOf(
  { metadata }: { readonly metadata?: unknown },
  referenceKey: string,
): string | undefined {
  const value: unknown = Reflect.get(Object(metadata), referenceKey);
  if (typeof value === "string") return value === "" ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
