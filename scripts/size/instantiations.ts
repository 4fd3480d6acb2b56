/**
 * Counts the type instantiations that each further method call adds when a caller's code is compiled. Unlike compile time, the number does
 * not depend on the machine's load.
 */
import ts from "typescript";
import { type Example, type OpenApiDocument, type RequestBody, resolve } from "../lib/document.js";
import { type OperationModel, readOperations } from "../generate/read/operations.js";
import { inRoot } from "../lib/paths.js";
import { virtualProgram } from "../lib/virtual-program.js";

const calls = 50;

/** Instantiations that each further call adds, for the costliest operation. */
export function instantiationsPerCall(document: OpenApiDocument): number {
  const once = textOf(document, 1);
  const base = instantiations(once.join("\n"));
  const costs = readOperations(document).map((operation) => {
    const more = callsOf(document, operation, calls);
    return (instantiations([...once, ...more].join("\n")) - base) / calls;
  });
  return Math.max(...costs);
}

/** A caller's file with `count` calls of each operation. */
function textOf(document: OpenApiDocument, count: number): string[] {
  const operations = readOperations(document);
  return [
    'import { createClient, type RapydClient } from "../src/index.js";',
    "const rapyd = createClient();",
    ...operations.map(
      ({ operationId }) => `declare const ${operationId}Input: Parameters<RapydClient["${operationId}"]>;`,
    ),
    ...operations.flatMap((operation) => callsOf(document, operation, count)),
  ];
}

/** Calls with the first example of the body as a literal, as people write it. */
function callsOf(document: OpenApiDocument, operation: OperationModel, count: number): string[] {
  const { operationId, pathParameters, queryParameters, body } = operation;
  const isQueryNeeded = queryParameters.some(({ required }) => required);
  const places = [...pathParameters, ...(body ? ["body"] : []), ...(isQueryNeeded ? ["query"] : [])];
  const literal = exampleOf(document, operation);
  const values = places.map((place, index) =>
    place === "body" && literal !== undefined ? literal : `${operationId}Input[${index}]`,
  );
  const call = `rapyd.${operationId}(${values.join(", ")})`;
  return Array.from(
    { length: count },
    (_, index) => `export const ${operationId}${count}_${index} = () => ${call};`,
  );
}

function exampleOf(document: OpenApiDocument, { node }: OperationModel): string | undefined {
  const { content = {} } = node.requestBody ? resolve<RequestBody>(document, node.requestBody) : {};
  const [example] = Object.values(content).flatMap(({ examples = {} }) => Object.values(examples));
  return example && JSON.stringify(resolve<Example>(document, example).value);
}

function instantiations(text: string): number {
  const caller = inRoot("test/size-caller.ts");
  const options: ts.CompilerOptions = {
    ...{ strict: true, skipLibCheck: true, noEmit: true, target: ts.ScriptTarget.ES2022 },
    ...{ module: ts.ModuleKind.NodeNext, types: ["node"], paths: { "#hmac": [inRoot("src/hmac.web.ts")] } },
  };
  const program = virtualProgram(new Map([[caller, text]]), [caller], options);
  const [problem] = program.getSemanticDiagnostics(program.getSourceFile(caller));
  if (problem) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  return program.getInstantiationCount();
}
