/** Decides the version that a change requires. */

/** Impact of a change in terms of semantic versioning. */
export type Impact = "none" | "patch" | "minor" | "major";

const order: readonly Impact[] = ["none", "patch", "minor", "major"];

/** The heaviest of some impacts. */
export function heaviest(impacts: readonly Impact[]): Impact {
  return impacts.reduce((most, one) => (order.indexOf(one) > order.indexOf(most) ? one : most), "none");
}

/** The changes, sorted by impact, heaviest first. */
export function heaviestFirst<One extends { impact: Impact }>(changes: readonly One[]): One[] {
  return [...changes].sort((one, other) => order.indexOf(other.impact) - order.indexOf(one.impact));
}

/** Lowest version that may follow `base` after changes of that impact. Below 1.0 a breaking change raises the minor number. */
export function neededVersion(base: string, impact: Impact): string {
  const [major = 0, minor = 0, patch = 0] = numbers(base);
  if (impact === "none") return base;
  if (major === 0) return impact === "major" ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
  if (impact === "major") return `${major + 1}.0.0`;
  return impact === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Whether a version is the needed one or a later one. */
export function isEnough(version: string, needed: string): boolean {
  const [given, wanted] = [numbers(version), numbers(needed)];
  const index = given.findIndex((number, place) => number !== wanted[place]);
  return index === -1 || (given[index] ?? 0) > (wanted[index] ?? 0);
}

function numbers(version: string): number[] {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new TypeError(`"${version}" is not a version such as 0.2.0.`);
  return version.split(".").map(Number);
}

/** Steps that remain: raise each version that is too low, and add the new version's heading to CHANGELOG.md. Empty if none remain. */
export function missingRaises(
  needed: string,
  versions: Readonly<Record<string, string>>,
  changelog: string,
): string[] {
  const given = Object.values(versions).filter((version) => isEnough(version, needed));
  // A version that was raised further already is the next one for all of them.
  const next = given.reduce((highest, one) => (isEnough(one, highest) ? one : highest), needed);
  const tasks = Object.entries(versions)
    .filter(([, version]) => version !== next)
    .map(([place, version]) => `raise the version in ${place} from ${version} to ${next}`);
  const hasHeading = changelog.split("\n").some((line) => line.startsWith(`## [${next}]`));
  return hasHeading ? tasks : [...tasks, `add "## [${next}]" to CHANGELOG.md, with the changes`];
}
