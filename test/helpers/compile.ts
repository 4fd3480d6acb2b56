import ts from "typescript";
import { inRoot } from "../../scripts/lib/paths.js";
import { virtualProgram } from "../../scripts/lib/virtual-program.js";

/** How a careful consumer compiles. */
export const strictOptions: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

/** Source files that a caller's imports resolve to, without a build. */
export const packagePaths: Record<string, string[]> = {
  "rapyd-customers": [inRoot("src/index.ts")],
  "rapyd-customers/*": [inRoot("src/*/index.ts"), inRoot("src/*.ts")],
  "#hmac": [inRoot("src/hmac.web.ts")],
};

/** Compile errors of sources that exist only in memory. A source's name is an absolute path, which decides how its imports resolve. */
export function problemsOf(texts: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): string[] {
  const options = { ...strictOptions, ...more };
  const program = virtualProgram(texts, [...texts.keys()], options);
  return ts.getPreEmitDiagnostics(program).map(describe);
}

/** One problem as text, with the file it is in. */
export function describe({ file, messageText }: ts.Diagnostic): string {
  return `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}
