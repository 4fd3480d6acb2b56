/**
 * Carries out operations by the conventions for their method and path: create and list for a collection; read, change and delete for an
 * item.
 */
import * as errorCodes from "../../generated/error-codes.js";
import { successExamples } from "../../generated/examples.js";
import { responseChecks } from "../../generated/response-checks.js";
import { subschemas, subschemasAt } from "../check/check.js";
import { getData } from "../outcome.js";
import type { Operation } from "../operation.js";
import type { Rejection } from "./authenticate.js";
import { applyUpdate, createFromExample, isServerAssigned } from "./factories.js";
import type { PathValues } from "./route.js";
import { type Collections, pageOf, type StoredRecord, type Target } from "./store.js";

/** A request that matches the description, and the target of its path. */
export interface Context {
  readonly operation: Operation;
  readonly values: PathValues;
  readonly query: Readonly<Record<string, unknown>>;
  /** Already checked against the description. */
  readonly body: unknown;
  readonly target: Target;
  readonly collections: Collections;
  readonly now: number;
}

/** The response's data, and the event's data if it is different. */
export interface Result {
  readonly data: unknown;
  readonly eventData?: unknown;
}

/** An API rejection with status 400. All error codes have this status, except some for authentication. */
export function rejection(errorCode: string, message: string): Rejection {
  return { status: 400, errorCode, message };
}

/**
 * Carries out an operation that `rules` does not cover, by the conventions for its method and path. If none fits, returns the operation's
 * example.
 */
export function handleByConvention({ operation, query, body, target, now }: Context): Result {
  const { method, path, paging } = operation;
  const { records, record } = target;
  const example = exampleOf(operation);
  const request = Object(body) as object;
  const described = describedNames(operation);
  if (record && path.endsWith("}")) {
    if (method === "GET") return { data: record };
    if (method === "POST" || method === "PATCH") {
      applyUpdate(record, request, described);
      return { data: record };
    }
    if (method === "PUT")
      return { data: replace(record, Object(example) as StoredRecord, request, described) };
    if (method === "DELETE") {
      records.splice(records.indexOf(record), 1);
      return { data: withIdOf(record, example) };
    }
  }
  if (method === "GET" && Array.isArray(example))
    return { data: paging ? pageOf(records, query, paging) : records };
  if (method === "POST" && hasId(example)) {
    const created = createFromExample(example as StoredRecord, request, now, { described, among: records });
    records.push(created);
    return { data: created };
  }
  return { data: example };
}

/** Replaces everything that a request can set; id and times stay. */
function replace(
  record: StoredRecord,
  example: StoredRecord,
  request: object,
  described: ReadonlySet<string>,
): StoredRecord {
  const made = createFromExample<StoredRecord>(example, request, 0, { described });
  const kept = Object.entries(record).filter(
    ([name, value]) => name === "id" || isServerAssigned(name, value),
  );
  for (const name of Object.keys(record)) delete record[name];
  return Object.assign(record, made, Object.fromEntries(kept));
}

/** Names of the described properties in the data of a successful response, or at a path of names and indexes in the data. */
export function describedNames(
  { operationId, responseKind }: Operation,
  ...path: readonly string[]
): ReadonlySet<string> {
  const success = Object.entries(responseChecks[operationId] ?? {}).find(([status]) =>
    status.startsWith("2"),
  );
  const whole = success ? subschemas(success[1]) : [];
  const data = responseKind === "json" ? whole : subschemasAt(whole, "data");
  const schemas = path.reduce(subschemasAt, data);
  return new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)));
}

function withIdOf({ id }: StoredRecord, example: unknown): unknown {
  return hasId(example) ? { ...(example as object), id } : example;
}

function hasId(example: unknown): boolean {
  return (Object(example) as StoredRecord).id !== undefined;
}

/** Data of the operation's first example. */
function exampleOf({ operationId, responseKind }: Operation): unknown {
  const examples: Readonly<Record<string, object>> = successExamples;
  const [body] = Object.values(examples[operationId] ?? {}) as unknown[];
  return responseKind === "json" ? body : getData(Object(body));
}

/**
 * The rejection when an ID in the path is unknown: with the operation's `code` if it has one, otherwise the same as for an unknown
 * operation.
 */
export function notFound(code: string | undefined): Rejection {
  return code === undefined
    ? { status: 401, errorCode: errorCodes.unknownOperation, message: "" }
    : rejection(code, "There is no object with this ID.");
}
