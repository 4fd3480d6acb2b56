/** `npm run check`: what CI runs besides `npm test`, which checks the types. Runs every step, and lists the failed ones at the end. */
import { spawnSync } from "node:child_process";
import { root } from "./lib/paths.js";

const steps: [name: string, ...command: string[]][] = [
  ["format", "npx", "prettier", "--check", "--log-level", "warn", "."],
  ["lint and generated", "npm", "run", "--silent", "generate", "--", "--check"],
  ["workflows", "npm", "run", "--silent", "lint:workflows"],
  ["prose", "npm", "run", "--silent", "lint:prose"],
  ["build", "npm", "run", "--silent", "build"],
  ["size", "npm", "run", "--silent", "size"],
  ["demo", "npm", "run", "--silent", "demo"],
];

const failed = steps.filter(([name, command = "", ...values]) => {
  const start = performance.now();
  // npm is a script on Windows, which only a shell can start.
  const { status } = spawnSync(command, values, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`${status === 0 ? "passed" : "FAILED"}: ${name} (${seconds} s)`);
  return status !== 0;
});

if (failed.length > 0) {
  console.error(`check: failed: ${failed.map(([name]) => name).join(", ")}`);
  process.exitCode = 1;
}
