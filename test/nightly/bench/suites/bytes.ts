/**
 * Bundle sizes of the request checks, of the entry points `webhooks` and `contract`, and of the code that creates one customer with each
 * client.
 */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { inRoot } from "../../../../scripts/lib/paths.js";
import type { Report } from "../report.js";
import { bundle, clients, inBench, type Target } from "../setup.js";

const entries: Readonly<Record<string, string>> = {
  "request checks": `export { requestChecks } from "${inRoot("generated/validators.js")}"; export { findIssues } from "${inRoot("src/check/validate.js")}";`,
  "entry webhooks": `export * from "${inRoot("src/webhooks.js")}";`,
  "entry contract": `export * from "${inRoot("src/contract.js")}";`,
};

export async function bytes(): Promise<Report> {
  const rows: string[][] = [];
  const weigh = async (name: string, target: Target, source: Parameters<typeof bundle>[0]): Promise<void> => {
    const contents = await bundle(source, target, { banner: {} }).catch(() => undefined);
    const gzip = contents && gzipSync(contents, { level: 9 }).length;
    const figures =
      contents && gzip
        ? [contents.length, gzip, brotliCompressSync(contents).length].map(String)
        : ["cannot", "be", "built"];
    rows.push([name, target, ...figures]);
  };
  for (const target of ["web", "node"] as const) {
    for (const name of clients) await weigh(name, target, { entry: inBench(`clients/${name}.ts`) });
  }
  for (const [name, text] of Object.entries(entries)) await weigh(name, "web", { text });
  return {
    suite: "Bytes of creating one customer: minified, gzip, brotli",
    head: ["", "for", "min", "gzip", "brotli"],
    rows,
    // `npm run size` has the limits.
    verdicts: [],
  };
}
