/** Generates from a changed description in memory, and says who notices the change. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build, transformSync } from "esbuild";
import ts from "typescript";
import { type Artifacts, emitSources } from "../../scripts/generate/artifacts.js";
import { type OpenApiDocument, UnsupportedDescription } from "../../scripts/generate/document.js";
import { inRoot, root } from "../../scripts/paths.js";
import { strictOptions } from "../helpers/compile.js";
import { type Json, objectsOf } from "../helpers/openapi.js";
import { publishedEdges } from "./expected-values.js";
import { probes, type Subject } from "./probes.js";

/** Who notices a description, in words; undefined when nobody does. */
export type Judge = (document: OpenApiDocument) => Promise<string | undefined>;

/** Judge that compiles the runtime once and keeps one language service. */
export async function createJudge(): Promise<Judge> {
  const link = await createLinker();
  const typeProblem = createTypeCheck();
  return async (document) => {
    let artifacts: Artifacts;
    try {
      artifacts = await emitSources(document);
    } catch (error) {
      if (error instanceof UnsupportedDescription) return "compiler";
      throw error;
    }
    return (await failedProbe(() => link(artifacts))) ?? typeProblem(artifacts) ?? publishedProblem(document);
  };
}

async function failedProbe(link: () => Subject): Promise<string | undefined> {
  let subject: Subject;
  try {
    subject = link();
  } catch {
    return "probe: the runtime does not load";
  }
  for (const [name, probe] of Object.entries(probes)) {
    try {
      await probe(subject);
    } catch (error) {
      return `probe: ${name}`;
    }
  }
  return undefined;
}

/** Makes a runtime of the code in src/ and of generated texts. */
async function createLinker(): Promise<(artifacts: Artifacts) => Subject> {
  const { outputFiles } = await build({
    entryPoints: [inRoot("test/mutation/subject.ts")],
    absWorkingDir: root,
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
    alias: { "#hmac": inRoot("src/hmac.node.ts") },
    plugins: [
      {
        name: "generated files stay outside",
        setup: ({ onResolve }) => {
          onResolve({ filter: /\/generated\// }, ({ path }) => ({
            path: path.replace(/.*\/(.*)\.js$/, "generated:$1"),
            external: true,
          }));
        },
      },
    ],
  });
  const run = moduleOf(outputFiles[0]?.text ?? "");
  const require = createRequire(import.meta.url);
  const known = new Map<string, object>();

  return (artifacts) =>
    run((name) => {
      if (!name.startsWith("generated:")) return require(name) as object;
      const text = artifacts.get(`${name.slice("generated:".length)}.ts`) ?? "";
      const loaded =
        known.get(text) ?? moduleOf(transformSync(text, { loader: "ts", format: "cjs" }).code)(require);
      known.set(text, loaded);
      return loaded;
    }) as Subject;
}

type Require = (name: string) => object;

/** The text of a CommonJS module as a function that runs it. */
function moduleOf(text: string): (require: Require) => object {
  const body = new Function("require", "module", "exports", text) as (...values: unknown[]) => void;
  return (require) => {
    const module = { exports: {} };
    body(require, module, module.exports);
    return module.exports;
  };
}

/** Type-checks the expectations over generated texts with one language service. */
function createTypeCheck(): (artifacts: Artifacts) => string | undefined {
  const expectations = inRoot("test/mutation/expected-types.ts");
  const texts = new Map<string, { text: string; version: number }>();
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => strictOptions,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [expectations],
    getScriptVersion: (name) => String(texts.get(name)?.version ?? 0),
    getScriptSnapshot: (name) => {
      const text = texts.get(name)?.text ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: ts.sys.fileExists,
    readFile: (name) => texts.get(name)?.text ?? ts.sys.readFile(name),
    directoryExists: ts.sys.directoryExists,
  };
  const service = ts.createLanguageService(host);
  return (artifacts) => {
    for (const name of ["client.ts", "schema.ts", "webhooks.ts"]) {
      const path = inRoot(`generated/${name}`);
      const text = artifacts.get(name) ?? "";
      const before = texts.get(path);
      if (before?.text !== text) texts.set(path, { text, version: (before?.version ?? 0) + 1 });
    }
    const [problem] = service.getSemanticDiagnostics(expectations);
    return (
      problem &&
      `types: ${/Same\w+/.exec(problem.file?.text.slice(0, problem.start).split("\n").at(-1) ?? "")?.[0] ?? "expectations"}`
    );
  };
}

/** What only readers of the published description see: edges that no code holds, and schemas that contradict themselves. */
function publishedProblem(document: OpenApiDocument): string | undefined {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "openapi");
  const takes = (pointer: string, value: unknown): boolean =>
    ajv.compile({ $ref: `openapi#${pointer}` })(value);
  for (const [pointer, { good, bad }] of Object.entries(publishedEdges)) {
    if (!good.every((value) => takes(pointer, value)) || bad.some((value) => takes(pointer, value)))
      return "published description";
  }
  for (const [way, node] of objectsOf(document as unknown as Json)) {
    const listed = Array.isArray(node["enum"])
      ? node["enum"]
      : node["const"] === undefined
        ? []
        : [node["const"]];
    const { anyOf: _, ...own } = node;
    if (!way.includes("/examples/") && !listed.every((value) => ajv.validate(own, value)))
      return "published enum";
  }
  return undefined;
}

/** The bundled description, as it is committed. */
export function currentDescription(): OpenApiDocument {
  return JSON.parse(readFileSync(inRoot("generated/openapi.json"), "utf8")) as OpenApiDocument;
}
