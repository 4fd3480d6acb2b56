/** Lets Redocly judge how much of the description appears in a recording, and whether recording and description contradict each other. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { securityHeaders } from "../../../generated/client.js";
import { redocly } from "../../../scripts/lib/redocly.js";
import { archive, type Exchange } from "./recorder.js";

/** Totals of described things and of seen things, a list of the unseen things, and the contradictions. */
export interface Coverage {
  totals: Record<
    "operations" | "parameters" | "properties" | "responses",
    { covered: number; total: number }
  >;
  /** Described things that were not seen. */
  missing: string[];
  /** Differences between the traffic and the description. */
  contradictions: string[];
}

interface Report {
  totals: Coverage["totals"];
  operations: { operationId: string; missing: Record<string, string>[] }[];
}

interface Findings {
  problems: { message: string }[];
}

/** Coverage of `generated/openapi.json` by the exchanges. */
export async function measure(exchanges: readonly Exchange[]): Promise<Coverage> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-coverage-"));
  try {
    const [traffic, coverage, drift] = ["traffic.har", "coverage.json", "drift.json"].map((name) =>
      join(folder, name),
    );
    await writeFile(traffic ?? "", archive(exchanges));
    const { stderr } = await redocly(
      ...["drift", traffic ?? "", "--api", "generated/openapi.json", "--traffic-format", "har"],
      // Redocly does not see that security schemes describe these.
      ...["--ignore-headers", Object.values(securityHeaders).join(","), "--min-severity", "warning"],
      ...["--coverage", "--coverage-output", coverage ?? "", "--format", "json", "--output", drift ?? ""],
    );
    const report = JSON.parse(await readText(coverage, stderr)) as Report;
    const { problems } = JSON.parse(await readText(drift, stderr)) as Findings;
    const missing = report.operations.flatMap(({ operationId, missing }) =>
      missing.map((one) => `${operationId}: ${Object.values(one).join(" ")}`),
    );
    return { totals: report.totals, missing, contradictions: problems.map(({ message }) => message) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readText(path: string | undefined, stderr: string): Promise<string> {
  return readFile(path ?? "", "utf8").catch(() => {
    throw new Error(`Redocly wrote no report: ${stderr}`);
  });
}
