/** Turns the description's prose into HTML, with anchors for headings and links for error codes. */
import { Marked, type Tokens } from "marked";
import { codeBlock } from "./code.js";
import { escape, type Html, trusted } from "./html.js";

/** Prose as HTML. */
export interface Markdown {
  /** Paragraphs, lists, tables and code. Headings come out `below` levels lower than they are written. */
  readonly block: (text: string | undefined, below?: number) => Html;
  /** One sentence, without a paragraph around it. */
  readonly inline: (text: string | undefined) => Html;
}

/** Writer that knows the names which are anchors: error codes, operations, events. Where they stand as code, they are links. */
export function createMarkdown(anchors: ReadonlySet<string>): Markdown {
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
      return trusted(framed(marked.parse(text, { async: false })));
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

/** A wide table scrolls by itself, also by keyboard; the row of an error code is where links to the code lead. */
function framed(text: string): string {
  return text
    .replaceAll("<table>", '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    .replaceAll("</table>", "</table></div>")
    .replace(/<tr>(\s*<td><a href="#([A-Z_0-9]+)">)/g, '<tr id="$2">$1');
}
