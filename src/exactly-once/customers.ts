/** Reads the whole list of customers, and their references. */
import { operations } from "../../generated/client.js";
import type { CreateCustomerRequest, Customer } from "../../generated/schema.js";
import { requestChecks } from "../../generated/validators.js";
import { checkRequest } from "../check/request.js";
import type { Issue } from "../check/check.js";
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

interface WithMetadata {
  readonly metadata?: unknown;
}

/** Reference of a customer or a create request: text, or an integer as text; undefined if there is none. */
export function referenceOf(holder: WithMetadata, referenceKey: string): string | undefined {
  const value = readReference(holder, referenceKey);
  if (typeof value === "string") return value === "" ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Why a create request has no reference, such as `metadata.reference is missing`. */
export function referenceProblem(holder: WithMetadata, referenceKey: string): string {
  return `metadata.${referenceKey} ${isReferenceMissing(holder, referenceKey) ? "is missing" : "must be a string or a safe integer"}`;
}

/** Whether a create request has no value where its reference belongs. */
export function isReferenceMissing(holder: WithMetadata, referenceKey: string): boolean {
  const value = readReference(holder, referenceKey);
  return value === undefined || value === null || value === "";
}

function readReference({ metadata }: WithMetadata, referenceKey: string): unknown {
  return Reflect.get(Object(metadata), referenceKey);
}

/**
 * Validates a create request and copies it, since the caller may change or reuse the object before it is sent. An invalid request is
 * returned uncopied: the client, which validates again, must see what is wrong with it.
 */
export function copyRequest(request: CreateCustomerRequest): {
  request: CreateCustomerRequest;
  issues: readonly Issue[];
} {
  const issues = checkRequest("createCustomer", request);
  // A valid request is plain data, so its JSON is all of it.
  const copy = issues.length > 0 ? request : (JSON.parse(JSON.stringify(request)) as CreateCustomerRequest);
  return { request: copy, issues };
}
