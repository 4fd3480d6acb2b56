/** What the emulator answers to an authenticated request: pure, but for the customers that it keeps. */
import { randomUUID } from "node:crypto";
import { operations } from "../../generated/client.js";
import * as errorCodes from "../../generated/error-codes.js";
import { fieldErrorCodes, outcomes } from "../../generated/error-codes.js";
import { responseChecks } from "../../generated/response-checks.js";
import type { CreateCustomerRequest, Customer, Status } from "../../generated/schema.js";
import { requestChecks } from "../../generated/validators.js";
import { findIssues, type Issue } from "../check/walk.js";
import type { Operation } from "../operation.js";
import type { Refusal } from "./authenticate.js";
import { createdCustomer } from "./created.js";
import type { RawRequest } from "./raw-request.js";
import { findOperation, type PathValues } from "./route.js";
import { customerCreatedEvent } from "./webhooks.js";

/** An answer before it is sent. */
export interface Reply {
  status: number;
  body: unknown;
}

/** What the emulator remembers. */
export interface Store {
  readonly customers: Customer[];
  /** First reply by operation and idempotency key; undefined when idempotency is off. */
  readonly replies: Map<string, Reply> | undefined;
  /** Sends an event to whoever listens for webhooks. */
  readonly announce: (event: object) => void;
}

/** Reply to a request whose signature holds. */
export function handle(request: RawRequest, store: Store, now: number): Reply {
  const found = findOperation(request.method, request.path);
  if (found === undefined)
    return refusalReply({ status: 401, errorCode: errorCodes.unknownOperation, message: "" });
  const { operation, values } = found;
  const key = idempotencyKey(request, operation);
  const first = key === undefined ? undefined : store.replies?.get(key);
  if (first !== undefined) return first;
  const reply = carryOut(operation, values, request, store, now);
  if (key !== undefined) store.replies?.set(key, reply);
  return reply;
}

/** Envelope of a refusal. */
export function refusalReply({ status, errorCode, message }: Refusal): Reply {
  return { status, body: { status: outcome(outcomes.error, errorCode, message) } };
}

function idempotencyKey(
  { headers }: RawRequest,
  { operationId, idempotencyHeader }: Operation,
): string | undefined {
  const header = headers.find(([name]) => name === idempotencyHeader);
  return header && `${operationId} ${header[1]}`;
}

function carryOut(
  operation: Operation,
  values: PathValues,
  request: RawRequest,
  store: Store,
  now: number,
): Reply {
  const check = requestChecks[operation.operationId]?.body;
  let body: unknown;
  if (check !== undefined) {
    const parsed = parseJson(request.body);
    if (!parsed.isJson) return badRequest(operation, { path: "", message: "is not JSON" });
    body = parsed.value;
    const [issue] = findIssues(check, body);
    if (issue !== undefined) return badRequest(operation, issue);
  }
  if (operation.operationId === operations.createCustomer.operationId) {
    // The check has just held the body against the schema of that type.
    return createCustomer(body as CreateCustomerRequest, store, now);
  }
  return lookUp(operation, values, store);
}

function createCustomer(request: CreateCustomerRequest, { customers, announce }: Store, now: number): Reply {
  const isTaken = Boolean(request.ewallet) && customers.some(({ ewallet }) => ewallet === request.ewallet);
  if (isTaken) {
    const message = "The wallet is already in use by another customer.";
    return refusalReply({ status: 400, errorCode: errorCodes.walletInUse, message });
  }
  const { type, token } = request.payment_method ?? {};
  if (type && token) {
    const message = "Give the payment method's type or its token, not both.";
    return refusalReply({ status: 400, errorCode: errorCodes.typeAndToken, message });
  }
  const customer = createdCustomer(request, now);
  const status = outcome(outcomes.success, "", "");
  const { createCustomer: operation } = operations;
  const check = responseChecks[operation.operationId]?.["200"] ?? {};
  const bad = findIssues(check, { status, data: customer }).find(({ path }) =>
    path.includes("/payment_methods/"),
  );
  if (bad) {
    // What was given of a card would make the answer unlike any that is described.
    const path = `/payment_method/fields/${bad.path.split("/").at(-1) ?? ""}`;
    return badRequest(operation, { ...bad, path });
  }
  customers.push(customer);
  announce(customerCreatedEvent(customer, status.operation_id ?? "", now));
  return { status: 200, body: { status, data: customer } };
}

/** A GET whose path ends with its one id gives the customer of that id; that is all the emulator knows of operations that are added. */
function lookUp({ operationId, method, path }: Operation, values: PathValues, { customers }: Store): Reply {
  const [id, ...more] = Object.values(values);
  if (method !== "GET" || id === undefined || more.length > 0 || !path.endsWith("}")) {
    const message = `The emulator does not know how ${operationId} behaves; teach it in src/emulator/handle.ts.`;
    return refusalReply({ status: 501, errorCode: "", message });
  }
  const customer = customers.find((one) => one.id === id);
  if (customer === undefined)
    return refusalReply({ status: 401, errorCode: errorCodes.unknownOperation, message: "" });
  return { status: 200, body: { status: outcome(outcomes.success, "", ""), data: customer } };
}

function outcome(status: string, errorCode: string, message: string): Status {
  return { error_code: errorCode, status, message, response_code: errorCode, operation_id: randomUUID() };
}

/** The vendor's code for the first problem: that of the property, or of the next one above it that has a code. */
function badRequest({ operationId }: Operation, { path, message }: Pick<Issue, "path" | "message">): Reply {
  const codes = fieldErrorCodes[operationId] ?? {};
  let pointer = path.replace(/\/\d+(?=\/|$)/g, "/*");
  while (codes[pointer] === undefined && pointer !== "") pointer = pointer.slice(0, pointer.lastIndexOf("/"));
  const text = `The request is not valid: ${path || "the body"} ${message}.`;
  return refusalReply({ status: 400, errorCode: codes[pointer] ?? "", message: text });
}

function parseJson(body: Buffer): { isJson: true; value: unknown } | { isJson: false } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    // No body stands for an empty object.
    return { isJson: true, value: text === "" ? {} : (JSON.parse(text) as unknown) };
  } catch {
    return { isJson: false };
  }
}
