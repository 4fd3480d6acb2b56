/** Turns the description's prose into HTML, with anchors for headings and links for error codes. */
import { Marked, type Tokens } from "marked";
import { codeBlock } from "./code.js";
import { escape, type Html, trusted } from "./html.js";

/** Prose as HTML. */
export interface Markdown {
  /** Paragraphs, lists, tables and code. Lowers each heading by `below` levels. */
  readonly block: (text: string | undefined, below?: number) => Html;
  /** One sentence, without a paragraph around it. */
  readonly inline: (text: string | undefined) => Html;
}

/** Creates a {@link Markdown} writer. Inline code that names an error code, operation or event becomes a link to its anchor. */
export function createMarkdown(
  anchors: ReadonlySet<string>,
  operationsByCode: ReadonlyMap<string, readonly string[]> = new Map(),
): Markdown {
  let lowered = 0;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading): string {
        const level = Math.min(depth + lowered, 6);
        const id = slug(text);
        return `<h${level} id="${id}"><a href="#${id}">${this.parser.parseInline(tokens)}</a></h${level}>\n`;
      },
      code: ({ text, lang = "" }: Tokens.Code) => {
        const [language = "", fileName] = lang.split(" ");
        return codeBlock(text, language, fileName).html;
      },
      codespan: ({ text }: Tokens.Codespan) => {
        const code = `<code>${escape(text)}</code>`;
        return anchors.has(text) ? `<a href="#${text}">${code}</a>` : code;
      },
      link({ href, tokens }: Tokens.Link): string {
        // From file to file in the repository; here all is one page.
        const target = href.replace(/^[\w./]+\.md#/, "#");
        return `<a href="${escape(target)}">${this.parser.parseInline(tokens)}</a>`;
      },
    },
  });
  return {
    block: (text = "", below = 0) => {
      lowered = below;
      return trusted(framed(marked.parse(text, { async: false }), operationsByCode));
    },
    inline: (text = "") => trusted(marked.parseInline(text, { async: false })),
  };
}

/** Anchor of a heading. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/**
 * Makes each table scroll separately from the page, also by keyboard. Labels each cell with its column's name: a phone shows these labels
 * instead of the header row.
 */
function framed(text: string, operationsByCode: ReadonlyMap<string, readonly string[]>): string {
  return text.replaceAll(/<table>[^]*?<\/table>/g, (table) => {
    const withCodes = ofErrorCodes(table, operationsByCode);
    const heads = [...withCodes.matchAll(/<th>([^]*?)<\/th>/g)].map(([, head = ""]) => head);
    const labelled = withCodes.replaceAll(/<tr[^>]*>[^]*?<\/tr>/g, (row) => {
      let column = 0;
      return row.replaceAll("<td>", () => `<td data-label="${heads[column++] ?? ""}">`);
    });
    return `<div class="wide" tabindex="0" role="group" aria-label="Table">${labelled}</div>`;
  });
}

/**
 * In the table of error codes, adds an anchor for the code of each row, and a column with the operations that can respond with that code.
 * Returns any other table unchanged.
 */
function ofErrorCodes(table: string, operationsByCode: ReadonlyMap<string, readonly string[]>): string {
  const row = /<tr>\s*<td><a href="#([A-Z_0-9]+)">(<code>[^<]*<\/code>)<\/a><\/td>([^]*?)<\/tr>/g;
  if (!row.test(table)) return table;
  return table
    .replace("</tr>", "<th>operations</th></tr>")
    .replaceAll(row, (_, code: string, name: string, cells: string) => {
      const named = operationsByCode.get(code) ?? [];
      const operations = named.map((id) =>
        id === "" ? "every operation" : `<a href="#${id}.400"><code>${id}</code></a>`,
      );
      const permalink = `<a class="permalink" href="#${code}" aria-label="Link to ${code}">#</a>`;
      return `<tr id="${code}"><td>${name.replaceAll("_", "_<wbr>")} ${permalink}</td>${cells}<td>${operations.join(", ") || "not documented"}</td></tr>`;
    });
}
