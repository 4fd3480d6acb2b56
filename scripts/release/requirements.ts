/** Requirements of a release, in words. */

/** Facts about the package and about its name on npm. */
export interface ReleaseFacts {
  /** Versions, by the place where each is written. */
  versions: Readonly<Record<string, string>>;
  changelog: string;
  name: string;
  /** Repository URL from package.json. */
  repository: string | undefined;
  /** State of the name on npm; undefined if npm was not asked or did not say. */
  onNpm: "free" | "taken" | undefined;
  /** User who is logged in to npm. */
  user: string | undefined;
}

/** Reasons why a tag must not be published; empty if there are none. */
export function tagProblems(tag: string, { versions, changelog, repository }: ReleaseFacts): string[] {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
  if (version === undefined) return [`"${tag}" is not a tag such as v0.2.0.`];
  const other = Object.entries(versions).filter(([, found]) => found !== version);
  const heading =
    changelog.split("\n").find((line) => line.startsWith("## ") && line !== "## [Unreleased]") ?? "";
  const [, day = ""] = /^## \S+ - (\d{4}-\d\d-\d\d)$/.exec(heading) ?? [];
  const isDated = heading === `## [${version}] - ${day}` && isDay(day);
  return [
    ...other.map(([place, found]) => `${place} says ${found}, not ${version}.`),
    ...(isDated
      ? []
      : [
          `The topmost release in CHANGELOG.md must be "## [${version}] - " followed by the release date, not "${heading}".`,
        ]),
    ...(repository === undefined
      ? [
          'package.json has no "repository": add the URL of the repository. npm links to it, and provenance is rejected without it.',
        ]
      : []),
  ];
}

/** Further requirements of the first publication; empty when all are met. */
export function firstPublicationNeeds({ name, onNpm, user }: ReleaseFacts): string[] {
  const naming = {
    free: [],
    taken: [
      `The name ${name} is on npm. If that package is not yours, choose another name, such as one with your own scope.`,
    ],
    unknown: [`npm did not respond, so the name ${name} is unchecked: try again online.`],
  }[onNpm ?? "unknown"];
  return user === undefined
    ? [
        ...naming,
        "Not logged in to npm: run `npm login` or set a token. Publish the first version by hand, with `npm publish --access public`. " +
          "Then tag that version (`git tag v... && git push --tags`): spec:diff needs the tag as its base, and release.yml does not publish that version again. " +
          "Then name .github/workflows/release.yml as a trusted publisher on the package's npm page; later tags publish without a token.",
      ]
    : naming;
}

/** Whether the date exists. Parsing alone does not show that: JavaScript parses 30 February as a day in March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
