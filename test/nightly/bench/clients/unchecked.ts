import { createClient } from "../../../../src/index.js";
import { body, type Client, keys } from "./shared.js";

/** Our client without the request check. */
export const create: Client = ({ baseUrl, fetch }) => {
  const rapyd = createClient({ ...keys, baseUrl, fetch, validate: false });
  return () => rapyd.createCustomer(body);
};
