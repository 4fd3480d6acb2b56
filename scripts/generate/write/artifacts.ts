/** Turns a bundled document into the texts of `generated/`, without writing any file. Tests and mutation runs use this module too. */
import { readFileSync } from "node:fs";
import { format } from "prettier";
import { inRoot } from "../../lib/paths.js";
import { emitClient } from "./client.js";
import type { OpenApiDocument } from "../../lib/document.js";
import { emitErrorCodes } from "./error-codes.js";
import { readOperations } from "../read/operations.js";
import { emitExamples } from "./examples.js";
import { emitReadme } from "./readme.js";
import { emitResponseChecks } from "./response-checks.js";
import { withSamples } from "./samples.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";
import { emitWebhooks } from "./webhooks.js";

/** File name -> text. */
export type Artifacts = ReadonlyMap<string, string>;

const banner = `// Generated from openapi/ by \`npm run generate\`. Do not edit: change the description instead.\n\n`;

/** All files of `generated/`, formatted and in a fixed order. Throws UnsupportedDescription. */
export async function emitArtifacts(document: OpenApiDocument): Promise<Artifacts> {
  const sources = await emitSources(document);
  const formatted = await Promise.all(
    Array.from(sources, async ([name, text]) => [name, await pretty(name, text)] as const),
  );
  return new Map(formatted);
}

/** All files of `generated/`, unformatted: for callers that can do without formatting, which takes most of the time. */
export async function emitSources(document: OpenApiDocument): Promise<Artifacts> {
  const sources = new Map<string, string>();
  for (const [name, emit] of emitters(document)) sources.set(name, await emit());
  return sources;
}

/**
 * Writers of the generated files, from the quickest to the slowest. The writers of the checks come early, since they reject schemas that
 * would break the later writers.
 */
export function emitters(document: OpenApiDocument): ReadonlyMap<string, () => string | Promise<string>> {
  const operations = readOperations(document);
  return new Map<string, () => string | Promise<string>>([
    ["check.ts", () => banner + readFileSync(inRoot("scripts/generate/write/check.ts"), "utf8")],
    ["validators.ts", () => banner + emitValidators(document, operations)],
    ["response-checks.ts", () => banner + emitResponseChecks(document)],
    ["error-codes.ts", () => banner + emitErrorCodes(document, operations)],
    ["client.ts", () => banner + emitClient(document, operations)],
    ["examples.ts", () => banner + emitExamples(document, operations)],
    ["webhooks.ts", () => banner + emitWebhooks(document, operations)],
    ["README.md", () => emitReadme(document, operations)],
    ["openapi.json", () => JSON.stringify(withSamples(document, operations))],
    ["schema.ts", async () => banner + (await emitTypes(document, operations))],
  ]);
}

function pretty(name: string, text: string): Promise<string> {
  const parsers: Record<string, string> = { ".ts": "typescript", ".json": "json", ".md": "markdown" };
  const parser = parsers[name.slice(name.lastIndexOf("."))] ?? "babel";
  return format(text, { parser, printWidth: 110, endOfLine: "lf" });
}
