/** Responds to an authenticated request. All side effects go through the {@link Store}. */
import { randomUUID } from "node:crypto";
import * as errorCodes from "../../generated/error-codes.js";
import { fieldErrorCodes, notFoundCodes, statuses } from "../../generated/error-codes.js";
import type { Status } from "../../generated/schema.js";
import type { Check } from "../../generated/check.js";
import { requestChecks } from "../../generated/validators.js";
import { triggers } from "../../generated/webhooks.js";
import { type Issue, subschemas, subschemasAt } from "../check/check.js";
import { findIssues } from "../check/validate.js";
import type { Operation } from "../operation.js";
import type { Rejection } from "./authenticate.js";
import { handleByConvention, notFound } from "./crud.js";
import type { RawRequest } from "./raw-request.js";
import { findOperation, type PathValues } from "./route.js";
import { rules } from "./rules.js";
import { type Collections, findTarget } from "./store.js";

/** A response before it is sent. */
export interface Reply {
  status: number;
  /** JSON; undefined for a response without a body. */
  body: unknown;
  /** Why the request was rejected, if it was. */
  rejection?: Rejection;
}

/** The emulator's state and its event sink. */
export interface Store {
  readonly collections: Collections;
  /** First reply to each combination of method, path and idempotency key; undefined when idempotency is off. */
  readonly replies: Map<string, Reply> | undefined;
  /** Sends an event of this type to the webhook URL. */
  readonly emit: (type: string, data: unknown, triggerOperationId: string, now: number) => void;
}

/** Reply to a request whose signature is valid. */
export function handle(request: RawRequest, store: Store, now: number): Reply {
  const found = findOperation(request.method, request.path);
  if (found === undefined)
    return rejectionReply({ status: 401, errorCode: errorCodes.unknownOperation, message: "" });
  const { operation, values } = found;
  const key = store.replies && idempotencyKey(request, operation);
  const first = key === undefined ? undefined : store.replies?.get(key);
  if (first !== undefined) return first;
  const reply = carryOut(operation, values, request, store, now);
  // A copy: the record that it shows may change later.
  if (key !== undefined) store.replies?.set(key, structuredClone(reply));
  return reply;
}

/** Reply to a rejected request. */
export function rejectionReply(rejection: Rejection): Reply {
  const { status, errorCode, message } = rejection;
  return { status, body: { status: outcome(statuses.error, errorCode, message) }, rejection };
}

function idempotencyKey(
  { method, path, headers }: RawRequest,
  { idempotencyHeader }: Operation,
): string | undefined {
  const header = headers.find(([name]) => name === idempotencyHeader);
  return header && `${method} ${path} ${header[1]}`;
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
  if (target === undefined) return rejectionReply(notFound(code));
  const result = (rules[operationId] ?? handleByConvention)({
    operation,
    values,
    ...input,
    target,
    collections,
    now,
  });
  if ("errorCode" in result) return rejectionReply(result);
  const status = outcome(statuses.success, "", "");
  for (const type of triggers[operationId] ?? [])
    store.emit(type, result.eventData ?? result.data, status.operation_id ?? "", now);
  const { data } = result;
  const { successStatus = responseKind === "empty" ? 204 : 200 } = operation;
  if (responseKind === "empty") return { status: successStatus, body: undefined };
  return {
    status: successStatus,
    body: responseKind === "json" ? data : { status, ...(responseKind === "envelope" && { data }) },
  };
}

/** Returns the body and query if they match the description, otherwise the rejection to reply with. */
function readInput(
  operation: Operation,
  values: PathValues,
  { target, body: bytes }: RawRequest,
): { query: Record<string, unknown>; body: unknown } | { reply: Reply } {
  const { body: check, bodyOptional, parameters } = requestChecks[operation.operationId] ?? {};
  const described = parameters?.properties ?? {};
  const query = readQuery(target, described);
  const inPath = Object.entries(values).map(([name, text]) => [
    name,
    typed(subschemas(described[name] ?? {}), text),
  ]);
  const [bad] = parameters ? findIssues(parameters, { ...Object.fromEntries(inPath), ...query }) : [];
  if (bad) return { reply: badRequest(operation, bad) };
  if (check === undefined || (bodyOptional && bytes.length === 0)) return { query, body: undefined };
  const parsed = parseJson(bytes);
  if (!parsed.isJson) return { reply: badRequest(operation, { path: "", message: "is not JSON" }) };
  const [issue] = findIssues(check, parsed.value);
  return issue ? { reply: badRequest(operation, issue) } : { query, body: parsed.value };
}

/** The described query parameters, converted to their types. Others are left out, because Rapyd ignores them. */
function readQuery(target: string, described: { readonly [name: string]: Check }): Record<string, unknown> {
  const { searchParams } = new URL(target, "http://localhost");
  const entries = Object.entries(described).flatMap(([name, check]) => {
    const schemas = subschemas(check);
    const isOf = (type: "array" | "object"): boolean => schemas.some((one) => one.type?.includes(type));
    if (isOf("object")) return readObject(searchParams, name, schemas);
    if (!searchParams.has(name)) return [];
    const list = isOf("array") && searchParams.getAll(name);
    const value = list
      ? list.map((text) => typed(subschemasAt(schemas, "0"), text))
      : typed(schemas, searchParams.get(name) ?? "");
    return [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The parameter as an object, from pairs such as `name[property]=value`; nothing if there are none. */
function readObject(
  searchParams: URLSearchParams,
  name: string,
  schemas: readonly Check[],
): (readonly [string, object])[] {
  const pairs = [...searchParams].filter(([key]) => key.startsWith(`${name}[`) && key.endsWith("]"));
  const properties = pairs.map(([key, text]) => {
    const property = key.slice(name.length + 1, -1);
    return [property, typed(subschemasAt(schemas, property), text)] as const;
  });
  return properties.length > 0 ? [[name, Object.fromEntries(properties)]] : [];
}

/** A parameter's text, converted to one of its described types. */
function typed(schemas: readonly Check[], text: string): unknown {
  const types = String(schemas.map(({ type }) => type));
  if (/number|integer/.test(types) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /boolean/.test(types) && /^(true|false)$/.test(text) ? text === "true" : text;
}

function outcome(status: string, errorCode: string, message: string): Status {
  return { error_code: errorCode, status, message, response_code: errorCode, operation_id: randomUUID() };
}

/** Rejection with Rapyd's code for the property, or for the nearest property above it that has a code. */
function badRequest({ operationId }: Operation, { path, message }: Pick<Issue, "path" | "message">): Reply {
  const codes = fieldErrorCodes[operationId] ?? {};
  // A number is an index, unless the description has a property of that name.
  const codeOf = (pointer: string): string | undefined =>
    codes[pointer] ?? codes[pointer.replace(/\/\d+(?=\/|$)/g, "/*")];
  let pointer = path;
  while (codeOf(pointer) === undefined && pointer !== "")
    pointer = pointer.slice(0, pointer.lastIndexOf("/"));
  const text = `The request is not valid: ${path || "the body"} ${message}.`;
  return rejectionReply({ status: 400, errorCode: codeOf(pointer) ?? "", message: text });
}

function parseJson(body: Buffer): { isJson: true; value: unknown } | { isJson: false } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    // A missing body counts as an empty object.
    return { isJson: true, value: text === "" ? {} : (JSON.parse(text) as unknown) };
  } catch {
    return { isJson: false };
  }
}
