import { createClient } from "rapyd-customers";

const rapyd = createClient();
const addressId = process.argv[2] ?? "address_...";

const address = await rapyd.updateAddress(addressId, { line_2: "Apartment 35" });
console.log(address.id, address.line_2);
