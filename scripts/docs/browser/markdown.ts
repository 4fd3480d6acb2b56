/** An operation's section as Markdown, for the clipboard. */

/** Text of a section: headings, paragraphs, lists and code, in reading order. */
export function markdownOf(section: Element): string {
  return blocksOf(section)
    .join("\n\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function blocksOf(holder: Element, depth = 0): string[] {
  return [...holder.children].flatMap((part): string[] => {
    const level = /^H([1-6])$/.exec(part.tagName)?.[1];
    if (part.matches("button, .jump, [role=tablist], .expand")) return [];
    if (level !== undefined) return [`${"#".repeat(Number(level))} ${inlineOf(part)}`];
    if (part.matches("figure.code")) return [fenceOf(part)];
    if (part.matches("ul")) return [[...part.children].map((item) => itemOf(item, depth)).join("\n")];
    return part.matches("p") ? [inlineOf(part)] : blocksOf(part, depth);
  });
}

/** Markdown of a code block: its title, then the code in a fence with its language. */
function fenceOf(figure: Element): string {
  const language = figure.getAttribute("data-language") ?? "";
  const title = figure.querySelector("figcaption")?.cloneNode(true) as Element | undefined;
  title?.querySelector("button")?.remove();
  const code = figure.querySelector("pre")?.textContent ?? "";
  return `${title?.textContent?.trim() ?? ""}\n\n\`\`\`${language}\n${code}\n\`\`\``.trim();
}

function itemOf(item: Element, depth: number): string {
  const [first = "", ...rest] = item.children.length > 0 ? blocksOf(item, depth + 1) : [inlineOf(item)];
  const inner = rest.map((block) => block.replace(/^/gm, "  "));
  return [`- ${first || inlineOf(item)}`, ...inner].join("\n");
}

/** Text of a heading, paragraph or list item, with its code in backquotes. */
function inlineOf(part: Element): string {
  const copy = part.cloneNode(true) as Element;
  for (const button of copy.querySelectorAll("button")) button.remove();
  for (const code of copy.querySelectorAll("code")) code.textContent = `\`${code.textContent}\``;
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}
