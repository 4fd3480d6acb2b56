import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { reservedNames } from "../../scripts/generate/read/reserved-names.js";
import { emitSources } from "../../scripts/generate/write/artifacts.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { problemsOf } from "../helpers/compile.js";
import { jsonResponses, document, envelope } from "../helpers/documents.js";

test("a schema with any name is rejected, or its type compiles as an operation's return type", async () => {
  const generated = ["client", "schema", "check", "validators", "examples", "webhooks", "error-codes"];
  const texts = generated.map((name) => readFileSync(inRoot(`generated/${name}.ts`), "utf8"));
  const library = dirname(ts.getDefaultLibFilePath({}));
  const globals = ["es5", "es2015.promise", "es2015.iterable", "es2018.asynciterable", "dom"].map((name) =>
    readFileSync(join(library, `lib.${name}.d.ts`), "utf8"),
  );
  const named = [...texts, ...globals].flatMap((text) =>
    [...text.matchAll(/\b[A-Z][A-Za-z0-9]*\b/g)].map(([name]) => name),
  );
  const own = ["Status", "Thing", "ThingEnvelope"];
  const free = [...new Set(named)].filter((name) => !reservedNames.has(name) && !own.includes(name));
  expect(reservedNames.has("AsyncIterableIterator") && reservedNames.has("PagePromise")).toBe(true);
  const schemas = Object.fromEntries(free.map((name) => [name, { type: "object", properties: {} }]));
  const paths = Object.fromEntries(
    free.map((name, index) => [
      `/v1/x${index}`,
      {
        get: {
          operationId: `getX${index}`,
          responses: jsonResponses(envelope({ $ref: `#/components/schemas/${name}` })),
        },
      },
    ]),
  );
  const files = await emitSources(document(paths, schemas));
  const written = new Map(
    [...files]
      .filter(([name]) => name.endsWith(".ts"))
      .map(([name, text]) => [inRoot(`test/names/${name}`), text]),
  );
  expect(problemsOf(written).slice(0, 5)).toEqual([]);
});
