/** Writes HTML: values in a template are escaped, unless they are HTML already. */

/** Text that is HTML. */
export interface Html {
  readonly html: string;
}

/** Values of a template: undefined and false are left out, and lists are joined. */
export type Content = Html | string | number | undefined | false | readonly Content[];

/** Template tag: escapes the values, unless they are HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { html: parts.map((part, index) => part + written(values[index])).join("") };
}

/** Marks text as HTML that must not be escaped. */
export function trusted(text: string): Html {
  return { html: text };
}

/** Text in which characters with a meaning in HTML are escaped. */
export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function written(value: Content): string {
  if (value === undefined || value === false) return "";
  if (typeof value === "string" || typeof value === "number") return escape(String(value));
  // A list cannot have the property, and Array.isArray does not know read-only ones.
  return "html" in value ? value.html : value.map(written).join("");
}
