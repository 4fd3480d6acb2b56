import { readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./paths.js";

/** Runs once, and again after each save below `openapi/`, one run at a time. Never ends. */
export async function onSave(run: () => Promise<void>): Promise<never> {
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
 * Watches each folder by itself, and gives a function that adds those that are new: Node 20's own recursive watch follows files, and
 * loses one that an editor saves under its name anew.
 */
function watchFolders(top: string, onChange: () => void): () => void {
  const watched = new Set<string>();
  const add = (folder: string): void => {
    if (!watched.has(folder)) {
      watched.add(folder);
      watch(folder, onChange).on("error", () => watched.delete(folder));
    }
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) add(join(folder, entry.name));
  };
  add(top);
  return () => add(top);
}
