/** Sections of the objects in responses and events. Many operations share an object, so each object has its own section. */
import {
  type OpenApiDocument,
  operationsOf,
  type Reference,
  type RequestBody,
  resolve,
  type Response,
  type Schema,
} from "../lib/document.js";
import { type FieldContext, fieldList } from "./fields.js";
import { shapeOf } from "../lib/schema.js";
import { type Html, html } from "./html.js";

/** Section of an object. */
export function objectSection(context: FieldContext, name: string): Html {
  const schema: Reference = { $ref: `#/components/schemas/${name}` };
  const { notes } = shapeOf(context.document, schema);
  return html`<section class="object" id="${name}" aria-labelledby="${name}-title">
    <h3 id="${name}-title"><a href="#${name}">${name}</a></h3>
    ${context.markdown.block(notes["description"] as string | undefined, 3)}
    ${fieldList({ ...context, writer: "rapyd" }, schema, name)}
  </section>`;
}

/** Names of the objects that have their own section: those within responses and events. */
export function returnedObjects(document: OpenApiDocument): string[] {
  const found = new Set<string>();
  const visit = (schema: Schema | Reference): void => {
    const { name, properties, items } = shapeOf(document, schema);
    if (name !== undefined && found.has(name)) return;
    if (name !== undefined && properties.size > 0) found.add(name);
    for (const inner of [...properties.values(), ...(items ? [items] : [])]) visit(inner);
  };
  // Envelopes and events are shown in place.
  for (const schema of returnedSchemas(document))
    for (const property of shapeOf(document, schema).properties.values()) visit(property);
  return [...found];
}

function returnedSchemas(document: OpenApiDocument): (Schema | Reference)[] {
  const responses = operationsOf(document).flatMap(({ responses = {} }) => Object.values(responses));
  const events = Object.values(document.webhooks ?? {}).flatMap(({ post }) => post?.requestBody ?? []);
  return [...responses, ...events]
    .flatMap((one) => Object.values(resolve<Response | RequestBody>(document, one).content ?? {}))
    .map(({ schema = {} }) => schema);
}
