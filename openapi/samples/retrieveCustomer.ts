import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";

const customer = await rapyd.retrieveCustomer(customerId);
console.log(customer.id, customer.default_payment_method);
