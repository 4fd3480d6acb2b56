/**
 * `npm run size`: checks two things against their budgets: the minified and gzipped size of each part of the package, and the type
 * instantiations per call.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type OpenApiDocument, operationsOf } from "./lib/document.js";
import { inRoot, root } from "./lib/paths.js";
import { instantiationsPerCall } from "./size/instantiations.js";

interface Budget {
  part: string;
  /** Source of a module that re-exports the part and nothing else. */
  uses: string;
  /** Maximum bytes, minified and gzipped, for a description with one operation; initially 5 % above the measured size. */
  atMost: number;
  /** Bytes that each further operation may add. */
  perOperation: number;
  /** Files that the bundle must not include. */
  without: readonly string[];
}

/** Maximum type instantiations per additional call. Competitors need 3 or more. */
const maxInstantiations = 1;

const watched = ["generated/response-checks.ts", "generated/webhooks.ts", "generated/examples.ts"];

const budgets: readonly Budget[] = [
  {
    part: "request checks",
    uses: 'export { requestChecks } from "./generated/validators.js"; export { findIssues } from "./src/check/validate.js";',
    atMost: 2_048,
    perOperation: 80,
    without: watched,
  },
  {
    part: "client",
    uses: 'export { createClient } from "./src/index.js";',
    atMost: 17_850,
    perOperation: 60,
    without: watched,
  },
  {
    part: "webhook verification",
    uses: 'export { verifyWebhook } from "./src/webhooks.js";',
    // A misspelt toleranceMs would let old events pass, so names are checked here too; errors are recognised across copies.
    atMost: 2_390,
    perOperation: 0,
    without: ["generated/validators.ts", "generated/response-checks.ts"],
  },
  {
    part: "contract monitor",
    uses: 'export { contractMonitor } from "./src/contract.js";',
    atMost: 6_144,
    perOperation: 160,
    without: ["src/send.ts"],
  },
];

const document = JSON.parse(readFileSync(inRoot("generated/openapi.json"), "utf8")) as OpenApiDocument;
const further = operationsOf(document).length - 1;

for (const { part, uses, atMost, perOperation, without } of budgets) {
  const { bytes, modules } = await weigh(uses);
  const files = modules.map(([file]) => file);
  const most = atMost + further * perOperation;
  const brought = without.filter((file) => files.includes(file));
  const isWithin = bytes <= most && brought.length === 0;
  console.log(`${isWithin ? "ok" : "OVER"}: ${part}: ${bytes} of ${most} bytes, min+gzip`);
  // An addition to the description may be worth its weight: then the change that raises a budget says why.
  if (bytes > most) {
    const heaviest = modules.slice(0, 8).map(([file, size]) => `${file} ${size}`);
    console.error(
      `${part} is over budget: shrink it, or raise atMost or perOperation in scripts/size.ts. Heaviest files, in minified bytes: ${heaviest.join(", ")}`,
    );
  }
  for (const file of brought) console.error(`${part} must not include ${file}`);
  if (!isWithin) process.exitCode = 1;
}

const perCall = instantiationsPerCall(document);
const isCheap = perCall <= maxInstantiations;
console.log(
  `${isCheap ? "ok" : "OVER"}: type instantiations per additional call: ${perCall}, at most ${maxInstantiations}`,
);
if (!isCheap) process.exitCode = 1;

/** Bundles a module for runtimes without Node's own crypto. Returns the bundle's gzipped bytes, and each file's minified bytes. */
async function weigh(uses: string): Promise<{ bytes: number; modules: [file: string, bytes: number][] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: uses, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    alias: { "#hmac": inRoot("src/hmac.web.ts") },
  });
  const [output] = outputFiles;
  const [inputs] = Object.values(metafile.outputs).map((one) => one.inputs);
  const modules = Object.entries(inputs ?? {})
    .map(([file, { bytesInOutput }]): [string, number] => [file, bytesInOutput])
    .filter(([, bytes]) => bytes > 0)
    .sort(([, one], [, other]) => other - one);
  return { bytes: gzipSync(output?.contents ?? "", { level: 9 }).length, modules };
}
