/** Runs the demo's steps, and says of each what it does, at once, and how long it took. */
import { spawn } from "node:child_process";
import { root } from "../paths.js";

const isTerminal = process.stdout.isTTY;
const hasColor = isTerminal && !process.env["NO_COLOR"];

/** Text in a colour, where there is a terminal that shows it. */
export function paint(code: number, text: string): string {
  return hasColor ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Runs a step. `run` gives what came of it, in a few words, beside its result. */
export async function step<Result>(
  what: string,
  run: () => Promise<[said: string, result: Result]>,
): Promise<Result> {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
  if (!isTerminal) console.log(`${what} ...`);
  const show = (): void => void process.stdout.write(`\r${what} ... ${seconds()}`);
  // Shows that a longer step is alive.
  const clock = isTerminal ? setInterval(show, 100) : undefined;
  if (isTerminal) show();
  try {
    const [said, result] = await run();
    const line = `${paint(32, "ok")} ${what}: ${said} (${seconds()})`;
    console.log(isTerminal ? `\r\u001b[K${line}` : line);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write("\n");
    throw error;
  } finally {
    clearInterval(clock);
  }
}

/** Runs a program of Node's, and gives what it printed. Rejects with that when it fails. */
export function runNode(...values: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, values, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(output.trim()) : reject(new Error(output.trim()))));
  });
}
