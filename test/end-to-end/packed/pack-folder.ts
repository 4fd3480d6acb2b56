/** A folder for the tarball, which is packed once per run, by the first test that needs it. */
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
