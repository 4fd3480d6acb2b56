/**
 * `npm run test:mutation`: changes the description in every single point, generates from it in memory, and asks whether anything notices.
 * Fails when a change goes unnoticed that nobody has reviewed, or when a reviewed one is noticed after all.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { judgeMutants, reviewOf, type Verdict } from "./campaign.js";
import { locate } from "../../scripts/generate/locate.js";
import { survivors } from "./survivors.js";

const [shard] = process.argv.slice(2);
const shards = availableParallelism();

if (shard === undefined) await main();
else process.send?.(await judgeMutants(Number(shard), shards));

async function main(): Promise<void> {
  const start = performance.now();
  const verdicts = (
    await Promise.all(Array.from({ length: shards }, (_, index) => judgeShard(index)))
  ).flat();
  report(verdicts);
  const seconds = (performance.now() - start) / 1_000;
  const each = ((seconds * 1_000 * shards) / verdicts.length).toFixed(0);
  console.info(`${seconds.toFixed(0)} s in ${shards} processes, ${each} ms of each process per change`);
}

function judgeShard(index: number): Promise<Verdict[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [String(index)]);
    child.on("message", (verdicts) => resolve(verdicts as Verdict[]));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`A process ended with code ${String(code)}.`)));
  });
}

function report(verdicts: Verdict[]): void {
  const missed = verdicts.filter(({ noticedBy }) => noticedBy === undefined);
  const unreviewed = missed.filter((verdict) => reviewOf(verdict) === undefined);
  for (const [kind, ofKind] of grouped(verdicts, ({ kind }) => kind)) {
    const killed = ofKind.filter(({ noticedBy }) => noticedBy !== undefined).length;
    const equivalent = ofKind.filter((one) => one.noticedBy === undefined && reviewOf(one)).length;
    console.info(
      `${kind.padEnd(28)} ${killed}/${ofKind.length}${equivalent ? ` and ${equivalent} equivalent` : ""}`,
    );
  }
  console.info("\nnoticed by:");
  for (const [by, some] of grouped(verdicts, ({ noticedBy }) => noticedBy ?? "nobody"))
    console.info(`  ${by}: ${some.length}`);
  for (const { kind, way, change } of unreviewed)
    console.error(`survived: ${locate(way)} ${kind}: ${change} (${way.join(".")})`);
  const stale = survivors.filter((known) => !missed.some((verdict) => reviewOf(verdict) === known));
  for (const { kind, way } of stale)
    console.error(`test/mutation/survivors.ts lists ${kind} at ${way}, which is noticed`);
  const counted = verdicts.length - missed.length + unreviewed.length;
  const killed = verdicts.length - missed.length;
  console.info(
    `\nkilled ${killed} of ${counted} (${((100 * killed) / counted).toFixed(2)} %), ` +
      `${missed.length - unreviewed.length} more are equivalent, ${verdicts.length} changes in all`,
  );
  if (unreviewed.length > 0 || stale.length > 0) process.exitCode = 1;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
