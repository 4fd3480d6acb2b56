import { createClient } from "rapyd-customers";

const rapyd = createClient();
const addressId = process.argv[2] ?? "address_...";

const address = await rapyd.retrieveAddress(addressId);
console.log(address.id, address.line_1);
