/** Highlighted code, below a bar with its title and a copy button. */
import hljs from "highlight.js/lib/core";
import go from "highlight.js/lib/languages/go";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";
import { escape, type Content, type Html, html, trusted } from "./html.js";

hljs.registerLanguage("sh", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("ts", typescript);
hljs.registerLanguage("yaml", yaml);
hljs.registerLanguage("php", php);
hljs.registerLanguage("python", python);
hljs.registerLanguage("ruby", ruby);
hljs.registerLanguage("go", go);

const languages: Readonly<Record<string, { grammar: string; name: string } | undefined>> = {
  ts: { grammar: "ts", name: "TypeScript" },
  typescript: { grammar: "ts", name: "TypeScript" },
  js: { grammar: "ts", name: "JavaScript" },
  javascript: { grammar: "ts", name: "JavaScript" },
  sh: { grammar: "sh", name: "Shell" },
  shell: { grammar: "sh", name: "Shell" },
  json: { grammar: "json", name: "JSON" },
  yaml: { grammar: "yaml", name: "YAML" },
  php: { grammar: "php", name: "PHP" },
  python: { grammar: "python", name: "Python" },
  ruby: { grammar: "ruby", name: "Ruby" },
  go: { grammar: "go", name: "Go" },
};

/** A code block, highlighted if its language is known. `title` replaces the language's name. */
export function codeBlock(text: string, language: string, title?: Content): Html {
  const known = languages[language.toLowerCase()];
  const code = known
    ? hljs.highlight(text.trimEnd(), { language: known.grammar }).value
    : escape(text.trimEnd());
  const label = title ?? known?.name ?? "Text";
  const written = typeof label === "string" ? label : (known?.name ?? "code");
  return html`<figure class="code" data-language="${known?.grammar ?? ""}">
    <figcaption>
      ${label}<button type="button" class="copy" aria-label="Copy: ${written}">Copy</button>
    </figcaption>
    <pre tabindex="0"><code>${trusted(code)}</code></pre>
  </figure>`;
}

/** A value as JSON; a string as plain text. */
export function jsonBlock(value: unknown, title?: Content): Html {
  const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
  return codeBlock(text, typeof value === "string" ? "text" : "json", title);
}
