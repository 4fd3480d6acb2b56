/** Where the bytes of "create one customer" are: what the bundle would weigh less without each part. */
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { bundle, inBench } from "../setup.js";

const parts: Readonly<Record<string, readonly string[]>> = {
  "openapi-fetch": ["index"],
  "request checks, their messages, JSON's limits": [
    "validators",
    "check",
    "validate",
    "request",
    "unknown-properties",
    "did-you-mean",
  ],
  "checks of options and of the place it runs in": ["options"],
  "signature, attempts, retries, time, clock": [
    "send",
    "retry",
    "failure",
    "deadline",
    "sign",
    "clock",
    "hmac.web",
    "runtime",
  ],
  "reading responses": ["response", "outcome"],
  "errors and masking": ["errors", "to-error", "redact", "error-codes"],
  "methods, raw, middleware": ["call", "raw", "exchange", "pages", "operation", "client"],
};

/** Rows of part, minified bytes and bytes that gzip saves when the part is left out. */
export async function weighParts(): Promise<string[][]> {
  const source = { entry: inBench("clients/rapyd-customers.ts") };
  // With white space, esbuild names the file above each part.
  const text = new TextDecoder().decode(
    await bundle(source, "web", { minify: false, minifyIdentifiers: true, minifySyntax: true }),
  );
  const files = text.split(/^\/\/ (?=\S+\.m?[jt]s$)/m).map((file) => {
    const end = file.indexOf("\n");
    return { name: /([^/]+)\.m?[jt]s$/.exec(file.slice(0, end))?.[1] ?? "", text: file.slice(end) };
  });
  const without = async (names: readonly string[]): Promise<{ min: number; gzip: number }> => {
    const kept = files.filter(({ name }) => !names.includes(name)).map((file) => file.text);
    const { code } = await transform(kept.join("\n"), { minifyWhitespace: true });
    return { min: code.length, gzip: gzipSync(code, { level: 9 }).length };
  };
  const whole = await without([]);
  return Promise.all(
    Object.entries(parts).map(async ([part, names]) => {
      const rest = await without(names);
      return [part, String(whole.min - rest.min), String(whole.gzip - rest.gzip)];
    }),
  );
}
