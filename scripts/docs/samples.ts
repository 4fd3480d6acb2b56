/** Code blocks next to an operation: samples, bodies and responses. */
import { type Example, type MediaType, resolve } from "../lib/document.js";
import { jsonBlock } from "./code.js";
import type { FieldContext } from "./fields.js";
import { type Content, html } from "./html.js";

/** One of several blocks in the same place. */
export interface Tab {
  label: string;
  content: Content;
}

/** The named examples of a body. */
export function examples({ document }: FieldContext, content: Record<string, MediaType> = {}): Tab[] {
  return Object.values(content).flatMap(({ examples: named = {} }) =>
    Object.entries(named).map(([name, example]) => {
      const { summary, value } = resolve<Example>(document, example);
      const label = name.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
      return { label, content: jsonBlock(value, summary ?? label) };
    }),
  );
}

/** Several blocks of which one is shown; without scripts, all are. */
export function tabs(title: string, all: readonly Tab[], id: string): Content {
  if (all.length === 0) return undefined;
  const panels = all.map(
    ({ label, content }) => html`<div class="panel" data-label="${label}">${content}</div>`,
  );
  return html`<div class="tabs">
    <h4 class="title" id="${id}">${title}</h4>
    ${panels}
  </div>`;
}
