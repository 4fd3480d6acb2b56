import { createClient } from "rapyd-customers";

const rapyd = createClient();

// One page is what `await rapyd.listCustomers({ limit: 100 })` returns; this loop yields every customer.
for await (const customer of rapyd.listCustomers({ limit: 100 })) {
  console.log(customer.id, customer.name);
}
