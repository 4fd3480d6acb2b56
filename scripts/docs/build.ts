/** Builds the reference as a page and as Markdown. Also writes `llms.txt`, the changelog page, and the bundled description with samples. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { stringify } from "yaml";
import { bundle } from "../generate/read/bundle.js";
import { inRoot, root } from "../lib/paths.js";
import { frame } from "./layout.js";
import { guideOf } from "./guide.js";
import { html } from "./html.js";
import { readOperations } from "../generate/read/operations.js";
import { withSamples } from "../generate/write/samples.js";
import { createMarkdown } from "./markdown.js";
import { returnedObjects } from "./objects.js";
import { type PageDocument, placedOperations, writePage } from "./page.js";
import { writeIndexForModels, writeMarkdown } from "./text-page.js";

/** Builds the whole folder, or leaves it unchanged. Throws InvalidDescription when lint finds a problem. */
export async function buildDocs(folder: string): Promise<void> {
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const read = (name: string): Promise<string> => readFile(inRoot(name), "utf8");
  const [bundled, readme, recipes, { style, script }, changelog, settings] = await Promise.all([
    bundle(),
    read("README.md"),
    read("openapi/recipes.md"),
    browserFiles(),
    read("CHANGELOG.md"),
    read("package.json"),
  ]);
  // Lint requires a summary, a description and tags.
  const document = withSamples(bundled, readOperations(bundled)) as PageDocument;
  const { repository } = JSON.parse(settings) as { repository?: { url: string } };
  // npm writes it for git, and a reader wants to follow it.
  const address = repository?.url.replace(/^git\+|\.git$/g, "");
  await writeFile(`${draft}/openapi.json`, `${JSON.stringify(document, undefined, 2)}\n`);
  await writeFile(`${draft}/openapi.yaml`, stringify(document, { lineWidth: 0 }));
  const guide = guideOf(readme, recipes);
  const operations = placedOperations(document);
  const objects = new Set(returnedObjects(document));
  await writeFile(`${draft}/index.md`, writeMarkdown(document, guide, operations, objects));
  await writeFile(`${draft}/llms.txt`, writeIndexForModels(document, operations));
  await writeFile(`${draft}/index.html`, writePage({ document, guide, style, script, repository: address }));
  const body = html`<main id="content" class="alone">
    <p><a href="index.html">${document.info.title}</a></p>
    ${createMarkdown(new Set()).block(changelog)}
  </main>`;
  const { title } = document.info;
  await writeFile(
    `${draft}/changelog.html`,
    frame({ title: `Changelog of ${title}` }, { style, script: "", body }),
  );
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}

/** The page's own style and script, bundled for a browser; the script includes the package's signing code. */
async function browserFiles(): Promise<{ style: string; script: string }> {
  const { outputFiles } = await build({
    entryPoints: [inRoot("scripts/docs/browser/main.ts"), inRoot("scripts/docs/style/index.css")],
    absWorkingDir: root,
    outdir: inRoot("dist"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
    alias: { "#hmac": inRoot("src/hmac.web.ts") },
  });
  const textOf = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  // It must not end the element around it.
  return { style: textOf(".css"), script: textOf(".js").replaceAll("</", "<\\/") };
}
