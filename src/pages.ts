/** Paginated lists: await for one page, iterate for every item. */
import type { PagePromise } from "../generated/client.js";
import type { Operation } from "./operation.js";

/** An item of a list. A few have no id, and some ids are null. */
type Item = Readonly<Record<string, unknown>>;

/** Requests one page of the caller's query: the page at these cursors, or the first page if `cursors` is undefined. */
export type FetchPage = (cursors: object | undefined) => Promise<readonly unknown[]>;

/** The promise of the first page, made iterable over every item of all pages. */
export function withPages(
  paging: NonNullable<Operation["paging"]>,
  query: unknown,
  first: Promise<readonly unknown[]>,
  fetchPage: FetchPage,
): PagePromise<unknown> {
  // The caller may change the list that it awaits, before it iterates.
  const start = first.then((items) => [...items]);
  // A later iteration rejects with the error; until then it must not end the process.
  start.catch(() => undefined);
  const asked: unknown = Reflect.get(Object(query), paging.limit) ?? paging.size;
  // Anything else is rejected with the first page.
  const limit = typeof asked === "number" || typeof asked === "string" ? asked : paging.size;
  // A shorter page is the whole list, unless the server caps the limit.
  const wholeBelow = Math.min(Number(limit), paging.size);
  const iterate = (): AsyncIterableIterator<unknown> =>
    iteratePages(createSearch(paging, wholeBelow), start, fetchPage);
  // A method that returns a list is described as one.
  return Object.assign(first as Promise<unknown[]>, { [Symbol.asyncIterator]: iterate });
}

/** Yields the items that the search finds, requesting a page only when its items are needed. */
function iteratePages(
  search: Search,
  first: Promise<readonly unknown[]>,
  fetchPage: FetchPage,
): AsyncIterableIterator<unknown> {
  const waiting: unknown[] = [];
  let start: Promise<readonly unknown[]> | undefined = first;

  async function nextItem(): Promise<IteratorResult<unknown, undefined>> {
    while (waiting.length === 0) {
      const probe = search.next();
      if (probe === "none left") return { value: undefined, done: true };
      const page = start ?? fetchPage(probe === "first page" ? undefined : { [probe.cursor]: probe.id });
      // If the page fails, the search names it again.
      start = undefined;
      // The outcome was checked: every item is an object.
      for (const item of search.add((await page) as readonly Item[], probe)) waiting.push(item);
    }
    return { value: waiting.shift(), done: false };
  }

  // next() calls queue: two simultaneous ones must not read the same page.
  let queue: Promise<unknown> = Promise.resolve();
  return {
    next: () => {
      const next = queue.then(nextItem);
      queue = next.catch(() => undefined);
      return next;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A request for the page at a cursor. */
interface Probe {
  readonly cursor: string;
  readonly id: unknown;
  /**
   * Name of the cursor parameter, and whether the id is of the first or the last item of its page. Probes are ranked by kind: a kind that
   * brought new items is likely to bring more.
   */
  readonly kind: string;
}

/** The search for every item of a list. It sends nothing itself. */
interface Search {
  /** Page to request next, or `none left` once all items have been found. The same page again if `add` was not called for it. */
  next: () => Probe | "first page" | "none left";
  /** Takes the items of a page that `next` named; returns those that are new. */
  add: (page: readonly Item[], probe: Probe | "first page") => Item[];
}

/**
 * Searches a list whose order and cursor directions are unknown, because Rapyd documents neither. Both cursor parameters are tried with the
 * ids at both ends of the first page and of the latest page that brought new items. A first page that is not full is the whole list.
 * Otherwise the list counts as ended when none of these requests brings new items, and a second request for the first page brings none
 * either.
 *
 * The cursor of an item deleted meanwhile does not work. That is why the first page is requested again. And if no end of the latest page
 * works, because both items were deleted, the ids before are tried, one by one, until one works.
 */
function createSearch(
  { after, before, id: idName }: NonNullable<Operation["paging"]>,
  wholeBelow: number,
): Search {
  /** Ids of the items so far. */
  const seen = new Set<unknown>();
  const requested = new Set<string>();
  /** Number of new items on the latest page of each {@link Probe.kind}. */
  const gains = new Map<string, number>();
  let fromFirst: Probe[] | undefined;
  let probes: Probe[] = [];
  /** Pages since the last one that brought new items. */
  let fruitless = 0;
  /** Ids that may still be tried as cursors, the last one first, if no id of `latest` works. */
  let untried: unknown[] = [];
  /** Ids that the latest page with new items brought, and ids taken from `untried` since. */
  let latest = new Set<unknown>();
  /** By id: cursor parameters requested since then, and whether one of them returned items. */
  const tried = new Map<unknown, { cursors: Set<string>; works: boolean }>();
  let hasEnded = false;

  function next(): Probe | "first page" | "none left" {
    if (hasEnded) return "none left";
    probes = probes.filter((one) => !requested.has(keyOf(one)));
    if (fruitless === 1) return "first page";
    if (fruitless > 1 && probes.length === 0) tryEarlierId();
    return mostPromising() ?? (hasEnded ? "none left" : "first page");
  }

  /**
   * Adds probes for an id before the latest page. If an id of that page works, and brought nothing new in either direction, or if there is
   * no id before, the search ends.
   */
  function tryEarlierId(): void {
    const isConclusive = [...tried].some(([id, one]) => one.works && one.cursors.size > 1 && latest.has(id));
    const id = isConclusive ? undefined : untried.pop();
    hasEnded = id === undefined;
    if (hasEnded) return;
    latest.add(id);
    probes = [before, after].map((cursor) => ({ cursor, id, kind: cursor }));
    // An earlier response may be out of date.
    for (const one of probes) requested.delete(keyOf(one));
  }

  function mostPromising(): Probe | undefined {
    // Untried is worth more than the single item that a cursor in the wrong direction brings.
    const gainOf = ({ kind }: Probe): number => gains.get(kind) ?? 1.5;
    return probes.reduce<Probe | undefined>(
      (best, one) => (best && gainOf(best) > gainOf(one) ? best : one),
      undefined,
    );
  }

  function add(page: readonly Item[], probe: Probe | "first page"): Item[] {
    const isFirst = probe === "first page";
    const withId = page.filter((item) => idOf(item) !== undefined);
    const fresh = withId.filter((item) => !seen.has(idOf(item)));
    // Items without an id cannot be distinguished, so they are yielded with their page unless the page has known ones only.
    const isKnown = fresh.length === 0 && (withId.length > 0 || (fromFirst !== undefined && isFirst));
    const found = isKnown ? [] : page.filter((item) => !seen.has(idOf(item)));
    for (const item of fresh) seen.add(idOf(item));
    if (!isFirst) record(probe, page.length > 0, fresh.length);
    fruitless = fresh.length > 0 ? 0 : fruitless + 1;
    if (fresh.length > 0) {
      // If the first page has changed, the probes so far may still lead elsewhere.
      probes = [...(isFirst ? probes : []), ...(fromFirst ?? []), ...probesOf(withId)];
      untried = [...seen];
      latest = new Set(fresh.map(idOf));
      tried.clear();
    }
    // A first page that is not full is the whole list.
    if (isFirst) hasEnded = page.length < wholeBelow;
    fromFirst ??= probes;
    return found;
  }

  function record(probe: Probe, hasItems: boolean, gain: number): void {
    const { cursors, works } = tried.get(probe.id) ?? { cursors: new Set(), works: false };
    tried.set(probe.id, { cursors: cursors.add(probe.cursor), works: works || hasItems });
    requested.add(keyOf(probe));
    gains.set(probe.kind, gain);
  }

  function probesOf(page: readonly Item[]): Probe[] {
    const ends = [page.at(0), page.at(-1)].map((item) => item && idOf(item));
    return [before, after].flatMap((cursor) =>
      ends.map((id, end) => ({ cursor, id, kind: `${cursor} ${end}` })),
    );
  }

  function idOf(item: Item): unknown {
    const id = item[idName];
    return typeof id === "number" || (typeof id === "string" && id !== "") ? id : undefined;
  }

  return { next, add };
}

function keyOf({ cursor, id }: Pick<Probe, "cursor" | "id">): string {
  return `${cursor} ${String(id)}`;
}
