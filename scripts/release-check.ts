/**
 * `npm run release:check -- v1.2.3`: whether a tag may be published. The package, the description and CHANGELOG.md must all name its
 * version, and the changelog must not call it unreleased.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { inRoot } from "./paths.js";
import { releaseProblems } from "./spec-diff/versions.js";

const [tag = ""] = process.argv.slice(2);
const read = (name: string): string => readFileSync(inRoot(name), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };
const { info } = parse(read("openapi/openapi.yaml")) as { info: { version: string } };
const compiled = JSON.parse(read("generated/openapi.json")) as { info: { version: string } };

const problems = releaseProblems(
  tag,
  {
    "package.json": version,
    "openapi/openapi.yaml (info.version)": info.version,
    "generated/openapi.json (npm run generate)": compiled.info.version,
  },
  read("CHANGELOG.md"),
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${tag} may be published`);
