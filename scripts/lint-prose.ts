/** `npm run lint:prose`: finds wording that reads as translated, in prose, comments, messages and test names. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inRoot, root } from "./lib/paths.js";
import { passagesOf } from "./lint-prose/passages.js";
import { problemsOf } from "./lint-prose/wording.js";

/**
 * Files to skip: generated text must be corrected at its source, recorded bodies are quotations, and the rules contain the wording to
 * avoid.
 */
const skipped = /^(generated|test\/fixtures|scripts\/lint-prose)\/|\.json$/;
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
});
const passages = files
  .split("\n")
  .filter((path) => path !== "" && !skipped.test(path))
  .flatMap((path) =>
    passagesOf(path, readFileSync(inRoot(path), "utf8")).map(({ line, text }) => ({
      path,
      line,
      problems: problemsOf(text),
    })),
  );
const wrong = passages.filter(({ problems }) => problems.length > 0);

for (const { path, line, problems } of wrong)
  for (const problem of problems)
    console.error(`${path}:${line + problem.line}: "${problem.found}": write ${problem.better}`);
const share = ((100 * wrong.length) / passages.length).toFixed(1);
console.log(`${passages.length} passages, ${wrong.length} with wording to avoid (${share} %)`);
if (wrong.length > 0) process.exitCode = 1;
