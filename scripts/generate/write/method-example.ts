/** Writes the two-line example that an editor shows with a method. */
import { camelCase } from "../read/names.js";
import type { OperationModel } from "../read/operations.js";

/** Maximum length of the body in a method's example; a longer one would hide the call itself. */
const maxBodyLength = 260;

/** A call with the first example of its body, and a variable for its result. */
export function methodExample(operation: OperationModel, returnType: string): string[] {
  const { operationId, pathParameters, body, paging } = operation;
  const values = [
    ...pathParameters.map(({ name }) => camelCase(name)),
    ...(body ? [written(body.example)] : []),
  ];
  const call = `rapyd.${operationId}(${values.join(", ")})`;
  const name = /^[A-Z]\w*$/.test(returnType) ? camelCase(returnType) : "result";
  if (paging) return [`for await (const ${name} of ${call})`, `  console.log(${name}.${paging.id});`];
  return [
    "const rapyd = createClient();",
    `${returnType === "void" ? "" : `const ${name} = `}await ${call};`,
  ];
}

function written(example: unknown): string {
  const text = JSON.stringify(example, undefined, 1)
    ?.replace(/\n\s*/g, " ")
    .replace(/"([A-Za-z_]\w*)": /g, "$1: ");
  return text === undefined || text.length > maxBodyLength ? "body" : text;
}
