/** Runs an import with faults, a rate limit and kills, in virtual time, and compares its results with the server's customers. */
import { createClientWith } from "../../../src/client.js";
import { startEmulatorAt } from "../../../src/emulator/server.js";
import { importCustomersWith, type ImportResult } from "../../../src/exactly-once/import.js";
import type { AppendOnlyFile, System } from "../../../src/exactly-once/system.js";
import type { RapydClient } from "../../../src/index.js";
import { keys } from "../../helpers/fixtures.js";
import { seededRandom } from "../../helpers/random.js";
import { injectFaults } from "./chaos.js";
import { type VirtualTime, virtualTime } from "./virtual-time.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

/**
 * Share of the requests that are late, and their maximum delay. A late request arrives after its connection was lost, even if the client's
 * process has been killed since.
 */
const [lateShare, maxLateMs] = [0.02, 70_000];

/** One import. */
export interface ImportSettings {
  records: number;
  seed: number;
  /** Whether 36 % of the requests, list pages included, have a fault, and 2 % arrive late. */
  hasFaults: boolean;
  /** Number of the import's processes that are killed, each at a random step. */
  kills: number;
  requestsPerMinute: number;
  /** Default: 200 requests in a minute. */
  rateLimit?: { requests: number; perMs: number };
}

/** Result of the import. */
export interface ImportReport {
  customers: number;
  requests: number;
  /** Requests that exceeded the limit. */
  limited: number;
  faults: number;
  kills: number;
  /** Virtual time between the first and the last request. */
  minutes: number;
  /** Measured rate between the first and the last request, divided by `requestsPerMinute`. */
  paceShare: number;
  violations: string[];
}

/** Runs the import, and starts it again whenever it was killed or gave up. */
export async function runImport(settings: ImportSettings): Promise<ImportReport> {
  const { records, seed, hasFaults, kills, requestsPerMinute } = settings;
  const { rateLimit = { requests: 200, perMs: 60_000 } } = settings;
  const random = seededRandom(seed);
  const time = virtualTime(random);
  const arrivals: number[] = [];
  let [limited, faults, killed] = [0, 0, 0];
  const emulator = await startEmulatorAt(time.runtime.now, {
    ...keys,
    rateLimit,
    onRequest: ({ status, fault }) => {
      arrivals.push(time.runtime.elapsed());
      if (status === 429) limited += 1;
      if (fault) faults += 1;
    },
  });
  if (hasFaults) injectFaults(emulator, random, time, [500, 502, 503, 504]);
  const disk: Disk = { text: "", flushed: 0 };
  const results = new Map<string, ImportResult>();
  const violations: string[] = [];
  for (let run = 1, isOver = false; !isOver; run++) {
    const steps = killed < kills ? Math.ceil(random() * ((5 * records) / kills)) : Infinity;
    const machine = startProcess(run, steps, time, random, disk, hasFaults ? lateShare : 0);
    const client = createClientWith({ ...keys, baseUrl: emulator.url }, machine.runtime, {});
    const end = await Promise.race([machine.dead, work(client, machine.system)]);
    if (end === "killed") killed += 1;
    isOver = end === "done";
    if (run > 10 * (kills + 1)) {
      violations.push(`it was not done after ${run} runs: ${end}`);
      isOver = true;
    }
  }
  await emulator.close();

  async function work(client: RapydClient, system: System): Promise<string> {
    const given = Array.from({ length: records }, (_, index) => ({
      ...minimalCustomer,
      name: `Customer ${index}`,
      metadata: { reference: `order-${index}` },
    }));
    try {
      const options = { journal: "journal", requestsPerMinute };
      for await (const result of importCustomersWith(system, client, given, options))
        results.set(result.reference, result);
      return "done";
    } catch (error) {
      return String(error);
    }
  }

  const stored = new Map(emulator.customers.map(({ id, metadata }) => [metadata["reference"], id]));
  if (emulator.customers.length !== records || stored.size !== records)
    violations.push(`${emulator.customers.length} customers of ${stored.size} references, not ${records}`);
  for (let index = 0; index < records; index++) {
    const reference = `order-${index}`;
    const result = results.get(reference);
    if (result?.id === undefined || result.id !== stored.get(reference))
      violations.push(`${reference}: ${result?.outcome ?? "no result"}, ${String(result?.error)}`);
  }
  const minutes = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 60_000;
  return {
    customers: emulator.customers.length,
    requests: arrivals.length,
    limited,
    faults,
    kills: killed,
    minutes,
    paceShare: (arrivals.length - 1) / minutes / requestsPerMinute,
    violations,
  };
}

/** One file. A kill may lose the end of `text`, but not the first `flushed` characters. */
interface Disk {
  text: string;
  flushed: number;
}

interface Process {
  runtime: VirtualTime["runtime"];
  system: System;
  /** Resolves once the process has been killed. */
  dead: Promise<"killed">;
}

/**
 * A process that is killed at its step number `steps`. Its steps are the moments before and after each write, before each flush and
 * request, and after each response. A killed process does nothing more.
 */
function startProcess(
  pid: number,
  steps: number,
  { runtime }: VirtualTime,
  random: () => number,
  disk: Disk,
  late: number,
): Process {
  let [left, isDead] = [steps, false];
  let die: (reason: "killed") => void = () => undefined;
  const dead = new Promise<"killed">((resolve) => (die = resolve));
  const timers = new Set<unknown>();
  const forever = new Promise<never>(() => undefined);

  function kill(): void {
    isDead = true;
    for (const timer of timers) runtime.clearTimeout(timer);
    // Unflushed bytes may be lost, or any part of them.
    disk.text = disk.text.slice(
      0,
      disk.flushed + Math.floor(random() * (disk.text.length - disk.flushed + 1)),
    );
    die("killed");
  }
  /** Counts a step; the last step kills the process. Never resolves once the process is dead. */
  async function step(): Promise<void> {
    if (!isDead && --left === 0) kill();
    if (isDead) await forever;
  }
  const platformFetch = runtime.fetch() ?? fetch;
  const mortalFetch: typeof fetch = async (url, init) => {
    await step();
    if (random() < late) {
      runtime.setTimeout(
        () => void platformFetch(url, { ...init, signal: null }).catch(() => undefined),
        random() * maxLateMs,
      );
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }),
      });
    }
    const response = await platformFetch(url, init);
    await step();
    return response;
  };
  const mortal = {
    ...runtime,
    setTimeout: (callback: () => void, delayMs: number) => {
      const timer = isDead ? undefined : runtime.setTimeout(callback, delayMs);
      timers.add(timer);
      return timer;
    },
    fetch: () => mortalFetch,
    isPlatformFetch: (one: typeof fetch) => one === mortalFetch,
  };
  const file: AppendOnlyFile = {
    read: async () => disk.text,
    append: async (text) => {
      await step();
      disk.text += text;
      await step();
    },
    flush: async () => {
      await step();
      disk.flushed = disk.text.length;
    },
    close: async () => undefined,
  };
  return {
    runtime: mortal,
    system: {
      ...mortal,
      openFile: async () => file,
      process: { pid, host: "here", startedAt: runtime.now(), isAlive: () => false },
    },
    dead,
  };
}
