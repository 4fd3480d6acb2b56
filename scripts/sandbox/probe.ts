/** Types and helpers that all questions to a server share. */
import type { Answer, Wire } from "./wire.js";

/** Functions that a question can use. */
export interface Asking {
  send: Wire;
  /** Creates a customer that is deleted at the end, whatever happens. */
  createCustomer: (body?: object) => Promise<{ id: string; answer: Answer }>;
  /** `remember` marks a path for deletion at the end; `forget` unmarks a path that has been deleted already. */
  forget: (path: string) => void;
  remember: (path: string) => void;
  /** Keeps a response. At the end, the sandbox's responses (not the emulator's) are saved in .sandbox/. */
  record: (name: string, what: string, answer: Answer) => void;
}

/** A question, the expected result, and a function that returns the actual result, worded so that the two can be compared. */
export interface Question {
  asks: string;
  expects: string;
  /** Source of the expectation. */
  evidence: "documentation" | "third party" | "inference" | "recording";
  ask: (asking: Asking) => Promise<string>;
}

/** Status and code of a response. */
export const said = ({ status, code }: Answer): string => (code === "" ? `${status}` : `${status} ${code}`);

/** Path of the customers. */
export const path = "/v1/customers";

/** Test card of the sandbox. */
export const card = {
  number: "4111111111111111",
  expiration_month: "12",
  expiration_year: "35",
  cvv: "345",
  name: "Jane Doe",
};

/** Payment method with the test card. */
export const withCard = { type: "us_visa_card", fields: card };

/** One property of a response's data. */
export const field = (answer: Answer, name: string): unknown => Reflect.get(Object(answer.data), name);
