/** A million creates through one client: whether heap and time per call stay what they were. */
import { type Report, times } from "../report.js";
import { inMemoryFetch, load } from "./call.js";

const calls = 1_000_000;
const parts = 10;

export async function scale(): Promise<Report> {
  const [[, create] = []] = await load(["rapyd-customers"]);
  if (create === undefined) throw new Error("There is nothing to measure.");
  const call = create({ baseUrl: "https://sandboxapi.rapyd.net", fetch: inMemoryFetch() });
  for (let index = 0; index < 20_000; index++) await call();
  const before = heapAfterCollection();
  const seconds: number[] = [];
  for (let part = 0; part < parts; part++) {
    const start = performance.now();
    for (let index = 0; index < calls / parts; index++) await call();
    seconds.push((performance.now() - start) / 1_000);
  }
  const growth = heapAfterCollection() - before;
  const drift = (seconds.at(-1) ?? NaN) / (seconds[0] ?? NaN);
  return {
    suite: "A million calls through one client",
    head: ["tenth", ...seconds.map((_, index) => String(index + 1))],
    rows: [["microseconds a call", ...seconds.map((one) => ((one / (calls / parts)) * 1e6).toFixed(1))]],
    verdicts: [
      {
        figure: "heap growth over 1,000,000 calls",
        goal: "within 2 MB",
        result: `${(growth / 1e6).toFixed(2)} MB`,
        met: growth <= 2e6,
      },
      {
        figure: "time per call, last tenth against the first",
        goal: "at most 1.10x",
        result: times(drift),
        met: drift <= 1.1,
      },
    ],
  };
}

function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new Error("Run it with --expose-gc, as npm run bench does.");
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
