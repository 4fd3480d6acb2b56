import { createClient } from "rapyd-customers";

const rapyd = createClient();
const addressId = process.argv[2] ?? "address_...";

await rapyd.deleteAddress(addressId);
console.log("deleted");
