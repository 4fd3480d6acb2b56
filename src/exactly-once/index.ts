/** Customers that are created exactly once. For Node: it keeps a journal in a file. */
export { createOnce, type CreateOnceOptions } from "./create-once.js";
export { ExactlyOnceError } from "./errors.js";
export {
  importCustomers,
  type ImportOptions,
  type ImportProgress,
  type ImportRecords,
  type ImportResult,
} from "./import.js";
