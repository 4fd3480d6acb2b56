/** One operation or event: what it takes, what it answers, and samples beside that. */
import type { ErrorEnvelope } from "../../generated/schema.js";
import {
  type Example,
  type Operation,
  type Parameter,
  type Reference,
  type RequestBody,
  resolve,
  type Response,
  type Schema,
} from "../lib/document.js";
import { codeBlock } from "./code.js";
import { field, type FieldContext, fieldList } from "./fields.js";
import { shapeOf } from "../lib/schema.js";
import { type Content, type Html, html } from "./html.js";
import { examples, tabs } from "./samples.js";

/** An operation with its place in the document. */
export interface PlacedOperation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Section of an operation that callers send. */
export function operationSection(context: FieldContext, { method, path, operation }: PlacedOperation): Html {
  const { operationId: id = "", summary = "", description, "x-codeSamples": samples = [] } = operation;
  const body = operation.requestBody && resolve<RequestBody>(context.document, operation.requestBody);
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
    <div class="told">
      <h3 id="${id}-title"><a href="#${id}">${summary}</a></h3>
      <p class="address">
        ${methodBadge(method)}
        <code>${breakable(path)}</code
        >${operation.deprecated === true && html` <span class="deprecated">deprecated</span>`}
      </p>
      ${context.markdown.block(description, 3)}
      <p>
        In the client: <code>${id}</code>. The request carries the four headers of a
        <a href="#signatures">signature</a>.
      </p>
      ${parameters(context, operation, id)}${body && bodyFields(context, body, id)}
      <h4>Responses</h4>
      ${Object.entries(operation.responses ?? {}).map(([status, response]) =>
        answer(
          { ...context, writer: "rapyd" },
          operation,
          status,
          resolve<Response>(context.document, response),
        ),
      )}
    </div>
    <div class="samples">
      ${tabs(
        "Samples",
        samples.map(({ lang, label, source }) => ({ label, content: codeBlock(source, lang, label) })),
      )}
      ${tabs("Request examples", examples(context, body?.content))}
      ${tabs("Response examples", examples(context, successOf(context, operation)?.content))}
    </div>
  </section>`;
}

/** Section of an event that Rapyd sends. */
export function eventSection(context: FieldContext, type: string, operation: Operation): Html {
  const { summary = "", description } = operation;
  const body = operation.requestBody && resolve<RequestBody>(context.document, operation.requestBody);
  return html`<section class="operation" id="${type}" aria-labelledby="${type}-title">
    <div class="told">
      <h3 id="${type}-title"><a href="#${type}">${summary}</a></h3>
      <p class="address"><span class="method event">EVENT</span> <code>${type}</code></p>
      ${context.markdown.block(description, 3)}${body && bodyFields({ ...context, writer: "rapyd" }, body, type)}
    </div>
    <div class="samples">${tabs("Event", examples(context, body?.content))}</div>
  </section>`;
}

/** The verb, in its colour. */
export function methodBadge(method: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`;
}

/** A path may break before a slash, and nowhere else. */
function breakable(path: string): Content {
  return path.split("/").flatMap((part, index) => (index === 0 ? part : [html`<wbr />`, `/${part}`]));
}

const places = { path: "In the path", query: "In the query", header: "Headers", cookie: "Cookies" } as const;

function parameters(context: FieldContext, operation: Operation, id: string): Content {
  const all = (operation.parameters ?? []).map((one) => resolve<Parameter>(context.document, one));
  return (["path", "query", "header", "cookie"] as const).map((place) => {
    const here = all.filter((one) => one.in === place);
    if (here.length === 0) return undefined;
    const list = here.map(({ name, schema = {}, required = false, description }) =>
      field(context, { name, schema, isRequired: required, description, anchor: `${id}.${place}.${name}` }),
    );
    return html`<h4>${places[place]}</h4>
      <ul class="fields">
        ${list}
      </ul>`;
  });
}

function bodyFields(context: FieldContext, { description, content }: RequestBody, id: string): Content {
  const schema = Object.values(content)[0]?.schema;
  if (!schema) return undefined;
  return html`<h4>Body</h4>
    ${context.markdown.block(description)}${fieldList(context, schema, `${id}.body`)}`;
}

/** One answer: its fields come first, then the codes that it can hold, then examples of a refusal. */
function answer(context: FieldContext, operation: Operation, status: string, response: Response): Html {
  const { operationId = "" } = operation;
  const isSuccess = status.startsWith("2");
  const schema = response.content?.["application/json"]?.schema;
  const codes = status === "400" ? codesOf(context, operation, response) : [];
  const listed = codes.flatMap((code, index) => [
    index > 0 && ", ",
    html`<a href="#${code}"><code>${code}</code></a>`,
  ]);
  const refusals = isSuccess ? [] : examples(context, response.content);
  return html`<div class="answer ${isSuccess ? "good" : "bad"}" id="${operationId}.${status}">
    <p class="status">
      <a href="#${operationId}.${status}">${status === "default" ? "Any other status" : status}</a>
    </p>
    ${context.markdown.block(response.description)}
    ${schema && fieldList(context, schema, `${operationId}.${status}`)}
    ${codes.length > 0 && html`<p>Error codes: ${listed}.</p>`}
    ${
      refusals.length > 0 &&
      html`<details>
        <summary>${refusals.length === 1 ? "Example" : "Examples"}</summary>
        ${refusals.map(({ content }) => content)}
      </details>`
    }
  </div>`;
}

/** Codes with which a request of this operation can be refused, as its fields and parameters say. */
function codesOf(context: FieldContext, operation: Operation, { content = {} }: Response): string[] {
  const shown = Object.values(content).flatMap(({ examples: named = {} }) => Object.values(named));
  const codes = new Set(
    // Lint holds examples against their schema, which has the code.
    shown.map((one) => (resolve<Example>(context.document, one).value as ErrorEnvelope).status.error_code),
  );
  const visit = (schema: Schema | Reference): void => {
    const { notes, properties, items } = shapeOf(context.document, schema);
    const code = notes["x-error-code"];
    if (typeof code === "string") codes.add(code);
    for (const property of properties.values()) visit(property);
    if (items) visit(items);
  };
  for (const one of operation.parameters ?? []) visit(resolve<Parameter>(context.document, one).schema ?? {});
  const body = operation.requestBody && resolve<RequestBody>(context.document, operation.requestBody);
  for (const { schema } of Object.values(body?.content ?? {})) if (schema) visit(schema);
  if (operation["x-not-found-code"]) codes.add(operation["x-not-found-code"]);
  return [...codes];
}

function successOf(context: FieldContext, { responses = {} }: Operation): Response | undefined {
  const [, found] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  return found && resolve<Response>(context.document, found);
}
