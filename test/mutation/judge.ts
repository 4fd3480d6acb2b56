/** Compiles a changed description in memory, and says who notices the change. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { emitters } from "../../scripts/generate/artifacts.js";
import { type OpenApiDocument, UnsupportedDescription } from "../../scripts/generate/document.js";
import { inRoot } from "../../scripts/paths.js";
import { type Json, objectsOf } from "../helpers/openapi.js";
import { probes } from "./probes.js";

/** Who notices a description, in words; undefined when nobody does. */
export type Judge = (document: OpenApiDocument) => Promise<string | undefined>;

/** Judge that holds what is compiled against what the committed description gives. */
export async function createJudge(): Promise<Judge> {
  const committed = new Map<string, string>();
  for (const [name, emit] of emitters(currentDescription())) committed.set(name, await emit());
  return async (document) => (await compiledProblem(document, committed)) ?? publishedProblem(document);
}

async function compiledProblem(
  document: OpenApiDocument,
  committed: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  try {
    for (const [name, emit] of emitters(document))
      // Every change is seen in openapi.json; what is asked is whether the code that is made from it differs.
      if (name.endsWith(".ts") && (await emit()) !== committed.get(name)) return `generated/${name} differs`;
  } catch (error) {
    if (error instanceof UnsupportedDescription) return "the compiler refuses it";
    throw error;
  }
  return undefined;
}

/** What only readers of the published description see: edges that no code holds, and schemas that contradict themselves. */
function publishedProblem(document: OpenApiDocument): string | undefined {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "openapi");
  for (const ofOne of Object.values(probes)) {
    for (const [pointer, { takes, refuses }] of Object.entries(ofOne)) {
      const validate = ajv.compile({ $ref: `openapi#${pointer}` });
      if (!takes.every((value) => validate(value)) || refuses.some((value) => validate(value)))
        return "a probe fails";
    }
  }
  for (const [way, node] of objectsOf(document as unknown as Json)) {
    const { anyOf: _, ...own } = node;
    const values = Array.isArray(node["enum"]) ? node["enum"] : [];
    // Lint says so too, but takes seconds for each description.
    if (!way.includes("/examples/") && !values.every((value) => ajv.validate(own, value)))
      return "an enum contradicts its type";
  }
  return undefined;
}

/** The bundled description, as it is committed. */
export function currentDescription(): OpenApiDocument {
  return JSON.parse(readFileSync(inRoot("generated/openapi.json"), "utf8")) as OpenApiDocument;
}
