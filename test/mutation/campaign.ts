/** Judges every mutant of the committed description, and says what nobody noticed. */
import { locate } from "../../scripts/generate/locate.js";
import { createJudge, currentDescription } from "./judge.js";
import { type Mutant, mutantsOf } from "./mutants.js";

/** What became of one mutant. */
export interface Verdict extends Omit<Mutant, "apply"> {
  /** Who noticed; undefined for a survivor. */
  noticedBy: string | undefined;
}

/** Verdicts on all mutants, in the order of the description. */
export async function judgeMutants(): Promise<Verdict[]> {
  const judge = await createJudge();
  const original = currentDescription();
  const baseline = await judge(original);
  if (baseline !== undefined) {
    throw new Error(
      `The description as it stands is noticed: ${baseline}. Correct it, or the probe in test/mutation/probes.ts when a change was meant.`,
    );
  }
  const verdicts: Verdict[] = [];
  for (const { apply, ...mutant } of mutantsOf(original)) {
    const copy = structuredClone(original);
    apply(copy);
    verdicts.push({ ...mutant, noticedBy: await judge(copy) });
  }
  return verdicts;
}

/** What to do about each mutant that nobody noticed, with the line of the YAML that it changes. */
export function survivorsOf(verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter(({ noticedBy }) => noticedBy === undefined)
    .map(({ kind, way, change }) => {
      const pointer = way.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
      return `${locate(way)}: ${kind}, ${change}: no generated code holds it; add a probe for ${pointer} to test/mutation/probes.ts`;
    });
}
