import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { buildDocs, docsFolder } from "../../scripts/docs/build.js";
import { serveDocs } from "../../scripts/docs/serve.js";
import { startChromium } from "../helpers/chromium.js";
import { at, propertiesOf } from "../helpers/openapi.js";

const fileUrl = pathToFileURL(`${docsFolder}/index.html`).href;
const operation = "#/customers/createcustomer";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
beforeAll(async () => {
  [browser] = await Promise.all([startChromium(), buildDocs()]);
});
afterAll(() => browser.close());

let complaints: string[] = [];
afterEach(() => {
  const heard = complaints;
  complaints = [];
  expect(heard, "errors in the console, or requests to other hosts").toEqual([]);
});

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 900 }, ...options });
  const home = new URL(url).host;
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (!/^(file|data|blob):$/.test(protocol) && host !== home) complaints.push(request.url());
  });
  await page.goto(url);
  await page.locator("#redoc h1, #redoc h2").first().waitFor();
  return page;
}

test("the page opens from a file, with title and icon, and reports to nobody", async () => {
  const page = await open(fileUrl);
  expect(await page.title()).toBe("Rapyd Customers API");
  expect(await page.locator("link[rel=icon]").getAttribute("href")).toMatch(/^data:image\/svg/);
  expect(readFileSync(`${docsFolder}/index.html`, "utf8")).toContain('"disableTelemetry":true');
});

/** Serves the page below a path, and calls back with its address. */
async function served(use: (url: string) => Promise<void>): Promise<void> {
  const types: Record<string, string> = {
    html: "text/html",
    json: "application/json",
    yaml: "application/yaml",
  };
  const server: Server = createServer((request, response) => {
    const name = (request.url ?? "").replace("/some/where/", "") || "index.html";
    const isOurs = name === "index.html" || name.startsWith("openapi.");
    response.writeHead(isOurs ? 200 : 404, {
      "content-type": types[name.split(".").at(-1) ?? ""] ?? "text/plain",
    });
    response.end(isOurs ? readFileSync(`${docsFolder}/${name}`) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("it works under any path of any server, with the description beside it", () =>
  served(async (url) => {
    const page = await open(url);
    await page.getByText("Getting started").first().waitFor();
    expect(
      await page.locator("a[href$='openapi.json'], a[href$='openapi.yaml']").count(),
    ).toBeGreaterThanOrEqual(2);
    await page.close();
  }));

test("a link that is opened in a new tab leads to its section, and nothing leads to another service", () =>
  served(async (url) => {
    const page = await open(url);
    const link = page.getByRole("link", { name: "Signatures" }).first();
    await link.waitFor();
    const addresses = (): Promise<(string | null)[]> =>
      page.$$eval("#redoc a[href]", (links) => links.map((one) => one.getAttribute("href")));
    await expect
      .poll(async () => (await addresses()).filter((one) => !/^(#|https:|openapi\.)/.test(one ?? "")))
      .toEqual([]);
    const tab = await open(new URL((await link.getAttribute("href")) ?? "", url).href);
    await tab.getByRole("heading", { name: "Signatures" }).first().waitFor();
    expect(await tab.getByTestId("page-actions").locator("visible=true").count()).toBe(0);
    expect(await tab.evaluate(() => document.compatMode)).toBe("CSS1Compat");
    await page.close();
    await tab.close();
  }));

test("a newcomer finds how to begin, how to sign, every error, and what idempotency does", async () => {
  const page = await open(fileUrl);
  const text = await page.locator("body").innerText();
  for (const heading of ["Getting started", "Signatures", "Errors", "Idempotency"])
    expect(text).toContain(heading);
  expect(text).toContain(
    "MTk4MWIxOGJiMTFlNWNiMmQxZWM0M2YyNDAzMGI0ZDRjODU4YWNiOWJiMmJkYTdlMzRjMDE3MzVjOGQyMzRhMg==",
  );
  const codes = at("/components/schemas/ErrorCode/anyOf/0/enum") as string[];
  expect(codes.filter((code) => !text.includes(code))).toEqual([]);
});

test("the operation shows each property, and the samples in three languages", async () => {
  const page = await open(fileUrl + operation);
  const body = page.locator('[id="customers/createcustomer"]');
  await body.getByText("Expand all").first().click();
  for (const name of Object.keys(propertiesOf(at("/components/schemas/CreateCustomerRequest"))))
    await expect.poll(() => body.innerText()).toContain(name);
  for (const [label, line] of [
    ["This client", "createClient()"],
    ["curl and openssl", "openssl dgst"],
    ["Node alone", "createHmac"],
  ] as const) {
    await body.getByRole("button", { name: /^(This client|curl and openssl|Node alone|Payload)$/ }).click();
    await page
      .getByRole("menuitem", { name: label })
      .or(page.getByRole("option", { name: label }))
      .first()
      .click();
    await expect.poll(() => body.innerText()).toContain(line);
  }
});

/** Chooses in one operation's panel: the page shows several at once. */
async function choose(panel: Locator, from: RegExp, label: string): Promise<void> {
  await panel.getByRole("button", { name: from }).first().click();
  const page = panel.page();
  await page
    .getByRole("menuitem", { name: label })
    .or(page.getByRole("option", { name: label }))
    .first()
    .click();
}

test("each example of a request can be read as its body, and a sample has no choice of bodies", async () => {
  const page = await open(fileUrl + operation);
  const panel = page.locator('[id="customers/createcustomer"] .panel-request-samples');
  const example = panel.getByRole("button", { name: "Example" });
  await expect.poll(() => panel.innerText()).toContain("createClient()");
  expect(await example.isVisible()).toBe(false);
  await choose(panel, /^This client$/, "Payload");
  await expect.poll(() => panel.innerText()).toContain('"name": "Jane Doe"');
  await example.click();
  await page
    .getByRole("menuitem", { name: /card/ })
    .or(page.getByRole("option", { name: /card/ }))
    .first()
    .click();
  await expect.poll(() => panel.innerText()).toContain("4111111111111111");
});

test("an answer's properties can be opened down to a product's package dimensions", async () => {
  const page = await open(fileUrl + operation, { viewport: { width: 1_280, height: 3_000 } });
  const steps = ["subscriptions", "subscription_items", "data", "plan", "product", "package_dimensions"];
  await page.getByText("Responses").last().scrollIntoViewIfNeeded();
  await openAll(page, "weight");
  const text = await page.locator("body").innerText();
  for (const step of [...steps, "height", "weight"]) expect(text).toContain(step);
});

/** Opens whatever is closed, until the property is there. */
async function openAll(page: Page, property: string): Promise<void> {
  const closed = page.getByRole("button", { name: /Show( \d+)?( array)? propert/ });
  for (let round = 0; round < 12 && !(await page.locator("body").innerText()).includes(property); round++) {
    for (let index = (await closed.count()) - 1; index >= 0; index--) await closed.nth(index).click();
    await page.waitForTimeout(200);
  }
}

test("the search finds a property, by keyboard alone", async () => {
  const page = await open(fileUrl);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("invoice_prefix", { delay: 20 });
  await page.getByText("Text in front of this customer's invoice numbers.").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.url()).toContain("createcustomer");
});

test("the menu is reached with the tab key, and what is focused is seen", async () => {
  const page = await open(fileUrl);
  let reached = "";
  for (let presses = 0; presses < 12 && reached !== "Getting started"; presses++) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate(() => document.activeElement?.textContent ?? "");
  }
  expect(reached).toBe("Getting started");
  await page.keyboard.press("Enter");
  const outline = await page.evaluate(() => {
    const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement ?? document.body);
    return outlineStyle !== "none" || boxShadow !== "none";
  });
  expect(outline).toBe(true);
});

test("at 390 px nothing stands over the edge, and the menu opens", async () => {
  const page = await open(fileUrl + operation, { viewport: { width: 390, height: 844 } });
  await page.getByRole("heading", { name: "Create a customer" }).waitFor();
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Open navigation menu" }).click();
  await page.getByText("Signatures").first().click();
  await expect.poll(() => page.url()).toContain("signatures");
});

test.each(["light", "dark"] as const)("axe finds nothing serious in %s colours", async (colorScheme) => {
  for (const place of ["", operation]) {
    const page = await open(fileUrl + place, { colorScheme });
    await page.waitForTimeout(500);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      // Redoc's own: its pickers are labelled "Example" whatever they show.
      const options = { rules: { "label-content-name-mismatch": { enabled: false } } };
      const { violations } = await (globalThis as unknown as { axe: AxeGlobal }).axe.run(document, options);
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
    });
    expect(found, place).toEqual([]);
    await page.close();
  }
});

interface AxeGlobal {
  run: (
    context: Document,
    options: object,
  ) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

test("the watching server has the browser load a new build", async () => {
  const server = await serveDocs(0);
  const page = await open(server.url);
  const loads: string[] = [];
  page.on("load", () => loads.push(page.url()));
  await page.waitForTimeout(200);
  expect(await fetch(`${server.url}/nowhere`).then(({ status }) => status)).toBe(404);
  server.reload();
  await expect.poll(() => loads.length).toBe(1);
  await page.close();
  server.close();
});
