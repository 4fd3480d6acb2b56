import { spawn } from "node:child_process";

/** A command's exit code, and its output on stdout and stderr. */
export interface Run {
  code: number | null;
  output: string;
}

/** Runs a command in a folder, without standard input. */
export function execute(
  folder: string,
  [command = "", ...values]: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, values, {
      cwd: folder,
      env: { ...environment, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
