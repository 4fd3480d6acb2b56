import { existsSync } from "node:fs";
import { appendFile, cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot, root } from "../../scripts/lib/paths.js";
import { execute, type Run } from "./execute.js";

/** Copy of the repository in a temporary folder, in which a test may change the description. */
export interface Copy {
  folder: string;
  path: (name: string) => string;
  run: (...command: string[]) => Promise<Run>;
  remove: () => Promise<void>;
}

/** Copies the files that the project's commands need, and links node_modules. */
export async function copyRepository(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-copy-"));
  const parts = [
    "openapi",
    "generated",
    "scripts",
    "src",
    "package.json",
    "tsconfig.json",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
  ];
  await Promise.all(parts.map((name) => cp(inRoot(name), join(folder, name), { recursive: true })));
  await symlink(inRoot("node_modules"), join(folder, "node_modules"));
  return {
    folder,
    path: (name) => join(folder, name),
    run: (...command) => run(folder, command),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Makes a new repository, like a clone, from every file that git tracks or would add, and links node_modules. */
export async function cloneRepository(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-clone-"));
  const { output } = await execute(root, ["git", "ls-files", "-co", "--exclude-standard"]);
  const names = output.split("\n").filter((name) => name !== "" && existsSync(inRoot(name)));
  for (const name of names) await cp(inRoot(name), join(folder, name));
  await symlink(inRoot("node_modules"), join(folder, "node_modules"));
  // A nested run must not take itself for a part of the one that started it.
  const kept = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|npm_)/.test(name));
  const runCommand = (...command: string[]): Promise<Run> =>
    execute(folder, command, Object.fromEntries(kept));
  await runCommand("git", "init", "-q");
  // Git takes a link for a file, which .gitignore does not mean.
  await appendFile(join(folder, ".git/info/exclude"), "node_modules\n");
  await runCommand("git", "add", "-A");
  await runCommand("git", "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "base");
  return {
    folder,
    path: (name) => join(folder, name),
    run: runCommand,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs a command of node_modules/.bin, or node itself. */
export function run(folder: string, [command = "", ...values]: string[]): Promise<Run> {
  const program = command === "node" ? process.execPath : join(inRoot("node_modules/.bin"), command);
  return execute(folder, [program, ...values]);
}
