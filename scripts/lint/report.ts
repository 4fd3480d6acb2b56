/**
 * Runs Redocly's lint and describes the problems found: the gravest ones, one line each, then the number of the others, which may be
 * consequences of those.
 */
import { root } from "../lib/paths.js";
import { redocly } from "../lib/redocly.js";

/** One problem in Redocly's JSON format. */
export interface LintProblem {
  ruleId: string;
  message: string;
  location: { source: { ref: string }; start?: { line: number; col: number } }[];
}

/** Maximum number of problems shown. */
const maxShown = 20;

/** Problems of the description in `openapi/`, as text; undefined when there are none. */
export async function lintDescription(): Promise<string | undefined> {
  const { code, stdout, stderr } = await redocly(
    ...["lint", "--config", "openapi/redocly.yaml", "--format", "json", "--max-problems", "1000", "main"],
  );
  const problems = readProblems(stdout);
  if (problems === undefined) return [stdout.trim(), stderr].filter(Boolean).join("\n");
  if (problems.length > 0) return describeProblems(problems);
  return code === 0 ? undefined : stderr;
}

function readProblems(text: string): LintProblem[] | undefined {
  try {
    return (JSON.parse(text) as { problems: LintProblem[] }).problems;
  } catch {
    // Redocly could not begin, and says why in words.
    return undefined;
  }
}

/**
 * Describes the gravest problems and counts the others, which may merely be consequences: for example, an unreadable file causes further
 * problems elsewhere.
 */
export function describeProblems(problems: readonly LintProblem[]): string {
  const gravest = Math.min(...problems.map(gravity));
  const causes = [...new Set(problems.filter((one) => gravity(one) === gravest).map(toLine))];
  const rest = problems.filter((one) => gravity(one) > gravest).length;
  const more = causes.length - maxShown;
  return [
    ...causes.slice(0, maxShown),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(rest > 0 ? [`Fix the problems above first: they may cause the other ${rest}.`] : []),
  ].join("\n");
}

/**
 * Rank of a problem, gravest first: 0 for a file that is not YAML, 1 for an unresolved reference, 2 for a node of the wrong kind or an
 * invalid pattern, 3 for anything else.
 */
function gravity({ ruleId, message }: LintProblem): number {
  if (message.startsWith("Failed to parse")) return 0;
  if (ruleId === "no-unresolved-refs") return 1;
  return ["struct", "description/pattern-valid"].includes(ruleId) ? 2 : 3;
}

function toLine({ ruleId, message, location: [place] }: LintProblem): string {
  const { line = 1, col = 1 } = place?.start ?? {};
  return `${place?.source.ref ?? "openapi"}:${line}:${col}: ${message.replaceAll(root, "")} (${ruleId})`;
}
