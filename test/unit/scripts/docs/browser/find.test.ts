import { expect, test } from "vitest";
import { findPlaces, type Place } from "../../../../../scripts/docs/browser/find.js";

const place = (kind: Place["kind"], id: string, label: string, text = ""): Place => ({
  kind,
  id,
  label,
  text,
});
const places = [
  place("text", "pagination-notes", "Lists", "Follow the cursor. The order is undocumented."),
  place("field", "Customer.email", "email", "Email address of the customer."),
  place("code", "ERROR_DELETE_CUSTOMER", "ERROR_DELETE_CUSTOMER", "The customer could not be deleted."),
  place("operation", "deleteCustomer", "Delete a customer", "Deletes a customer."),
  place("operation", "createCustomer", "Create a customer", "Creates a customer."),
];
const idsOf = (search: string): string[] => findPlaces(places, search).shown.map(({ id }) => id);

test.each<[search: string, first: string]>([
  ["delete customer", "deleteCustomer"],
  ["customer delete", "deleteCustomer"],
  ["deleteCustomer", "deleteCustomer"],
  ["error delete_customer", "ERROR_DELETE_CUSTOMER"],
  ["email", "Customer.email"],
  ["pagination", "pagination-notes"],
  ["sort", "pagination-notes"],
])("%s finds %s first", (search, first) => {
  expect(idsOf(search)[0]).toBe(first);
});

test.each(["custmer", "customerr", "custoner", "cutsomer"])("%s is found despite one typo", (search) => {
  expect(idsOf(`delete ${search}`)).toContain("deleteCustomer");
});

test.each(["", "  ", "csmr", "xustomerz", "delete nothing"])("%j finds nothing", (search) => {
  expect(findPlaces(places, search)).toEqual({ shown: [], count: 0 });
});
