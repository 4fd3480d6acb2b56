import { expect, test } from "vitest";
import {
  firstPublicationNeeds,
  type ReleaseFacts,
  tagProblems,
} from "../../../../scripts/release/requirements.js";

const ready: ReleaseFacts = {
  versions: { "package.json": "0.2.0", description: "0.2.0" },
  changelog: "# Changelog\n\n## [0.2.0] - 2026-12-01\n",
  name: "rapyd-customers",
  repository: "git+https://example.com/rapyd-customers.git",
  onNpm: "free",
  user: "somebody",
};

test("a tag is published only if versions and changelog name it, and the repository is known", () => {
  expect(tagProblems("v0.2.0", ready)).toEqual([]);
  const versions = { ...ready.versions, description: "0.1.0" };
  expect(tagProblems("v0.2.0", { ...ready, versions })).toEqual(["description says 0.1.0, not 0.2.0."]);
  expect(tagProblems("0.2.0", ready)).toEqual(['"0.2.0" is not a tag such as v0.2.0.']);
  expect(tagProblems("v0.2.0", { ...ready, repository: undefined })[0]).toMatch(/has no "repository"/);
});

test.each(["unreleased", "2026-99-99", "2026-02-30"])("a changelog dated %s is not released", (day) => {
  const changelog = `# Changelog\n\n## [0.2.0] - ${day}\n`;
  expect(tagProblems("v0.2.0", { ...ready, changelog })).toEqual([
    `The topmost release in CHANGELOG.md must be "## [0.2.0] - " followed by the release date, not "## [0.2.0] - ${day}".`,
  ]);
});

test("the first publication requires a free name and an npm login", () => {
  expect(firstPublicationNeeds(ready)).toEqual([]);
  expect(firstPublicationNeeds({ ...ready, onNpm: "taken" })[0]).toMatch(/choose another name/);
  expect(firstPublicationNeeds({ ...ready, onNpm: undefined })[0]).toMatch(/is unchecked/);
  expect(firstPublicationNeeds({ ...ready, user: undefined })[0]).toMatch(/npm login/);
});
