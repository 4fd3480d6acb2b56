import { expect, test } from "vitest";
import { type Check, requestChecks } from "../../generated/validators.js";
import { findTypos } from "../../src/typo.js";
import type { AttemptEvent } from "../../src/observe.js";
import { created, observedClient } from "../helpers/observed-client.js";

const check = requestChecks["createCustomer"]?.body as Check;

test.each([
  ["a letter that is missing", { adresses: [] }, "/adresses", "addresses"],
  ["a letter too many", { emaill: "" }, "/emaill", "email"],
  ["another letter", { ewalled: "" }, "/ewalled", "ewallet"],
  ["letters that changed places", { nmae: "" }, "/nmae", "name"],
  ["camel case", { phoneNumber: "" }, "/phoneNumber", "phone_number"],
  ["one within a list", { addresses: [{}, { contry: "DE" }] }, "/addresses/1/contry", "country"],
  ["one below a choice", { payment_method: { feilds: {} } }, "/payment_method/feilds", "fields"],
])("%s is named with what was meant", (_, body, path, meant) => {
  expect(findTypos(check, body)).toEqual([
    { path, message: `${path} is not described and was sent as it is; ${meant} was probably meant` },
  ]);
});

test.each([
  ["described properties", { name: "x", email: "y" }],
  ["a property that is like none", { loyalty_tier: "gold" }],
  [
    "a neighbour of one that is given too",
    { addresses: [{ line_1: "", line_2: "", line_3: "", line_4: "" }] },
  ],
  ["another line of an address", { addresses: [{ line_4: "" }] }],
  ["fields of another payment method", { payment_method: { fields: { fname: "", lname: "" } } }],
  ["anything in metadata", { metadata: { nmae: 1 } }],
  ["names of Object's own", JSON.parse('{"__proto__": 1, "constructor": 2}') as object],
  ["what is no object", null],
])("%s is no slip", (_, body) => {
  expect(findTypos(check, body)).toEqual([]);
});

test("an observer sees the warning with each attempt, and the property is sent", async () => {
  const seen: AttemptEvent[] = [];
  const { client, sent } = observedClient(created, { onAttempt: (event) => seen.push(event) });
  const body = { name: "Jane Doe", adresses: [] };
  await client.createCustomer(body);
  expect(sent[0]?.body).toBe(JSON.stringify(body));
  expect(seen.map(({ warnings }) => warnings.map(({ path }) => path))).toEqual([["/adresses"]]);
});
