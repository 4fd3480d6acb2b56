/** Writes the checks of responses, with which `src/contract.ts` reports drift between the API and the description. */
import { CheckReader } from "../read/checks.js";
import { printCheck, printNamed } from "./checks.js";
import { type OpenApiDocument, operationsOf, resolve, type Response } from "../../lib/document.js";
import { json } from "../read/errors.js";

/** Text of `response-checks.ts`. */
export function emitResponseChecks(document: OpenApiDocument): string {
  const reader = new CheckReader(document, "responses");
  const entries = operationsOf(document).map(({ operationId = "", responses = {} }) => {
    const checks = Object.entries(responses).flatMap(([status, node]) => {
      const response = resolve<Response>(document, node);
      const schema = response.content?.[json]?.schema;
      return schema === undefined
        ? []
        : [`${JSON.stringify(status)}: ${printCheck(reader.read(schema, operationId, response))}`];
    });
    return `${operationId}: { ${checks.join(", ")} }`;
  });
  return [
    'import type { Check } from "./check.js";\n',
    ...printNamed(reader),
    "/** Checks of JSON responses, by operation, then by the response's key in the description, such as `200` or `2XX`. */",
    `export const responseChecks: { readonly [operationId: string]: { readonly [status: string]: Check } } = { ${entries.join(", ")} };`,
  ].join("\n");
}
