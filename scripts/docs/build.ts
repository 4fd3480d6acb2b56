/** Builds the reference page, and puts the description beside it. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { stringify } from "yaml";
import { bundle } from "../generate/bundle.js";
import { inRoot } from "../paths.js";
import { redocly } from "../redocly.js";

/** Folder of the finished pages. */
export const docsFolder: string = inRoot("dist/docs");

/** Builds `dist/docs/` as a whole or leaves it as it was. Throws InvalidDescription when lint finds a problem. */
export async function buildDocs(): Promise<void> {
  const draft = inRoot("dist/.docs");
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const document = await bundle();
  await writeFile(`${draft}/openapi.json`, `${JSON.stringify(document, undefined, 2)}\n`);
  await writeFile(`${draft}/openapi.yaml`, stringify(document, { lineWidth: 0 }));
  const page = `${draft}/index.html`;
  const { code, stdout, stderr } = await redocly(
    ...["build-docs", `${draft}/openapi.json`, "--config", "openapi/redocly.yaml", "--inlineBundle"],
    ...["--template", "openapi/docs.hbs", "--title", document.info.title, "--output", page],
  );
  if (code !== 0) throw new Error(`Redocly could not build the page.\n${stdout}${stderr}`);
  // Handlebars as Prettier knows it has no doctype, without which browsers fall back to the rules of 1998.
  await writeFile(page, `<!doctype html>\n${withoutOutsideImages(await readFile(page, "utf8"))}`);
  await rm(docsFolder, { recursive: true, force: true });
  await rename(draft, docsFolder);
}

const word =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' width='46' height='12'%3E%3Ctext y='10' font-family='sans-serif' font-size='11' fill='%237f7f8c'%3ERedocly%3C/text%3E%3C/svg%3E";

/** Redocly's mark would come from its own host; the page names it in plain letters instead. */
function withoutOutsideImages(html: string): string {
  const marks = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
  if (!marks.test(html))
    throw new Error("Redocly's page has changed: look for what it loads from elsewhere.");
  return html.replaceAll(marks, `data:image/svg+xml,${word}`);
}
