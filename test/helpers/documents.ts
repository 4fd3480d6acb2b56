import { parse } from "yaml";
import type { OpenApiDocument } from "../../scripts/lib/document.js";
import { fixture } from "./fixtures.js";

/** The description in test/fixtures/things.yaml, which has every form of parameter, body and response. */
export function things(): OpenApiDocument {
  return parse(fixture("things.yaml")) as OpenApiDocument;
}

/** Small description with an envelope, to which a test adds paths and schemas. */
export function document(paths: object, schemas: object = {}): OpenApiDocument {
  const text = { type: "string" };
  return {
    openapi: "3.1.1",
    info: { title: "Fixture", version: "1.0.0" },
    servers: [{ url: "https://example.com", "x-environment": "sandbox" }],
    paths,
    components: {
      schemas: {
        Status: { type: "object", required: ["status"], properties: { status: text, operation_id: text } },
        Thing: { type: "object", required: ["id"], properties: { id: text } },
        ThingEnvelope: envelope({ $ref: "#/components/schemas/Thing" }),
        ...schemas,
      },
    },
  } as OpenApiDocument;
}

/** Schema of `{ status, data }`. */
export function envelope(data: object): object {
  const status = { $ref: "#/components/schemas/Status" };
  return { type: "object", required: ["status", "data"], properties: { status, data } };
}

/** Response with a JSON schema. */
export function jsonResponses(schema: object): object {
  return { "200": { description: "Done.", content: { "application/json": { schema } } } };
}

/** Response with a thing in an envelope. */
export const thingResponses: object = jsonResponses({ $ref: "#/components/schemas/ThingEnvelope" });

/** Parameter of a path, query or header. */
export function parameter(place: string, name: string, more: object = {}): object {
  return {
    in: place,
    name,
    required: place === "path",
    schema: { type: "string" },
    description: `The ${name}.`,
    ...more,
  };
}
