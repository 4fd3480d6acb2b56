/** How many times as long one function takes as another, by the best of a few rounds: machines are noisy, and a ratio is less so. */
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
