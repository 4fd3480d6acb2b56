/** Chapters on the client: those of the README that are for callers, and the recipes. */

/** First and last of the README's chapters for callers. */
const [first, last] = ["Requirements", "Testing"];

/** The chapters as Markdown, each beginning with `# `. Throws if the README lacks the first or the last of them. */
export function guideOf(readme: string, recipes: string): string {
  const sections = readme.split(/^## /m);
  const [from, to] = [first, last].map((title) =>
    sections.findIndex((section) => section.startsWith(`${title}\n`)),
  );
  if (from === undefined || to === undefined || from < 0 || to < from)
    throw new Error(
      `The page shows README.md's chapters from "${first}" to "${last}", but README.md lacks one of these two.`,
    );
  const chapters = sections.slice(from, to + 1).map((section) => `# ${section.replace(/^###/gm, "##")}`);
  return [...chapters, recipes].join("\n");
}
