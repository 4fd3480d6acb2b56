/** Many calls through one client: memory and handles must stay as they were. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createClient } from "../../../src/index.js";
import { keys } from "../../helpers/fixtures.js";
import { minimalCustomer } from "../../helpers/minimal-customer.js";

/** Figures of a soak run. `heapEarly` and `heapLate` are bytes of heap after garbage collection. */
export interface SoakReport {
  calls: number;
  callsPerSecond: number;
  heapEarly: number;
  heapLate: number;
  /** Relative memory growth between the early and the late part of the run; 0.1 is 10 %. */
  growth: number;
  /** Timers, sockets and listeners that are left when all is closed. */
  handles: string[];
}

/** Runs the calls against an emulator in another process, so that the emulator's memory is not counted. */
export async function runSoak(calls: number, early: number): Promise<SoakReport> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("The soak needs node --expose-gc; run it through npm run chaos.");
  const emulator = fork(fileURLToPath(new URL("emulator-process.ts", import.meta.url)), {
    execArgv: process.execArgv,
  });
  const [url] = (await once(emulator, "message")) as [string];
  const client = createClient({ ...keys, baseUrl: url });
  const caller = new AbortController();

  let next = 0;
  async function work(limit: number): Promise<void> {
    while (next < limit) {
      next++;
      await client.createCustomer(minimalCustomer, { signal: caller.signal });
    }
  }
  const workers = (limit: number): Promise<unknown> =>
    Promise.all(Array.from({ length: 16 }, () => work(limit)));
  const heap = async (): Promise<number> => {
    for (let round = 0; round < 5; round++) {
      gc?.();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return process.memoryUsage().heapUsed;
  };

  const start = performance.now();
  await workers(early);
  const heapEarly = await heap();
  await workers(calls);
  const heapLate = await heap();
  const callsPerSecond = calls / ((performance.now() - start) / 1_000);

  emulator.send("close");
  await once(emulator, "exit");
  await new Promise((resolve) => setTimeout(resolve, 100));
  const handles = process
    .getActiveResourcesInfo()
    .filter((name) => !/^(TTYWrap|PipeWrap|Immediate)$/.test(name));
  return { calls, callsPerSecond, heapEarly, heapLate, growth: heapLate / heapEarly - 1, handles };
}
