/**
 * When generated/ is current, a hash of that folder and of all its inputs is saved to node_modules/.cache. While the hash matches, the demo
 * skips compiling.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { inRoot, root } from "../lib/paths.js";

const stamp = inRoot("node_modules/.cache/rapyd-customers/current");

/** Everything that determines the contents of generated/, and generated/ itself. */
const parts = ["openapi", "scripts", "generated", "package.json"];

/** Records that generated/ is up to date with openapi/. */
export async function markUpToDate(): Promise<void> {
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, await fingerprint());
}

/** Whether nothing changed since {@link markUpToDate}. */
export async function isUpToDate(): Promise<boolean> {
  const known = await readFile(stamp, "utf8").catch(() => undefined);
  return known !== undefined && known === (await fingerprint());
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const part of parts) {
    for (const path of await filesOf(inRoot(part)))
      hash
        .update(`${relative(root, path)}\0`)
        .update(await readFile(path))
        .update("\0");
  }
  return hash.digest("hex");
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
