/** Code with colours, and a bar above it that says what it is and copies it. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";
import { escape, type Content, type Html, html, trusted } from "./html.js";

hljs.registerLanguage("sh", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("ts", typescript);
hljs.registerLanguage("yaml", yaml);

const languages: Readonly<Record<string, { grammar: string; name: string } | undefined>> = {
  ts: { grammar: "ts", name: "TypeScript" },
  typescript: { grammar: "ts", name: "TypeScript" },
  js: { grammar: "ts", name: "JavaScript" },
  javascript: { grammar: "ts", name: "JavaScript" },
  sh: { grammar: "sh", name: "Shell" },
  shell: { grammar: "sh", name: "Shell" },
  json: { grammar: "json", name: "JSON" },
  yaml: { grammar: "yaml", name: "YAML" },
};

/** A block of code in a language; text of an unknown one has no colours. `title` stands in place of the language's name. */
export function codeBlock(text: string, language: string, title?: Content): Html {
  const known = languages[language.toLowerCase()];
  const code = known
    ? hljs.highlight(text.trimEnd(), { language: known.grammar }).value
    : escape(text.trimEnd());
  const label = title ?? known?.name ?? "Text";
  return html`<figure class="code">
    <figcaption>${label}<button type="button" class="copy">Copy</button></figcaption>
    <pre tabindex="0"><code>${trusted(code)}</code></pre>
  </figure>`;
}

/** A value as JSON. */
export function jsonBlock(value: unknown, title?: Content): Html {
  const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
  return codeBlock(text, typeof value === "string" ? "text" : "json", title);
}
