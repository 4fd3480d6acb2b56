import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const minute = 60_000;

/** One folder of the tests; a hanging test is stopped after the time, which is far above any test's own. */
function room(name: string, testTimeout: number, globalSetup: string[] = []) {
  const include = [`test/${name}/**/*.test.ts`];
  return {
    extends: true as const,
    test: { name, include, testTimeout, hookTimeout: testTimeout, globalSetup },
  };
}

export default defineConfig({
  resolve: {
    // The package's own import condition points to dist/, which tests do not need.
    alias: { "#hmac": fileURLToPath(new URL("../src/hmac.node.ts", import.meta.url)) },
  },
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    // Vitest leaves one core idle, which on two is half of the machine.
    maxWorkers: 2,
    env: { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    projects: [
      ...["unit", "description", "compiler", "emulator", "project"].map((name) => room(name, 2 * minute)),
      room("end-to-end", 8 * minute, ["test/end-to-end/packed/pack-folder.ts"]),
    ],
  },
});
