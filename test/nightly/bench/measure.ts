/** Compares functions in interleaved rounds, so that a noisy machine is noisy for all of them. */

/** Ratio of one client to the reference, over all rounds. */
export interface Ratio {
  name: string;
  median: number;
  /** Half of the distance between the quartiles. */
  spread: number;
  /** Median microseconds per call. */
  microseconds: number;
}

/** Runs each function `calls` times in every round, and returns each function's ratio to the first function. */
export async function compare(
  functions: readonly (readonly [name: string, call: () => Promise<unknown>])[],
  rounds: number,
  calls: number,
): Promise<Ratio[]> {
  for (const [, call] of functions) await repeat(call, calls * 2);
  const times = functions.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, call]] of shuffled([...functions.entries()])) {
      times[index]?.push(await repeat(call, calls));
    }
  }
  const reference = times[0] ?? [];
  return functions.map(([name], index) => {
    const own = times[index] ?? [];
    const ratios = own.map((time, round) => time / (reference[round] ?? NaN));
    return { name, median: median(ratios), spread: spread(ratios), microseconds: median(own) };
  });
}

/** The values in random order. In a fixed order, each function would always pay for the garbage and timers of the same predecessor. */
export function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);
}

async function repeat(call: () => Promise<unknown>, times: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < times; index++) await call();
  return ((performance.now() - start) / times) * 1_000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function spread(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? NaN;
  return (at(0.75) - at(0.25)) / 2;
}
