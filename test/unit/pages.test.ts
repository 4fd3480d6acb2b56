import { describe, expect, test } from "vitest";
import { withPages } from "../../src/pages.js";

interface Item {
  id: string;
}

interface Query {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}

const paging = { limit: "limit", after: "starting_after", before: "ending_before", id: "id", size: 10 };

/** 250 items, the oldest first. */
const oldestFirst: Item[] = Array.from({ length: 250 }, (_, index) => ({ id: `cus_${index}` }));
const newestFirst = [...oldestFirst].reverse();
const indexIn = (items: readonly Item[], id: string | undefined): number =>
  items.findIndex((one) => one.id === id);

/** Four ways in which Rapyd's lists may work; its documentation allows each. */
const servers: Record<string, (query: Query) => Item[]> = {
  "oldest first": ({ limit = 10, starting_after, ending_before }) => {
    const from = indexIn(oldestFirst, starting_after) + 1;
    const to = ending_before === undefined ? undefined : indexIn(oldestFirst, ending_before);
    return oldestFirst.slice(from, to).slice(0, limit);
  },
  "newest first, cursors by position": ({ limit = 10, starting_after, ending_before }) => {
    const from = indexIn(newestFirst, starting_after) + 1;
    const to = ending_before === undefined ? undefined : indexIn(newestFirst, ending_before);
    return newestFirst.slice(from, to).slice(0, limit);
  },
  "newest first, cursors by time": ({ limit = 10, starting_after, ending_before }) =>
    newestFirst
      .filter(
        ({ id }) =>
          (starting_after === undefined || indexIn(oldestFirst, id) > indexIn(oldestFirst, starting_after)) &&
          (ending_before === undefined || indexIn(oldestFirst, id) < indexIn(oldestFirst, ending_before)),
      )
      .slice(0, limit),
  "a lower limit than requested": (query) =>
    servers["oldest first"]?.({ ...query, limit: Math.min(query.limit ?? 10, 30) }) ?? [],
};

/** A list on such a server, and the queries that it received. */
function listOf(
  respond: (query: Query, request: number) => unknown[],
  query: Query = { limit: 100 },
): { list: ReturnType<typeof withPages>; queries: Query[] } {
  const queries: Query[] = [];
  const page = async (cursors?: object): Promise<unknown[]> => {
    const one = { ...query, ...cursors };
    queries.push(one);
    return respond(one, queries.length);
  };
  return { list: withPages(paging, query, page(), page), queries };
}

async function idsOf(list: AsyncIterable<unknown>): Promise<string[]> {
  const ids: string[] = [];
  for await (const item of list) ids.push((item as Item).id);
  return ids;
}

describe.each(Object.entries(servers))("a server with %s", (_, server) => {
  test("yields all 250 items, each once, in at most 9 requests more than pages", async () => {
    const { list, queries } = listOf(server);
    const ids = await idsOf(list);
    expect(ids).toHaveLength(250);
    expect(new Set(ids).size).toBe(250);
    expect(queries.length).toBeLessThanOrEqual((server({ limit: 100 }).length < 100 ? 9 : 3) + 9);
  });

  test("returns one page when awaited, in one request", async () => {
    const { list, queries } = listOf(server, { limit: 20 });
    expect(await list).toHaveLength(20);
    expect(queries).toEqual([{ limit: 20 }]);
  });

  test("yields the items beyond the caller's cursor", async () => {
    const { list } = listOf(server, { limit: 100, starting_after: "cus_239" });
    const ids = await idsOf(list);
    expect(ids).toEqual(
      expect.arrayContaining(server({ limit: 100, starting_after: "cus_239" }).map(({ id }) => id)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("a stopped loop sends no further requests", async () => {
  const { list, queries } = listOf(servers["oldest first"] ?? (() => []));
  let count = 0;
  for await (const _ of list) if (++count === 100) break;
  expect(queries).toHaveLength(1);
});

test("the page that was awaited may be changed before the list is iterated", async () => {
  const { list } = listOf(servers["oldest first"] ?? (() => []));
  const page = await list;
  page.splice(0, 99);
  expect(await idsOf(list)).toHaveLength(250);
});

test("a limit may be a string, and nothing but cursors is added to the query", async () => {
  const respond = ({ limit, ...cursors }: Query): Item[] =>
    servers["oldest first"]?.({ limit: Number(limit), ...cursors }) ?? [];
  const { list, queries } = listOf(respond, { limit: "5" as never });
  expect(await idsOf(list)).toHaveLength(250);
  const names = new Set(queries.flatMap((query) => Object.keys(query)));
  expect(names).toEqual(new Set(["limit", "starting_after", "ending_before"]));
});

test("an empty list is one request", async () => {
  const { list, queries } = listOf(() => []);
  expect(await idsOf(list)).toEqual([]);
  expect(queries).toHaveLength(1);
});

test("a failed page is requested again from the last cursor if the caller continues", async () => {
  const { list, queries } = listOf((query, request) => {
    if (request === 2 || request === 3) throw new Error("lost");
    return servers["oldest first"]?.(query) ?? [];
  });
  const items = list[Symbol.asyncIterator]();
  const ids: string[] = [];
  let failures = 0;
  while (ids.length < 250) {
    try {
      for await (const item of items) ids.push((item as Item).id);
    } catch {
      failures++;
    }
  }
  expect(failures).toBe(2);
  expect(new Set(ids).size).toBe(250);
  expect(queries[1]).toEqual(queries[2]);
});

test("a failed first page is requested again too", async () => {
  const { list } = listOf((query, request) => {
    if (request === 1) throw new Error("lost");
    return servers["oldest first"]?.(query) ?? [];
  });
  const items = list[Symbol.asyncIterator]();
  await expect(items.next()).rejects.toThrow("lost");
  expect(await items.next()).toMatchObject({ done: false, value: { id: "cus_0" } });
});

test("items without an id are yielded with their page, and do not end the list", async () => {
  const { list } = listOf((_, request) => (request === 1 ? [{ id: null }, { id: "a" }] : [{ id: "a" }]), {
    limit: 2,
  });
  expect(await idsOf(list)).toEqual([null, "a"]);
});

test.each([null, undefined, ""])("an item with the id %j after page 1 is yielded once", async (id) => {
  const items = Array.from({ length: 35 }, (_, index) => ({ id: index === 25 ? id : `cus_${index}` }));
  const { list } = listOf(
    ({ limit = 10, starting_after }) => {
      if (starting_after === undefined) return items.slice(0, limit);
      const from = items.findIndex((one) => one.id === starting_after) + 1;
      return from > 0 ? items.slice(from, from + limit) : [];
    },
    { limit: 10 },
  );
  expect(await idsOf(list)).toEqual(items.map((one) => one.id));
});

test.each([null, undefined, "", true, Symbol.iterator])(
  "two items with the useless id %s are both yielded",
  async (id) => {
    const isUnusable = (index: number): boolean => index === 15 || index === 25;
    const items = Array.from({ length: 35 }, (_, index) => ({
      id: isUnusable(index) ? id : `cus_${index}`,
      index,
    }));
    const { list } = listOf(
      ({ limit = 10, starting_after }) => {
        const from =
          starting_after === undefined ? 0 : items.findIndex((one) => one.id === starting_after) + 1;
        return starting_after !== undefined && from === 0 ? [] : items.slice(from, from + limit);
      },
      { limit: 10 },
    );
    const yielded: number[] = [];
    for await (const item of list) yielded.push((item as { index: number }).index);
    expect(yielded).toEqual(items.map(({ index }) => index));
  },
);

test("a page without any id is yielded", async () => {
  const { list } = listOf(
    ({ starting_after }, request) =>
      request === 1 ? oldestFirst.slice(0, 10) : starting_after === "cus_9" ? [{ name: "x" }] : [],
    { limit: 10 },
  );
  const items: unknown[] = [];
  for await (const item of list) items.push(item);
  expect(items.slice(10)).toEqual([{ name: "x" }]);
});

test.each([0, 1, 9])("a list of %i items is one request", async (count) => {
  const { list, queries } = listOf(() => oldestFirst.slice(0, count), { limit: 100 });
  expect(await idsOf(list)).toHaveLength(count);
  expect(queries).toHaveLength(1);
});

test("a list that is never read, or read later, does not end the process if its first page fails", async () => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);
  process.on("unhandledRejection", onRejection);
  const failing = (): never => {
    throw new Error("lost");
  };
  const { list } = listOf(failing);
  listOf(failing);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  await expect(idsOf(list)).rejects.toThrow("lost");
  await expect(list).rejects.toThrow("lost");
  process.off("unhandledRejection", onRejection);
  expect(rejections).toEqual([]);
});

test("items added while a list is read neither repeat items nor end the list", async () => {
  let added = 0;
  const server = servers["newest first, cursors by time"] ?? (() => []);
  const { list } = listOf((query) => {
    const fresh = query.starting_after === undefined ? [] : [{ id: `new_${++added}` }];
    return [...fresh, ...server(query)];
  });
  const ids = await idsOf(
    (async function* () {
      let count = 0;
      for await (const item of list) {
        yield item;
        if (++count > 300) return;
      }
    })(),
  );
  expect(ids.filter((id) => id.startsWith("cus_"))).toHaveLength(250);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a page as long as a small limit is not the end", async () => {
  const { list } = listOf(servers["oldest first"] ?? (() => []), { limit: 5 });
  expect(await idsOf(list)).toHaveLength(250);
});

test("a number is an id, even 0, and an empty string is not", async () => {
  const numbered = Array.from({ length: 35 }, (_, index) => ({ id: index }));
  const byNumber = ({
    limit = 10,
    starting_after,
  }: {
    limit?: number;
    starting_after?: unknown;
  }): unknown[] => {
    const from = starting_after === undefined ? 0 : Number(starting_after) + 1;
    return numbered.slice(from, from + limit);
  };
  const { list } = listOf((query) => byNumber(query), { limit: 10 });
  const found: unknown[] = [];
  for await (const item of list) found.push((item as { id: unknown }).id);
  expect(found).toEqual(numbered.map(({ id }) => id));
  const nameless = Array.from({ length: 3 }, () => ({ id: "" }));
  const { list: short } = listOf(() => nameless, { limit: 10 });
  const items: unknown[] = [];
  for await (const item of short) items.push(item);
  expect(items).toEqual(nameless);
});
