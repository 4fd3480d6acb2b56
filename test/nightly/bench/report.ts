/** Tables of figures, as Markdown. */

/** One goal, and its result. */
export interface Verdict {
  figure: string;
  goal: string;
  result: string;
  met: boolean;
}

/** Figures of one suite. */
export interface Report {
  suite: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  verdicts: readonly Verdict[];
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** All reports as one text, the goals first. */
export function markdown(reports: readonly Report[], machine: string): string {
  const verdicts = reports.flatMap((report) => report.verdicts);
  const goals = verdicts.map(({ figure, goal, result, met }) => [
    figure,
    goal,
    result,
    met ? "met" : "not met",
  ]);
  return [
    `# Measured on ${machine}`,
    table(["figure", "goal", "result", ""], goals),
    ...reports.flatMap(({ suite, head, rows }) => [`## ${suite}`, table(head, rows)]),
    "",
  ].join("\n\n");
}

export const times = (ratio: number): string => `${ratio.toFixed(2)}x`;
