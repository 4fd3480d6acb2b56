/**
 * `npm run release:check`: lists what the next publication still needs. `-- v1.2.3` checks whether that tag is ready to publish: the
 * package, the description and CHANGELOG.md must all name its version. `-- --dry-run` also runs `npm publish --dry-run`, and returns that
 * command's exit code.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { inRoot, root } from "./lib/paths.js";
import { firstPublicationNeeds, type ReleaseFacts, tagProblems } from "./release/requirements.js";

try {
  const { values, positionals } = parseArgs({
    options: { "dry-run": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [tag] = positionals;
  process.exitCode = tag === undefined ? checkFirst(values["dry-run"]) : checkTag(tag);
} catch (error) {
  // A wrong option.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

function checkTag(tag: string): number {
  const problems = tagProblems(tag, readFacts());
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`${tag} is ready to publish`);
  return problems.length > 0 ? 1 : 0;
}

function checkFirst(isDryRun: boolean): number {
  const facts = { ...readFacts(), ...askNpm() };
  const tag = `v${facts.versions["package.json"]}`;
  const needs = [...tagProblems(tag, facts), ...(hasReleases() ? [] : firstPublicationNeeds(facts))];
  const which = hasReleases() ? `${tag} can be published` : "the first publication";
  const naming = !hasReleases() && facts.onNpm === "free" ? ` (the name ${facts.name} is free on npm)` : "";
  console.log(
    needs.length === 0
      ? `${tag} is ready to publish`
      : [`Before ${which}${naming}:`, ...needs.map((need) => `- ${need}`)].join("\n"),
  );
  if (!isDryRun) return needs.length > 0 ? 1 : 0;
  const { status, output } = npm("publish", "--dry-run", "--access", "public", "--loglevel=error");
  console.log(status === 0 ? "npm publish --dry-run passed" : output);
  return status;
}

/** Whether a version has been tagged. If so, the requirements of a first publication, such as a free name, no longer apply. */
function hasReleases(): boolean {
  const { stdout } = spawnSync("git", ["tag", "--list", "v*"], { cwd: root, encoding: "utf8" });
  return stdout.trim() !== "";
}

function readFacts(): ReleaseFacts {
  const read = (name: string): string => readFileSync(inRoot(name), "utf8");
  const { name, version, repository } = JSON.parse(read("package.json")) as {
    name: string;
    version: string;
    repository?: { url: string };
  };
  const { info } = parse(read("openapi/openapi.yaml")) as { info: { version: string } };
  const compiled = JSON.parse(read("generated/openapi.json")) as { info: { version: string } };
  const lock = JSON.parse(read("package-lock.json")) as { version: string };
  return {
    versions: {
      "package.json": version,
      "package-lock.json (npm install)": lock.version,
      "openapi/openapi.yaml (info.version)": info.version,
      "generated/openapi.json (npm run generate)": compiled.info.version,
    },
    changelog: read("CHANGELOG.md"),
    name,
    repository: repository?.url,
    onNpm: undefined,
    user: undefined,
  };
}

function askNpm(): Pick<ReleaseFacts, "onNpm" | "user"> {
  const { name } = readFacts();
  const seen = npm("view", name, "name");
  const who = npm("whoami", "--loglevel=silent");
  return {
    onNpm: seen.status === 0 ? "taken" : seen.output.includes("E404") ? "free" : undefined,
    user: who.status === 0 ? who.output.trim() : undefined,
  };
}

function npm(...values: string[]): { status: number; output: string } {
  const { status, stdout, stderr } = spawnSync("npm", values, { cwd: root, encoding: "utf8" });
  return { status: status ?? 1, output: stdout + stderr };
}
