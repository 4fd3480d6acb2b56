/** Compares and replaces the generated folder as a whole. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Artifacts } from "./artifacts.js";

/** Names of files that are missing, differ, or do not belong in the folder; empty when it is current. */
export async function differences(folder: string, artifacts: Artifacts): Promise<string[]> {
  const present = await readdir(folder).catch(() => []);
  const names = [...new Set([...artifacts.keys(), ...present])].sort();
  const differs = await Promise.all(
    names.map(async (name) => (await textOf(join(folder, name))) !== artifacts.get(name)),
  );
  return names.filter((_, index) => differs[index]);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** Puts a new folder in the place of the old one, so that no reader sees a half-written set. */
export async function replaceFolder(folder: string, artifacts: Artifacts): Promise<void> {
  // Beside the folder, because a rename works only within one file system.
  const staging = await mkdtemp(join(dirname(folder), ".generated-"));
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
