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
  const iterate = (): AsyncIterableIterator<unknown> => iterateItems(paging, wholeBelow, start, fetchPage);
  // A method that returns a list is described as one.
  return Object.assign(first as Promise<unknown[]>, { [Symbol.asyncIterator]: iterate });
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

/**
 * Yields the items of all pages, each item once. Requests a page only when its items are needed. Rapyd documents neither the order of a
 * list nor the direction of its cursors. So both cursor parameters are tried with the ids at both ends of the first page and of the latest
 * page that brought new items. A first page that is not full is the whole list. Otherwise the list counts as ended when none of these
 * requests brings new items, and a second request for the first page brings none either. A page that failed is requested again when the
 * caller continues.
 *
 * The cursor of an item deleted meanwhile does not work. That is why the first page is requested again. And if no end of the latest page
 * works, because both items were deleted, the ids before are tried, one by one, until one works.
 */
function iterateItems(
  { after, before, id: idName }: NonNullable<Operation["paging"]>,
  wholeBelow: number,
  first: Promise<readonly unknown[]>,
  fetchPage: FetchPage,
): AsyncIterableIterator<unknown> {
  /** Ids of the items so far. */
  const seen = new Set<unknown>();
  const waiting: unknown[] = [];
  const requested = new Set<string>();
  /** Number of new items on the latest page of each {@link Probe.kind}. */
  const gains = new Map<string, number>();
  let start: Promise<readonly unknown[]> | undefined = first;
  let fromFirst: Probe[] | undefined;
  let probes: Probe[] = [];
  /** Pages since the last one that brought new items. */
  let fruitless = 0;
  /** Ids to try as cursors if `latest` does not work, the last one first. */
  let untried: unknown[] = [];
  /** Ids that the latest page with new items brought, and ids taken from `untried` since. */
  let latest = new Set<unknown>();
  /** Requests since then, and which of the `latest` ids returned items as a cursor. */
  const since = { requested: new Set<string>(), alive: new Set<unknown>() };
  let hasEnded = false;

  async function readPage(): Promise<void> {
    probes = probes.filter((one) => !requested.has(keyOf(one)));
    if (fromFirst && probes.length === 0 && fruitless > 1) {
      const id = hasAnchor() ? undefined : untried.pop();
      if (id === undefined) hasEnded = true;
      else {
        latest.add(id);
        probes = [before, after].map((cursor) => ({ cursor, id, kind: cursor }));
        // An earlier response may be out of date.
        for (const one of probes) requested.delete(keyOf(one));
      }
      return;
    }
    const probe = fruitless === 1 ? undefined : mostPromising();
    const page = start ?? fetchPage(probe && { [probe.cursor]: probe.id });
    // After a failure, the next try sends it again.
    start = undefined;
    addPage((await page) as readonly Item[], probe);
  }

  /** Whether one of the `latest` ids works as a cursor and brought nothing new in either direction. */
  function hasAnchor(): boolean {
    const wasTried = (id: unknown): boolean =>
      [before, after].every((cursor) => since.requested.has(keyOf({ cursor, id })));
    return [...since.alive].some(wasTried);
  }

  function mostPromising(): Probe | undefined {
    // Untried is worth more than the single item that a cursor in the wrong direction brings.
    const gainOf = ({ kind }: Probe): number => gains.get(kind) ?? 1.5;
    return probes.reduce<Probe | undefined>(
      (best, one) => (best && gainOf(best) > gainOf(one) ? best : one),
      undefined,
    );
  }

  function addPage(page: readonly Item[], probe: Probe | undefined): void {
    const withId = page.filter((item) => idOf(item) !== undefined);
    const fresh = withId.filter((item) => !seen.has(idOf(item)));
    // Items without an id cannot be distinguished, so they are yielded with their page unless the page has known ones only.
    const isKnown =
      fresh.length === 0 && (withId.length > 0 || (fromFirst !== undefined && probe === undefined));
    for (const item of page) if (!isKnown && !seen.has(idOf(item))) waiting.push(item);
    for (const item of fresh) seen.add(idOf(item));
    if (probe) {
      if (page.length > 0 && latest.has(probe.id)) since.alive.add(probe.id);
      requested.add(keyOf(probe));
      since.requested.add(keyOf(probe));
      gains.set(probe.kind, fresh.length);
    }
    fruitless = fresh.length > 0 ? 0 : fruitless + 1;
    if (fresh.length > 0) {
      // If the first page has changed, the probes so far may still lead elsewhere.
      probes = [...(probe === undefined ? probes : []), ...(fromFirst ?? []), ...probesOf(withId)];
      untried = [...seen];
      latest = new Set(fresh.map(idOf));
      since.requested.clear();
      since.alive.clear();
    }
    // A first page that is not full is the whole list.
    if (probe === undefined)
      hasEnded = page.length < wholeBelow || (fromFirst === undefined && withId.length === 0);
    fromFirst ??= probes;
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

  async function nextItem(): Promise<IteratorResult<unknown, undefined>> {
    while (waiting.length === 0 && !hasEnded) await readPage();
    return waiting.length > 0 ? { value: waiting.shift(), done: false } : { value: undefined, done: true };
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

function keyOf({ cursor, id }: Pick<Probe, "cursor" | "id">): string {
  return `${cursor} ${String(id)}`;
}
