/**
 * `npm run check`: runs CI's checks, except these three: `npm test` (types and tests), `npm run test:end-to-end` and `npm run
 * release:check`. Continues after a failed step, and lists the failed ones at the end.
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { root } from "./lib/paths.js";

type Step = [name: string, ...command: string[]];

/**
 * Two sequences that run side by side. Steps are in the same sequence if one needs the other, or if they must not compete for the
 * processor.
 */
const sequences: Step[][] = [
  [
    ["build", "npm", "run", "--silent", "build"],
    ["size", "npm", "run", "--silent", "size"],
  ],
  [
    ["format", "npx", "prettier", "--check", "--log-level", "warn", "."],
    ["lint openapi/ and compare generated/", "npm", "run", "--silent", "generate", "--", "--check"],
    ["workflows", "npm", "run", "--silent", "lint:workflows"],
    ["prose", "npm", "run", "--silent", "lint:prose"],
    ["demo", "npm", "run", "--silent", "demo"],
  ],
];

const failed = (await Promise.all(sequences.map(runAll))).flat();
if (failed.length > 0) {
  console.error(`check: failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}

/** Runs the steps in turn; resolves with the names of those that failed. */
async function runAll(steps: readonly Step[]): Promise<string[]> {
  const failures: string[] = [];
  for (const [name, command = "", ...values] of steps) {
    const start = performance.now();
    // npm is a script on Windows, which only a shell can start.
    const child = spawn(command, values, { cwd: root, shell: process.platform === "win32" });
    child.stdin.end();
    const [output, errors, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on("close", resolve)),
    ]);
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    process.stdout.write(`${output}${errors}${code === 0 ? "passed" : "FAILED"}: ${name} (${seconds} s)\n`);
    if (code !== 0) failures.push(name);
  }
  return failures;
}
