import { createClient } from "rapyd-customers";

const rapyd = createClient();

const address = await rapyd.createAddress({ name: "Jane Doe", line_1: "123 State Street", country: "US" });
console.log(address.id);
