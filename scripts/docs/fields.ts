/** Writes the properties of a schema as a list of fields, in HTML. */
import type { OpenApiDocument, Reference, Schema } from "../lib/document.js";
import { formats } from "../generate/read/formats.js";
import { type Shape, shapeOf } from "../lib/schema.js";
import { type Content, type Html, html } from "./html.js";
import type { Markdown } from "./markdown.js";

/** Context in which fields are written: the document, and how the page shows it. */
export interface FieldContext {
  readonly document: OpenApiDocument;
  readonly markdown: Markdown;
  /** Sender of the values. A caller's fields are marked if they are required, Rapyd's fields if they can be missing. */
  readonly writer: "caller" | "rapyd";
  /**
   * Names of the schemas that have their own section. A field with such a schema links to that section instead of listing the schema's
   * fields.
   */
  readonly objects: ReadonlySet<string>;
}

/** The fields of a schema; nothing when it has none. `anchor` is the prefix of the fields' ids. */
export function fieldList(context: FieldContext, schema: Schema | Reference, anchor: string): Content {
  const { properties, required } = shapeOf(context.document, schema);
  if (properties.size === 0) return undefined;
  const fields = [...properties].map(([name, property]) =>
    field(context, { name, schema: property, isRequired: required.has(name), anchor: `${anchor}.${name}` }),
  );
  return html`<ul class="fields">
    ${fields}
  </ul>`;
}

/** One field, or one parameter. */
export interface Field {
  name: string;
  schema: Schema | Reference;
  isRequired: boolean;
  anchor: string;
  /** Replaces the schema's own description. */
  description?: string | undefined;
  /** A value as it is sent. */
  example?: unknown;
}

/** One field with its type, limits, meaning, error code and nested fields. */
export function field(
  context: FieldContext,
  { name, schema, isRequired, anchor, description, example }: Field,
): Html {
  const { document, markdown } = context;
  const shape = shapeOf(document, schema);
  const { notes } = shape;
  const text = description ?? (notes["description"] as string | undefined);
  const code = notes["x-error-code"] as string | undefined;
  return html`<li id="${anchor}" class="field">
    <p class="signature">
      <a href="#${anchor}"><code>${name}</code></a>
      <span class="type">${typeInWords(context, shape)}</span
      >${presence(context, isRequired)}${notes["deprecated"] === true && html` <span class="deprecated">deprecated</span>`}${marks(context, notes)}
    </p>
    ${markdown.block(text)}${example !== undefined && html`<p class="values">Example: <code>${String(example)}</code></p>`}
    ${knownValues(context, shape)}
    ${
      code &&
      html`<p class="rejection">
        Rejected with <a href="#${code}"><code>${code}</code></a
        >.
      </p>`
    }
    ${within(context, shape, anchor)}
  </li>`;
}

/** A field's marks: one for personal data and, in requests, one for limits known only from documentation. */
function marks({ writer }: FieldContext, notes: Schema): Content {
  return [
    notes["x-sensitive"] === true && html` <span class="mark">personal data</span>`,
    writer === "caller" &&
      notes["x-evidence"] === "docs" &&
      html` <span class="mark">documentation only</span>`,
  ];
}

function presence({ writer }: FieldContext, isRequired: boolean): Content {
  if (writer === "caller") return isRequired && html` <strong class="required">required</strong>`;
  return !isRequired && html` <span class="optional">can be missing</span>`;
}

/**
 * Fields of an object, or of the objects in a list. If the object has its own section, this writes only the object's name, and a script in
 * the page adds the fields.
 */
function within(context: FieldContext, shape: Shape, anchor: string): Content {
  const inner = shape.items && shapeOf(context.document, shape.items);
  const holder = inner ?? shape;
  if (holder.properties.size === 0) return undefined;
  // A script puts the object's own fields there; without one the link to its section is enough.
  if (holder.name !== undefined && context.objects.has(holder.name))
    return html`<details class="object-fields" data-object="${holder.name}">
      <summary>${holder.name}</summary>
    </details>`;
  const schema = { properties: Object.fromEntries(holder.properties), required: [...holder.required] };
  const count = holder.properties.size;
  return html`<details>
    <summary>${count} ${count === 1 ? "field" : "fields"}${inner ? " of each item" : ""}</summary>
    ${fieldList(context, schema, anchor)}
  </details>`;
}

function typeInWords(context: FieldContext, shape: Shape): Content {
  const { types, items, name, notes } = shape;
  const others = [...types].filter((type) => type !== "null");
  const words = others.map((type): Content => {
    if (type === "array" && items) return ["list of ", plural(context, shapeOf(context.document, items))];
    if (type === "object") return link(context, name) || "object";
    return type;
  });
  if (words.length === 0) words.push("any JSON");
  if (types.has("null")) words.push("null");
  return [words.flatMap((word, index) => (index === 0 ? [word] : [" or ", word])), limitsInWords(notes)];
}

function plural(context: FieldContext, items: Shape): Content {
  const named = link(context, items.name);
  return named || `${[...items.types].join(" or ") || "value"}s`;
}

function link({ objects }: FieldContext, name: string | undefined): Content {
  return name !== undefined && objects.has(name) && html`<a href="#${name}">${name}</a>`;
}

/** Lengths, ranges, formats and defaults. A pattern is not shown: the field's description explains it in words. */
function limitsInWords(notes: Schema): string {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum } = notes as Limits;
  const { format, default: standard } = notes;
  const limits = [
    rangeInWords(minLength, maxLength, " characters"),
    rangeInWords(minItems, maxItems, " items"),
    rangeInWords(minimum, maximum),
    formats[String(format)]?.called,
    standard !== undefined && `default ${JSON.stringify(standard)}`,
  ];
  return limits.flatMap((limit) => (limit ? `, ${limit}` : "")).join("");
}

type Limits = Readonly<Record<string, number | undefined>>;

/** A range of a size, which has a unit, or of a number; undefined if neither end is limited. */
function rangeInWords(least: number | undefined, most: number | undefined, unit = ""): string | undefined {
  const number = (limit: number): string => limit.toLocaleString("en-US") + unit;
  const atMost = most === undefined ? undefined : `at most ${number(most)}`;
  if (least === undefined) return atMost;
  if (least === most) return `exactly ${number(most)}`;
  if (unit !== "" && least === 1) return ["not empty", ...(atMost ? [atMost] : [])].join(", ");
  return most === undefined
    ? `at least ${number(least)}`
    : `from ${least.toLocaleString("en-US")} to ${number(most)}`;
}

function knownValues({ writer }: FieldContext, { values, isOpen }: Shape): Content {
  if (values.length === 0) return undefined;
  const listed = values.flatMap((value, index) => [
    index > 0 && ", ",
    html`<code>${JSON.stringify(value)}</code>`,
  ]);
  const others = writer === "caller" ? "others are accepted too" : "others are possible";
  const what = isOpen ? `Known values (${others})` : "One of";
  if (values.length <= 12) return html`<p class="values">${what}: ${listed}.</p>`;
  return html`<details class="values">
    <summary>${values.length} ${isOpen ? `known values (${others})` : "values"}</summary>
    <p>${listed}.</p>
  </details>`;
}
