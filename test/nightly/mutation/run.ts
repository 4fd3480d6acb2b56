/**
 * `npm run mutation [-- FOLDER_OR_FILE ...]`: changes one expression of the source at a time with Stryker, and checks whether a test
 * notices. Prints every change that no test notices, and fails when a file's score is below its floor in floors.ts. Without a name, it
 * mutates every folder listed there.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot, root } from "../../../scripts/lib/paths.js";
import { floors, folders } from "./floors.js";

/** The part of Stryker's report that is read. */
interface Report {
  files: Record<
    string,
    { mutants: { status: string; location: { start: { line: number } }; replacement?: string }[] }
  >;
}

const names = process.argv.slice(2);
for (const name of names) {
  if (!existsSync(inRoot(name))) {
    console.error(`There is no ${name}; use a source file or one of ${folders.join(", ")}.`);
    process.exit(2);
  }
}

const low = (names.length > 0 ? names : folders).flatMap(filesBelowFloor);
if (low.length > 0) {
  console.error(`below the floor of test/nightly/mutation/floors.ts: ${low.join(", ")}`);
  process.exitCode = 1;
}

/** Mutates a folder or a file, prints survivors and scores, and returns the files whose score is below their floor. */
function filesBelowFloor(name: string): string[] {
  // The hash of browsers is compared with Node's, which every other test uses.
  const mutate = [name.endsWith(".ts") ? name : `${name}/*.ts`, "!src/hmac.web.ts"];
  const below: string[] = [];
  let [killed, covered] = [0, 0];
  for (const [file, { mutants }] of Object.entries(mutantsOf(mutate).files)) {
    const of = (...statuses: string[]): typeof mutants =>
      mutants.filter(({ status }) => statuses.includes(status));
    const [dead, alive] = [of("Killed", "Timeout"), of("Survived")];
    for (const { location, replacement = "" } of alive)
      console.info(
        `${file}:${location.start.line}: survived: ${replacement.replaceAll(/\s+/g, " ").slice(0, 100)}`,
      );
    const score = percent(dead.length, dead.length + alive.length);
    const floor = floors[file] ?? 0;
    if (Number(score) < floor) below.push(file);
    console.info(
      `${file}: ${score} % (floor ${floor} %), ${of("Timeout").length} by timeout, ${of("NoCoverage").length} not covered`,
    );
    killed += dead.length;
    covered += dead.length + alive.length;
  }
  console.info(`${name}: ${killed} of ${covered} covered mutants killed (${percent(killed, covered)} %)\n`);
  return below;
}

function percent(part: number, whole: number): string {
  return ((100 * part) / Math.max(1, whole)).toFixed(1);
}

function mutantsOf(mutate: string[]): Report {
  const folder = mkdtempSync(join(tmpdir(), "rapyd-customers-mutation-"));
  try {
    const [configuration, report] = [join(folder, "stryker.json"), join(folder, "report.json")];
    writeFileSync(
      configuration,
      JSON.stringify({
        ...{ testRunner: "vitest", vitest: { configFile: "test/nightly/mutation/vitest.config.ts" } },
        ...{ plugins: ["@stryker-mutator/vitest-runner"], tempDirName: join(folder, "sandbox") },
        // Code that runs while a module is loaded would need every test for each mutant.
        ...{ coverageAnalysis: "perTest", ignoreStatic: true },
        ...{ reporters: ["json"], jsonReporter: { fileName: report }, allowConsoleColors: false },
        ...{ mutate, ignorePatterns: ["dist", "test/nightly/bench"] },
      }),
    );
    execFileSync(
      process.execPath,
      [inRoot("node_modules/@stryker-mutator/core/bin/stryker.js"), "run", configuration],
      {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    return JSON.parse(readFileSync(report, "utf8")) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
