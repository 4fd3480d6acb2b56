import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./paths.js";

/** Result of a run of Redocly's command line. */
export interface RedoclyResult {
  /** Exit code, 0 for success. */
  code: number;
  stdout: string;
  /** Messages, without boxed notices (such as the one about Node 20) and without the advice to ignore problems. */
  stderr: string;
}

const command = join(
  dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
  "bin/cli.js",
);

/** Runs `redocly` with the given arguments in the repository's folder, without telemetry or notices. */
export function redocly(...args: string[]): Promise<RedoclyResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr: withoutBoxes(stderr) }));
  });
}

function withoutBoxes(text: string): string {
  return (
    text
      .split("\n")
      // The project keeps no list of ignored problems, so advice to make one would mislead.
      .filter((line) => !/^\s*[╔║╚]|--generate-ignore-file/.test(line))
      .join("\n")
      .trim()
  );
}
