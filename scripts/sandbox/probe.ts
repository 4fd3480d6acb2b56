/** Types and helpers that all probes share. A probe asks the server one question. */
import type { Wire, WireResponse } from "./wire.js";

/** Functions that a probe can use. */
export interface ProbeContext {
  send: Wire;
  /** Creates a customer that is deleted at the end, whatever happens. */
  createCustomer: (body?: object) => Promise<{ id: string; response: WireResponse }>;
  /** Marks a path for deletion at the end. */
  deleteAtEnd: (path: string) => void;
  /** Unmarks a path that has been deleted already. */
  unmark: (path: string) => void;
  /** Keeps a response. At the end, the sandbox's responses (not the emulator's) are saved in .sandbox/. */
  record: (name: string, what: string, response: WireResponse) => void;
}

/** A question, the expected result, and a function that returns the actual result, worded so that the two can be compared. */
export interface Probe {
  question: string;
  expects: string;
  /** Source of the expectation. */
  evidence: "documentation" | "third party" | "inference" | "recording";
  run: (context: ProbeContext) => Promise<string>;
}

/** Status and code of a response. */
export const statusAndCode = ({ status, code }: WireResponse): string =>
  code === "" ? `${status}` : `${status} ${code}`;

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
export const field = (response: WireResponse, name: string): unknown =>
  Reflect.get(Object(response.data), name);
