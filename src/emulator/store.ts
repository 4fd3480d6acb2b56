/** The emulator's state: records by the path of their collection. */
import type { Operation } from "../operation.js";
import type { PathValues } from "./route.js";

/** A record as a response shows it. */
export interface StoredRecord {
  id?: unknown;
  [name: string]: unknown;
}

/** Records of each collection, oldest first, by the collection's address, such as `/v1/customers/cus_1/payment_methods`. */
export interface Collections {
  /** The collection's list itself, not a copy; created if missing. */
  at: (address: string) => StoredRecord[];
  /** Removes every collection whose path is below this one. */
  removeBelow: (address: string) => void;
  /** Empties every collection. */
  clear: () => void;
}

/** Creates collections without records. */
export function createCollections(): Collections {
  const lists = new Map<string, StoredRecord[]>();
  return {
    at: (address) => {
      const list = lists.get(address) ?? [];
      lists.set(address, list);
      return list;
    },
    removeBelow: (address) => {
      for (const key of lists.keys()) if (key.startsWith(`${address}/`)) lists.delete(key);
    },
    clear: () => {
      // The lists stay the same: the emulator shows one of them.
      for (const list of lists.values()) list.length = 0;
    },
  };
}

/** Target of a request's path. */
export interface Target {
  /** Path of the collection: the request's path, without an id at its end. */
  readonly address: string;
  /** Records of the collection at `address`. */
  readonly records: StoredRecord[];
  /** Record whose id the path ends with; undefined if the path does not end with an id. */
  readonly record: StoredRecord | undefined;
  /**
   * Record that owns the collection, such as a payment method's customer: the one whose id is the last in the path `address`. Undefined if
   * that path has no id.
   */
  readonly owner: StoredRecord | undefined;
}

/** Follows a path from record to record; undefined if one of its ids is unknown. */
export function findTarget(
  { path }: Operation,
  values: PathValues,
  collections: Collections,
): Target | undefined {
  let address = "";
  let record: StoredRecord | undefined;
  let owner: StoredRecord | undefined;
  const steps = path.split("/").slice(1);
  for (const [index, step] of steps.entries()) {
    const name = /^\{(.+)\}$/.exec(step)?.[1];
    if (name === undefined) {
      owner = record ?? owner;
      record = undefined;
      address += `/${step}`;
      continue;
    }
    const id = values[name];
    record = collections.at(address).find((one) => String(one.id) === id);
    if (record === undefined) return undefined;
    if (index < steps.length - 1) address += `/${id}`;
  }
  return { address, records: collections.at(address), record, owner };
}

/**
 * One page of the records, oldest first: at most `limit` records after the cursor `after` and before the cursor `before`. Any other query
 * parameter filters by the property of its name; a record without such a property is not filtered.
 */
export function pageOf(
  records: readonly StoredRecord[],
  query: Readonly<Record<string, unknown>>,
  { limit, after, before, id, size }: NonNullable<Operation["paging"]>,
): StoredRecord[] {
  const { [limit]: most = size, [after]: first, [before]: last, ...wanted } = query;
  const indexOf = (cursor: unknown): number =>
    records.findIndex((record) => String(record[id]) === String(cursor));
  const end = last === undefined ? records.length : indexOf(last);
  return records
    .slice(first === undefined ? 0 : indexOf(first) + 1, Math.max(end, 0))
    .filter((record) =>
      Object.entries(wanted).every(
        ([name, value]) => !Object.hasOwn(record, name) || matches(record[name], value),
      ),
    )
    .slice(0, Number(most));
}

/** Whether a record's value equals the query's value or, if the query has a list, one of the list's values. */
function matches(own: unknown, wanted: unknown): boolean {
  return Array.isArray(wanted) ? wanted.includes(own) : own === wanted;
}
