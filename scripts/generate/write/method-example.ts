/** Writes the two-line example that an editor shows with a method. */
import { camelCase } from "../read/names.js";
import type { OperationModel } from "../read/operations.js";

/** Maximum length of the body in a method's example; a longer one would hide the call itself. */
const maxBodyLength = 260;

/** A call with the first example of its body and the examples of its required query parameters, and a variable for its result. */
export function methodExample(operation: OperationModel, returnType: string): string[] {
  const { operationId, pathParameters, queryParameters, body, paging } = operation;
  const query = queryParameters.flatMap(({ name, required, example }) =>
    required === true ? [[name, example] as const] : [],
  );
  const values = [
    ...pathParameters.map(({ name }) => camelCase(name)),
    ...(body ? [written(body.example, "body")] : []),
    ...(query.length > 0 ? [written(Object.fromEntries(query), "query")] : []),
  ];
  const call = `rapyd.${operationId}(${values.join(", ")})`;
  const name = /^[A-Z]\w*$/.test(returnType) ? camelCase(returnType) : "result";
  if (paging) return [`for await (const ${name} of ${call})`, `  console.log(${name}.${paging.id});`];
  return [
    "const rapyd = createClient();",
    `${returnType === "void" ? "" : `const ${name} = `}await ${call};`,
  ];
}

/** Text of the example as an argument; `name` if there is no example, or it is too long. */
function written(example: unknown, name: string): string {
  const text = JSON.stringify(example, undefined, 1)
    ?.replace(/\n\s*/g, " ")
    .replace(/"([A-Za-z_]\w*)": /g, "$1: ");
  return text === undefined || text.length > maxBodyLength ? name : text;
}
