import { describe, expect, test } from "vitest";
import { heaviest, isEnough, missingRaises, neededVersion } from "../../../../scripts/spec-diff/versions.js";

describe("the needed version", () => {
  test.each([
    ["0.1.0", "patch", "0.1.1"],
    ["0.1.0", "minor", "0.1.1"],
    ["0.1.0", "major", "0.2.0"],
    ["1.2.3", "patch", "1.2.4"],
    ["1.2.3", "minor", "1.3.0"],
    ["1.2.3", "major", "2.0.0"],
    ["1.2.3", "none", "1.2.3"],
  ] as const)("after %s, a %s change requires %s", (base, impact, needed) => {
    expect(neededVersion(base, impact)).toBe(needed);
  });

  test("a later version is enough, an earlier one is not, and an invalid one is rejected", () => {
    expect(isEnough("0.10.0", "0.2.0")).toBe(true);
    expect(isEnough("0.2.0", "0.2.0")).toBe(true);
    expect(isEnough("0.1.9", "0.2.0")).toBe(false);
    expect(() => isEnough("next", "0.2.0")).toThrow('"next" is not a version');
    expect(heaviest(["patch", "major", "minor"])).toBe("major");
    expect(heaviest([])).toBe("none");
  });

  test("both versions and the changelog must name it", () => {
    expect(
      missingRaises("0.2.0", { one: "0.2.0", other: "0.2.0" }, "# Changelog\n\n## [0.2.0] - unreleased\n"),
    ).toEqual([]);
    expect(missingRaises("0.2.0", { one: "0.1.0", other: "0.2.0" }, "## [0.2.01]\n")).toEqual([
      "raise the version in one from 0.1.0 to 0.2.0",
      'add "## [0.2.0]" to CHANGELOG.md, with the changes',
    ]);
    expect(missingRaises("0.1.1", { one: "0.2.0", other: "0.1.0" }, "## [0.2.0]\n")).toEqual([
      "raise the version in other from 0.1.0 to 0.2.0",
    ]);
  });
});
