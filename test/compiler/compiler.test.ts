import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Artifacts, emitArtifacts } from "../../scripts/generate/write/artifacts.js";
import type { OpenApiDocument } from "../../scripts/lib/document.js";
import { reservedNames } from "../../scripts/generate/read/reserved-names.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { describe as describeProblem, strictOptions } from "../helpers/compile.js";
import {
  jsonResponses,
  thingResponses,
  document,
  envelope,
  parameter,
  things,
} from "../helpers/documents.js";

let folder: string;
let artifacts: Artifacts;
beforeAll(async () => {
  artifacts = await emitArtifacts(things());
  folder = await mkdtemp(join(tmpdir(), "compiler-test-"));
  await symlink(inRoot("node_modules"), join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes the artifacts and the code `use` into one folder; returns the messages of TypeScript's compiler. */
async function compile(use: string): Promise<string[]> {
  const target = join(folder, "things");
  await mkdir(target);
  await Promise.all([...artifacts].map(([file, text]) => writeFile(join(target, file), text)));
  await writeFile(join(target, "package.json"), '{ "type": "module" }');
  await writeFile(join(target, "use.ts"), use);
  const program = ts.createProgram(
    ["use.ts", "validators.ts", "examples.ts"].map((name) => join(target, name)),
    strictOptions,
  );
  return ts.getPreEmitDiagnostics(program).map(describeProblem);
}

describe("a description with every kind of parameter, body and response", () => {
  test("becomes typed methods: paths first, then body, then query, then options", async () => {
    const use = `
      import { operations, type Operations } from "./client.js";
      import type { Color, ListThingsQuery, Thing, ThingKey } from "./schema.js";
      declare const client: Operations<{ signal?: AbortSignal }>;
      const list: Promise<Thing[]> = client.listThings({ limit: 3, tags: ["a"] }, {});
      const query: ListThingsQuery = { limit: 3 };
      const all: Promise<Thing[]> = client.listThings(query);
      const found: Promise<Thing> = client.findThing({ name: "x" });
      const key: ThingKey = { id: "x", name: "y" };
      // @ts-expect-error one of the two is needed
      client.findThing({});
      const made: Promise<Thing> = client.createThing({ id: "x" });
      const part: Promise<{ plain?: number }> = client.getPart("thing", "part");
      const put: Promise<void> = client.putPart("thing", "part", undefined, { mode: "m" });
      const gone: Promise<void> = client.removePart("thing", "part", {});
      const header: "key" = operations.createThing.idempotencyHeader;
      const kinds: ["envelope", "json", "empty", "status"] =
        [operations.createThing.responseKind, operations.getPart.responseKind, operations.putPart.responseKind, operations.removePart.responseKind];
      const known: Color = "red"; const later: Color = "green";
      // @ts-expect-error a limit is a number
      client.listThings({ limit: "3" });
      // @ts-expect-error the id is missing
      client.createThing({});
      // @ts-expect-error the mode is missing
      client.putPart("thing", "part", {}, {});
      export default [list, all, found, key, made, part, put, gone, header, kinds, known, later];
    `;
    expect(await compile(use)).toEqual([]);
  });

  test("becomes data: each method's parameters and the data of its success", () => {
    const text = (artifacts.get("client.ts") ?? "").replace(/\s+/g, " ");
    expect(text).toContain(
      'path: "/v1/things/{thing_id}/parts/{part-id}", parameters: ["thing_id", "part-id", "body", "query"]',
    );
    expect(text).toContain('parameters: ["query"], responseKind: "envelope", data: "array"');
    expect(text).toContain(
      'parameters: ["body"], responseKind: "envelope", data: "object", idRequired: true, idempotencyHeader: "key"',
    );
  });

  test("copies descriptions into docstrings without letting them end the comment", async () => {
    const text = artifacts.get("client.ts") ?? "";
    expect(text).toContain("List things.");
    expect(text).toContain("Ends a comment: *\\/ and goes on.");
    expect(text).toContain("@param thingId The thing_id.");
    expect(text).toContain("@deprecated");
  });

  test("writes open enums so that an editor still offers the known values", async () => {
    expect(artifacts.get("schema.ts")).toMatch(/Color: "red" \| "blue" \| \(string & \{\}\)/);
  });

  test("checks path and query parameters, and allows an optional body", async () => {
    const text = artifacts.get("validators.ts") ?? "";
    expect(text).toMatch(/limit: \{ type: "integer", minimum: 1, maximum: 100 \}/);
    expect(text).toMatch(/putPart: \{\s*body: [^]*bodyOptional: true/);
  });
});

test("a value is sensitive if a part of its schema is", async () => {
  const pin = { $ref: "#/components/schemas/Pin" };
  const properties = { one: { anyOf: [pin, { type: "null" }] }, two: { ...pin, maxLength: 6 } };
  const schema = { type: "object", properties };
  const body = { required: true, content: { "application/json": { schema } } };
  const post = { operationId: "addX", requestBody: body, responses: thingResponses };
  const described = document({ "/v1/x": { post } }, { Pin: { type: "string", "x-sensitive": true } });
  const text = (await emitArtifacts(described)).get("validators.ts") ?? "";
  expect(text).toContain('one: { sensitive: true, anyOf: [Pin, { type: "null" }] }');
  expect(text).toContain("two: { sensitive: true, allOf: [Pin, { maxLength: 6 }] }");
});

test("a server on this machine may use http", async () => {
  const described = document({});
  const servers = [...(described.servers ?? []), { url: "http://localhost:4010", "x-environment": "local" }];
  await expect(emitArtifacts({ ...described, servers })).resolves.toBeDefined();
});

test("a parameter itself may be marked as sensitive", async () => {
  const parameters = [parameter("query", "email", { "x-sensitive": true })];
  const described = document({
    "/v1/x": { get: { operationId: "getX", parameters, responses: thingResponses } },
  });
  expect((await emitArtifacts(described)).get("validators.ts")).toContain(
    'email: { sensitive: true, allOf: [{ type: "string" }] }',
  );
});

test("an envelope that is joined with allOf stays an envelope", async () => {
  const status = { $ref: "#/components/schemas/Status" };
  const joined = document(
    {
      "/v1/x": {
        get: { operationId: "getX", responses: jsonResponses({ $ref: "#/components/schemas/Joined" }) },
      },
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
  expect(text).toContain('responseKind: "envelope"');
  expect(text).toContain("Promise<Thing>");
});

test("a property with a default stays optional, and an open enum may contain numbers", async () => {
  const schemas = {
    Locale: { type: "object", properties: { locale: { type: "string", default: "en" } } },
    Level: { anyOf: [{ type: "integer", enum: [1, 2] }, { type: "string" }] },
    Mixed: { anyOf: [{ enum: ["a"] }, { type: ["string", "number"] }] },
  };
  const text = (await emitArtifacts(document({}, schemas))).get("schema.ts");
  expect(text).toContain("locale?: string;");
  expect(text).toMatch(/Level: 1 \| 2 \| \(string & \{\}\)/);
  expect(text).toMatch(/Mixed: "a" \| \(string \| number\)/);
});

test("samples have the required query parameters, in the form in which the client writes them", async () => {
  const search = (name: string, more: object): object =>
    parameter("query", name, { required: true, ...more });
  const parameters = [
    search("search", { example: "a b" }),
    search("tags", { schema: { type: "array" }, example: ["x", "y"] }),
    search("by", {
      schema: { type: "object", properties: { city: { type: "string" } } },
      style: "deepObject",
      example: { city: "Rome" },
    }),
    parameter("query", "page", { example: 2 }),
  ];
  const searchThings = { operationId: "searchThings", parameters, responses: thingResponses };
  const text = (await emitArtifacts(document({ "/v1/things": { get: searchThings } }))).get("openapi.json");
  const { paths } = JSON.parse(text ?? "") as OpenApiDocument;
  const [typescript, shell] = paths?.["/v1/things"]?.get?.["x-codeSamples"] ?? [];
  expect(typescript?.source).toContain(
    'rapyd.searchThings({ search: "a b", tags: [ "x", "y" ], by: { city: "Rome" } })',
  );
  expect(shell?.source).toContain('path="/v1/things?search=a%20b&tags=x&tags=y&by[city]=Rome"');
});

test("the error code of a property is found by its escaped JSON pointer", async () => {
  const coded = { type: "string", "x-error-code": "E" };
  const schema = { type: "object", properties: { "a/b~c": coded, list: { type: "array", items: coded } } };
  const requestBody = { content: { "application/json": { schema } } };
  const post = { operationId: "addX", requestBody, responses: thingResponses };
  const text = (await emitArtifacts(document({ "/v1/x": { post } }))).get("error-codes.ts");
  expect(text).toContain('addX: { "/a~1b~0c": "E", "/list/*": "E" }');
});

test("a request schema with properties and no type accepts objects only, as its type does", async () => {
  const requestBody = {
    content: { "application/json": { schema: { properties: { a: { type: "string" } } } } },
  };
  const post = { operationId: "addX", requestBody, responses: thingResponses };
  const text = (await emitArtifacts(document({ "/v1/x": { post } }))).get("validators.ts");
  expect(text).toContain('body: { type: "object", properties: { a: { type: "string" } } }');
});

test("two runs write the same bytes", async () => {
  expect([...(await emitArtifacts(things()))]).toEqual([...artifacts]);
});

test("method signatures read as if written by hand", () => {
  const text = (artifacts.get("client.ts") ?? "").replace(/\s+/g, " ");
  expect(text).toContain("listThings(query?: ListThingsQuery, options?: Options): Promise<Thing[]>;");
  expect(text).toContain("putPart( thingId: string, partId: string, body: NonNullable<schemaOperations[");
  expect(text).toContain("removePart(thingId: string, partId: string, options?: Options): Promise<void>;");
  expect(artifacts.get("schema.ts")).toMatch(/export type ListThingsQuery = \{/);
});

test("another operation or schema adds lines and moves none", async () => {
  const { paths, components } = things();
  const schemas = {
    Aardvark: { $ref: "#/components/schemas/Thing" },
    ...components?.schemas,
    Zebra: { type: "object", properties: { id: { type: "string" } } },
  };
  const added = envelope({ type: "object", properties: { zebra: { $ref: "#/components/schemas/Zebra" } } });
  const get = { operationId: "getAnimal", responses: jsonResponses(added) };
  const larger = { ...things(), paths: { "/v1/animals": { get }, ...paths }, components: { schemas } };
  const declared = (text = ""): string[] =>
    [...text.matchAll(/^(?:export )?(?:type|const|interface) \w+|^ {2}(?:readonly )?\w+(?=[(:])/gm)].map(
      ([line]) => line,
    );
  for (const [name, text] of await emitArtifacts(larger as OpenApiDocument)) {
    const before = declared(artifacts.get(name));
    expect(
      declared(text).filter((line) => before.includes(line)),
      name,
    ).toEqual(before);
  }
});

test("reserves the names of the package's other exports, and no others", () => {
  const owners = ["index", "webhooks", "contract", "emulator/index", "exactly-once/index"].map(
    (name) => `src/${name}.ts`,
  );
  const texts = new Map(owners.map((owner) => [owner, readFileSync(inRoot(owner), "utf8")]));
  const listed = (names = ""): string[] =>
    names.split(",").map((name) => name.replace(/\btype\b| as \w+/g, "").trim());
  // A type built on a schema takes over its name, as WebhookEvent does.
  const schemas = [...texts.values()].flatMap((text) =>
    listed(/^import type \{([^}]*)\} from "[./]*generated\/schema\.js"/m.exec(text)?.[1]),
  );
  for (const [owner, text] of texts) {
    const exported = [
      ...[...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) => listed(names)),
      ...[...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name = ""]) => name),
    ].filter((name) => name !== "" && !schemas.includes(name));
    const reserved = [...reservedNames].filter(([, holder]) => holder === owner).map(([name]) => name);
    expect(
      exported.filter((name) => !reservedNames.has(name)),
      owner,
    ).toEqual([]);
    expect(
      reserved.filter((name) => !exported.includes(name)),
      owner,
    ).toEqual([]);
  }
});
