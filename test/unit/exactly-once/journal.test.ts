import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { importCustomersWith } from "../../../src/exactly-once/import.js";
import { openJournal, parseJournal } from "../../../src/exactly-once/journal.js";
import type { ProcessIdentity, System } from "../../../src/exactly-once/system.js";
import { keys } from "../../helpers/fixtures.js";
import {
  type CustomerServer,
  customerServer,
  type MemoryFile,
  referencesOf,
  type StoredCustomer,
} from "../../helpers/customer-server.js";
import { rejection } from "../../helpers/observed-client.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

const path = "customers.journal.jsonl";
const references = ["a", "b", "c", "d"];
const records = references.map((reference) => ({ ...minimalCustomer, metadata: { reference } }));

async function runImport({ system, client }: CustomerServer, concurrency = 2): Promise<void> {
  for await (const _ of importCustomersWith(system, client, records, { journal: path, concurrency }));
}

/** A moment of an import: what the file and the server had. */
interface Moment {
  file: MemoryFile;
  customers: StoredCustomer[];
}

/** Every moment at which an import appended to its journal. */
async function momentsOf(failures: CustomerServer["failures"]["POST"]): Promise<Moment[]> {
  const server = customerServer();
  server.failures.POST = failures;
  const moments: Moment[] = [];
  const { openFile } = server.system;
  server.system.openFile = async (name) => {
    const file = await openFile(name);
    return {
      ...file,
      append: async (text) => {
        await file.append(text);
        moments.push({ file: { ...server.file }, customers: structuredClone(server.customers) });
      },
    };
  };
  await runImport(server);
  return moments;
}

test("a journal cut at any unflushed byte, at any moment, leads to each customer once", async () => {
  const moments = await momentsOf(["lost"]);
  let cuts = 0;
  for (const { file, customers } of moments)
    for (let length = file.flushed; length <= file.text.length; length++) {
      const server = customerServer(structuredClone(customers), {
        text: file.text.slice(0, length),
        flushed: length,
      });
      await runImport(server);
      expect(referencesOf(server.customers).sort(), `cut at ${length} of ${file.text}`).toEqual(references);
      cuts++;
    }
  expect(cuts).toBeGreaterThan(500);
});

test("a journal cut at any byte of its last two lines is readable and has no wrong outcome", async () => {
  const server = customerServer();
  server.failures.POST = ["lost"];
  await runImport(server);
  const { text } = server.file;
  const whole = parseJournal(path, text);
  const start = text.trimEnd().split("\n").slice(0, -2).join("\n").length;
  for (let length = start; length <= text.length; length++) {
    const { created } = parseJournal(path, text.slice(0, length));
    for (const [reference, id] of created) expect(id).toBe(whole.created.get(reference));
  }
});

test("a line is on disk before its record is sent", async () => {
  const server = customerServer();
  const { client } = server;
  const seen: boolean[] = [];
  const watched = Object.create(client, {
    createCustomer: {
      value: (...values: Parameters<typeof client.createCustomer>) => {
        const line = `{"sent":"${String(Reflect.get(Object(values[0].metadata), "reference"))}"}\n`;
        seen.push(server.file.text.slice(0, server.file.flushed).includes(line));
        return client.createCustomer(...values);
      },
    },
  }) as typeof client;
  await runImport({ ...server, client: watched });
  expect(seen).toEqual([true, true, true, true]);
});

describe("a full disk", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  const failing = (server: CustomerServer, operation: "append" | "flush", after: number): System => {
    let count = 0;
    return {
      ...server.system,
      openFile: async (name) => {
        const file = await server.system.openFile(name);
        return {
          ...file,
          [operation]: async (text: string) => {
            if (++count > after) throw full;
            return file[operation](text);
          },
        };
      },
    };
  };

  test.each(["append", "flush"] as const)("at the first %s prevents sending", async (operation) => {
    const server = customerServer();
    const system = failing(server, operation, 0);
    expect(String(await rejection(runImport({ ...server, system })))).toContain(
      `nothing was sent: the journal ${path} cannot be read or written: ENOSPC`,
    );
    expect(server.sent).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5, 6])("after %d lines lets the next import find what is missing", async (after) => {
    const server = customerServer();
    const system = failing(server, "append", after);
    const error = await rejection(runImport({ ...server, system }));
    expect(String(error)).toContain("ENOSPC");
    const sent = server.file.text.match(/"sent"/g)?.length ?? 0;
    expect(server.sent.length).toBeLessThanOrEqual(sent);
    await runImport(customerServer(server.customers, server.file));
    expect(referencesOf(server.customers).sort()).toEqual(references);
  });

  test("after a customer was created is an error that says its outcome is not recorded", async () => {
    const server = customerServer();
    // Claim, sent, created.
    const error = await rejection(runImport({ ...server, system: failing(server, "append", 2) }, 1));
    expect(server.customers).toHaveLength(1);
    expect(error).toMatchObject({ mayHaveSucceeded: true });
  });
});

describe("a journal", () => {
  const host = "here";
  const own: ProcessIdentity = { pid: 7, host, startedAt: 0, isAlive: () => true };
  const owner = { baseUrl: "https://example.com", referenceKey: "reference", account: "account" };
  const open = (server: CustomerServer, process: Partial<ProcessIdentity> = {}) =>
    openJournal(path, owner, { ...server.system, process: { ...own, ...process } });

  test("is used by one process at a time; the second is rejected, with the command to run if the first is gone", async () => {
    const server = customerServer();
    const first = await open(server);
    const error = String(await rejection(open(server, { pid: 8 })));
    expect(error).toMatch(
      /has been in use by process 7 on here since .*echo '\{"ended":".*"\}' >> 'customers/,
    );
    await first.close();
    await (await open(server, { pid: 8 })).close();
  });

  test("is opened by only one of several processes that open it simultaneously", async () => {
    const server = customerServer();
    const opened = await Promise.allSettled([open(server), open(server, { pid: 8 }), open(server)]);
    expect(opened.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  test("is released by a command that is valid in a shell, whatever the journal is called", async () => {
    const { system } = customerServer();
    const openOdd = () => openJournal("it's $HOME", owner, { ...system, process: own });
    await openOdd();
    const [, command = ""] = /release the journal with: (.*)/.exec(String(await rejection(openOdd()))) ?? [];
    const shown = execFileSync("sh", ["-c", command.replace(/^echo .* >> /, "printf %s ")]);
    expect(String(shown)).toBe("it's $HOME");
  });

  test.each<[string, Partial<ProcessIdentity>, boolean]>([
    ["a process that has ended", { pid: 8, isAlive: () => false }, true],
    ["an earlier process with the same process ID, as in a container", { startedAt: Date.now() * 2 }, true],
    ["this process itself", {}, false],
    ["a process on another host, where it cannot be checked", { host: "there", isAlive: () => false }, false],
  ])("claimed by %s can be used only if that process has ended", async (_, process, isFree) => {
    const server = customerServer();
    await open(server);
    const opening = open(server, process).then(() => true);
    if (isFree) expect(await opening).toBe(true);
    else expect(String(await rejection(opening))).toContain("in use");
  });

  test("is rejected for another account, base URL or reference key, and stays unchanged", async () => {
    const server = customerServer();
    await runImport(server);
    const { text } = server.file;
    for (const [options, referenceKey, difference] of [
      [{ accessKey: "rak_other" }, "reference", "of an import with another access key"],
      [
        { environment: "production" },
        "reference",
        "to https://sandboxapi.rapyd.net, not https://api.rapyd.net",
      ],
      [{}, "order", "with the reference key reference, not order"],
    ] as const) {
      const { system, client } = customerServer([], server.file, { ...keys, ...options });
      const results = importCustomersWith(system, client, records, { journal: path, referenceKey });
      expect(String(await rejection(results.next()))).toContain(
        `${difference}. If you use a new journal, set`,
      );
    }
    expect(server.file.text).toBe(text);
  });

  test("is rejected if it has another version", async () => {
    const server = customerServer();
    await runImport(server);
    server.file.text = server.file.text.replace('"version":1', '"version":2');
    expect(String(await rejection(open(server)))).toContain("used journal format 2, not 1");
  });

  test.each([
    ["records", '{"name":"Jane Doe"}\n'],
    ["one unfinished line", '{"name":"Jane Doe"}'],
    ["text", "hello\nworld\n"],
    ["empty lines", "\n\nhello"],
  ])("is rejected if it is a file with %s, and stays unchanged", async (_, text) => {
    const file = { text, flushed: text.length };
    expect(String(await rejection(open(customerServer([], file))))).toContain("is not an import journal");
    expect(file.text).toBe(text);
  });

  test("is rejected if a line in the middle is invalid, and the error names the line", async () => {
    const server = customerServer();
    await runImport(server);
    const lines = server.file.text.split("\n");
    for (const bad of ['{"sent":"e', '{"sent":1}', "[]"]) {
      const text = [...lines.slice(0, 2), bad, ...lines.slice(2)].join("\n");
      expect(() => parseJournal(path, text)).toThrow(
        `${path} is damaged: line 3 is invalid. Restore a copy of it. If you use a new journal`,
      );
    }
  });
});
