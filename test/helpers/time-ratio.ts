/** Ratio of two functions' times, each the best of a few rounds. The functions run in turn, so that a machine's noise affects both. */
export function timeRatio(one: () => unknown, other: () => unknown, rounds = 5): number {
  let [best, bestOther] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    best = Math.min(best, duration(one));
    bestOther = Math.min(bestOther, duration(other));
  }
  return best / bestOther;
}

function duration(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
