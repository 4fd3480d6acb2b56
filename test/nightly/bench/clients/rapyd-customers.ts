import { createClient } from "../../../../src/index.js";
import { body, type Client, keys } from "./shared.js";

/** Our client with everything on: request check, one time budget, retries, typed errors, redaction. */
export const create: Client = ({ baseUrl, fetch }) => {
  const rapyd = createClient({ ...keys, baseUrl, fetch });
  return () => rapyd.createCustomer(body);
};
