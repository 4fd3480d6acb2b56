/** What the emulator answers to an authenticated request: pure, but for the records that it keeps. */
import { randomUUID } from "node:crypto";
import * as errorCodes from "../../generated/error-codes.js";
import { fieldErrorCodes, notFoundCodes, statuses } from "../../generated/error-codes.js";
import type { Status } from "../../generated/schema.js";
import { type Check, requestChecks } from "../../generated/validators.js";
import { triggers } from "../../generated/webhooks.js";
import type { Issue } from "../check/check.js";
import { findIssues } from "../check/validate.js";
import type { Operation } from "../operation.js";
import type { Refusal } from "./authenticate.js";
import { followConventions, notFound } from "./conventions.js";
import type { RawRequest } from "./raw-request.js";
import { findOperation, type PathValues } from "./route.js";
import { rules } from "./rules.js";
import { type Collections, findTarget } from "./store.js";

/** An answer before it is sent. */
export interface Reply {
  status: number;
  /** JSON; undefined for an answer without a body. */
  body: unknown;
  /** Why the request was refused, if it was. */
  refusal?: Refusal;
}

/** What the emulator remembers, and whom it tells. */
export interface Store {
  readonly collections: Collections;
  /** First reply by operation and idempotency key; undefined when idempotency is off. */
  readonly replies: Map<string, Reply> | undefined;
  /** Sends an event of this type to whoever listens for webhooks. */
  readonly announce: (type: string, data: unknown, triggerOperationId: string, now: number) => void;
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
export function refusalReply(refusal: Refusal): Reply {
  const { status, errorCode, message } = refusal;
  return { status, body: { status: outcome(statuses.error, errorCode, message) }, refusal };
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
  const { operationId, responseKind } = operation;
  const input = readInput(operation, values, request);
  if ("reply" in input) return input.reply;
  const { collections } = store;
  const code = notFoundCodes[operationId];
  const target = findTarget(operation, values, collections);
  if (target === undefined) return refusalReply(notFound(code));
  const result = (rules[operationId] ?? followConventions)({
    operation,
    values,
    ...input,
    target,
    collections,
    now,
  });
  if ("errorCode" in result) return refusalReply(result);
  const status = outcome(statuses.success, "", "");
  for (const type of triggers[operationId] ?? [])
    store.announce(type, result.told ?? result.data, status.operation_id ?? "", now);
  const { data } = result;
  if (responseKind === "empty") return { status: 204, body: undefined };
  return {
    status: 200,
    body: responseKind === "json" ? data : { status, ...(responseKind === "envelope" && { data }) },
  };
}

/** Body and query, held against the description; else the refusal. */
function readInput(
  operation: Operation,
  values: PathValues,
  { target, body: bytes }: RawRequest,
): { query: Record<string, unknown>; body: unknown } | { reply: Reply } {
  const { body: check, bodyOptional, parameters } = requestChecks[operation.operationId] ?? {};
  const query = readQuery(target, parameters?.properties ?? {});
  const [bad] = parameters ? findIssues(parameters, { ...values, ...query }) : [];
  if (bad) return { reply: badRequest(operation, bad) };
  if (check === undefined || (bodyOptional && bytes.length === 0)) return { query, body: undefined };
  const parsed = parseJson(bytes);
  if (!parsed.isJson) return { reply: badRequest(operation, { path: "", message: "is not JSON" }) };
  const [issue] = findIssues(check, parsed.value);
  return issue ? { reply: badRequest(operation, issue) } : { query, body: parsed.value };
}

/** Query parameters; numbers where the description has numbers. */
function readQuery(target: string, described: { readonly [name: string]: Check }): Record<string, unknown> {
  const { searchParams } = new URL(target, "http://localhost");
  const entries = [...searchParams].map(([name, text]) => {
    const isNumber = /number|integer/.test(String(described[name]?.type)) && /^-?\d+(\.\d+)?$/.test(text);
    return [name, isNumber ? Number(text) : text] as const;
  });
  return Object.fromEntries(entries);
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
