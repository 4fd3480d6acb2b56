/** Creates customers exactly once. Node only: the journal is a file. */
export { createOnce, type CreateOnceOptions } from "./create-once.js";
export { ExactlyOnceError } from "./errors.js";
export {
  importCustomers,
  type ImportOptions,
  type ImportProgress,
  type ImportRecords,
  type ImportResult,
} from "./import.js";
