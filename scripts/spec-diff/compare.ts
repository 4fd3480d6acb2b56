/** Rates the changes between two bundled descriptions: Redocly's rating, corrected for open enums and deprecations. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenApiDocument, resolve, type Schema } from "../lib/document.js";
import { redocly } from "../lib/redocly.js";
import { heaviest, type Impact } from "./versions.js";

/** One change. */
export interface Change {
  impact: Impact;
  /** Place in the description, a decoded JSON pointer; or words such as `code written against the base`. */
  where: string;
  what: string;
}

interface Report {
  changes: {
    path: string;
    kind: string;
    impact: Impact;
    property?: string;
    verdicts: { ruleId: string; impact: Impact; message: string; location: { pointer: string } }[];
    base?: { value?: unknown };
    revision?: { value?: unknown };
  }[];
}

/** All changes, in the order of the description. */
export async function compare(base: OpenApiDocument, revision: OpenApiDocument): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-diff-"));
  try {
    const [before, after, report] = ["base.json", "revision.json", "report.json"].map((name) =>
      join(folder, name),
    );
    await writeFile(before ?? "", JSON.stringify(base));
    await writeFile(after ?? "", JSON.stringify(revision));
    const { stdout, stderr } = await redocly(
      ...[
        "diff",
        before ?? "",
        after ?? "",
        "--fail-on",
        "none",
        "--format",
        "json",
        "--output",
        report ?? "",
      ],
    );
    const text = await readFile(report ?? "", "utf8").catch(() => {
      throw new Error(`Redocly could not compare the descriptions.\n${stdout}${stderr}`);
    });
    const { changes } = JSON.parse(text) as Report;
    return changes.map((change) => readable(change, revision));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readable(change: Report["changes"][number], document: OpenApiDocument): Change {
  const { path, kind, property, verdicts, base, revision } = change;
  const impacts = verdicts.map((verdict) => (isExpected(verdict, document) ? "minor" : verdict.impact));
  // Semantic versioning requires a minor version when something is marked as deprecated.
  if (property === "deprecated" && revision?.value === true) impacts.push("minor");
  const impact = impacts.length > 0 ? heaviest(impacts) : change.impact;
  const where = decodeURIComponent(path.replace(/^#\//, "")).replaceAll("~1", "/").replaceAll("~0", "~");
  const values = property === undefined ? "" : `: ${excerpt(base?.value)} -> ${excerpt(revision?.value)}`;
  const what = verdicts.map(({ message }) => message).join(" ") || `${property ?? "it"} was ${kind}${values}`;
  return { impact, where, what };
}

/** Whether a value was added to an open enum, which callers expect to grow. */
function isExpected(
  { ruleId, location }: Report["changes"][number]["verdicts"][number],
  document: OpenApiDocument,
): boolean {
  const [, anyOf] = /^(.*\/anyOf)\/\d+\/enum$/.exec(location.pointer) ?? [];
  if (ruleId !== "enum-values-added" || anyOf === undefined) return false;
  const variants = resolve<Schema[]>(document, { $ref: anyOf });
  return variants.some((variant) => variant.type === "string" && variant["enum"] === undefined);
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
