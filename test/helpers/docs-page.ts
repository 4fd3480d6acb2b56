/** The built reference page in Chromium, with a record of its errors and of its requests to other hosts. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { buildDocs } from "../../scripts/docs/build.js";
import { startChromium } from "./chromium.js";

/** A built page and a browser. */
export interface BuiltPage {
  folder: string;
  fileUrl: string;
  /** Opens a URL in a page 1,280 px wide, unless the options say otherwise. */
  open: (url: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Console errors, and requests to other hosts, since this function was last called. */
  takeComplaints: () => string[];
  close: () => Promise<void>;
}

/** Builds the page into a temporary folder, and starts Chromium. */
export async function buildPage(): Promise<BuiltPage> {
  const home = await mkdtemp(join(tmpdir(), "rapyd-customers-docs-"));
  const folder = join(home, "docs");
  const [browser] = await Promise.all([startChromium(), buildDocs(folder)]);
  let complaints: string[] = [];
  return {
    folder,
    fileUrl: pathToFileURL(join(folder, "index.html")).href,
    open: async (url, options = {}) => {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 900 }, ...options });
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        const { protocol, host } = new URL(request.url());
        if (!/^(file|data):$/.test(protocol) && host !== new URL(url).host) complaints.push(request.url());
      });
      await page.goto(url);
      return page;
    },
    takeComplaints: () => complaints.splice(0),
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Axe {
  run: (
    context: string,
    options: object,
  ) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

/** Serious and critical axe findings within a part of the page. */
export async function seriousProblems(page: Page, selector: string): Promise<string[]> {
  // A script element would have to pass the page's policy; what the debugger evaluates does not.
  await page.evaluate(axe);
  return page.evaluate(async (context) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(context, {
      resultTypes: ["violations"],
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, selector);
}
