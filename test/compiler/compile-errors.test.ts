import { describe, expect, test } from "vitest";
import { emitArtifacts } from "../../scripts/generate/write/artifacts.js";
import { type OpenApiDocument, UnsupportedDescription } from "../../scripts/lib/document.js";
import { wayTo } from "../../scripts/generate/read/locate.js";
import { answers, answersThing, document, parameter } from "../helpers/documents.js";
import { rejection } from "../helpers/observed-client.js";

/**
 * Expects `emitArtifacts` to reject with an error that contains these words and whose node is in the description, so that the generator can
 * name file and line.
 */
async function expectRejection(described: OpenApiDocument, words: string): Promise<void> {
  const error = (await rejection(emitArtifacts(described))) as UnsupportedDescription;
  expect(error).toBeInstanceOf(UnsupportedDescription);
  expect(error.message).toContain(words);
  expect(wayTo(described, error.node), "the error's node is no part of the description").toBeDefined();
}

describe("what cannot be expressed is an error that names it", () => {
  const get = (more: object): object => ({
    "/v1/x/{id}": {
      get: { operationId: "getX", parameters: [parameter("path", "id")], responses: answersThing, ...more },
    },
  });
  const post = (schema: object): object => ({
    "/v1/x": {
      post: {
        operationId: "addX",
        requestBody: { content: { "application/json": { schema } } },
        responses: answersThing,
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
      "an operationId that is no name",
      document(get({ operationId: "get-x" })),
      "GET /v1/x/{id} (get-x): operationId must be",
    ],
    [
      "an operationId of the client's own",
      document(get({ operationId: "raw" })),
      'operationId "raw" is taken',
    ],
    [
      "the same operationId twice",
      document({ ...get({}), "/v1/y": { get: { operationId: "getX", responses: answersThing } } }),
      "GET /v1/y (getX): another operation",
    ],
    [
      "a path parameter that is not declared",
      document(get({ parameters: [] })),
      'path parameter "id" is not declared',
    ],
    [
      "a path parameter that may be left out",
      document(get({ parameters: [parameter("path", "id", { required: false })] })),
      'path parameter "id" must be required: true',
    ],
    [
      "a path parameter that is a list",
      document(get({ parameters: [parameter("path", "id", { schema: { type: "array" } })] })),
      "must be a string or a number",
    ],
    [
      "a path parameter with another style",
      document(get({ parameters: [parameter("path", "id", { style: "matrix" })] })),
      'has style "matrix"',
    ],
    [
      "a path parameter that cannot be an argument",
      document({
        "/v1/{body}": {
          get: { operationId: "getX", parameters: [parameter("path", "body")], responses: answersThing },
        },
      }),
      "cannot be an argument name",
    ],
    [
      "two path parameters of one name",
      document({
        "/v1/{a_b}/{a-b}": {
          get: {
            operationId: "getX",
            parameters: [parameter("path", "a_b"), parameter("path", "a-b")],
            responses: answersThing,
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
      "a required header that nothing fills",
      document(get({ parameters: [parameter("path", "id"), parameter("header", "h", { required: true })] })),
      'header parameter "h" is required',
    ],
    [
      "a client option that there is not",
      document(
        get({
          parameters: [parameter("path", "id"), parameter("header", "h", { "x-client-option": "color" })],
        }),
      ),
      'x-client-option must be idempotencyKey, not "color"',
    ],
    [
      "a query list without explode",
      document(get({ parameters: [parameter("path", "id"), parameter("query", "q", { explode: false })] })),
      'must have style "form" and explode true',
    ],
    [
      "a body that is a form",
      document({
        "/v1/x": {
          post: {
            operationId: "addX",
            requestBody: { content: { "multipart/form-data": {} } },
            responses: answersThing,
          },
        },
      }),
      "requestBody has multipart/form-data",
    ],
    ["no success", document(get({ responses: { "400": { description: "Bad." } } })), "no 2xx response"],
    [
      "a success that is a file",
      document(get({ responses: { "200": { description: "File.", content: { "application/pdf": {} } } } })),
      "response 200 has application/pdf",
    ],
    [
      "successes of two forms",
      document(get({ responses: { ...answersThing, "204": { description: "None." } } })),
      "differ in form (envelope, empty)",
    ],
    [
      "an envelope whose data may be missing",
      document(
        get({
          responses: answers({ properties: { status: { $ref: "#/components/schemas/Status" }, data: {} } }),
        }),
      ),
      "data must be required",
    ],
    [
      "an envelope with an outcome of its own",
      document(
        get({
          responses: answers({
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
      "servers of its own",
      document(get({ servers: [{ url: "https://other.example" }] })),
      "it has its own servers",
    ],
    [
      "a client option that is no header",
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
      "a schema with a name of the client's own",
      document(get({}), { Operations: {} }),
      'Schema "Operations" cannot become a type',
    ],
    [
      "a schema that nothing meets",
      document(post({ type: "object", properties: { a: false } })),
      "Schema addX.a is false",
    ],
    ["a keyword that no check has", document(post({ not: { type: "string" } })), "Schema addX has not:"],
    [
      "a format that no check has",
      document(post({ type: "string", format: "zip" })),
      'format: "zip", which is not one of email',
    ],
    [
      "a request that contains itself",
      document(post({ $ref: "#/components/schemas/Loop" }), {
        Loop: { properties: { loop: { $ref: "#/components/schemas/Loop" } } },
      }),
      "Schema Loop (used by Loop.loop) contains itself",
    ],
    [
      "a schema whose name is no type",
      document(get({}), { "my-schema": {} }),
      'Schema "my-schema" cannot become a type',
    ],
    [
      "a schema with the name of a type of TypeScript's",
      document(get({}), { Map: {} }),
      "TypeScript itself uses that name",
    ],
    [
      "a schema with a name of the package's entry",
      document(get({}), { RateLimitError: {} }),
      "src/index.ts uses that name",
    ],
    [
      "a schema with the name of a query's type",
      document(get({ parameters: [parameter("path", "id"), parameter("query", "q")] }), { GetXQuery: {} }),
      "an operation's query has that name",
    ],
    [
      "oneOf in a request, with what to write in its place and the file that would have to learn it",
      document(post({ oneOf: [{ type: "string" }, { type: "number" }] })),
      "(anyOf instead of oneOf), or teach scripts/generate/read/checks.ts to read this keyword and src/check/validate.ts to enforce it",
    ],
    [
      "oneOf in an answer, of which the contract check would lose a part",
      document(get({ responses: answers({ properties: { a: { oneOf: [{ type: "string" }] } } }) })),
      "Schema getX.a has oneOf:",
    ],
    [
      "a keyword in an answer that no check has",
      document(get({ responses: answers({ properties: { a: { type: "array", uniqueItems: true } } }) })),
      "Schema getX.a has uniqueItems: true, which a check cannot express",
    ],
    [
      "a variant that requires something else",
      document(get({}), { Choice: { type: "object", properties: { a: {} }, anyOf: [{ required: ["b"] }] } }),
      'requires "b", but no part of the schema describes that property. Described: a.',
    ],
    [
      "a required property that no part describes",
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
      document({ "/v1/x": { trace: { operationId: "getX", responses: answersThing } } }),
      "fetch cannot send TRACE",
    ],
    ...["/v1/{id}.json", "/v1/{id}-{id}", "/v1//{id}", "/v1/{id}/", "v1/{id}"].map(
      (path): [string, OpenApiDocument, string] => [
        `a path such as ${path}`,
        document({
          [path]: {
            get: { operationId: "getX", parameters: [parameter("path", "id")], responses: answersThing },
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
      "a body in a second media type",
      document({
        "/v1/x": {
          post: {
            operationId: "addX",
            requestBody: { content: { "application/json": { schema: {} }, "text/csv": {} } },
            responses: answersThing,
          },
        },
      }),
      "requestBody also has text/csv, which the client would ignore: it uses application/json only",
    ],
    [
      "a success in a second media type",
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
      "a readOnly property in an answer",
      document(get({ responses: answers({ properties: { a: { type: "string", readOnly: true } } }) })),
      "Schema getX.a has readOnly: true, which has no effect here",
    ],
    [
      "a reference to nothing",
      document(get({ parameters: [{ $ref: "#/components/parameters/None" }] })),
      "points to nothing",
    ],
  ])("%s", async (_, bad, message) => {
    await expectRejection(bad, message);
  });
});

test("an operation that does not require the whole signature is rejected: it would be signed all the same", async () => {
  const schemes = {
    AccessKey: { type: "apiKey", in: "header", name: "key" },
    Salt: { type: "apiKey", in: "header", name: "salt" },
  };
  const described = document({ "/v1/x": { get: { operationId: "getX", responses: answersThing } } });
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
  ["of another name", { ApiVersion: { type: "apiKey", in: "header", name: "v" } }, "must be AccessKey"],
  ["of another type", { Salt: { type: "http", scheme: "bearer" } }, "with type apiKey and in a header"],
  [
    "in the query",
    { Salt: { type: "apiKey", in: "query", name: "salt" } },
    "with type apiKey and in a header",
  ],
])("a security scheme %s is rejected: the client could not fill it", async (_, securitySchemes, message) => {
  const { components, ...rest } = document({});
  const described = { ...rest, components: { ...components, securitySchemes } } as OpenApiDocument;
  await expectRejection(described, message);
});

test.each([
  ["the environment of another", "https://b.example", "Two servers have the x-environment"],
  ["plain http", "http://b.example", "must begin with https://"],
  ["no host", "/api", "must begin with https://"],
  ["variables", "https://{region}.example", "no user, password, variables, query or fragment"],
  ["a query", "https://b.example?x=1", "no user, password, variables, query or fragment"],
  ["another host behind an @", "https://api.rapyd.net@evil.example", "no user, password"],
  ["user and password", "https://user:password@b.example", "no user, password"],
])("a server with %s is rejected: keys would be sent there", async (what, url, message) => {
  const described = document({});
  const name = what.includes("environment") ? "sandbox" : "other";
  const servers = [...(described.servers ?? []), { url, "x-environment": name }];
  await expectRejection({ ...described, servers }, message);
});

test.each<[string, object, string]>([
  [
    "a sensitive mark that is no flag",
    { type: "string", "x-sensitive": "true" },
    "use x-sensitive: true or false",
  ],
  ["a sensitive mark with a slip", { type: "string", "x-senstive": true }, "which has no meaning here"],
  ["a pattern that is none", { type: "string", pattern: "\\_" }, "which is not a valid pattern: SyntaxError"],
  ["an enum of objects", { enum: [{ a: 1 }] }, "cannot contain objects"],
  [
    "a shape beside a reference",
    { $ref: "#/components/schemas/Thing", required: ["x"] },
    "join them with allOf",
  ],
  ["a shape beside a reference of its own", { $ref: "#/components/schemas/Beside" }, "join them with allOf"],
  [
    "a property that is readOnly",
    { type: "object", properties: { id: { type: "string", readOnly: true } } },
    "has readOnly: true, which has no effect here",
  ],
])("a request with %s is rejected", async (_, schema, message) => {
  const body = { required: true, content: { "application/json": { schema } } };
  const post = { operationId: "addX", requestBody: body, responses: answersThing };
  const beside = { $ref: "#/components/schemas/Thing", maxLength: 4 };
  const described = document({ "/v1/x": { post } }, { Beside: beside });
  await expectRejection(described, message);
});

test("a header of the client's own, and one option for two headers, are rejected", async () => {
  const option = { "x-client-option": "idempotencyKey" };
  const withHeaders = (...names: string[]): OpenApiDocument => {
    const parameters = names.map((name) => parameter("header", name, option));
    return document({ "/v1/x": { post: { operationId: "addX", parameters, responses: answersThing } } });
  };
  for (const name of ["Content-Type", "Host"])
    await expectRejection(withHeaders(name), "is filled by the client itself");
  await expectRejection(withHeaders("a", "b"), "is used twice");
});

test("an envelope as one of several forms is rejected: a rejection would count as a success", async () => {
  const either = { anyOf: [{ $ref: "#/components/schemas/ThingEnvelope" }, { type: "null" }] };
  const described = document({ "/v1/x": { get: { operationId: "getX", responses: answers(either) } } });
  await expectRejection(described, "an envelope cannot have several forms");
});
