/** Lists that come in pages: one page for whoever awaits, every item for whoever iterates. */
import type { Pages } from "../generated/client.js";
import type { Operation } from "./operation.js";

/** An item of a list. A few have no id, and some ids are null. */
type Item = Readonly<Record<string, unknown>>;

/** Gives the page of the query that was asked for, with these parameters put in. */
export type FetchPage = (cursors: object | undefined) => Promise<readonly unknown[]>;

/** The first page, which is under way, and behind it all others. */
export function withPages(
  paging: NonNullable<Operation["paging"]>,
  asked: unknown,
  first: Promise<readonly unknown[]>,
  fetchPage: FetchPage,
): Pages<unknown> {
  const size = Number(Reflect.get(Object(asked), paging.limit) ?? paging.size);
  const iterate = (): AsyncIterableIterator<unknown> => iterateItems({ ...paging, size }, first, fetchPage);
  // A method that gives a list is described as one.
  return Object.assign(first as Promise<unknown[]>, { [Symbol.asyncIterator]: iterate });
}

/**
 * Items of all pages, each once, with no request ahead of need. Rapyd says nothing of the order of a list, nor of the direction in which its
 * cursors lead. So an id that was seen is dropped, and when a page brings nothing new, the other cursor is tried before the list counts as
 * ended. A page that failed is asked for again when the caller goes on.
 */
function iterateItems(
  { after, before, id, size }: NonNullable<Operation["paging"]>,
  first: Promise<readonly unknown[]>,
  fetchPage: FetchPage,
): AsyncIterableIterator<unknown> {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [];
  let start: Promise<readonly unknown[]> | undefined = first;
  let cursor = after;
  /** Last id that each cursor led to; both begin at the end of the first page. */
  let anchors: Record<string, unknown> | undefined;
  /** Whether the other cursor may know more. */
  let isOpen = true;
  let hasEnded = false;

  async function readPage(): Promise<void> {
    const asking = start ?? fetchPage(anchors && { [cursor]: anchors[cursor] });
    // Should it fail, the next try asks anew.
    start = undefined;
    const page = (await asking) as readonly Item[];
    const fresh = page.filter((item) => isNew(item[id]));
    waiting.push(...fresh);
    const [last] = page.flatMap((item) => item[id] || []).slice(-1);
    const other = cursor === after ? before : after;
    if (anchors === undefined) {
      anchors = { [after]: last, [before]: last };
      hasEnded = last === undefined;
    } else if (fresh.length === 0) {
      hasEnded = !isOpen;
      isOpen = false;
      cursor = other;
    } else {
      anchors[cursor] = last;
      // Who meets what was there already may be on the way back.
      const isOverlapping = fresh.length < page.length;
      isOpen = isOverlapping || page.length >= size;
      if (isOverlapping) cursor = other;
    }
  }

  function isNew(one: unknown): boolean {
    // Without an id nothing can be told apart; such items come with the page that they stand in.
    if (typeof one !== "string" || one === "") return anchors === undefined;
    if (seen.has(one)) return false;
    seen.add(one);
    return true;
  }

  async function next(): Promise<IteratorResult<unknown, undefined>> {
    while (waiting.length === 0 && !hasEnded) await readPage();
    return waiting.length > 0 ? { value: waiting.shift(), done: false } : { value: undefined, done: true };
  }

  return {
    next,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
