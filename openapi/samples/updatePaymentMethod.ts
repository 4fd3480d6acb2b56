import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";
const paymentMethodId = process.argv[3] ?? "card_...";

const method = await rapyd.updatePaymentMethod(customerId, paymentMethodId, {
  fields: { expiration_month: "11", expiration_year: "36" },
});
// Changed fields give the method a new ID: store it instead of the old one.
console.log(method.id);
