/** Writes the description's examples of successful responses, on which the emulator bases its responses. */
import type { OpenApiDocument } from "../../lib/document.js";
import type { OperationModel } from "../read/operations.js";

/** Text of `examples.ts`. The file's type annotations make TypeScript check every example. */
export function emitExamples(document: OpenApiDocument, operations: OperationModel[]): string {
  const shown = operations.filter(({ response }) => Object.keys(response.examples).length > 0);
  const words = new Set(
    shown.flatMap(({ response }) => response.bodyType.match(/[A-Za-z][A-Za-z0-9]*/g) ?? []),
  );
  const schemas = Object.keys(document.components?.schemas ?? {}).filter((name) => words.has(name));
  const imported = [...schemas, ...(words.has("operations") ? ["operations"] : [])];
  const types = shown.map(({ operationId, response }) => {
    const names = Object.keys(response.examples).map(
      (name) => `${JSON.stringify(name)}: ${response.bodyType}`,
    );
    return `readonly ${operationId}: { ${names.join("; ")} }`;
  });
  const values = shown.map(
    ({ operationId, response }) => `${operationId}: ${JSON.stringify(response.examples)}`,
  );
  return [
    imported.length > 0 ? `import type { ${imported.join(", ")} } from "./schema.js";\n` : "",
    "/** Bodies of successful responses, by operationId and example name. */",
    `export const successExamples: { ${types.join("; ")} } = { ${values.join(", ")} };`,
  ].join("\n");
}
