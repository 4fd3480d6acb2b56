/**
 * Checks whether each part of the description has an effect. It changes the description in one place at a time, and compiles the result in
 * memory. A change has an effect if the compiler rejects it, the emitted code differs, or a probe fails; otherwise, nothing reads the
 * changed part. It runs no tests; `npm run mutation`, which changes the source, does.
 */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { emitters } from "../../../scripts/generate/write/artifacts.js";
import type { OpenApiDocument } from "../../../scripts/lib/document.js";
import { locate } from "../../../scripts/generate/read/locate.js";
import { inRoot } from "../../../scripts/lib/paths.js";
import type { Json } from "../../helpers/openapi.js";
import { probes } from "./probes.js";

type Node = { [key: string]: Json };

/** One change of the description. */
export interface Change {
  /** Keys from the top of the bundled description to what is changed. */
  way: readonly string[];
  /** Replacement; undefined if the part is left out. */
  value: Json | undefined;
}

/** Keys whose contents are not changed, because only people or lint read them. */
const prose = new Set(
  "openapi info tags description summary title example examples x-codeSamples x-evidence".split(" "),
);

/** All changes to try, in the order of the description: each node is left out, and each scalar value is replaced. */
export function changesOf(node: Json, way: readonly string[] = []): Change[] {
  if (typeof node !== "object" || node === null) return neighboursOf(node).map((value) => ({ way, value }));
  const isNameOfProperty = way.at(-1) === "properties";
  return Object.entries(node).flatMap(([key, child]) => {
    if (prose.has(key) && !isNameOfProperty) return [];
    if (isForOthers(node, key, way)) return [];
    const inner = [...way, key];
    return [{ way: inner, value: undefined }, ...changesOf(child, inner)];
  });
}

/**
 * Whether only other tools need this part. Two cases: a `type` next to `properties` or next to `enum`, and a webhook's empty `security`
 * (webhooks have no API signature).
 */
function isForOthers(node: object, key: string, way: readonly string[]): boolean {
  return (
    (key === "type" && ("properties" in node || "enum" in node)) ||
    (key === "security" && way[0] === "webhooks")
  );
}

function neighboursOf(value: string | number | boolean | null): Json[] {
  if (typeof value === "number") return [value - 1, value + 1];
  if (typeof value === "string") return [`${value}_`];
  return [typeof value === "boolean" ? !value : "null"];
}

/** A copy of the description with the change. */
export function applied(document: OpenApiDocument, { way, value }: Change): OpenApiDocument {
  const copy = structuredClone(document);
  const holder = way.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, copy as unknown as Node);
  const key = way.at(-1) ?? "";
  if (value !== undefined) holder[key] = value;
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return copy;
}

/** Finds the changes that have no effect. Throws if the unchanged description fails a probe. */
export async function withoutEffect(
  document: OpenApiDocument,
  changes: readonly Change[],
): Promise<Change[]> {
  const emitted = new Map<string, string>();
  for (const [name, emit] of emitters(document)) emitted.set(name, await emit());
  if (await hasEffect(document, emitted))
    throw new Error(
      "The unchanged description fails a probe: see test/nightly/description-effect/probes.ts.",
    );
  const found: Change[] = [];
  for (const change of changes)
    if (!(await hasEffect(applied(document, change), emitted))) found.push(change);
  return found;
}

async function hasEffect(document: OpenApiDocument, emitted: ReadonlyMap<string, string>): Promise<boolean> {
  try {
    for (const [name, emit] of emitters(document))
      // openapi.json is the description itself.
      if (name.endsWith(".ts") && (await emit()) !== emitted.get(name)) return true;
    return isSeenByProbe(document);
  } catch {
    // The compiler rejects it, or meets what lint has rejected before it.
    return true;
  }
}

function isSeenByProbe(document: OpenApiDocument): boolean {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "openapi");
  return Object.entries(probes).some(([pointer, { accepts, rejects }]) => {
    const validate = ajv.compile({ $ref: `openapi#${pointer}` });
    return !accepts.every((value) => validate(value)) || rejects.some((value) => validate(value));
  });
}

/** Message about a change without effect: the line of the changed part in the YAML, and advice. */
export function reported({ way, value }: Change): string {
  const pointer = way.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const change = value === undefined ? "can be left out" : `can be ${JSON.stringify(value)}`;
  return `${locate(way)}: ${pointer} ${change}, and no generated code changes; add a probe to test/nightly/description-effect/probes.ts, or take it out`;
}

/** The bundled description, from generated/openapi.json. */
export function currentDescription(): OpenApiDocument {
  return JSON.parse(readFileSync(inRoot("generated/openapi.json"), "utf8")) as OpenApiDocument;
}
