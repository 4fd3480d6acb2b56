/** Compares and replaces the generated folder as a whole. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Artifacts } from "./write/artifacts.js";

/** Names of files that are missing, differ, or do not belong in the folder; empty when it is current. */
export async function differences(folder: string, artifacts: Artifacts): Promise<string[]> {
  const present = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = present
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  const names = [...new Set([...artifacts.keys(), ...files])].sort();
  const differs = await Promise.all(
    names.map(async (name) => (await textOf(join(folder, name))) !== artifacts.get(name)),
  );
  return names.filter((_, index) => differs[index]);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/**
 * Prefix of the temporary folders in which new files are written. The prefix is followed by the process ID of the run that writes the
 * files; a later run removes the folder if that process no longer exists.
 */
const stagingPrefix = ".generated-";

/** Removes what was left behind by a run that was killed while writing. */
export async function removeLeftovers(folder: string): Promise<void> {
  const parent = dirname(folder);
  const names = await readdir(parent);
  const left = names.filter((name) => name.startsWith(stagingPrefix) && !isRunning(name.split("-")[1]));
  await Promise.all(left.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

function isRunning(processId: string | undefined): boolean {
  try {
    // Signal 0 only tests for existence.
    return /^\d+$/.test(processId ?? "") && process.kill(Number(processId), 0);
  } catch (error) {
    // A process of somebody else may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Puts a new folder in the place of the old one, so that no reader sees a half-written set. */
export async function replaceFolder(folder: string, artifacts: Artifacts): Promise<void> {
  // Next to the folder, because a rename works only within one file system.
  const staging = await mkdtemp(join(dirname(folder), `${stagingPrefix}${process.pid}-`));
  const fresh = join(staging, "fresh");
  const old = join(staging, "old");
  try {
    await mkdir(fresh);
    await Promise.all([...artifacts].map(([name, text]) => writeFile(join(fresh, name), text)));
    await mkdir(folder, { recursive: true });
    await rename(folder, old);
    try {
      await rename(fresh, folder);
    } catch (error) {
      await rename(old, folder);
      throw error;
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
