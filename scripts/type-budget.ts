/** How many type instantiations each further call costs a caller's compiler: a number that does not vary with the machine's load. */
import ts from "typescript";
import { inRoot } from "./paths.js";
import { virtualProgram } from "./virtual-program.js";

const calls = 50;

/** Instantiations per further call of createCustomer. */
export function instantiationsPerCall(): number {
  return (instantiations(1 + calls) - instantiations(1)) / calls;
}

function instantiations(count: number): number {
  const caller = inRoot("test/type-budget-caller.ts");
  const call = '(await rapyd.createCustomer({ name: "Jane", addresses: [{ country: "DE" }] })).id';
  const lines = Array.from({ length: count }, (_, index) => `export const id${index} = async () => ${call};`);
  const text = `import { createClient } from "../src/index.js";\nconst rapyd = createClient();\n${lines.join("\n")}`;
  const options: ts.CompilerOptions = {
    ...{ strict: true, skipLibCheck: true, noEmit: true, target: ts.ScriptTarget.ES2022 },
    ...{ module: ts.ModuleKind.NodeNext, types: ["node"], paths: { "#hmac": [inRoot("src/hmac.web.ts")] } },
  };
  const program = virtualProgram(new Map([[caller, text]]), [caller], options);
  const [problem] = program.getSemanticDiagnostics(program.getSourceFile(caller));
  if (problem) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  return program.getInstantiationCount();
}
