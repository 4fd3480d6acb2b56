import { createClient } from "rapyd-customers";

const rapyd = createClient();
const customerId = process.argv[2] ?? "cus_...";

const { id, deleted } = await rapyd.deleteCustomer(customerId);
console.log(id, deleted);
