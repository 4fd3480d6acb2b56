/** The reference page: a menu, the prose, the signature debugger, and every operation, event and object. */
import { httpMethods, type OpenApiDocument, operationsOf } from "../lib/document.js";
import { mergeParameters } from "../generate/read/operations.js";
import { type FieldContext } from "./fields.js";
import { shapeOf } from "../lib/schema.js";
import { frame } from "./layout.js";
import { type Content, type Html, html } from "./html.js";
import { createMarkdown, slug } from "./markdown.js";
import { returnedObjects, objectSection } from "./objects.js";
import { codesOfAll, codesOfOperation } from "../generate/read/error-codes.js";
import {
  eventSection,
  methodBadge,
  operationSection,
  type PlacedOperation,
  sharedResponseSection,
} from "./operation.js";
import { debuggerForm } from "./debugger-form.js";

/** The document, plus the texts that only the reference shows: summary, description and tags. */
export interface PageDocument extends OpenApiDocument {
  info: OpenApiDocument["info"] & { summary: string; description: string };
  tags: readonly { name: string; description: string }[];
}

/** Parts of the page. */
export interface PageParts {
  readonly document: PageDocument;
  /** Chapters on the client, as Markdown. */
  readonly guide: string;
  readonly style: string;
  readonly script: string;
  /** URL of the repository; undefined if package.json has none. */
  readonly repository: string | undefined;
}

/** A part of the page that the menu leads to. */
interface Chapter {
  readonly id: string;
  readonly title: Content;
  readonly content: Content;
  readonly parts?: readonly { id: string; title: Content }[];
}

/** Text of the page. */
export function writePage({ document, guide, style, script, repository }: PageParts): string {
  const objects = new Set(returnedObjects(document));
  const context = {
    document,
    objects,
    markdown: createMarkdown(anchorsOf(document), operationsByCode(document)),
    writer: "caller",
  } as const;
  const [intro = "", ...prose] = document.info.description.split(/^# /m);
  const proseChapters = prose.map((text) => proseChapter(context, text));
  const client = guide
    .split(/^# /m)
    .slice(1)
    .map((text) => proseChapter(context, text));
  const isAboutWebhooks = ({ id }: Chapter): boolean => id.includes("webhook");
  const isFirst = ({ id }: Chapter): boolean => ["getting-started", "signatures"].includes(id);
  // The basics come first, then the operations: most readers come for one of them.
  const chapters = [
    ...proseChapters.filter(isFirst),
    debuggerChapter,
    ...operationChapters(context),
    eventChapter(context, client.find(isAboutWebhooks)),
    ...proseChapters.filter((chapter) => !isFirst(chapter)),
    everyOperationChapter(context),
    ...client.filter((chapter) => !isAboutWebhooks(chapter)),
    objectChapter(context),
  ];
  const body = html`${menu(document, chapters, repository)}
    <main id="content" tabindex="-1">
      <header>
        <h1>${document.info.title}</h1>
        <p>Version ${document.info.version}</p>
        ${baseUrls(document)} ${context.markdown.block(intro)}
      </header>
      ${chapters.map(
        ({ id, title, content }) =>
          html`<section class="chapter" id="${id}" aria-labelledby="${id}-title">
            <h2 id="${id}-title"><a href="#${id}">${title}</a></h2>
            ${content}
          </section>`,
      )}
    </main>`;
  return frame(document.info, { style, script, body });
}

/** Base URL of each environment. A request's URL begins with one of these. */
function baseUrls({ servers = [] }: PageDocument): Html {
  return html`<section class="servers" id="servers" aria-label="Base URLs">
    <h3 id="base-urls">Base URLs</h3>
    <dl>
      ${servers.map(
        ({ url, "x-environment": name }) =>
          html`<dt>${name}</dt>
            <dd><code>${url}</code></dd>`,
      )}
    </dl>
  </section>`;
}

function anchorsOf(document: PageDocument): Set<string> {
  const codes = shapeOf(document, { $ref: "#/components/schemas/ErrorCode" }).values.map(String);
  const operations = operationsOf(document).flatMap(({ operationId }) => operationId ?? []);
  return new Set([...codes, ...operations, ...Object.keys(document.webhooks ?? {})].filter(Boolean));
}

function menu(document: PageDocument, chapters: readonly Chapter[], repository: string | undefined): Html {
  const link = ({ id, title }: { id: string; title: Content }): Html =>
    html`<li><a href="#${id}">${title}</a></li>`;
  return html`<nav aria-label="Contents">
    <p class="name"><a href="#content">${document.info.title}</a></p>
    <button type="button" class="menu" aria-expanded="false" aria-controls="menu">Menu</button>
    <div id="menu">
      <search>
        <input type="search" placeholder="Search (press /)" aria-label="Search" autocomplete="off" />
        <p role="status"></p>
        <ul class="found" aria-label="Found" hidden></ul>
      </search>
      <ul class="contents">
        ${chapters.map(({ id, title, parts = [] }) =>
          parts.length === 0
            ? link({ id, title })
            : html`<li>
                <a href="#${id}">${title}</a>
                <ul>
                  ${parts.map(link)}
                </ul>
              </li>`,
        )}
      </ul>
      <ul class="beside">
        <li><a href="index.md">Markdown</a></li>
        <li><a href="openapi.json">openapi.json</a></li>
        <li><a href="openapi.yaml">openapi.yaml</a></li>
        <li><a href="changelog.html">Changelog</a></li>
        ${repository && html`<li><a href="${repository}">Source</a></li>`}
      </ul>
    </div>
  </nav>`;
}

const debuggerChapter: Chapter = {
  id: "signature-debugger",
  title: "Signature debugger",
  content: debuggerForm,
};

function proseChapter({ markdown }: FieldContext, text: string): Chapter {
  const [title = "", ...lines] = text.split("\n");
  const parts = [...lines.join("\n").matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => ({
    id: slug(heading),
    title: heading,
  }));
  return { id: slug(title), title, content: markdown.block(lines.join("\n"), 1), parts };
}

/** Every operation, in the order of the document. */
export function placedOperations(document: PageDocument): PlacedOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    // In the order of the file, which begins with what makes the object.
    Object.keys(item).flatMap((key): PlacedOperation[] => {
      const method = httpMethods.find((one) => one === key);
      const operation = method && item[method];
      return operation
        ? [
            {
              method: key.toUpperCase(),
              path,
              operation: { ...operation, parameters: mergeParameters(document, item, operation) },
            },
          ]
        : [];
    }),
  );
}

function operationChapters(context: FieldContext & { document: PageDocument }): Chapter[] {
  const all = placedOperations(context.document);
  // Lint wants tags in the order of the alphabet; readers want them in the order of the paths.
  const tags = new Set(all.flatMap(({ operation }) => operation.tags ?? []));
  return [...tags].map((name) => {
    const tagged = all.filter(({ operation }) => operation.tags?.includes(name));
    const description = context.document.tags.find((tag) => tag.name === name)?.description;
    const sections = tagged.map((placed) => operationSection(context, placed));
    return {
      id: slug(name),
      title: name,
      content: [context.markdown.block(description, 2), sections],
      parts: tagged.map(({ method, operation: { operationId: id = "", summary = "" } }) => ({
        id,
        title: html`<span>${summary}</span> ${methodBadge(method)}`,
      })),
    };
  });
}

/** Chapter on the responses that all operations share. */
function everyOperationChapter(context: FieldContext): Chapter {
  return {
    id: "every-operation",
    title: "Responses common to all operations",
    content: sharedResponseSection(context),
  };
}

/** Error code -> ids of the operations that can respond with it; an empty id means every operation. */
function operationsByCode(document: PageDocument): Map<string, string[]> {
  // Responses that every operation can have belong to no single operation.
  const found = new Map(codesOfAll(document).map((code) => [code, [""]]));
  for (const operation of operationsOf(document))
    for (const code of codesOfOperation(document, operation))
      if (found.get(code)?.[0] !== "")
        found.set(code, [...(found.get(code) ?? []), operation.operationId ?? ""]);
  return found;
}

/** Chapter on webhook events; `guide` is the README's chapter on receiving them with the client. */
function eventChapter(
  context: FieldContext & { document: PageDocument },
  guide: Chapter | undefined,
): Chapter {
  const { document, markdown } = context;
  const events = Object.entries(document.webhooks ?? {}).flatMap(([type, { post }]) =>
    post ? [{ type, post }] : [],
  );
  const [tag] = events.flatMap(({ post }) => post.tags ?? []);
  const description = document.tags.find(({ name }) => name === tag)?.description;
  return {
    id: slug(tag ?? "Webhooks"),
    title: tag ?? "Webhooks",
    content: [
      markdown.block(description, 2),
      guide && html`<h3 id="${guide.id}"><a href="#${guide.id}">${guide.title}</a></h3>`,
      guide?.content,
      events.map(({ type, post }) => eventSection(context, type, post)),
    ],
    parts: events.map(({ type, post: { summary = "" } }) => ({ id: type, title: summary })),
  };
}

function objectChapter(context: FieldContext): Chapter {
  const parts = [...context.objects].sort().map((name) => ({ id: name, title: name }));
  return {
    id: "objects",
    title: "Objects",
    content: parts.map(({ id }) => objectSection(context, id)),
    parts,
  };
}
