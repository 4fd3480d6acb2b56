/** A folder for the run's one tarball, which the first test that needs it packs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    packFolder: string;
  }
}

export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "rapyd-customers-pack-"));
  provide("packFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
