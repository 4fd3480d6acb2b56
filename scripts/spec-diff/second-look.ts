/** Looks again at what the rating misses: whether code and values that were right before still are. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import ts from "typescript";
import { emitSources } from "../generate/artifacts.js";
import {
  type Example,
  type MediaType,
  type OpenApiDocument,
  type RequestBody,
  resolve,
  type Response,
} from "../generate/document.js";
import { type OperationModel, readOperations } from "../generate/operations.js";
import { json } from "../generate/refusal.js";
import { inRoot } from "../paths.js";
import { virtualProgram } from "../virtual-program.js";
import { lostFacts } from "./lost-facts.js";

/** What breaks for somebody who wrote code for the base, in words. */
export async function secondLook(
  base: OpenApiDocument,
  revision: OpenApiDocument,
  typeTests: ReadonlyMap<string, string>,
): Promise<string[]> {
  return [
    ...lostFacts(base, revision),
    ...brokenExamples(base, revision),
    ...(await brokenTypes(base, revision, typeTests)),
  ];
}

interface Sample {
  operationId: string;
  /** `request`, or the status of the answer. */
  place: string;
  name: string;
  value: unknown;
}

function samplesOf(document: OpenApiDocument): Sample[] {
  return operationsOf(document).flatMap(({ operationId, requestBody, responses = {} }) => {
    const bodies: [string, MediaType | undefined][] = [
      ["request", requestBody && resolve<RequestBody>(document, requestBody).content[json]],
      ...Object.entries(responses).map(
        ([status, response]) =>
          [status, resolve<Response>(document, response).content?.[json]] as [string, MediaType],
      ),
    ];
    return bodies.flatMap(([place, media]) =>
      Object.entries(media?.examples ?? {}).map(([name, example]) => {
        const { value } = resolve<Example>(document, example);
        return { operationId: operationId ?? "", place, name, value };
      }),
    );
  });
}

const verbs = ["get", "put", "post", "delete", "patch"] as const;
const operationsOf = (document: OpenApiDocument) =>
  [...Object.values(document.paths ?? {}), ...Object.values(document.webhooks ?? {})].flatMap((item) =>
    verbs.flatMap((verb) => item[verb] ?? []),
  );

/** Examples of the base that the revision refuses. */
function brokenExamples(base: OpenApiDocument, revision: OpenApiDocument): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(revision, "revision");
  const operations = operationsOf(revision);
  return samplesOf(base).flatMap(({ operationId, place, name, value }) => {
    const operation = operations.find((one) => one.operationId === operationId);
    if (operation === undefined) return [];
    const holder = place === "request" ? operation.requestBody : operation.responses?.[place];
    const schema = holder && resolve<RequestBody | Response>(revision, holder).content?.[json]?.schema;
    if (schema === undefined) return [];
    const validate = ajv.compile(inDocument(schema, "revision"));
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message }) =>
        `${operationId}, ${place}: the example ${name} no longer fits: ${instancePath} ${message}`,
    );
  });
}

/** A copy of a schema whose references lead into the document of that name. */
function inDocument(schema: object, name: string): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${name}#/`)) as object;
}

/** What no longer compiles: the base's type tests, its examples as literals, and values of its types that are passed or read. */
async function brokenTypes(
  base: OpenApiDocument,
  revision: OpenApiDocument,
  typeTests: ReadonlyMap<string, string>,
): Promise<string[]> {
  const was = await emitSources(base);
  const now = await emitSources(revision);
  const texts = new Map<string, string>(typeTests);
  for (const [name, text] of now) if (name.endsWith(".ts")) texts.set(inRoot(`generated/${name}`), text);
  texts.set(inRoot("generated/base-schema.ts"), was.get("schema.ts") ?? "");
  const callers = inRoot("generated/base-callers.ts");
  texts.set(callers, callersOf(base, revision));
  return problemsOf(texts, [callers, ...typeTests.keys()]);
}

/** Code that somebody may have written for the base, compiled against the revision. */
function callersOf(base: OpenApiDocument, revision: OpenApiDocument): string {
  const known = new Set(readOperations(revision).map(({ operationId }) => operationId));
  const lines = readOperations(base)
    .filter(({ operationId }) => known.has(operationId))
    .flatMap((operation) => [...passed(base, operation), ...read(base, operation)]);
  return [
    'import type * as was from "./base-schema.js";',
    'import type * as now from "./schema.js";',
    "declare function given<Type>(): Type;",
    ...lines,
  ].join("\n");
}

function passed(base: OpenApiDocument, { operationId, body }: OperationModel): string[] {
  if (body === undefined) return [];
  const type = (version: string): string =>
    `NonNullable<${version}.operations["${operationId}"]["requestBody"]>["content"]["${json}"]`;
  const literals = samplesOf(base).filter(
    (one) => one.operationId === operationId && one.place === "request",
  );
  return [
    `export const ${operationId}_request: ${type("now")} = given<${type("was")}>();`,
    ...literals.map(
      ({ value }, index) =>
        `export const ${operationId}_example${index}: ${type("now")} = ${JSON.stringify(value)};`,
    ),
  ];
}

/** Every success with a body, which callers have read. */
function read(base: OpenApiDocument, { operationId }: OperationModel): string[] {
  const { responses = {} } = operationsOf(base).find((one) => one.operationId === operationId) ?? {};
  return Object.entries(responses).flatMap(([status, response]) => {
    if (!/^2\d\d$/.test(status) || !resolve<Response>(base, response).content?.[json]) return [];
    const type = (version: string): string =>
      `${version}.operations["${operationId}"]["responses"][${status}]["content"]["${json}"]`;
    return [`export const ${operationId}_${status}: ${type("was")} = given<${type("now")}>();`];
  });
}

function problemsOf(texts: ReadonlyMap<string, string>, roots: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: ["node"] },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext },
    paths: { "#hmac": [inRoot("src/hmac.web.ts")] },
  };
  const program = virtualProgram(texts, roots, options);
  // What did not compile before and does now, such as a call of an operation that was added, breaks nobody.
  const unusedExpectation = 2578;
  return roots.flatMap((root) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(root))
      .filter(({ code }) => code !== unusedExpectation)
      .map(({ file, start = 0, messageText }) => {
        const line =
          file?.text
            .slice(file.text.lastIndexOf("\n", start) + 1)
            .split("\n")[0]
            ?.trim() ?? "";
        const said = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\s+/g, " ");
        return `code for the base no longer compiles: ${said.slice(0, 240)} (in: ${line.slice(0, 100)})`;
      }),
  );
}
