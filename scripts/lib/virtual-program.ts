import ts from "typescript";

/**
 * Creates a TypeScript program from in-memory sources and the files on disk that they import. The keys of `texts` are the sources' absolute
 * paths.
 */
export function virtualProgram(
  texts: ReadonlyMap<string, string>,
  roots: readonly string[],
  options: ts.CompilerOptions,
): ts.Program {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  const names = [...texts.keys()];
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.directoryExists = (name) =>
    names.some((one) => one.startsWith(`${name}/`)) || directoryExists?.(name) === true;
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = texts.get(name);
    return text === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, text, version);
  };
  return ts.createProgram([...roots], options, host);
}
