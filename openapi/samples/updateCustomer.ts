import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";

// Omitted properties are kept; `""` clears a string.
const customer = await rapyd.updateCustomer(customerId, { phone_number: "+14155559993", description: "" });
console.log(customer.id, customer.phone_number);
