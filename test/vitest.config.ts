import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const minute = 60_000;

/** Vitest project for one folder of tests. A hanging test is stopped after `testTimeout`, which is far longer than any test takes. */
function testProject(name: string, testTimeout: number, more: object = {}) {
  const include = [`test/${name}/**/*.test.ts`];
  return { extends: true as const, test: { name, include, testTimeout, hookTimeout: testTimeout, ...more } };
}

/** Folders whose tests do not mock modules, so that their files can share what they load, such as TypeScript. */
const sharing = ["description", "compiler", "project"];

/**
 * Test files that take longer than a minute, the slowest first. They start before all others, so that the two workers end at about the same
 * time.
 */
const slowest =
  "docs-page packed yaml-only-changes next change-the-description nest chaos command recipes portability import".split(
    " ",
  );

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const names = slowest.map((name) => `/end-to-end/${name}.test.ts`);
    const rank = ({ moduleId }: TestSpecification): number =>
      (names.findIndex((name) => moduleId.endsWith(name)) + names.length + 1) % (names.length + 1);
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
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
    sequence: { sequencer: SlowestFirst },
    env: { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    projects: [
      ...["unit", "emulator"].map((name) => testProject(name, 2 * minute)),
      ...sharing.map((name) => testProject(name, 2 * minute, { isolate: false })),
      testProject("end-to-end", 8 * minute, { globalSetup: ["test/end-to-end/packed/pack-folder.ts"] }),
    ],
  },
});
