import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import ts from "typescript";
import { emitArtifacts } from "../scripts/generate/artifacts.js";
import { type OpenApiDocument, UnsupportedDescription } from "../scripts/generate/document.js";
import { differences, replaceFolder } from "../scripts/generate/files.js";
import { inRoot } from "../scripts/paths.js";
import { describe as describeProblem, strictOptions } from "./helpers/compile.js";
import { answers, answersThing, document, envelope, parameter } from "./helpers/documents.js";
import { rejection } from "./helpers/observed-client.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "generate-test-"));
  await symlink(inRoot("node_modules"), join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes the artifacts and a use of them; returns what the compiler has to say. */
async function compile(name: string, artifacts: ReadonlyMap<string, string>, use: string): Promise<string[]> {
  const target = join(folder, name);
  await mkdir(target);
  await Promise.all([...artifacts].map(([file, text]) => writeFile(join(target, file), text)));
  await writeFile(join(target, "package.json"), '{ "type": "module" }');
  await writeFile(join(target, "use.ts"), use);
  const program = ts.createProgram(
    [join(target, "use.ts"), join(target, "validators.ts"), join(target, "examples.ts")],
    strictOptions,
  );
  return ts.getPreEmitDiagnostics(program).map(describeProblem);
}

const thingBody = {
  required: true,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
};

const wide = document(
  {
    "/v1/things": {
      get: {
        operationId: "listThings",
        summary: "List things",
        parameters: [
          parameter("query", "limit", { schema: { type: "integer", minimum: 1, maximum: 100 } }),
          parameter("query", "tags", { schema: { type: "array", items: { type: "string" } } }),
        ],
        responses: answers(envelope({ type: "array", items: { $ref: "#/components/schemas/Thing" } })),
      },
      post: {
        operationId: "createThing",
        description: "Ends a comment: */ and goes on.",
        parameters: [parameter("header", "KEY", { "x-client-option": "idempotencyKey" })],
        requestBody: thingBody,
        responses: answersThing,
      },
    },
    "/v1/things/{thing_id}/parts/{part-id}": {
      parameters: [parameter("path", "thing_id"), parameter("path", "part-id")],
      get: {
        operationId: "getPart",
        responses: answers({ type: "object", properties: { plain: { type: "number" } } }),
      },
      put: {
        operationId: "putPart",
        parameters: [parameter("query", "mode", { required: true })],
        requestBody: {
          content: {
            "application/json": { schema: { type: "object", properties: { a: { type: "string" } } } },
          },
        },
        responses: { "204": { description: "Done." } },
      },
      delete: {
        operationId: "removePart",
        deprecated: true,
        responses: answers({
          type: "object",
          required: ["status"],
          properties: { status: { $ref: "#/components/schemas/Status" } },
        }),
      },
    },
  },
  {
    Color: { anyOf: [{ type: "string", enum: ["red", "blue"] }, { type: "string" }] },
    Holder: {
      type: "object",
      properties: {
        color: { $ref: "#/components/schemas/Color" },
        loop: { $ref: "#/components/schemas/Holder" },
      },
    },
  },
);

describe("a description of this shape", () => {
  test("comes out as typed methods: paths first, then body, then query, then options", async () => {
    const use = `
      import { bindOperations, operations, type Call, type RawClient } from "./client.js";
      import type { Color, Thing } from "./schema.js";
      declare const raw: RawClient;
      declare const call: Call<{ signal?: AbortSignal }>;
      const client = bindOperations(raw, call);
      const list: Promise<Thing[]> = client.listThings({ limit: 3, tags: ["a"] }, {});
      const all: Promise<Thing[]> = client.listThings();
      const made: Promise<Thing> = client.createThing({ id: "x" });
      const part: Promise<{ plain?: number }> = client.getPart("thing", "part");
      const put: Promise<void> = client.putPart("thing", "part", undefined, { mode: "m" });
      const gone: Promise<void> = client.removePart("thing", "part", {});
      const key: "key" = operations.createThing.idempotencyHeader;
      const kinds: ["envelope", "json", "empty", "outcome"] =
        [operations.createThing.answer, operations.getPart.answer, operations.putPart.answer, operations.removePart.answer];
      const known: Color = "red"; const later: Color = "green";
      // @ts-expect-error a limit is a number
      client.listThings({ limit: "3" });
      // @ts-expect-error the id is missing
      client.createThing({});
      // @ts-expect-error the mode is missing
      client.putPart("thing", "part", {}, {});
      export default [list, all, made, part, put, gone, key, kinds, known, later];
    `;
    expect(await compile("wide", await emitArtifacts(wide), use)).toEqual([]);
  });

  test("calls openapi-fetch with the template, the values and nothing else", async () => {
    const text = (await emitArtifacts(wide)).get("client.ts") ?? "";
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const module = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as {
      bindOperations: (raw: unknown, call: unknown) => Record<string, (...values: unknown[]) => unknown>;
    };
    const method = (verb: string) => (path: string, init: object) => ({ verb, path, ...init });
    const raw = { GET: method("GET"), POST: method("POST"), PUT: method("PUT"), DELETE: method("DELETE") };
    const call = (_: unknown, input: unknown, options: unknown, send: (init: object) => unknown) => ({
      input,
      options,
      sent: send({ x: 1 }),
    });
    const client = module.bindOperations(raw, call);
    expect(client["putPart"]?.("t", "p", { a: "b" }, { mode: "m" }, "options")).toEqual({
      input: { path: { thing_id: "t", "part-id": "p" }, query: { mode: "m" }, body: { a: "b" } },
      options: "options",
      sent: {
        verb: "PUT",
        path: "/v1/things/{thing_id}/parts/{part-id}",
        x: 1,
        params: { path: { thing_id: "t", "part-id": "p" }, query: { mode: "m" } },
        body: { a: "b" },
      },
    });
    expect(client["listThings"]?.(undefined, undefined)).toMatchObject({
      sent: { verb: "GET", params: {} },
    });
  });

  test("carries texts into docstrings without letting them end the comment", async () => {
    const text = (await emitArtifacts(wide)).get("client.ts") ?? "";
    expect(text).toContain("List things.");
    expect(text).toContain("Ends a comment: *\\/ and goes on.");
    expect(text).toContain("@param thingId The thing_id.");
    expect(text).toContain("@deprecated");
  });

  test("writes open enums so that an editor still offers the known values", async () => {
    expect((await emitArtifacts(wide)).get("schema.ts")).toMatch(
      /Color: "red" \| "blue" \| \(string & \{\}\)/,
    );
  });

  test("checks path and query parameters, and knows an optional body", async () => {
    const text = (await emitArtifacts(wide)).get("validators.ts") ?? "";
    expect(text).toMatch(/limit: \{ type: "integer", minimum: 1, maximum: 100 \}/);
    expect(text).toMatch(/putPart: \{\s*body: [^]*bodyOptional: true/);
  });
});

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
      "a path parameter that is a list",
      document(get({ parameters: [parameter("path", "id", { schema: { type: "array" } })] })),
      "is no plain value",
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
      "cannot name an argument",
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
      "has the name of another",
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
      'x-client-option "color"',
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
      "its status must be a $ref to Status",
    ],
    [
      "one name for a path and a query parameter",
      document(get({ parameters: [parameter("path", "id"), parameter("query", "id")] })),
      '"id" is the name of a path and of a query parameter',
    ],
    [
      "servers of its own",
      document(get({ servers: [{ url: "https://other.example" }] })),
      "it has servers of its own",
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
      document(get({}), { Operation: {} }),
      'Schema "Operation" cannot become a type',
    ],
    [
      "a schema that nothing meets",
      document(post({ type: "object", properties: { a: false } })),
      "Schema addX.a is false",
    ],
    ["a keyword that no check has", document(post({ not: { type: "string" } })), "Schema addX has not:"],
    ["a format that no check has", document(post({ type: "string", format: "zip" })), 'format "zip"'],
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
      "a reference to nothing",
      document(get({ parameters: [{ $ref: "#/components/parameters/None" }] })),
      "points to nothing",
    ],
  ])("%s", async (_, bad, message) => {
    const error = await rejection(emitArtifacts(bad));
    expect(error).toBeInstanceOf(UnsupportedDescription);
    expect((error as Error).message).toContain(message);
  });
});

test("an operation that does not ask for the whole signature is refused: it would be signed all the same", async () => {
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
    await expect(emitArtifacts(secured(security))).rejects.toThrow(
      "getX: its security must be one requirement with AccessKey, Salt",
    );
  }
});

test.each<[string, object, string]>([
  [
    "of another name",
    { ApiVersion: { type: "apiKey", in: "header", name: "v" } },
    "must be one of AccessKey",
  ],
  ["of another type", { Salt: { type: "http", scheme: "bearer" } }, "of type apiKey, in a header"],
  ["in the query", { Salt: { type: "apiKey", in: "query", name: "salt" } }, "of type apiKey, in a header"],
  [
    "with limits that cross",
    { Salt: { type: "apiKey", in: "header", name: "s", "x-minimum-length": 9, "x-maximum-length": 8 } },
    "x-minimum-length above",
  ],
])("a security scheme %s is refused: the client could not fill it", async (_, securitySchemes, message) => {
  const { components, ...rest } = document({});
  const described = { ...rest, components: { ...components, securitySchemes } } as OpenApiDocument;
  await expect(emitArtifacts(described)).rejects.toThrow(message);
});

test.each([
  ["the environment of another", "https://b.example", "Two servers have the x-environment"],
  ["plain http", "http://b.example", "must begin with https://"],
  ["no host", "/api", "must begin with https://"],
  ["variables", "https://{region}.example", "no variables, query or fragment"],
  ["a query", "https://b.example?x=1", "no variables, query or fragment"],
])("a server with %s is refused: keys would be sent there", async (what, url, message) => {
  const described = document({});
  const name = what.includes("environment") ? "sandbox" : "other";
  const servers = [...(described.servers ?? []), { url, "x-environment": name }];
  await expect(emitArtifacts({ ...described, servers })).rejects.toThrow(message);
});

test.each<[string, object, string]>([
  [
    "a sensitive mark that is no flag",
    { type: "string", "x-sensitive": "true" },
    "x-sensitive is true or false",
  ],
  ["a sensitive mark with a slip", { type: "string", "x-senstive": true }, "which means nothing here"],
  ["a pattern that is none", { type: "string", pattern: "\\_" }, "has a pattern that is none"],
  ["an enum of objects", { enum: [{ a: 1 }] }, "holds an object"],
  [
    "a shape beside a reference",
    { $ref: "#/components/schemas/Thing", required: ["x"] },
    "join them with allOf",
  ],
  ["a shape beside a reference of its own", { $ref: "#/components/schemas/Beside" }, "join them with allOf"],
  [
    "a required property that is readOnly",
    { type: "object", required: ["id"], properties: { id: { type: "string", readOnly: true } } },
    "but it is readOnly",
  ],
])("a request with %s is refused", async (_, schema, message) => {
  const body = { required: true, content: { "application/json": { schema } } };
  const post = { operationId: "addX", requestBody: body, responses: answersThing };
  const beside = { $ref: "#/components/schemas/Thing", maxLength: 4 };
  const described = document({ "/v1/x": { post } }, { Beside: beside });
  await expect(emitArtifacts(described)).rejects.toThrow(message);
});

test("a header of the client's own, and one option for two headers, are refused", async () => {
  const option = { "x-client-option": "idempotencyKey" };
  const withHeaders = (...names: string[]): OpenApiDocument => {
    const parameters = names.map((name) => parameter("header", name, option));
    return document({ "/v1/x": { post: { operationId: "addX", parameters, responses: answersThing } } });
  };
  for (const name of ["Content-Type", "Host"])
    await expect(emitArtifacts(withHeaders(name))).rejects.toThrow("is filled by the client itself");
  await expect(emitArtifacts(withHeaders("a", "b"))).rejects.toThrow("stands twice");
});

test("an envelope as one of several forms is refused: a refusal would count as a success", async () => {
  const either = { anyOf: [{ $ref: "#/components/schemas/ThingEnvelope" }, { type: "null" }] };
  const described = document({ "/v1/x": { get: { operationId: "getX", responses: answers(either) } } });
  await expect(emitArtifacts(described)).rejects.toThrow("an envelope cannot be one of several forms");
});

test("a value is sensitive when a part of its schema is", async () => {
  const pin = { $ref: "#/components/schemas/Pin" };
  const properties = { one: { anyOf: [pin, { type: "null" }] }, two: { ...pin, maxLength: 6 } };
  const schema = { type: "object", properties };
  const body = { required: true, content: { "application/json": { schema } } };
  const post = { operationId: "addX", requestBody: body, responses: answersThing };
  const described = document({ "/v1/x": { post } }, { Pin: { type: "string", "x-sensitive": true } });
  const text = (await emitArtifacts(described)).get("validators.ts") ?? "";
  expect(text).toContain('one: { sensitive: true, anyOf: [Pin, { type: "null" }] }');
  expect(text).toContain("two: { sensitive: true, allOf: [Pin, { maxLength: 6 }] }");
});

test("marks of other tools are let be, and a server of this machine may speak http", async () => {
  const schema = { type: "string", "x-enum-descriptions": ["a"] };
  const body = { required: true, content: { "application/json": { schema } } };
  const described = document({
    "/v1/x": { post: { operationId: "addX", requestBody: body, responses: answersThing } },
  });
  const servers = [...(described.servers ?? []), { url: "http://localhost:4010", "x-environment": "local" }];
  await expect(emitArtifacts({ ...described, servers })).resolves.toBeDefined();
});

test("a sensitive parameter may say so itself", async () => {
  const parameters = [parameter("query", "email", { "x-sensitive": true })];
  const described = document({
    "/v1/x": { get: { operationId: "getX", parameters, responses: answersThing } },
  });
  expect((await emitArtifacts(described)).get("validators.ts")).toContain(
    'email: { type: "string", sensitive: true }',
  );
});

test("an envelope that is joined with allOf stays an envelope", async () => {
  const status = { $ref: "#/components/schemas/Status" };
  const joined = document(
    {
      "/v1/x": { get: { operationId: "getX", responses: answers({ $ref: "#/components/schemas/Joined" }) } },
    },
    {
      Outcome: { type: "object", required: ["status"], properties: { status } },
      Joined: {
        allOf: [
          { $ref: "#/components/schemas/Outcome" },
          {
            type: "object",
            required: ["data"],
            properties: { data: { $ref: "#/components/schemas/Thing" } },
          },
        ],
      },
    },
  );
  const text = (await emitArtifacts(joined)).get("client.ts");
  expect(text).toContain('answer: "envelope"');
  expect(text).toContain("Promise<Thing>");
});

test("a property with a default may still be left out, and an open enum may hold numbers", async () => {
  const schemas = {
    Locale: { type: "object", properties: { locale: { type: "string", default: "en" } } },
    Level: { anyOf: [{ type: "integer", enum: [1, 2] }, { type: "string" }] },
  };
  const text = (await emitArtifacts(document({}, schemas))).get("schema.ts");
  expect(text).toContain("locale?: string;");
  expect(text).toMatch(/Level: 1 \| 2 \| \(string & \{\}\)/);
});

test("two runs give the same bytes", async () => {
  const [first, second] = await Promise.all([emitArtifacts(wide), emitArtifacts(structuredClone(wide))]);
  expect([...first]).toEqual([...second]);
});

describe("the folder", () => {
  const files = new Map([
    ["a.ts", "a"],
    ["b.ts", "b"],
  ]);

  test("is replaced as a whole, and differences are named", async () => {
    const target = join(folder, "replaced", "generated");
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "stale.ts"), "old");
    await writeFile(join(target, "a.ts"), "old");
    expect(await differences(target, files)).toEqual(["a.ts", "b.ts", "stale.ts"]);
    await replaceFolder(target, files);
    expect(await differences(target, files)).toEqual([]);
    expect(await readdir(join(folder, "replaced"))).toEqual(["generated"]);
  });

  test("is left alone when a file cannot be written", async () => {
    const target = join(folder, "kept", "generated");
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "a.ts"), "old");
    await rejection(
      replaceFolder(
        target,
        new Map([
          ["a.ts", "new"],
          ["no/such/folder.ts", "x"],
        ]),
      ),
    );
    expect(await readFile(join(target, "a.ts"), "utf8")).toBe("old");
    expect(await readdir(join(folder, "kept"))).toEqual(["generated"]);
  });
});
