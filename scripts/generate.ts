/**
 * `npm run generate`: compiles openapi/ into generated/, all files or none. `-- --check` only checks whether generated/ is current; `--
 * --watch` compiles again on each save.
 */
import { parseArgs } from "node:util";
import { type Artifacts, emitArtifacts } from "./generate/write/artifacts.js";
import { bundle, InvalidDescription } from "./generate/read/bundle.js";
import { UnsupportedDescription } from "./lib/document.js";
import { differences, removeLeftovers, replaceFolder } from "./generate/files.js";
import { located } from "./generate/read/locate.js";
import { markUpToDate } from "./generate/cache.js";
import { watchOpenapi } from "./lib/watch.js";
import { inRoot } from "./lib/paths.js";

const folder = inRoot("generated");

try {
  const { values } = parseArgs({
    options: { check: { type: "boolean", default: false }, watch: { type: "boolean", default: false } },
  });
  if (values.check && values.watch) throw new TypeError("--check and --watch cannot be combined.");
  if (values.check) await check();
  else if (values.watch) await regenerateOnSave();
  else await generate();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const expected = error instanceof InvalidDescription || error instanceof UnsupportedDescription;
  console.error(expected || error instanceof TypeError ? error.message : error.stack);
  if (expected) console.error("generated/ is unchanged.");
  process.exitCode = 1;
}

async function compile(): Promise<Artifacts> {
  const document = await bundle();
  return emitArtifacts(document).catch((error: unknown) => {
    throw located(error, document);
  });
}

async function check(): Promise<void> {
  const stale = await differences(folder, await compile());
  if (stale.length === 0) {
    await markUpToDate();
    console.log("generated/ is current");
    return;
  }
  for (const name of stale) console.error(`generated/${name} is out of date`);
  console.error("Run: npm run generate");
  process.exitCode = 1;
}

async function generate(): Promise<void> {
  const start = performance.now();
  await removeLeftovers(folder);
  const artifacts = await compile();
  const changed = await differences(folder, artifacts);
  if (changed.length > 0) await replaceFolder(folder, artifacts);
  await markUpToDate();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const of = (isWritten: boolean): string =>
    changed.filter((name) => artifacts.has(name) === isWritten).join(", ");
  const done = [of(true) && `wrote ${of(true)}`, of(false) && `removed ${of(false)}`].filter(Boolean);
  const result = changed.length > 0 ? `has changed: ${done.join("; ")}` : "is current";
  console.log(`generated/ ${result} (${seconds} s)`);
}

async function regenerateOnSave(): Promise<never> {
  console.log("Watching openapi/, stop with Ctrl-C");
  return watchOpenapi(() =>
    // A broken save is the author's next step, not the end of the session.
    generate().catch((error: unknown) => console.error(error instanceof Error ? error.message : error)),
  );
}
