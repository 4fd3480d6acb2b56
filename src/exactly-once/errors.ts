/** The error of this entry. */
import { RapydError, type RapydErrorDetails } from "../errors.js";

/**
 * `createOnce` or `importCustomers` gave up; the message says what is known. `mayHaveSucceeded`: whether the outcome of a record is unknown.
 * `isTransient`: whether the same may succeed later. `cause`: the last failure.
 */
export class ExactlyOnceError extends RapydError {
  override readonly name: string = "ExactlyOnceError";

  constructor(message: string, details: RapydErrorDetails) {
    super(message, details);
  }
}

/** Message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
