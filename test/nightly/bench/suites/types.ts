/** Compiler work for a file with 1, 50 and 500 calls. */
import { mkdirSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../../scripts/lib/paths.js";
import type { Report } from "../report.js";
import { inBench, run } from "../setup.js";

const counts = [1, 50, 500];

interface Style {
  head: string;
  call: (index: number) => string;
}

const request = `{ name: "Jane", email: "jane@example.com", addresses: [{ line_1: "1 Street", country: "DE" }] }`;

const styles: Readonly<Record<string, Style>> = {
  "rapyd-customers": {
    head: `import { createClient } from "${inRoot("src/index.js")}";\nconst rapyd = createClient();`,
    call: (index) => `export const id${index} = async () => (await rapyd.createCustomer(${request})).id;`,
  },
  "openapi-fetch, raw types": {
    head: `import createClient from "openapi-fetch";\nimport type { paths } from "${inRoot("generated/schema.js")}";\nconst client = createClient<paths>();`,
    call: (index) =>
      `export const id${index} = async () => (await client.POST("/v1/customers", { body: ${request} })).data?.data.id;`,
  },
  redocly: {
    head: `import { createCustomer } from "./redocly.js";`,
    call: (index) =>
      `export const id${index} = async () => (await createCustomer({ body: ${request} })).data.id;`,
  },
  "hey-api": {
    head: `import { createCustomer } from "./hey-api/sdk.gen.js";`,
    call: (index) =>
      `export const id${index} = async () => (await createCustomer({ body: ${request}, throwOnError: true })).data.data.id;`,
  },
};

interface Work {
  instantiations: number;
  seconds: number;
  megabytes: number;
}

export async function types(): Promise<Report> {
  const rows: string[][] = [];
  const perCall = new Map<string, number>();
  for (const [name, style] of Object.entries(styles)) {
    const work = counts.map((count) => compile(name, style, count));
    const [one, , many] = work;
    const each = ((many?.instantiations ?? NaN) - (one?.instantiations ?? NaN)) / 499;
    perCall.set(name, each);
    rows.push([
      name,
      ...work.map(({ instantiations }) => String(instantiations)),
      each.toFixed(1),
      work.map(({ seconds }) => seconds.toFixed(2)).join(" / "),
      work.map(({ megabytes }) => megabytes.toFixed(0)).join(" / "),
    ]);
  }
  const ours = perCall.get("rapyd-customers") ?? NaN;
  const rivals = [...perCall].filter(([name]) => name !== "rapyd-customers").map(([, each]) => each);
  const lowest = Math.min(...rivals);
  return {
    suite: "Compiling calls: instantiations, seconds and megabytes of tsc",
    head: ["", ...counts.map((count) => `${count} calls`), "per further call", "seconds", "MB"],
    rows,
    verdicts: [
      {
        figure: "instantiations per further call",
        goal: "below every rival",
        result: `${ours.toFixed(1)}, lowest rival ${lowest.toFixed(1)}`,
        met: ours < lowest,
      },
    ],
  };
}

function compile(name: string, { head, call }: Style, count: number): Work {
  const folder = inBench(".work");
  mkdirSync(folder, { recursive: true });
  const file = `types-${name.replace(/\W+/g, "-")}.ts`;
  writeFileSync(
    `${folder}/${file}`,
    [head, ...Array.from({ length: count }, (_, index) => call(index))].join("\n"),
  );
  const options = {
    ...{
      strict: true,
      exactOptionalPropertyTypes: false,
      skipLibCheck: true,
      noEmit: true,
      target: "es2022",
    },
    ...{
      module: "esnext",
      moduleResolution: "bundler",
      lib: ["es2023", "dom", "dom.iterable"],
      types: ["node"],
    },
    ...{ typeRoots: [inRoot("node_modules/@types")], paths: { "#hmac": [inRoot("src/hmac.web.ts")] } },
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: options, files: [file] }));
  const output = run(
    process.execPath,
    [inRoot("node_modules/typescript/bin/tsc"), "-p", `${folder}/tsconfig.json`, "--extendedDiagnostics"],
    folder,
  );
  const figure = (label: string): number =>
    Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(output)?.[1] ?? NaN);
  return {
    instantiations: figure("Instantiations"),
    seconds: figure("Total time"),
    megabytes: figure("Memory used") / 1_024,
  };
}
