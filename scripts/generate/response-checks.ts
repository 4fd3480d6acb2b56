/** Writes the checks of answers, with which `src/contract.ts` watches whether the API still is what the description says. */
import { CheckWriter } from "./check-writer.js";
import { httpMethods, type OpenApiDocument, resolve, type Response } from "./document.js";
import { json } from "./refusal.js";

/** Text of `response-checks.ts`. */
export function emitResponseChecks(document: OpenApiDocument): string {
  const writer = new CheckWriter(document, "answers");
  const operations = Object.values(document.paths ?? {}).flatMap((item) =>
    httpMethods.flatMap((method) => item[method] ?? []),
  );
  const entries = operations.map(({ operationId = "", responses = {} }) => {
    const checks = Object.entries(responses).flatMap(([status, node]) => {
      const schema = resolve<Response>(document, node).content?.[json]?.schema;
      return schema === undefined ? [] : [`${JSON.stringify(status)}: ${writer.write(schema, operationId)}`];
    });
    return `${operationId}: { ${checks.join(", ")} }`;
  });
  return [
    'import type { Check } from "./validators.js";\n',
    ...writer.constants,
    "/** Checks of each operation's JSON answers, by status as the description has it. */",
    `export const responseChecks: { readonly [operationId: string]: { readonly [status: string]: Check } } = { ${entries.join(", ")} };`,
  ].join("\n");
}
