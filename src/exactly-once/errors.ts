/** The error of the entry point `rapyd-customers/exactly-once`. */
import { RapydError, type RapydErrorDetails } from "../errors.js";

/**
 * `createOnce` or `importCustomers` gave up; the message says what is known. `mayHaveSucceeded`: whether any outcome is unknown.
 * `isTransient`: whether a retry may succeed. `cause`: the last failure. `attempts`: all requests, those for the customer list included.
 */
export class ExactlyOnceError extends RapydError {
  static override readonly kind: string = "ExactlyOnceError";
  override readonly name: string = "ExactlyOnceError";

  constructor(message: string, details: RapydErrorDetails) {
    super(message, details);
  }
}
