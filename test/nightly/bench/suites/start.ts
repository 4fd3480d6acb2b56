/** Duration of a cold import and the heap that the import leaves, both minus those of an empty module. */
import { writeFileSync } from "node:fs";
import { median } from "../measure.js";
import type { Report } from "../report.js";
import { bundle, clients, inBench, run } from "../setup.js";

const rounds = 15;

export async function start(): Promise<Report> {
  writeFileSync(inBench(".work/empty.mjs"), "export {};\n");
  for (const name of clients)
    writeFileSync(
      inBench(`.work/${name}.start.mjs`),
      await bundle({ entry: inBench(`clients/${name}.ts`) }, "node"),
    );
  const files = [["empty module", "empty.mjs"], ...clients.map((name) => [name, `${name}.start.mjs`])];
  const found = files.map(() => ({ milliseconds: [] as number[], kilobytes: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, file]] of files.entries()) {
      const { time, heap } = importOnce(file ?? "");
      found[index]?.milliseconds.push(time);
      found[index]?.kilobytes.push(heap / 1_000);
    }
  }
  const [empty] = found;
  const rows = files.map(([name = ""], index) => {
    const time = median(found[index]?.milliseconds ?? []) - median(empty?.milliseconds ?? []);
    const heap = median(found[index]?.kilobytes ?? []) - median(empty?.kilobytes ?? []);
    return { name, time, heap };
  });
  const ours = rows.find(({ name }) => name === "rapyd-customers")?.time ?? NaN;
  return {
    suite: "Cold import, beyond that of an empty module",
    head: ["", "milliseconds", "heap, kB"],
    rows: rows.map(({ name, time, heap }) => [name, time.toFixed(1), heap.toFixed(0)]),
    verdicts: [
      { figure: "cold import", goal: "at most 8 ms", result: `${ours.toFixed(1)} ms`, met: ours <= 8 },
    ],
  };
}

/** Imports a file in a separate process. */
function importOnce(file: string): { time: number; heap: number } {
  const code = `const start = performance.now(); await import("./.work/${file}");
    const time = performance.now() - start; gc();
    process.stdout.write(JSON.stringify({ time, heap: process.memoryUsage().heapUsed }));`;
  const values = ["--expose-gc", "--input-type=module", "--eval", code];
  return JSON.parse(run(process.execPath, values, inBench("."))) as { time: number; heap: number };
}
