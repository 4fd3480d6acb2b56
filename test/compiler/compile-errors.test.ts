import { describe, expect, test } from "vitest";
import { emitArtifacts } from "../../scripts/generate/write/artifacts.js";
import { type OpenApiDocument, UnsupportedDescription } from "../../scripts/lib/document.js";
import { wayTo } from "../../scripts/generate/read/locate.js";
import { document, envelope, jsonResponses, parameter, thingResponses } from "../helpers/documents.js";
import { rejection } from "../helpers/observed-client.js";

/**
 * Expects `emitArtifacts` to reject with an error that contains these words and whose node is in the description, so that the generator can
 * name file and line.
 */
async function expectRejection(described: OpenApiDocument, words: string): Promise<void> {
  const error = (await rejection(emitArtifacts(described))) as UnsupportedDescription;
  expect(error).toBeInstanceOf(UnsupportedDescription);
  expect(error.message).toContain(words);
  expect(wayTo(described, error.node), "the error's node is not part of the description").toBeDefined();
}

describe("an unsupported part of a description is an error that names it", () => {
  const get = (more: object): object => ({
    "/v1/x/{id}": {
      get: { operationId: "getX", parameters: [parameter("path", "id")], responses: thingResponses, ...more },
    },
  });
  const paging = { limit: "limit", after: "after", before: "before", id: "id" };
  const limit = (more: object): object =>
    parameter("query", "limit", { schema: { type: "integer", ...more } });
  const post = (schema: object): object => ({
    "/v1/x": {
      post: {
        operationId: "addX",
        requestBody: { content: { "application/json": { schema } } },
        responses: thingResponses,
      },
    },
  });

  test.each<[string, OpenApiDocument, string]>([
    [
      "no operationId",
      document(get({ operationId: undefined })),
      "GET /v1/x/{id} (no operationId): operationId must be",
    ],
    [
      "an operationId that is not an identifier",
      document(get({ operationId: "get-x" })),
      "GET /v1/x/{id} (get-x): operationId must be",
    ],
    [
      "an operationId that the client uses itself",
      document(get({ operationId: "raw" })),
      'operationId "raw" is taken',
    ],
    [
      "a duplicate operationId",
      document({ ...get({}), "/v1/y": { get: { operationId: "getX", responses: thingResponses } } }),
      "GET /v1/y (getX): another operation",
    ],
    [
      "an undeclared path parameter",
      document(get({ parameters: [] })),
      'path parameter "id" is not declared',
    ],
    [
      "an optional path parameter",
      document(get({ parameters: [parameter("path", "id", { required: false })] })),
      'path parameter "id" must be required: true',
    ],
    [
      "a path parameter of type array",
      document(get({ parameters: [parameter("path", "id", { schema: { type: "array" } })] })),
      "must be a string or a number",
    ],
    [
      "a path parameter with an unsupported style",
      document(get({ parameters: [parameter("path", "id", { style: "matrix" })] })),
      'has style "matrix"',
    ],
    [
      "a path parameter that cannot be an argument",
      document({
        "/v1/{body}": {
          get: { operationId: "getX", parameters: [parameter("path", "body")], responses: thingResponses },
        },
      }),
      "cannot be an argument name",
    ],
    [
      "two path parameters that become the same argument",
      document({
        "/v1/{a_b}/{a-b}": {
          get: {
            operationId: "getX",
            parameters: [parameter("path", "a_b"), parameter("path", "a-b")],
            responses: thingResponses,
          },
        },
      }),
      "and another one both become the argument",
    ],
    [
      "a cookie",
      document(get({ parameters: [parameter("path", "id"), parameter("cookie", "c")] })),
      'cookie parameter "c" is not supported',
    ],
    [
      "a required header that no option sets",
      document(get({ parameters: [parameter("path", "id"), parameter("header", "h", { required: true })] })),
      'header parameter "h" is required',
    ],
    [
      "an unknown client option",
      document(
        get({
          parameters: [parameter("path", "id"), parameter("header", "h", { "x-client-option": "color" })],
        }),
      ),
      'x-client-option must be idempotencyKey, not "color"',
    ],
    [
      "a query array without explode",
      document(get({ parameters: [parameter("path", "id"), parameter("query", "q", { explode: false })] })),
      'must have style "form" and explode true',
    ],
    [
      "a form as request body",
      document({
        "/v1/x": {
          post: {
            operationId: "addX",
            requestBody: { content: { "multipart/form-data": {} } },
            responses: thingResponses,
          },
        },
      }),
      "requestBody has multipart/form-data",
    ],
    [
      "no success response",
      document(get({ responses: { "400": { description: "Bad." } } })),
      "no 2xx response",
    ],
    [
      "a success response that is a file",
      document(get({ responses: { "200": { description: "File.", content: { "application/pdf": {} } } } })),
      "response 200 has application/pdf",
    ],
    [
      "success responses of two kinds",
      document(get({ responses: { ...thingResponses, "204": { description: "None." } } })),
      "differ in form (envelope, empty)",
    ],
    [
      "an envelope with optional data",
      document(
        get({
          responses: jsonResponses({
            properties: { status: { $ref: "#/components/schemas/Status" }, data: {} },
          }),
        }),
      ),
      "data must be required",
    ],
    [
      "an envelope whose status is not the shared schema",
      document(
        get({
          responses: jsonResponses({
            required: ["status"],
            properties: { status: { type: "object", properties: {} }, data: {} },
          }),
        }),
      ),
      "property status must be a $ref to Status",
    ],
    [
      "one name for a path and a query parameter",
      document(get({ parameters: [parameter("path", "id"), parameter("query", "id")] })),
      'a path parameter and a query parameter are both named "id"',
    ],
    [
      "an operation with its own servers",
      document(get({ servers: [{ url: "https://other.example" }] })),
      "it has its own servers",
    ],
    [
      "a client option that is not a header",
      document(
        get({
          parameters: [
            parameter("path", "id"),
            parameter("query", "q", { "x-client-option": "idempotencyKey" }),
          ],
        }),
      ),
      "cannot have x-client-option",
    ],
    [
      "a schema with a name that the client uses",
      document(get({}), { Operations: {} }),
      'Schema "Operations" cannot become a type',
    ],
    [
      "a schema that accepts nothing",
      document(post({ type: "object", properties: { a: false } })),
      "Schema addX.a is false",
    ],
    [
      "an enum that excludes the null of its type",
      document(post({ type: ["string", "null"], enum: ["a"] })),
      'Schema addX has enum: ["a"], which excludes null, although the type includes it',
    ],
    [
      "an enum in a response that excludes the null of its type",
      document(
        get({ responses: jsonResponses({ properties: { a: { type: ["string", "null"], enum: ["a"] } } }) }),
      ),
      "Schema getX.a has enum:",
    ],
    [
      "an infinite limit, which bundling turned into null",
      document(post({ type: "number", maximum: null })),
      "Schema addX has maximum: null, but it must be a finite number",
    ],
    [
      "a property named __proto__",
      document(post({ type: "object", properties: JSON.parse('{"__proto__":{"type":"string"}}') as object })),
      "cannot have a property __proto__",
    ],
    [
      "a response schema that contains itself through allOf",
      document(get({ responses: jsonResponses(envelope({ $ref: "#/components/schemas/Loop" })) }), {
        Loop: { allOf: [{ $ref: "#/components/schemas/Loop" }, { type: "object" }] },
      }),
      "A schema contains itself through allOf",
    ],
    [
      "an anyOf variant without a type",
      document(post({ type: "string", anyOf: [{ pattern: "^a" }, { type: "string", pattern: "^b" }] })),
      "Schema addX has an anyOf variant without a type",
    ],
    ["a constant null", document(post({ const: null })), 'use type: "null"'],
    [
      "an object without properties",
      document(post({ type: ["object", "null"] })),
      "but no properties: describe them, or set additionalProperties: true",
    ],
    [
      "an open object with required properties",
      document(post({ type: "object", additionalProperties: true, required: ["a"], properties: { a: {} } })),
      "but the type of an open object cannot require properties",
    ],
    ...["default", "not-good", "statuses"].map((role): [string, OpenApiDocument, string] => [
      `the role ${role}`,
      document(get({}), { ErrorCode: { type: "string", enum: ["E"], "x-roles": { [role]: "E" } } }),
      `x-roles has the role "${role}", which cannot be the name of a constant`,
    ]),
    [
      "a type next to a reference",
      document(post({ $ref: "#/components/schemas/Thing", type: ["object", "null"] })),
      "Schema addX has type next to a $ref: join them with allOf",
    ],
    [
      "paging of a response that is not a list",
      document(get({ "x-paging": paging, parameters: [parameter("path", "id"), limit({ default: 10 })] })),
      "it has x-paging, but the data of its response is not an array",
    ],
    [
      "paging by a property that the items lack",
      document(
        get({
          ...{ "x-paging": paging, parameters: [parameter("path", "id"), limit({ default: 10 })] },
          responses: jsonResponses(envelope({ type: "array", items: { properties: { key: {} } } })),
        }),
      ),
      "x-paging names the cursor id, which is not a property of the list's items",
    ],
    [
      "paging without a default page size",
      document(
        get({
          ...{ "x-paging": paging, parameters: [parameter("path", "id"), limit({})] },
          responses: jsonResponses(envelope({ type: "array", items: { properties: { id: {} } } })),
        }),
      ),
      'query parameter "limit" needs a default, the page size of x-paging',
    ],
    [
      "a keyword that request checks do not support",
      document(post({ not: { type: "string" } })),
      "Schema addX has not:",
    ],
    [
      "a format that request checks do not support",
      document(post({ type: "string", format: "zip" })),
      'format: "zip", which is not one of email',
    ],
    [
      "a recursive request schema",
      document(post({ $ref: "#/components/schemas/Loop" }), {
        Loop: { properties: { loop: { $ref: "#/components/schemas/Loop" } } },
      }),
      "Schema Loop (used by Loop.loop) contains itself",
    ],
    [
      "a schema whose name is not a type name",
      document(get({}), { "my-schema": {} }),
      'Schema "my-schema" cannot become a type',
    ],
    [
      "a schema named like a built-in TypeScript type",
      document(get({}), { Map: {} }),
      "TypeScript itself uses that name",
    ],
    [
      "a schema named like an export of the package",
      document(get({}), { RateLimitError: {} }),
      "src/index.ts uses that name",
    ],
    [
      "a schema named like the type of a query",
      document(get({ parameters: [parameter("path", "id"), parameter("query", "q")] }), { GetXQuery: {} }),
      "an operation's query has that name",
    ],
    [
      "oneOf in a request, with what to write in its place and the file that would have to learn it",
      document(post({ oneOf: [{ type: "string" }, { type: "number" }] })),
      "Use anyOf instead, or teach scripts/generate/read/checks.ts to read this keyword and src/check/validate.ts to enforce it",
    ],
    [
      "oneOf in a response, of which the contract check would lose a part",
      document(get({ responses: jsonResponses({ properties: { a: { oneOf: [{ type: "string" }] } } }) })),
      "Schema getX.a has oneOf:",
    ],
    [
      "a response keyword that checks do not support",
      document(
        get({ responses: jsonResponses({ properties: { a: { type: "array", uniqueItems: true } } }) }),
      ),
      "Schema getX.a has uniqueItems: true, which a check cannot express",
    ],
    [
      "a variant that requires something else",
      document(get({}), { Choice: { type: "object", properties: { a: {} }, anyOf: [{ required: ["b"] }] } }),
      'requires "b", but no part of the schema describes that property. Described: a.',
    ],
    [
      "a required property without a schema",
      document(get({}), {
        Whole: { allOf: [{ type: "object", properties: { a: {} } }, { required: ["b"] }] },
      }),
      'requires "b", but no part of the schema describes that property. Described: a.',
    ],
    [
      "a GET with a body",
      document(get({ requestBody: { content: { "application/json": { schema: {} } } } })),
      "fetch cannot send a body with GET",
    ],
    [
      "TRACE",
      document({ "/v1/x": { trace: { operationId: "getX", responses: thingResponses } } }),
      "fetch cannot send TRACE",
    ],
    ...["/v1/{id}.json", "/v1/{id}-{id}", "/v1//{id}", "/v1/{id}/", "v1/{id}"].map(
      (path): [string, OpenApiDocument, string] => [
        `a path such as ${path}`,
        document({
          [path]: {
            get: { operationId: "getX", parameters: [parameter("path", "id")], responses: thingResponses },
          },
        }),
        "its path must begin with a slash and consist of non-empty segments",
      ],
    ),
    [
      "a parameter with allowReserved",
      document(
        get({ parameters: [parameter("path", "id"), parameter("query", "q", { allowReserved: true })] }),
      ),
      "has allowReserved",
    ],
    [
      "a request body in a second media type",
      document({
        "/v1/x": {
          post: {
            operationId: "addX",
            requestBody: { content: { "application/json": { schema: {} }, "text/csv": {} } },
            responses: thingResponses,
          },
        },
      }),
      "requestBody also has text/csv, which the client would ignore: it uses application/json only",
    ],
    [
      "a success response in a second media type",
      document(
        get({
          responses: {
            "200": {
              description: "Done.",
              content: {
                "application/json": { schema: { $ref: "#/components/schemas/ThingEnvelope" } },
                "text/csv": {},
              },
            },
          },
        }),
      ),
      "response 200 also has text/csv, which the client would ignore: it uses application/json only",
    ],
    [
      "a readOnly property in a response",
      document(get({ responses: jsonResponses({ properties: { a: { type: "string", readOnly: true } } }) })),
      "Schema getX.a has readOnly: true, which has no effect here",
    ],
    [
      "a broken reference",
      document(get({ parameters: [{ $ref: "#/components/parameters/None" }] })),
      "points to nothing",
    ],
  ])("%s", async (_, bad, message) => {
    await expectRejection(bad, message);
  });
});

test("an operation that does not require the whole signature is rejected, because the client signs it anyway", async () => {
  const schemes = {
    AccessKey: { type: "apiKey", in: "header", name: "key" },
    Salt: { type: "apiKey", in: "header", name: "salt" },
  };
  const described = document({ "/v1/x": { get: { operationId: "getX", responses: thingResponses } } });
  const secured = (security: object[]): OpenApiDocument =>
    ({
      ...described,
      security,
      components: { ...described.components, securitySchemes: schemes },
    }) as OpenApiDocument;
  await expect(emitArtifacts(secured([{ AccessKey: [], Salt: [] }]))).resolves.toBeDefined();
  for (const security of [[], [{ AccessKey: [] }], [{ AccessKey: [] }, { Salt: [] }]]) {
    await expectRejection(
      secured(security),
      "getX: its security must be one requirement with AccessKey, Salt",
    );
  }
});

test.each<[string, object, string]>([
  ["with another name", { ApiVersion: { type: "apiKey", in: "header", name: "v" } }, "must be AccessKey"],
  ["with another type", { Salt: { type: "http", scheme: "bearer" } }, "with type apiKey and in a header"],
  [
    "in the query",
    { Salt: { type: "apiKey", in: "query", name: "salt" } },
    "with type apiKey and in a header",
  ],
])(
  "a security scheme %s is rejected, because the client could not fill it",
  async (_, securitySchemes, message) => {
    const { components, ...rest } = document({});
    const described = { ...rest, components: { ...components, securitySchemes } } as OpenApiDocument;
    await expectRejection(described, message);
  },
);

test.each([
  ["the environment of another server", "https://b.example", "Two servers have the x-environment"],
  ["an http URL", "http://b.example", "must begin with https://"],
  ["a URL without a host", "/api", "must begin with https://"],
  ["variables", "https://{region}.example", "no user, password, variables, query or fragment"],
  ["a URL with a query", "https://b.example?x=1", "no user, password, variables, query or fragment"],
  ["a URL with user information", "https://api.rapyd.net@evil.example", "no user, password"],
  ["a URL with user and password", "https://user:password@b.example", "no user, password"],
])("a server with %s is rejected, because keys would be sent to it", async (what, url, message) => {
  const described = document({});
  const name = what.includes("environment") ? "sandbox" : "other";
  const servers = [...(described.servers ?? []), { url, "x-environment": name }];
  await expectRejection({ ...described, servers }, message);
});

test.each<[string, object, string]>([
  [
    "an x-sensitive that is not a boolean",
    { type: "string", "x-sensitive": "true" },
    "use x-sensitive: true or false",
  ],
  ["a misspelt x-sensitive", { type: "string", "x-senstive": true }, "which has no meaning here"],
  ["an invalid pattern", { type: "string", pattern: "\\_" }, "which is not a valid pattern: SyntaxError"],
  ["an enum of objects", { enum: [{ a: 1 }] }, "cannot contain objects"],
  ["a type next to a $ref", { $ref: "#/components/schemas/Thing", required: ["x"] }, "join them with allOf"],
  ["a type next to a $ref in a property", { $ref: "#/components/schemas/Beside" }, "join them with allOf"],
  [
    "a readOnly property",
    { type: "object", properties: { id: { type: "string", readOnly: true } } },
    "has readOnly: true, which has no effect here",
  ],
])("a request with %s is rejected", async (_, schema, message) => {
  const body = { required: true, content: { "application/json": { schema } } };
  const post = { operationId: "addX", requestBody: body, responses: thingResponses };
  const beside = { $ref: "#/components/schemas/Thing", maxLength: 4 };
  const described = document({ "/v1/x": { post } }, { Beside: beside });
  await expectRejection(described, message);
});

test("a header that the client sets, and one option for two headers, are rejected", async () => {
  const option = { "x-client-option": "idempotencyKey" };
  const withHeaders = (...names: string[]): OpenApiDocument => {
    const parameters = names.map((name) => parameter("header", name, option));
    return document({ "/v1/x": { post: { operationId: "addX", parameters, responses: thingResponses } } });
  };
  for (const name of ["Content-Type", "Host"])
    await expectRejection(withHeaders(name), "is filled by the client itself");
  await expectRejection(withHeaders("a", "b"), "is used twice");
});

test("an envelope in a oneOf is rejected, because an error response would count as a success", async () => {
  const either = { anyOf: [{ $ref: "#/components/schemas/ThingEnvelope" }, { type: "null" }] };
  const described = document({ "/v1/x": { get: { operationId: "getX", responses: jsonResponses(either) } } });
  await expectRejection(described, "an envelope cannot have several forms");
});
