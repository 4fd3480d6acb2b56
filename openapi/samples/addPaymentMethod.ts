import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";

const method = await rapyd.addPaymentMethod(customerId, {
  type: "us_visa_card",
  fields: {
    number: "4111111111111111",
    expiration_month: "12",
    expiration_year: "35",
    cvv: "345",
    name: "Jane Doe",
  },
});
// With a token, the body is { token: "card_..." } instead. It is not the default yet. Cards in the sandbox wait for 3D Secure at redirect_url.
console.log(method.id, method.next_action, method.redirect_url);
