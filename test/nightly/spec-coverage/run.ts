/**
 * `npm run test:coverage-of-spec`: records end-to-end calls and lets Redocly say how much of the description they show. Fails when
 * anything described was never seen, or when traffic and description contradict each other.
 */
import { measure } from "./measure.js";
import { emulatorTraffic, exampleTraffic, generatedTraffic } from "./traffic.js";

const emulator = await emulatorTraffic();
const shown = [...emulator, ...(await exampleTraffic())];
const all = [...shown, ...(await generatedTraffic())];

for (const [name, exchanges] of Object.entries({
  "the emulator alone": emulator,
  "with the response examples": shown,
  "with made-up values as well": all,
})) {
  const { totals } = await measure(exchanges);
  const figures = Object.entries(totals).map(([what, { covered, total }]) => `${what} ${covered}/${total}`);
  console.info(`${name} (${exchanges.length} exchanges): ${figures.join(", ")}`);
}

const { totals, missing, contradictions } = await measure(all);
const sum = (key: "covered" | "total"): number =>
  Object.values(totals).reduce((whole, part) => whole + part[key], 0);
console.info(`seen: ${((100 * sum("covered")) / sum("total")).toFixed(1)} % of ${sum("total")}`);
for (const one of missing) console.error(`never seen: ${one}`);
for (const one of contradictions) console.error(`not as described: ${one}`);
if (missing.length > 0 || contradictions.length > 0) process.exitCode = 1;
