import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintDescription } from "../../lint/report.js";
import { redocly } from "../../lib/redocly.js";
import type { OpenApiDocument } from "../../lib/document.js";

/** Redocly rejected the description. The message has Redocly's own words, with file and line. */
export class InvalidDescription extends Error {
  override readonly name = "InvalidDescription";
}

/**
 * Lints `openapi/` and joins its files into one document, with the components sorted by name. Throws an {@link InvalidDescription} when
 * lint reports an error or a warning, or when bundling fails.
 */
export async function bundle(): Promise<OpenApiDocument> {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-"));
  try {
    const output = join(folder, "openapi.json");
    // Both read the same files and neither needs the other: together they take as long as one.
    const [problems, { code, stdout, stderr }] = await Promise.all([
      lintDescription(),
      redocly("bundle", "--config", "openapi/redocly.yaml", "main", "--output", output),
    ]);
    if (problems !== undefined) throw new InvalidDescription(problems);
    if (code !== 0) throw new InvalidDescription([stdout.trim(), stderr].filter(Boolean).join("\n"));
    // Lint has just checked the document's structure.
    return sorted(JSON.parse(await readFile(output, "utf8")) as OpenApiDocument);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sorts the components by name: Redocly writes them in order of first use, so adding an operation would move all later components. */
function sorted({ components = {}, ...rest }: OpenApiDocument): OpenApiDocument {
  const byName = (entries: object): Record<string, object> =>
    Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)));
  const kinds = Object.entries(components).map(([kind, named]) => [kind, byName(named)]);
  return { ...rest, components: byName(Object.fromEntries(kinds) as object) };
}
