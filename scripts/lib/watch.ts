import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { inRoot } from "./paths.js";

/** Calls `run` once, and again after saves in `openapi/`, one call at a time. Saves during a call lead to one more call. Never returns. */
export async function watchOpenapi(run: () => Promise<void>): Promise<never> {
  let saves = 1;
  let wake = (): void => undefined;
  const watchNew = watchFolders(inRoot("openapi"), () => {
    saves += 1;
    wake();
  });
  for (let seen = 0; ;) {
    // A save that came during the last run counts too.
    if (saves === seen) await new Promise<void>((resolve) => (wake = resolve));
    // An editor writes a file in several steps.
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = saves;
    watchNew();
    await run();
  }
}

/**
 * Watches each folder separately: Node 20's recursive watch watches each file, and stops reporting a file that an editor replaced. Returns
 * a function that also watches folders created or re-created since its last call.
 */
function watchFolders(top: string, onChange: () => void): () => void {
  const watched = new Map<string, { identity: string; watcher: FSWatcher }>();
  const add = (folder: string): void => {
    const identity = identityOf(folder);
    const known = watched.get(folder);
    if (known?.identity !== identity) {
      known?.watcher.close();
      watched.delete(folder);
      if (identity === undefined) return;
      const watcher = watch(folder, onChange).on("error", () => watched.delete(folder));
      watched.set(folder, { identity, watcher });
    }
    if (identity === undefined) return;
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) add(join(folder, entry.name));
  };
  // The folder itself may be taken away and come back, as when another branch is checked out.
  watch(dirname(top), (_, name) => name === basename(top) && onChange());
  const addAll = (): void => {
    for (const folder of [...watched.keys(), top]) add(folder);
  };
  addAll();
  return addAll;
}

/** Id of the folder at a path; a folder that replaced another has a new id. Undefined if nothing exists at the path. */
function identityOf(folder: string): string | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.birthtimeMs}`;
}
