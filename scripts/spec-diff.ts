/**
 * `npm run spec:diff`: compares the description with a git ref, and rates the changes by semantic versioning. Fails if the ref's version is
 * released and package.json, info.version or CHANGELOG.md does not yet reflect the changes. `-- --base <ref>` chooses the ref (default: the
 * last tag `v*`, else HEAD), `-- --markdown` prints a table.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readOperations } from "./generate/read/operations.js";
import { withSamples } from "./generate/write/samples.js";
import { bundle } from "./generate/read/bundle.js";
import type { OpenApiDocument } from "./lib/document.js";
import { inRoot, root } from "./lib/paths.js";
import { type Change, compare } from "./spec-diff/compare.js";
import { checkCompatibility } from "./spec-diff/compat-check.js";
import { heaviest, heaviestFirst, missingRaises, neededVersion } from "./spec-diff/versions.js";

try {
  const { values } = parseArgs({
    options: { base: { type: "string" }, markdown: { type: "boolean", default: false } },
  });
  if (values.base === "") throw new TypeError("--base must be a git ref, such as v0.1.0, not empty.");
  await main(values.base ?? lastRelease(), values.markdown);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(ref: string, isMarkdown: boolean): Promise<void> {
  const base = JSON.parse(atRef(ref, "generated/openapi.json")) as OpenApiDocument;
  const bundled = await bundle();
  // As generated/openapi.json has it.
  const revision = withSamples(bundled, readOperations(bundled));
  // Redocly compares in a separate process meanwhile.
  const [changes, breaks] = await Promise.all([compare(base, revision), checkCompatibility(base, revision)]);
  // The sort keeps the order within an impact: first what changed, then what it breaks.
  const all = heaviestFirst([
    ...changes,
    ...breaks.map((what): Change => ({ impact: "major", where: "code written against the base", what })),
  ]);
  show(ref, all, isMarkdown);
  if (all.length === 0) return;
  if (!isReleased(base.info.version)) {
    console.log(
      `\nVersion ${base.info.version} is not released yet (there is no tag v${base.info.version}), so these changes can go into it.`,
    );
    return;
  }
  const impact = heaviest(all.map((change) => change.impact));
  const needed = neededVersion(base.info.version, impact);
  const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as { version: string };
  const versions = { "openapi/openapi.yaml (info.version)": revision.info.version, "package.json": version };
  const tasks = missingRaises(needed, versions, readFileSync(inRoot("CHANGELOG.md"), "utf8"));
  console.log(
    `\nThese changes are ${impact}: the version after ${base.info.version} must be ${needed} or later.`,
  );
  for (const task of tasks) console.log(`${isMarkdown ? "- [ ] " : "To do: "}${task}`);
  if (tasks.length > 0) process.exitCode = 1;
}

function show(ref: string, changes: readonly Change[], isMarkdown: boolean): void {
  if (changes.length === 0) console.log(`Description unchanged since ${ref}.`);
  else if (isMarkdown) {
    const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
    console.log(`Changes to the description since ${ref}:\n\n| impact | where | what |\n| --- | --- | --- |`);
    for (const { impact, where, what } of changes)
      console.log(`| ${impact} | ${cell(where)} | ${cell(what)} |`);
  } else {
    console.log(`Changes to the description since ${ref}:`);
    for (const { impact, where, what } of changes)
      console.log(`${impact.padEnd(5)}  ${where}\n       ${what}`);
  }
}

/** Tag of the last release; HEAD if there is none. */
function lastRelease(): string {
  const { status, stdout } = git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*");
  return status === 0 ? stdout.trim() : "HEAD";
}

function isReleased(version: string): boolean {
  return git("rev-parse", "--verify", "--quiet", `refs/tags/v${version}`).status === 0;
}

function atRef(ref: string, path: string): string {
  const { status, stdout, stderr } = git("show", `${ref}:${path}`);
  if (status === 0) return stdout;
  throw new Error(
    `${path} cannot be read at ${ref}: ${stderr.trim()}\nGive a ref of this repository with --base, such as v0.1.0.`,
  );
}

function git(...values: string[]): { status: number | null; stdout: string; stderr: string } {
  const { error, ...done } = spawnSync("git", values, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (error !== undefined) throw new Error(`git cannot be run: ${error.message}`);
  return done;
}
