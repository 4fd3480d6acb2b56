import { ApiError, createClient, RapydError, ValidationError } from "rapyd-customers";

// Reads RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY, signs, checks the request, and calls the sandbox.
const rapyd = createClient();

try {
  const customer = await rapyd.createCustomer({
    name: "Jane Doe",
    email: "jane.doe@example.com",
    metadata: { reference: "order-1001" },
  });
  console.log(customer.id);
} catch (error) {
  if (!(error instanceof RapydError)) throw error;
  if (error.mayHaveSucceeded) console.error("Look before you create it again.", error.message);
  else if (error instanceof ValidationError) console.error(error.issues);
  else if (error instanceof ApiError) console.error(error.errorCode, error.message);
  else console.error("Nothing was done.", error.message);
  process.exitCode = 1;
}
