/** Judges mutants, and sums up. */
import { createJudge, currentDescription } from "./judge.js";
import { type Mutant, mutantsOf } from "./mutants.js";
import { type Survivor, survivors } from "./survivors.js";

/** What became of one mutant. */
export interface Verdict {
  kind: string;
  way: readonly string[];
  change: string;
  /** Who noticed; undefined for a survivor. */
  noticedBy: string | undefined;
}

/** Every `step`-th mutant of the current description, from the given one on. */
export async function judgeMutants(from: number, step: number): Promise<Verdict[]> {
  const judge = await createJudge();
  const original = currentDescription();
  const baseline = await judge(original);
  if (baseline !== undefined) {
    throw new Error(
      `The description itself is not what test/mutation/expected-*.ts say (${baseline}). ` +
        "If the change is meant, say it there too.",
    );
  }
  const verdicts: Verdict[] = [];
  for (const { apply, ...mutant } of mutantsOf(original).filter((_, index) => index % step === from)) {
    const copy = structuredClone(original);
    apply(copy);
    verdicts.push({ ...mutant, noticedBy: await judge(copy) });
  }
  return verdicts;
}

/** The review of a survivor; undefined when nobody has looked at it. */
export function reviewOf({ kind, way, change }: Omit<Mutant, "apply">): Survivor | undefined {
  return survivors.find(
    (known) =>
      known.kind === kind &&
      known.way === way.join(".") &&
      (known.change === undefined || known.change === change),
  );
}
