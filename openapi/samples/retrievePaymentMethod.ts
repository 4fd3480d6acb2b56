import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";
const paymentMethodId = process.argv[3] ?? "card_...";

const method = await rapyd.retrievePaymentMethod(customerId, paymentMethodId);
console.log(method.id, method.type);
