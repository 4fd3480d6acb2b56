/** One operation or event: its request, its responses, and samples next to them. */
import {
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type Parameter,
  type Reference,
  type RequestBody,
  resolve,
  type Response,
} from "../lib/document.js";
import { codesOfOperation } from "../generate/read/error-codes.js";
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
  const server = context.document.servers?.[0]?.url ?? "";
  const responses = Object.entries(operation.responses ?? {});
  const common = new Set(sharedResponses(context.document).map(([status]) => status));
  const [own, shared] = [false, true].map((isShared) =>
    responses.filter(([status]) => common.has(status) === isShared),
  ) as [typeof responses, typeof responses];
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
    <div class="prose">
      <h3 id="${id}-title"><a href="#${id}">${summary}</a></h3>
      <p class="address">
        ${methodBadge(method)}
        <code><span class="server">${server}</span>${breakable(path)}</code
        ><button type="button" class="copy" aria-label="Copy: URL">Copy</button
        >${operation.deprecated === true && html` <span class="deprecated">deprecated</span>`}
      </p>
      ${context.markdown.block(description, 3)}
      <p class="jump same"><a href="#${id}.samples">Samples and examples</a></p>
      <p class="same"><button type="button" class="copy-markdown">Copy as Markdown</button></p>
      <p class="same">
        In the client: <code>${id}</code>. The request carries the four headers of a
        <a href="#signatures">signature</a>.
      </p>
      ${parameters(context, operation, id)}${body && bodyFields(context, body, id)}
      <h4 id="${id}.responses">Responses</h4>
      ${own.map(([status, response]) =>
        responseSection(
          { ...context, writer: "rapyd" },
          operation,
          status,
          resolve<Response>(context.document, response),
        ),
      )}
      ${
        shared.length > 0 &&
        html`<p class="shared same">
          Common to all operations:
          ${shared.flatMap(([status], index) => [
            index > 0 && ", ",
            html`<a href="#response.${status}">${status === "default" ? "any other status" : status}</a>`,
          ])}.
        </p>`
      }
    </div>
    <div class="samples" id="${id}.samples">
      ${tabs(
        "Samples",
        samples.map(({ lang, label, source }) => ({ label, content: codeBlock(source, lang, label) })),
        `${id}.samples.code`,
      )}
      ${tabs("Request examples", examples(context, body?.content), `${id}.samples.requests`)}
      ${tabs("Response examples", examples(context, successOf(context, operation)?.content), `${id}.samples.responses`)}
    </div>
  </section>`;
}

/** Responses that all operations share, by status. A response is shared if every operation refers to the same component for that status. */
export function sharedResponses(
  document: OpenApiDocument,
): [status: string, response: Response | Reference][] {
  const [first, ...others] = operationsOf(document);
  return Object.entries(first?.responses ?? {}).filter(([status, response]) => {
    const target = Reflect.get(response, "$ref") as unknown;
    return (
      typeof target === "string" &&
      others.every(({ responses }) => Reflect.get(Object(responses?.[status]) as object, "$ref") === target)
    );
  });
}

/** Responses that every operation can have, written once. */
export function sharedResponseSection(context: FieldContext): Content {
  const [operation] = operationsOf(context.document);
  return sharedResponses(context.document).map(([status, response]) =>
    responseSection(
      { ...context, writer: "rapyd" },
      { ...operation, operationId: "response" },
      status,
      resolve<Response>(context.document, response),
    ),
  );
}

/** Section of an event that Rapyd sends. */
export function eventSection(context: FieldContext, type: string, operation: Operation): Html {
  const { summary = "", description } = operation;
  const body = operation.requestBody && resolve<RequestBody>(context.document, operation.requestBody);
  return html`<section class="operation" id="${type}" aria-labelledby="${type}-title">
    <div class="prose">
      <h3 id="${type}-title"><a href="#${type}">${summary}</a></h3>
      <p class="address"><span class="method event">EVENT</span> <code>${type}</code></p>
      <p><a href="#webhooks">How to verify it</a></p>
      ${context.markdown.block(description, 3)}${body && bodyFields({ ...context, writer: "rapyd" }, body, type)}
    </div>
    <div class="samples">${tabs("Event", examples(context, body?.content), `${type}.samples`)}</div>
  </section>`;
}

/** The HTTP method, in its colour. */
export function methodBadge(method: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`;
}

/** Allows a line break before each slash of the path. */
function breakable(path: string): Content {
  return path.split("/").flatMap((part, index) => (index === 0 ? part : [html`<wbr />`, `/${part}`]));
}

const places = { path: "In the path", query: "In the query", header: "Headers", cookie: "Cookies" } as const;

function parameters(context: FieldContext, operation: Operation, id: string): Content {
  const all = (operation.parameters ?? []).map((one) => resolve<Parameter>(context.document, one));
  return (["path", "query", "header", "cookie"] as const).map((place) => {
    const here = all.filter((one) => one.in === place);
    if (here.length === 0) return undefined;
    const list = here.map(({ name, schema = {}, required = false, description, example }) =>
      field(context, {
        ...{ name, schema, isRequired: required, description, example },
        anchor: `${id}.${place}.${name}`,
      }),
    );
    return html`<h4 id="${id}.${place}">${places[place]}</h4>
      <ul class="fields">
        ${list}
      </ul>`;
  });
}

function bodyFields(context: FieldContext, { description = "", content }: RequestBody, id: string): Content {
  const schema = Object.values(content)[0]?.schema;
  if (!schema) return undefined;
  const { notes, choices } = shapeOf(context.document, schema);
  const text = String(notes["description"] ?? "");
  const choice = choices.map((names) => html`<code>${names.join(" and ")}</code>`);
  return html`<h4 id="${id}.body">Body</h4>
    ${context.markdown.block(text.startsWith(description.replace(/\.$/, "")) ? text : `${description}\n\n${text}`)}
    ${
      choice.length > 0 &&
      html`<p>
        One of
        ${choice.flatMap((one, index) => (index === 0 ? [one] : [index === choice.length - 1 ? " or " : ", ", one]))}
        is required.
      </p>`
    }
    ${fieldList(context, schema, `${id}.body`)}`;
}

/** One response: its description, its fields, its error codes if it is a 400, and its examples unless it is a success. */
function responseSection(
  context: FieldContext,
  operation: Operation,
  status: string,
  response: Response,
): Html {
  const { operationId = "" } = operation;
  const isSuccess = status.startsWith("2");
  const schema = response.content?.["application/json"]?.schema;
  const codes = status === "400" ? codesOfOperation(context.document, operation) : [];
  const listed = codes.flatMap((code, index) => [
    index > 0 && ", ",
    html`<a href="#${code}"><code>${code}</code></a>`,
  ]);
  const rejections = isSuccess ? [] : examples(context, response.content);
  return html`<div class="response ${isSuccess ? "good" : "bad"}" id="${operationId}.${status}">
    <p class="status">
      <a href="#${operationId}.${status}">${status === "default" ? "Any other status" : status}</a>
    </p>
    ${context.markdown.block(response.description)}
    ${schema && fieldList(context, schema, `${operationId}.${status}`)}
    ${codes.length > 0 && html`<p>Error codes: ${listed}.</p>`}
    ${
      rejections.length > 0 &&
      html`<details>
        <summary>${rejections.length === 1 ? "Example" : "Examples"}</summary>
        ${rejections.map(({ content }) => content)}
      </details>`
    }
  </div>`;
}

function successOf(context: FieldContext, { responses = {} }: Operation): Response | undefined {
  const [, found] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  return found && resolve<Response>(context.document, found);
}
