/** Writes `generated/README.md`, which lists the folder's files and methods, and says how they are generated. */
import type { OpenApiDocument } from "../../lib/document.js";
import type { OperationModel } from "../read/operations.js";

/** Text of `README.md`. */
export function emitReadme({ info, openapi }: OpenApiDocument, operations: OperationModel[]): string {
  return `<!-- Generated from openapi/ by \`npm run generate\`. Do not edit: change the description instead. -->

# Generated files

${info.title} ${info.version} (OpenAPI ${openapi}), compiled by \`npm run generate\`. Do not edit these files: change
\`openapi/\`, run the command and commit both folders. \`npm run generate -- --check\` checks whether the generated files are current.

| file | what it is |
| --- | --- |
| \`openapi.json\` | description in one file; the package publishes it as \`rapyd-customers/openapi.json\` |
| \`schema.ts\` | types of all schemas, paths and operations |
| \`client.ts\` | servers, header names, limits and operations as data; the interface of the methods |
| \`check.ts\` | type of the checks |
| \`validators.ts\` | request checks, as data for \`src/check/validate.ts\` |
| \`response-checks.ts\` | checks of responses, for \`src/contract.ts\` |
| \`error-codes.ts\` | status values by role; error codes by role, by property and by operation |
| \`webhooks.ts\` | events by their type, each with an example |
| \`examples.ts\` | example responses, on which the emulator bases its responses |

| method | request | success |
| --- | --- | --- |
${operations.map(row).join("\n")}
`;
}

function row({ operationId, method, path, response }: OperationModel): string {
  return `| \`${operationId}\` | \`${method} ${path}\` | ${response.kind} |`;
}
