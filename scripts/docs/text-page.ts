/** The reference as Markdown, for readers without a browser: people in a terminal, and language models. */
import {
  type Example,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Reference,
  type RequestBody,
  resolve,
  type Response,
  type Schema,
} from "../lib/document.js";
import { shapeOf } from "../lib/schema.js";
import { codesOfOperation } from "../generate/read/error-codes.js";
import type { PageDocument } from "./page.js";
import { type PlacedOperation, sharedResponses } from "./operation.js";

/**
 * Text of `index.md`: the prose, the operations (each with its fields, samples and codes), the events, the objects and the chapters on the
 * client.
 */
export function writeMarkdown(
  document: PageDocument,
  guide: string,
  operations: readonly PlacedOperation[],
  objects: ReadonlySet<string>,
): string {
  const { title, version, description } = document.info;
  const events = Object.entries(document.webhooks ?? {}).map(
    ([type, { post }]) =>
      `## ${type}\n\n${post?.description ?? post?.summary ?? ""}\n\n${bodyText(document, objects, post?.requestBody)}`,
  );
  const held = [...objects].sort().map((name) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    const { notes } = shapeOf(document, schema);
    return `## ${name}\n\n${String(notes["description"] ?? "")}\n\n${fieldsText(document, objects, schema)}`;
  });
  return (
    [
      `# ${title} ${version}`,
      (document.servers ?? []).map(({ url, "x-environment": name }) => `- ${name}: ${url}`).join("\n"),
      description,
      "# Operations",
      ...operations.map((placed) => operationText(document, objects, placed)),
      "## Responses common to all operations",
      sharedResponses(document)
        .map(
          ([status, node]) => `- ${status}: ${inLine(resolve<Response>(document, node).description ?? "")}`,
        )
        .join("\n"),
      "# Events",
      document.tags.find(({ name }) => name === "Webhooks")?.description ?? "",
      ...events,
      "# Objects",
      ...held,
      guide,
    ]
      .map((text) => text.trim())
      .join("\n\n")
      .replace(/\n{3,}/g, "\n\n")
      // Files of the repository are chapters here.
      .replaceAll(/\]\((?:\.\.\/)?(?:openapi\/)?[\w-]+\.md#/g, "](#")
      .concat("\n")
  );
}

/** Text of `llms.txt` (llmstxt.org): what the reference is, and where its parts are. */
export function writeIndexForModels(document: PageDocument, operations: readonly PlacedOperation[]): string {
  const { title, summary } = document.info;
  const list = operations.map(
    ({ method, path, operation: { operationId, summary: said = "" } }) =>
      `- [${operationId}](index.md#${said.toLowerCase().replaceAll(" ", "-")}): ${method} ${path}: ${said}`,
  );
  return `# ${title}

> ${summary} Unofficial; written from recorded traffic and Rapyd's documentation.

- [Reference as Markdown](index.md): signatures, errors, all operations, events and objects
- [OpenAPI 3.1 description](openapi.yaml)
- [Reference page](index.html)

## Operations

${list.join("\n")}
`;
}

function operationText(
  document: OpenApiDocument,
  objects: ReadonlySet<string>,
  { method, path, operation }: PlacedOperation,
): string {
  const { operationId, summary = "", description = "", parameters = [], responses = {} } = operation;
  const fields = parameters.map((node) => {
    const {
      name,
      in: place,
      required = false,
      description: said,
      schema = {},
    } = resolve<Parameter>(document, node);
    return fieldText(document, objects, `${name} (${place})`, schema, required, 0, said);
  });
  const samples = (operation["x-codeSamples"] ?? []).map(
    ({ lang, label = lang, source }) => `${label}:\n\n\`\`\`${fences[lang] ?? ""}\n${source.trim()}\n\`\`\``,
  );
  const codes = codesOfOperation(document, operation).map((code) => `\`${code}\``);
  return [
    `## ${summary}`,
    `\`${method} ${path}\`; client method: \`${operationId}\``,
    description,
    fields.length > 0 ? `Parameters:\n\n${fields.join("\n")}` : "",
    operation.requestBody ? `Body:\n\n${bodyText(document, objects, operation.requestBody)}` : "",
    ...successText(document, objects, responses),
    codes.length > 0 ? `Error codes of a 400: ${codes.join(", ")}.` : "",
    ...samples,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** Name of each sample's language in a Markdown code fence. */
const fences: Readonly<Record<string, string>> = { TypeScript: "ts", JavaScript: "js", Shell: "sh" };

function successText(
  document: OpenApiDocument,
  objects: ReadonlySet<string>,
  responses: NonNullable<Operation["responses"]>,
): string[] {
  return Object.entries(responses).flatMap(([status, node]) => {
    const { description = "", content = {} } = resolve<Response>(document, node);
    const schema = Object.values(content)[0]?.schema;
    return status.startsWith("2")
      ? [`Response ${status}: ${description}\n\n${schema ? fieldsText(document, objects, schema) : ""}`]
      : [];
  });
}

function bodyText(
  document: OpenApiDocument,
  objects: ReadonlySet<string>,
  node: RequestBody | Reference | undefined,
): string {
  if (!node) return "";
  const [media] = Object.values(resolve<RequestBody>(document, node).content);
  const [first] = Object.values(media?.examples ?? {});
  const example = first && resolve<Example>(document, first).value;
  const fields = media?.schema ? fieldsText(document, objects, media.schema) : "";
  return example === undefined
    ? fields
    : `${fields}\n\n\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``;
}

function fieldsText(
  document: OpenApiDocument,
  objects: ReadonlySet<string>,
  schema: Schema | Reference,
  depth = 0,
): string {
  const { properties, required } = shapeOf(document, schema);
  return [...properties]
    .map(([name, property]) => fieldText(document, objects, name, property, required.has(name), depth))
    .join("\n");
}

function fieldText(
  document: OpenApiDocument,
  objects: ReadonlySet<string>,
  name: string,
  schema: Schema | Reference,
  isRequired: boolean,
  depth: number,
  said?: string,
): string {
  const shape = shapeOf(document, schema);
  const items = shape.items && shapeOf(document, shape.items);
  const holder = items ?? shape;
  const isListed = holder.name !== undefined && objects.has(holder.name);
  const kind = isListed ? holder.name : [...shape.types].join(" or ") || "any JSON";
  const { notes } = shape;
  const words = [
    kind,
    items && isListed && "list",
    isRequired && "required",
    notes["default"] !== undefined && `default ${JSON.stringify(notes["default"])}`,
    notes["deprecated"] === true && "deprecated",
    notes["x-sensitive"] === true && "personal data",
    notes["x-evidence"] === "docs" && "limit known from documentation only",
  ]
    .filter(Boolean)
    .join(", ");
  const text = said ?? (shape.notes["description"] as string | undefined) ?? "";
  const line = `${"  ".repeat(depth)}- \`${name}\` (${words}): ${inLine(text)}`;
  const inner =
    isListed || holder.properties.size === 0
      ? ""
      : fieldsText(document, objects, items ? (shape.items as Schema) : schema, depth + 1);
  return inner === "" ? line : `${line}\n${inner}`;
}

/** A text on one line, with semicolons between the items of a list. */
function inLine(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*- /g, "; ")
    .replaceAll(/\s*\n\s*/g, " ");
}
