import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/** Tests too slow to run for each mutant: they start a compiler or formatter, or process much data. */
const slow = [
  ...["compiler/generated", "compiler/generated-folder", "description/editor-docs", "description/round-trip"],
  ...["description/types", "unit/check/request/bounded-time", "unit/deadline/abort-listeners"],
].map((name) => `test/${name}.test.ts`);

export default defineConfig({
  resolve: shared.resolve ?? {},
  test: {
    root: fileURLToPath(new URL("../../..", import.meta.url)),
    include: ["test/{unit,description,compiler,emulator}/**/*.test.ts"],
    exclude: slow,
    testTimeout: 60_000,
  },
});
