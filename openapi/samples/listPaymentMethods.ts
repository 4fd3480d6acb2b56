import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";

for await (const method of rapyd.listPaymentMethods(customerId, { category: "card" })) {
  console.log(method.id, method.type, method.last4);
}
