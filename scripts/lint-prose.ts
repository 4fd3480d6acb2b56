/** `npm run lint:prose`: finds wording that reads as translated, in prose, comments, messages, test names and names in code. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inRoot, root } from "./lib/paths.js";
import { namesOf, type Passage, passagesOf } from "./lint-prose/passages.js";
import { nameRules, problemsOf, rules, type WordingProblem, type WordingRule } from "./lint-prose/wording.js";

interface Checked {
  path: string;
  line: number;
  problems: WordingProblem[];
}

/**
 * Files to skip: generated text must be corrected at its source, recorded bodies are quotations, and the rules and their tests contain the
 * wording to avoid.
 */
const skipped = /^(generated|test\/fixtures|(test\/unit\/)?scripts\/lint-prose)\/|\.json$/;
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
});
const read = files
  .split("\n")
  .filter((path) => path !== "" && !skipped.test(path))
  .map((path) => ({ path, text: readFileSync(inRoot(path), "utf8") }));
const passages = read.flatMap(({ path, text }) => problemsIn(path, passagesOf(path, text), rules));
const names = read.flatMap(({ path, text }) => problemsIn(path, namesOf(path, text), nameRules));

for (const { path, line, problems } of [...passages, ...names])
  for (const { line: lineWithin, found, better } of problems)
    console.error(`${path}:${line + lineWithin}: "${found}": write ${better}`);
const isWrong = ({ problems }: Checked): boolean => problems.length > 0;
const [wrong, wrongNames] = [passages.filter(isWrong).length, names.filter(isWrong).length];
const share = ((100 * wrong) / passages.length).toFixed(1);
console.log(
  `${passages.length} passages, ${wrong} with wording to avoid (${share} %); ${names.length} names, ${wrongNames} to avoid`,
);
if (wrong + wrongNames > 0) process.exitCode = 1;

function problemsIn(path: string, found: Passage[], applied: readonly WordingRule[]): Checked[] {
  return found.map(({ line, text }) => ({ path, line, problems: problemsOf(text, applied) }));
}
