import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";
const paymentMethodId = process.argv[3] ?? "card_...";

const { id, deleted } = await rapyd.deletePaymentMethod(customerId, paymentMethodId);
console.log(id, deleted);
