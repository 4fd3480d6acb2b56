// A customer's whole life, as a caller of the installed package has it. Throws where anything is not as documented.
import assert from "node:assert/strict";
import { createClient } from "rapyd-customers";
import { startEmulator } from "rapyd-customers/emulator";

const emulator = await startEmulator();
const { accessKey, secretKey, url } = emulator;
const rapyd = createClient({ accessKey, secretKey, baseUrl: url });
const fields = {
  number: "4111111111111111",
  expiration_month: "12",
  expiration_year: "35",
  cvv: "345",
  name: "Jane",
};
const codeOf = (call) =>
  call.then(
    () => "none",
    (error) => error.errorCode,
  );

const { id } = await rapyd.createCustomer({
  name: "Jane Doe",
  description: "first",
  payment_method: { type: "us_visa_card", fields },
});
assert.equal((await rapyd.retrieveCustomer(id)).description, "first");
assert.equal((await rapyd.updateCustomer(id, { description: "" })).description, "");

const added = await rapyd.addPaymentMethod(id, { type: "us_visa_card", fields });
await rapyd.updateCustomer(id, { default_payment_method: added.id });
assert.equal(
  await codeOf(rapyd.deletePaymentMethod(id, added.id)),
  "DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED",
);
const changed = await rapyd.updatePaymentMethod(id, added.id, {
  fields: { expiration_month: "11", expiration_year: "36" },
});
assert.notEqual(changed.id, added.id);

for (let count = 1; count < 250; count++) await rapyd.createCustomer({ name: `Customer ${count}` });
const ids = new Set();
for await (const customer of rapyd.listCustomers({ limit: 100 })) ids.add(customer.id);
assert.equal(ids.size, 250);
const all = [...ids];
const middle = all[125];
const older = await rapyd.listCustomers({ limit: 100, ending_before: middle });
const newer = await rapyd.listCustomers({ limit: 100, starting_after: middle });
assert.ok(older.every((one) => all.indexOf(one.id) < 125) && newer.every((one) => all.indexOf(one.id) > 125));

const address = await rapyd.createAddress({ name: "Jane Doe", line_1: "Street" });
assert.equal((await rapyd.updateAddress(address.id, { line_2: "Flat 1" })).line_2, "Flat 1");
await rapyd.deleteAddress(address.id);
assert.deepEqual(await rapyd.deleteCustomer(id), { deleted: true, id });
assert.equal(await codeOf(rapyd.deleteCustomer(id)), "ERROR_DELETE_CUSTOMER");
await emulator.close();
console.info("a whole life");
