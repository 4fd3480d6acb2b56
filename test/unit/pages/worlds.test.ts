import { describe, expect, test } from "vitest";
import { withPages } from "../../../src/pages.js";

interface Item {
  id: string;
  time: number;
}

interface Query {
  limit: number;
  starting_after?: string;
  ending_before?: string;
}

interface World {
  name: string;
  /** Items that exist; a test may remove some. */
  items: Item[];
  limit: number;
  respond: (query: Query) => Item[];
}

const paging = { limit: "limit", after: "starting_after", before: "ending_before", id: "id", size: 10 };

/** Every way in which Rapyd's lists may work. Rapyd documents neither the order of a list nor the direction of a cursor. */
function worlds(count: number): World[] {
  const items = Array.from({ length: count }, (_, time): Item => ({ id: `cus_${time}`, time }));
  const byTime = (ascending: boolean, some: readonly Item[] = items): Item[] =>
    [...some].sort((one, other) => (ascending ? one.time - other.time : other.time - one.time));
  const orders = { "oldest first": true, "newest first": false };
  const directions = { "after means newer": true, "after means older": false };
  /** Ways to pick a page from the items beyond a cursor. `nearest` has all of these items, sorted by their distance from the cursor. */
  const sorts: Record<string, (nearest: Item[], limit: number, isAscending: boolean) => Item[]> = {
    "pages from the oldest on": (nearest, limit) => byTime(true, nearest).slice(0, limit),
    "pages from the newest on": (nearest, limit) => byTime(false, nearest).slice(0, limit),
    "pages next to the cursor": (nearest, limit, isAscending) => byTime(isAscending, nearest.slice(0, limit)),
  };
  const sizes: Record<string, [limit: number, cap: number]> = {
    "limit 10": [10, 100],
    "limit 20": [20, 100],
    "limit 100, capped at 15": [100, 15],
  };
  return Object.entries(orders).flatMap(([order, isAscending]) =>
    Object.entries(directions).flatMap(([direction, isNewer]) =>
      Object.entries(sorts).flatMap(([sort, page]) =>
        Object.entries(sizes).map(([size, [limit, cap]]): World => {
          const beyond = (id: string, newer: boolean): Item[] => {
            const time = Number(id.slice("cus_".length));
            return byTime(
              newer,
              items.filter((item) => (newer ? item.time > time : item.time < time)),
            );
          };
          const respond = ({ limit: asked, starting_after, ending_before }: Query): Item[] => {
            const most = Math.min(asked, cap);
            if (starting_after !== undefined) return page(beyond(starting_after, isNewer), most, isAscending);
            if (ending_before !== undefined) return page(beyond(ending_before, !isNewer), most, isAscending);
            return byTime(isAscending).slice(0, most);
          };
          return { name: [order, direction, sort, size].join(", "), items, limit, respond };
        }),
      ),
    ),
  );
}

/** Ids of the items that can be reached by following both cursors from every item found so far. */
function reachable({ limit, respond }: World): Set<string> {
  const known = new Set<string>();
  const todo = respond({ limit });
  for (let item = todo.pop(); item !== undefined; item = todo.pop()) {
    if (known.has(item.id)) continue;
    known.add(item.id);
    todo.push(...respond({ limit, starting_after: item.id }), ...respond({ limit, ending_before: item.id }));
  }
  return known;
}

function listOf(
  { limit, respond }: Pick<World, "limit" | "respond">,
  fails: (request: number) => boolean = () => false,
): { list: ReturnType<typeof withPages>; requests: () => number } {
  let requests = 0;
  const page = async (cursors?: object): Promise<unknown[]> => {
    if (fails(++requests)) throw new Error("lost");
    return respond({ limit, ...cursors });
  };
  return { list: withPages(paging, { limit }, page(), page), requests: () => requests };
}

const idsOf = (items: unknown[]): string[] => items.map((item) => (item as Item).id);

/** Four ways to read a list. */
const readers: Record<string, (world: World) => Promise<string[]>> = {
  "one item after the other": async (world) => {
    const items: unknown[] = [];
    for await (const item of listOf(world).list) items.push(item);
    return idsOf(items);
  },
  "three items simultaneously": async (world) => {
    const iterator = listOf(world).list[Symbol.asyncIterator]();
    const items: unknown[] = [];
    for (;;) {
      const results = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
      items.push(...results.flatMap(({ done, value }) => (done ? [] : [value])));
      if (results.some(({ done }) => done)) return idsOf(items);
    }
  },
  "with every third page lost": async (world) => {
    const iterator = listOf(world, (request) => request % 3 === 0).list[Symbol.asyncIterator]();
    const items: unknown[] = [];
    for (;;) {
      try {
        for await (const item of iterator) items.push(item);
        return idsOf(items);
      } catch {
        // The next round asks for the same page again.
      }
    }
  },
  "deleting each": async (world) => readDeleting(world, () => true),
};

/** Reads a list and deletes items meanwhile. The cursor of a deleted item returns nothing. */
async function readDeleting(world: World, isDeleted: (item: Item) => boolean): Promise<string[]> {
  const { items, respond } = world;
  const isThere = (id: string): boolean => items.some((item) => item.id === id);
  const forgetful = (query: Query): Item[] => {
    const cursor = query.starting_after ?? query.ending_before;
    return cursor === undefined || isThere(cursor) ? respond(query) : [];
  };
  const read: unknown[] = [];
  for await (const item of listOf({ ...world, respond: forgetful }).list) {
    read.push(item);
    if (isDeleted(item as Item)) items.splice(items.indexOf(item as Item), 1);
  }
  return idsOf(read);
}

const names = worlds(45).map(({ name }, index) => [name, index] as const);

describe.each(names)("%s", (_, index) => {
  const world = (): World => worlds(45)[index] as World;
  const all = reachable(world()).size;
  test.each(Object.entries(readers))("yields every reachable item once, read %s", async (name, read) => {
    const ids = await read(world());
    // Deleting opens the list from its beginning, so that all can be reached.
    expect(ids).toHaveLength(name === "deleting each" ? 45 : all);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("yields every item that is left and reachable, though the loop deletes others", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const current = world();
      // Pseudorandom, and the same in every run.
      const isDeleted = ({ time }: Item): boolean => Math.abs(Math.sin(seed * 100 + time)) < (seed % 10) / 10;
      const ids = await readDeleting(current, isDeleted);
      expect(new Set(ids).size, `seed ${seed}`).toBe(ids.length);
      const missed = [...reachable(current)].filter((id) => !ids.includes(id));
      expect(missed, `seed ${seed}`).toEqual([]);
    }
  });
});

test("most worlds can reach every item, so the test proves something", () => {
  const whole = worlds(45).filter((world) => reachable(world).size === 45);
  expect(worlds(45)).toHaveLength(36);
  expect(whole.length).toBeGreaterThanOrEqual(24);
});

test("a long list costs few requests beyond its pages", async () => {
  for (const world of worlds(1_000).filter(
    ({ limit, respond }) => respond({ limit: limit * 5 }).length >= 20,
  )) {
    const { list, requests } = listOf({ ...world, limit: 100 });
    let count = 0;
    for await (const _ of list) count++;
    if (count < 1_000) continue;
    expect(requests(), world.name).toBeLessThanOrEqual(
      (2 * 1_000) / world.respond({ limit: 100 }).length + 10,
    );
  }
});
