import { createClient } from "rapyd-customers";

const rapyd = createClient();

// One page is what `await rapyd.listCustomers({ limit: 100 })` gives; this loop goes through all of them.
for await (const customer of rapyd.listCustomers({ limit: 100 })) {
  console.log(customer.id, customer.name);
}
