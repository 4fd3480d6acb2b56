/** The project's wording rules, as far as patterns can check them, and the exceptions. */

/** One rule: a pattern for wording to avoid, and a better wording. */
export interface WordingRule {
  pattern: RegExp;
  /** What to write instead. */
  better: string;
}

const verbs =
  "asks|brings|carries|gives|holds|knows|leaves|makes|names|reads|repeats|retries|sees|sends|sets|shows|takes|tells|writes";

/** Words and phrases to avoid. Rules apply to prose only: code in backticks is skipped. */
export const rules: readonly WordingRule[] = [
  {
    pattern:
      /\b(an?|the|each|every|its|no|first|last|lost|late|that|this|whole|of|and|with) answers?\b(?! (to|with|an?|\d))/i,
    better: "response",
  },
  { pattern: /\banswered\b/i, better: "responded to, or: gets a 200" },
  { pattern: /\bblanks?\b/i, better: "whitespace, space" },
  { pattern: /\bslips?\b/i, better: "typo, mistake" },
  { pattern: /\bmend(s|ed|ing)?\b/i, better: "fix" },
  {
    pattern: /\brefus(e|es|ed|al|als|ing)\b/i,
    better: 'reject ("refused" is correct only for a connection)',
  },
  { pattern: /\brepeat(s|ed)? (a|an|it|no|the|every|each|POST|GET)\b/i, better: "retry" },
  { pattern: /\banew\b/i, better: "again, or: re-sign, re-send" },
  { pattern: /\bbeside\b/i, better: "next to, besides" },
  { pattern: /\bforeign\b/i, better: "external, or third-party" },
  { pattern: /\bbefalls?\b/i, better: "affects" },
  { pattern: /\b(whoever|whomever)\b/i, better: "a noun, such as the caller" },
  { pattern: /\b(tells?|told)\b/i, better: "say, report, notify, distinguish" },
  {
    pattern: /(^|[.;:] |\*\* |\/\/ )(What|Whose|Who|Whom|How often|How many) (?![^.]*\?)/,
    better: "a noun: the sentence has no head",
  },
  { pattern: /(^|[.] |\*\* |\/\/ )Of (an?|the|each|every|what|two|all)\b/, better: "the subject first" },
  { pattern: /(?<!\bthere )\b(is|are|was|were) no (?!longer|more|problem|such)\w+/i, better: "is not a" },
  { pattern: new RegExp(`\\b(${verbs}) no (?!longer|more|further)\\w+`), better: "does not, or never" },
  { pattern: /\b[Tt]here (is|are) no .*\bthere (is|are)\b/, better: "Unknown X; use Y" },
  { pattern: /\bthat there (is|are)( not)?\b/i, better: "existing, unknown" },
  { pattern: /\b(stands|stood|lies|lay)\b(?! for)/i, better: "is" },
  { pattern: /\bat once\b/i, better: "immediately, or simultaneously" },
  { pattern: /\bhow often\b/i, better: "number of times" },
  {
    pattern: /\b((the|each|every|which|unit) rooms?|roads?|doors?|rivals?|contenders?|workbench)\b/i,
    better: "project, pipeline, entry point, competitor, client, signature debugger",
  },
  { pattern: /\b\d{1,3} \d{3}\b/, better: "a comma: 30,000" },
  {
    pattern: /\b(description|documentation|schema|compiler) (knows?|asks?|forgets?|tells?)\b/i,
    better: "a person as subject, or a passive",
  },
  { pattern: /\bin place of\b/i, better: "instead of" },
  {
    pattern: /\bof (its|their|one's) own(?=[.,:;)]|$|\s*\*\/| (and|which|that|to|for|by)\b)/i,
    better: "its own X, a separate X",
  },
  { pattern: /\bas it (stands|came)\b/i, better: "unchanged" },
];

/** Words to avoid in names of variables, functions and types, in lower case. */
export const nameRules: readonly WordingRule[] = [
  { pattern: /\banswer(s|ed|er)?\b/, better: "response, parsed" },
  { pattern: /\b(tells?|told|announce)\b/, better: "notify, report" },
  { pattern: /\bslips?\b/, better: "typo" },
  { pattern: /\bmend(s|ed)?\b/, better: "fix" },
  { pattern: /\b(refuse|refuses|refusals?)\b/, better: "reject, rejection" },
  { pattern: /\b(wish|wishes|likeness|flaw of)\b/, better: "constraint, similarity, find flaw" },
  {
    pattern: /\b(room|rooms|road|door|rival|rivals|contenders?)\b/,
    better: "project, pipeline, entry point, competitor",
  },
  { pattern: /\b(most|longest|shortest) (?!promising)[a-z]+/, better: "max, min" },
];

/** Technical terms that are correct although a rule matches them. */
export const allowed: readonly RegExp[] = [
  /\b(connections?|ports?) (is|are|was|were|being)? ?refused\b/i,
  /\bECONNREFUSED\b/,
];

/** One wording to avoid, found in a passage. */
export interface WordingProblem {
  /** Line within the passage, from 0. */
  line: number;
  found: string;
  better: string;
}

/** Finds what a passage or name contains that the rules avoid. Terms in `allowed` are ignored. */
export function problemsOf(text: string, applied: readonly WordingRule[]): WordingProblem[] {
  const checked = allowed.reduce(
    (rest, part) => rest.replace(part, (right) => "·".repeat(right.length)),
    text,
  );
  return applied.flatMap(({ pattern, better }) => {
    const match = pattern.exec(checked);
    return match
      ? [{ line: text.slice(0, match.index).split("\n").length - 1, found: match[0].trim(), better }]
      : [];
  });
}
