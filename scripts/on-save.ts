import { watch } from "node:fs";
import { inRoot } from "./paths.js";

/** Runs once, and again after each save below `openapi/`, one run at a time. Never ends. */
export async function onSave(run: () => Promise<void>): Promise<never> {
  let saves = 1;
  let wake = (): void => undefined;
  watch(inRoot("openapi"), { recursive: true }, () => {
    saves += 1;
    wake();
  });
  for (let seen = 0; ;) {
    // A save that came during the last run counts too.
    if (saves === seen) await new Promise<void>((resolve) => (wake = resolve));
    // An editor writes a file in several steps.
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = saves;
    await run();
  }
}
