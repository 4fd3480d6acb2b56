/** How long generation takes, and how it grows with the description. */
import { readFileSync, writeFileSync } from "node:fs";
import { emitArtifacts, emitSources } from "../../../../scripts/generate/write/artifacts.js";
import { bundle as bundleDescription } from "../../../../scripts/generate/read/bundle.js";
import type { OpenApiDocument } from "../../../../scripts/lib/document.js";
import { currentDescription } from "../../description-effect/effect.js";
import { median } from "../measure.js";
import { type Report, times } from "../report.js";
import { inBench, run } from "../setup.js";
import { inRoot } from "../../../../scripts/lib/paths.js";

const sizes = [1, 10, 100, 1_000];

export async function generate(): Promise<Report> {
  const rows: string[][] = [];
  const warm: number[] = [];
  for (let round = 0; round < 5; round++) {
    const bundling = await seconds(() => bundleDescription());
    const emitting = await seconds(() => emitArtifacts(currentDescription()));
    if (round > 0) warm.push(bundling + emitting);
    if (round === 4)
      rows.push(
        ["this description: lint and bundle", bundling.toFixed(2)],
        ["this description: emit and format", emitting.toFixed(2)],
      );
  }
  const perOperation = new Map<number, number>();
  for (const size of sizes) {
    const document = synthetic(size);
    const took = median([
      await seconds(() => emitSources(document)),
      await seconds(() => emitSources(document)),
      await seconds(() => emitSources(document)),
    ]);
    perOperation.set(size, took / size);
    rows.push([`${size} operations, without formatting`, took.toFixed(2)]);
  }
  for (const [name, make] of Object.entries(rivals)) {
    const document = inBench(".work/synthetic.json");
    writeFileSync(document, JSON.stringify(synthetic(100)));
    rows.push([
      `${name}, 100 operations, with its start`,
      (await seconds(async () => make(document))).toFixed(2),
    ]);
  }
  rows.push(["emitSources, with @octokit/openapi (api.github.com)", await large()]);
  const growth = (perOperation.get(1_000) ?? NaN) / (perOperation.get(100) ?? NaN);
  return {
    suite: "Generating, in seconds",
    head: ["", "seconds"],
    rows,
    verdicts: [
      {
        figure: "generate, this description, warm process",
        goal: "at most 1.5 s",
        result: `${median(warm).toFixed(2)} s`,
        met: median(warm) <= 1.5,
      },
      {
        figure: "time per operation at 1,000 against 100",
        goal: "at most 1.3x",
        result: times(growth),
        met: growth <= 1.3,
      },
    ],
  };
}

const rivals: Readonly<Record<string, (document: string) => unknown>> = {
  "npm run generate's own steps": (document) =>
    run(process.execPath, ["--import", "tsx", inBench("suites/emit-once.ts"), document]),
  "redocly generate-client": (document) =>
    run(inRoot("node_modules/.bin/redocly"), [
      "generate-client",
      document,
      "-o",
      inBench(".work/rival-redocly.ts"),
    ]),
  "@hey-api/openapi-ts": (document) =>
    run(
      inBench("node_modules/.bin/openapi-ts"),
      ["-i", document, "-o", inBench(".work/rival-hey"), "-c", "@hey-api/client-fetch"],
      inBench("."),
    ),
};

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** The description with its one operation, and its schemas, as many times. */
function synthetic(size: number): OpenApiDocument {
  const document = structuredClone(currentDescription());
  const item = document.paths?.["/v1/customers"];
  delete document.webhooks;
  const schemas = document.components?.schemas ?? {};
  const request = schemas["CreateCustomerRequest"] ?? {};
  document.paths = {};
  for (let index = 0; index < size; index++) {
    const copy = structuredClone({ post: item?.post ?? {} });
    const schema = `CreateThing${index}Request`;
    schemas[schema] = structuredClone(request);
    Object.assign(copy.post, {
      operationId: `createThing${index}`,
      requestBody: {
        required: true,
        content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
      },
    });
    document.paths[`/v1/things${index}`] = copy;
  }
  return document;
}

/** A large description of somebody else may hold what this compiler rejects; then the rejection is the result. */
async function large(): Promise<string> {
  const file = inBench("node_modules/@octokit/openapi/generated/api.github.com.json");
  const document = JSON.parse(readFileSync(file, "utf8")) as OpenApiDocument;
  try {
    return (await seconds(() => emitSources(document))).toFixed(2);
  } catch (error) {
    return `refused: ${(error instanceof Error ? error.message : String(error)).slice(0, 120)}`;
  }
}
