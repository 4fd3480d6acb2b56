/**
 * `npm run test:mutation`: changes the description in every single point, compiles it in memory, and asks whether the compiler refuses it,
 * the generated code differs or a probe fails. What goes unnoticed is a part of the description without effect.
 */
import { judgeMutants, survivorsOf, type Verdict } from "./campaign.js";

const verdicts = await judgeMutants();
const survivors = survivorsOf(verdicts);
for (const [kind, ofKind] of grouped(({ kind }) => kind)) {
  const noticed = ofKind.filter(({ noticedBy }) => noticedBy !== undefined).length;
  console.info(`${kind.padEnd(28)} ${noticed}/${ofKind.length}`);
}
console.info("\nnoticed by:");
for (const [by, some] of grouped(({ noticedBy }) => noticedBy ?? "nobody"))
  console.info(`  ${by}: ${some.length}`);
for (const survivor of survivors) console.error(survivor);
const noticed = verdicts.length - survivors.length;
const share = ((100 * noticed) / verdicts.length).toFixed(2);
console.info(`\nnoticed ${noticed} of ${verdicts.length} changes (${share} %)`);
if (survivors.length > 0) process.exitCode = 1;

function grouped(keyOf: (verdict: Verdict) => string): Map<string, Verdict[]> {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts)
    groups.set(keyOf(verdict), [...(groups.get(keyOf(verdict)) ?? []), verdict]);
  return groups;
}
