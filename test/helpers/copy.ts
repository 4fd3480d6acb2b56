import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot } from "../../scripts/paths.js";
import { execute, type Run } from "./execute.js";

/** Copy of the repository in a temporary folder, in which a test may change the description. */
export interface Copy {
  folder: string;
  path: (name: string) => string;
  run: (...command: string[]) => Promise<Run>;
  remove: () => Promise<void>;
}

/** Copies what the commands need; dependencies are linked. */
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

/** Runs a command of node_modules/.bin, or node itself. */
export function run(folder: string, [command = "", ...values]: string[]): Promise<Run> {
  const program = command === "node" ? process.execPath : join(inRoot("node_modules/.bin"), command);
  return execute(folder, [program, ...values]);
}
