import type { CreateCustomerRequest } from "../../src/index.js";
import type { Check } from "../../generated/check.js";
import { requestChecks } from "../../generated/validators.js";
import { at } from "./openapi.js";

/** Names of the properties that a check requires, including those that its allOf parts require. */
function requiredOf({ required = [], allOf = [] }: Check = {}): string[] {
  return [...required, ...allOf.flatMap(requiredOf)];
}

const example = at("/components/examples/CreateCustomerMinimalRequest/value") as object;
const required = new Set(requiredOf(requestChecks["createCustomer"]?.body));

/**
 * A create request with the required properties only, taken from the description's minimal example. Tests that only need a valid request
 * use it, so that a new required property does not break them.
 */
export const minimalCustomer = Object.fromEntries(
  Object.entries(example).filter(([name]) => required.has(name)),
  // The description's lint holds the example to its schema.
) as unknown as CreateCustomerRequest;
