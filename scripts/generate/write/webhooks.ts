/** Writes `webhooks.ts`: the described events by their type. */
import {
  type Example,
  isReference,
  type OpenApiDocument,
  type PathItem,
  type Reference,
  referenceName,
  type RequestBody,
  resolve,
  type Schema,
  UnsupportedDescription,
} from "../../lib/document.js";
import { objectShape } from "../../lib/schema.js";
import type { OperationModel } from "../read/operations.js";
import { json } from "../read/errors.js";

interface WebhookModel {
  /** Value of the event's `type`, which is also the event's key in the description. */
  eventType: string;
  /** Name of the event's schema. */
  schema: string;
  examples: unknown[];
}

/** Text of `webhooks.ts`. */
export function emitWebhooks(document: OpenApiDocument, operations: readonly OperationModel[]): string {
  const webhooks = Object.entries(document.webhooks ?? {}).map(([key, item]) =>
    readWebhook(document, key, item),
  );
  if (webhooks.length === 0) {
    return "/** The description has no webhooks. */\nexport type KnownWebhookEvent = never;\n\nexport const webhookTypes = {};\n\nexport const triggers = {};\n";
  }
  const schemas = [...new Set(webhooks.map(({ schema }) => schema))];
  const types = webhooks.map(({ eventType, schema }) => `readonly ${eventType}: ${schema}`);
  const samples = webhooks.map(({ eventType, examples }) => `${eventType}: ${JSON.stringify(examples[0])}`);
  return [
    `import type { ${schemas.join(", ")} } from "./schema.js";\n`,
    "/** Every described event, discriminated by `type`. */",
    `export type KnownWebhookEvent = ${schemas.join(" | ")};\n`,
    "/** Types of the described events. */",
    `export const webhookTypes: { ${webhooks.map(({ eventType }) => `readonly ${eventType}: "${eventType}"`).join("; ")} } = ` +
      `{ ${webhooks.map(({ eventType }) => `${eventType}: "${eventType}"`).join(", ")} };\n`,
    "/** An example of each described event. */",
    `export const webhookExamples: { ${types.join("; ")} } = { ${samples.join(", ")} };\n`,
    "/** Types of the events that follow a call, by operation. */",
    `export const triggers: { readonly [operationId: string]: readonly (keyof typeof webhookTypes)[] } = ` +
      `{ ${operations.flatMap(({ operationId, triggers }) => (triggers.length > 0 ? `${operationId}: ${JSON.stringify(triggers)}` : [])).join(", ")} };`,
  ].join("\n");
}

function readWebhook(document: OpenApiDocument, eventType: string, item: PathItem): WebhookModel {
  const reject = (reason: string): UnsupportedDescription =>
    new UnsupportedDescription(`Webhook ${eventType}: ${reason}.`, item);
  if (!/^[A-Z][A-Z0-9_]*$/.test(eventType)) throw reject("its key must be the event's type, in capitals");
  const body = item.post?.requestBody;
  const media = body && resolve<RequestBody>(document, body).content[json];
  if (media?.schema === undefined) throw reject(`it needs a post operation whose requestBody is ${json}`);
  if (!isReference(media.schema)) throw reject("its event must be a $ref to a schema");
  const described = constantType(document, media.schema);
  if (described !== eventType)
    throw reject(`its event's type must be const ${eventType}, not ${String(described)}`);
  const examples = Object.values(media.examples ?? {}).map((node) => resolve<Example>(document, node).value);
  if (examples.length === 0) throw reject("its event needs an example");
  return { eventType, schema: referenceName(media.schema), examples };
}

function constantType(document: OpenApiDocument, node: Reference): unknown {
  const { type } = objectShape(document, node).properties;
  const { type: kind, const: value } = type ? resolve<Schema>(document, type) : {};
  return kind === "string" ? value : undefined;
}
