/**
 * Finds what people read in a file: prose, comments, messages, test names and names in code. Inline code and code blocks are overwritten
 * with spaces, not removed, so line numbers stay the same.
 */
import ts from "typescript";

/** One paragraph, comment, message, test name or name in code. */
export interface Passage {
  /** Line of its start, from 1. */
  line: number;
  text: string;
}

/** Passages of a Markdown, script, style or YAML file, recognised by its path; empty for any other file. */
export function passagesOf(path: string, text: string): Passage[] {
  if (path.endsWith(".md")) return fromMarkdown(text);
  if (/\.(ts|js|mjs|cjs)$/.test(path)) return fromScript(path, text);
  if (/\.ya?ml$/.test(path)) return fromYaml(text);
  if (/\.(py|rb|sh|go|php|css)$|^\.ci\/run$/.test(path)) return fromComments(text);
  return [];
}

/** Names that a script declares, as words: `readBody` as `read body`. */
export function namesOf(path: string, text: string): Passage[] {
  if (!/\.(ts|js|mjs|cjs)$/.test(path)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Passage[] = [];
  const visit = (node: ts.Node): void => {
    const { name } = node as { name?: ts.Node };
    if (name && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node)) {
      const words = name.text.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
      found.push({ line: lineAt(text, name.getStart(file)), text: words });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Paragraphs, headings, list items and table rows; also the comments and messages of `ts` and `js` code blocks. */
function fromMarkdown(text: string): Passage[] {
  const code: Passage[] = [];
  const prose = text.replaceAll(
    /^( *)```(\w*)[^]*?^\1```/gm,
    (block, _indent: string, language: string, at: number) => {
      if (["ts", "js"].includes(language)) {
        const inner = block.split("\n").slice(1, -1).join("\n");
        const start = lineAt(text, at);
        code.push(...fromScript("block.ts", inner).map((found) => ({ ...found, line: found.line + start })));
      }
      return overwritten(block);
    },
  );
  return [...paragraphs(prose), ...code];
}

function paragraphs(text: string): Passage[] {
  const found: Passage[] = [];
  let current: Passage | undefined;
  text.split("\n").forEach((line, index) => {
    const starts = /^\s*(#|\||- |\d+\. )/.test(line);
    if (starts || line.trim() === "") current = undefined;
    if (line.trim() === "" || /^[\s|:-]+$/.test(line)) return;
    if (current === undefined) found.push((current = { line: index + 1, text: line }));
    else current.text += `\n${line}`;
  });
  return found.map(withoutCode);
}

/** Comments, messages of three words or more, and test names. */
function fromScript(path: string, text: string): Passage[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, Passage>();
  const add = (start: number, value: string): void => {
    found.set(start, withoutCode({ line: lineAt(text, start), text: value }));
  };
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? [])
      add(pos, text.slice(pos, end));
    for (const { pos, end } of ts.getTrailingCommentRanges(text, node.end) ?? [])
      add(pos, text.slice(pos, end));
    if (isMessage(node) || isTestName(node)) add(node.getStart(file), shown(node));
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return mergeLines([...found.values()].sort((one, other) => one.line - other.line));
}

type Text = ts.StringLiteralLike | ts.TemplateExpression;

function isText(node: ts.Node): node is Text {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function isMessage(node: ts.Node): node is Text {
  if (!isText(node)) return false;
  return /[a-z]+[,:]? [a-z]+[,:]? [a-z]+/i.test(shown(node)) && !ts.isImportDeclaration(node.parent);
}

function isTestName(node: ts.Node): node is Text {
  if (!isText(node)) return false;
  const call = node.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === node &&
    /^(test|it|describe)\b/.test(call.expression.getText())
  );
}

/** Text of a message or test name, with `…` for each value filled in. */
function shown(node: Text): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}

/** Merges line comments on consecutive lines into one passage. */
function mergeLines(passages: Passage[]): Passage[] {
  return passages.reduce<Passage[]>((merged, next) => {
    const last = merged.at(-1);
    const follows = last?.text.startsWith("//") && next.text.startsWith("//");
    if (last && follows && next.line === last.line + last.text.split("\n").length)
      last.text += `\n${next.text}`;
    else merged.push({ ...next });
    return merged;
  }, []);
}

/** Comments, and the texts of descriptions, summaries, titles, reasons, and x- keywords with one word after `x-`, such as `x-message`. */
function fromYaml(text: string): Passage[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index): Passage[] => {
    const comment = /^\s*# (.*)/.exec(line);
    if (comment) return [withoutCode({ line: index + 1, text: comment[1] ?? "" })];
    const [, indent = "", value = ""] =
      /^(\s*(?:- )?)(?:description|summary|title|x-\w+|reason): *(.*)$/.exec(line) ?? [];
    if (value === "") return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => next.trim() !== "" && next.search(/\S/) <= indent.length);
    const block = /^[>|]/.test(value) ? rest.slice(0, end === -1 ? undefined : end).join("\n") : value;
    return [withoutCode({ line: index + 1 + (block === value ? 0 : 1), text: block })];
  });
}

/** Lines that are comments in Python, Ruby, shell, Go, PHP or CSS. */
function fromComments(text: string): Passage[] {
  return [...text.matchAll(/^[ \t]*(?:# |\/\/ |\/\* |""")(\S.*)$/gm)].map(
    ({ 0: line, 1: comment = "", index }) =>
      withoutCode({ line: lineAt(text, index + line.length), text: comment }),
  );
}

function withoutCode({ line, text }: Passage): Passage {
  return {
    line,
    text: text.replaceAll(/`[^`\n]*`|\{@link [^}]*\}|\]\([^)]*\)/g, (code) => "·".repeat(code.length)),
  };
}

function overwritten(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
