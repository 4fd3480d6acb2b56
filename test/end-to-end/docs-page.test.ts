import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { serveDocs } from "../../scripts/docs/serve.js";
import { root } from "../../scripts/lib/paths.js";
import { execute } from "../helpers/execute.js";
import { type BuiltPage, buildPage, seriousProblems } from "../helpers/docs-page.js";
import { type OpenApiDocument, operationsOf } from "../../scripts/lib/document.js";
import { at, openapi, propertiesOf } from "../helpers/openapi.js";

let built: BuiltPage;
beforeAll(async () => {
  built = await buildPage();
});
afterAll(() => built.close());
afterEach(() => {
  expect(built.takeComplaints(), "errors in the console, or requests to other hosts").toEqual([]);
});

const open = (place = "", options = {}): Promise<Page> => built.open(built.fileUrl + place, options);

describe("the page", () => {
  test("opens from a file, with title and icon, and loads nothing else", async () => {
    const page = await open();
    expect(await page.title()).toBe("Rapyd Customers API");
    expect(await page.locator("link[rel=icon]").getAttribute("href")).toMatch(/^data:image\/svg/);
    const policy = await page
      .locator("meta[http-equiv=Content-Security-Policy]")
      .first()
      .getAttribute("content");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(await page.evaluate(() => document.compatMode)).toBe("CSS1Compat");
  });

  test("can be read completely without scripts, and shows nothing that needs them", async () => {
    const page = await open("", { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    expect(await page.locator("nav .contents").isVisible()).toBe(true);
    expect(await page.locator("button >> visible=true").count()).toBe(0);
    await page.getByText("The signature debugger needs scripts").waitFor();
    expect(await page.getByText("openssl dgst").first().isVisible()).toBe(true);
    expect(await page.locator(".panel").evaluateAll((panels) => panels.length)).toBeGreaterThan(40);
    expect(await page.locator(".panel >> visible=false").count()).toBe(0);
  });

  test("has each id once, and no broken link", async () => {
    const page = await open();
    const { ids, targets } = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
      targets: [...document.querySelectorAll("a[href^='#']")].map((link) =>
        decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""),
      ),
    }));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(targets.length).toBeGreaterThan(500);
  });

  test("works under any path of any server, with description and changelog next to it", async () => {
    const server = createServer((request, response) => {
      const name = (request.url ?? "").replace("/some/where/", "") || "index.html";
      response.setHeader("content-type", name.endsWith(".html") ? "text/html" : "text/plain");
      response.end(readFileSync(`${built.folder}/${name}`));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`;
    const page = await built.open(url);
    const links = await page.$$eval("a[href]:not([href^='#'])", (all) =>
      all.map((one) => one.getAttribute("href") ?? ""),
    );
    const beside = links.filter((link) => !link.startsWith("https:"));
    expect(beside).toEqual(["index.md", "openapi.json", "openapi.yaml", "changelog.html"]);
    for (const link of beside)
      expect(readFileSync(`${built.folder}/${link}`, "utf8").length).toBeGreaterThan(1_000);
    await page.getByRole("link", { name: "Changelog" }).click();
    await page.getByRole("heading", { name: "0.1.0" }).first().waitFor();
    await page.close();
    server.close();
    server.closeAllConnections();
  });
});

describe("a new reader", () => {
  test("finds how to start, how to sign, what idempotency does, and how the client fails", async () => {
    const page = await open();
    const headings = await page.locator("main :is(h2, h3)").allInnerTexts();
    const wanted = [
      "Getting started",
      "Signatures",
      "Signature debugger",
      "Errors",
      "Idempotency",
      "Requirements",
    ];
    const more = ["Handling errors", "Options", "Pagination", "Receive webhooks", "Testing"];
    const recipes = ["Express", "Fastify", "Next.js", "Proxy", "OpenTelemetry", "Jest", "Logging"];
    expect([...wanted, ...more, ...recipes].filter((heading) => !headings.includes(heading))).toEqual([]);
    for (const error of ["ValidationError", "RateLimitError", "AbortError"])
      expect(await page.locator("main td code", { hasText: error }).count(), error).toBeGreaterThan(0);
  });

  test("finds each error code in one place, under its own anchor", async () => {
    const page = await open();
    const codes = at("/components/schemas/ErrorCode/anyOf/0/enum") as string[];
    const rows = await page.$$eval("main tr[id]", (all) => all.map(({ id }) => id));
    expect(rows.sort()).toEqual(codes.filter(Boolean).sort());
  });

  test("sees each property of a new customer, with its type in words", async () => {
    const page = await open("#createCustomer");
    const body = page.locator("#createCustomer");
    for (const name of Object.keys(propertiesOf(at("/components/schemas/CreateCustomerRequest"))))
      expect(await body.locator(`[id="createCustomer.body.${name}"]`).isVisible(), name).toBe(true);
    expect(await body.locator('[id="createCustomer.body.name"]').innerText()).toContain(
      "string, not empty required",
    );
  });

  test("sees the fields of a response before its error codes", async () => {
    const page = await open("#createCustomer");
    const response = page.locator("#createCustomer .response.bad").first();
    const text = await response.innerText();
    expect(text.indexOf("status Status")).toBeGreaterThan(0);
    expect(text.indexOf("Error codes:")).toBeGreaterThan(text.indexOf("status Status"));
  });

  test("follows a link to a field within a closed one, which opens", async () => {
    const page = await open("#createCustomer.body.addresses.country");
    const field = page.locator('[id="createCustomer.body.addresses.country"]');
    expect(await field.isVisible()).toBe(true);
    expect(await field.evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(900);
  });

  test("follows a response's objects down to the dimensions of a package", async () => {
    const page = await open("#Customer");
    const steps = ["subscriptions", "subscription_items", "data", "plan", "product", "package_dimensions"];
    let place = "Customer";
    for (const step of steps) {
      const link = page.locator(`[id="${place}.${step}"] .type a`).first();
      place = (await link.getAttribute("href"))?.slice(1) ?? "";
    }
    expect(place).toBe("PackageDimensions");
    expect(await page.locator('[id="PackageDimensions.weight"]').count()).toBe(1);
  });
});

describe("code", () => {
  test("has three languages, and choosing one chooses it everywhere", async () => {
    const page = await open("#createCustomer");
    const samples = page.locator("#createCustomer .tabs").first();
    for (const [label, line] of [
      ["Node.js, no package", "createHmac"],
      ["TypeScript", "createClient()"],
      ["curl and openssl", "openssl dgst"],
    ] as const) {
      await samples.getByRole("tab", { name: label }).click();
      await expect.poll(() => samples.innerText()).toContain(line);
    }
    expect(await page.locator("#listCustomers .tabs").first().innerText()).toContain("openssl dgst");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => samples.innerText()).toContain("createClient()");
  });

  test("has a copy button that covers none of it", async () => {
    const page = await open("#createCustomer", { permissions: ["clipboard-read", "clipboard-write"] });
    const figure = page.locator("#createCustomer .samples figure").first();
    await figure.getByRole("button", { name: "Copy" }).click();
    await figure.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      (await figure.locator("code").textContent()) ?? "",
    );
    const covered = await page.$$eval(
      "figure.code",
      (all) =>
        all.filter((one) => {
          const [button, code] = [one.querySelector("button"), one.querySelector("pre")];
          return (
            button && code && button.getBoundingClientRect().bottom > code.getBoundingClientRect().top + 1
          );
        }).length,
    );
    expect(covered).toBe(0);
  });

  test.each([1_280, 390])("is not clipped at %d px", async (width) => {
    const page = await open("", { viewport: { width, height: 900 } });
    const clipped = await page.$$eval("main figure.code pre", (all) =>
      all.flatMap((pre) => (pre.scrollWidth > pre.clientWidth ? [pre.textContent] : [])),
    );
    expect(clipped).toEqual([]);
  });

  test("shows a new customer's bodies, and its responses", async () => {
    const page = await open("#createCustomer");
    const bodies = page.locator("#createCustomer .tabs", { hasText: "Request examples" });
    await bodies.getByRole("tab", { name: "With Card" }).click();
    await expect.poll(() => bodies.innerText()).toContain("4111111111111111");
  });
});

describe("navigation", () => {
  test.each([
    ["mayHaveSucceeded", "Handling errors"],
    ["keepAliveTimeout", "Idle connections"],
    ["too many requests", "Errors"],
  ])("a search for %s finds its explanation", async (words, heading) => {
    const page = await open();
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await page.getByRole("list", { name: "Found" }).getByRole("link", { name: heading }).first().waitFor();
  });

  test.each<[search: string, found: string]>([
    ["delete customer", "deleteCustomer"],
    ["customer delete", "deleteCustomer"],
    ["add card", "addPaymentMethod"],
    ["customer", "createCustomer"],
    ["custmer", "createCustomer"],
    ["payment", "addPaymentMethod"],
    ["card", "addPaymentMethod"],
    ["list payment_methods", "listPaymentMethods"],
    ["createCustomer", "createCustomer"],
    ["delete address", "deleteAddress"],
    ["discount", "Discount"],
    ["3d secure", "addPaymentMethod"],
    ["credit card exists", "CREDIT_CARD_EXISTS"],
    ["limit invalid", "INVALID_LIMIT"],
    ["webhook signature", "signed-webhooks"],
    ["base url", "servers"],
    ["rate limit", "handling-errors"],
    ["sort", "listCustomers"],
    ["pagination", "listCustomers"],
    ["nullable", "Customer"],
    ["duplicate", "createCustomer.header.idempotency"],
    ["import", "import-many-customers"],
    ["sign request", "signatures"],
    ["error codes", "error-codes"],
    ["idempotency key", "idempotency"],
    ["what happens after delete", "deleteCustomer"],
  ])("a search for %s has %s among the first three results", async (search, found) => {
    const page = await open();
    await page.fill("nav input[type=search]", search);
    const links = await page.$$eval("nav .found a", (all) => all.map((one) => one.getAttribute("href")));
    expect(links.slice(0, 3)).toContain(`#${found}`);
    expect(new Set(links).size).toBe(links.length);
    expect(await page.textContent("nav [role=status]")).toMatch(/^\d+ found/);
  });

  test("the page shows the servers under the title", async () => {
    const page = await open();
    const shown = await page.locator("#servers").innerText();
    for (const { url } of openapi["servers"] as { url: string }[]) expect(shown).toContain(url);
  });

  test("at 390 px a deep link to an error code shows what it means", async () => {
    const page = await open("#INVALID_LIMIT", { viewport: { width: 390, height: 844 } });
    const meaning = page.locator("#INVALID_LIMIT td").nth(1);
    const box = await meaning.boundingBox();
    expect(box && box.x + box.width <= 390 && box.y > 0 && box.y < 844).toBe(true);
  });

  test("on paper the page has only the text, with every sample", async () => {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.locator(".panel >> visible=false").count()).toBe(0);
  });

  test("a property can be found by keyboard alone", async () => {
    const page = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("invoice_prefix");
    await page.getByRole("list", { name: "Found" }).getByRole("link").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("createCustomer.body.invoice_prefix");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("qqqq zzzz");
    await page.getByText("Nothing found").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByText("Nothing found").count()).toBe(0);
  });

  test("the tab key reaches the menu, the focus is visible, and the current place is marked", async () => {
    const page = await open();
    let reached = "";
    for (let presses = 0; presses < 12 && reached !== "Signatures"; presses++) {
      await page.keyboard.press("Tab");
      reached = await page.evaluate(() => document.activeElement?.textContent ?? "");
    }
    expect(reached).toBe("Signatures");
    expect(
      await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle),
    ).not.toBe("none");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("nav [aria-current]").innerText()).toBe("Signatures");
  });

  test("at 390 px nothing overflows, and the menu opens", async () => {
    const page = await open("#createCustomer", { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390);
    const link = page.locator("nav").getByRole("link", { name: "Errors", exact: true });
    expect(await link.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Menu" }).click();
    await link.click();
    expect(await page.locator("nav").getByRole("link", { name: "Error codes" }).isVisible()).toBe(true);
    expect(page.url()).toContain("#createCustomer");
    await link.click();
    await expect.poll(() => page.url()).toContain("#errors");
    expect(await link.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("searchbox").fill("delete a customer");
    await page.getByRole("list", { name: "Found" }).getByRole("link").first().click();
    await expect.poll(() => page.url()).toContain("#deleteCustomer");
    expect(await page.getByRole("button", { name: "Menu" }).getAttribute("aria-expanded")).toBe("false");
  });

  test.each([
    ["light", 1_280],
    ["dark", 1_280],
    ["light", 390],
    ["dark", 390],
  ] as const)(
    "axe reports no serious problem in %s colours at %d px, with everything open",
    async (colorScheme, width) => {
      const page = await open("", { colorScheme, viewport: { width, height: 900 } });
      // One of the objects is enough: they are shown in many places.
      await page.$$eval("details:not(.object-fields), [id='createCustomer.200'] details", (all) =>
        all.forEach((one) => one.setAttribute("open", "")),
      );
      expect(await seriousProblems(page, "html")).toEqual([]);
    },
  );

  test("Back and Forward restore the reader's place", async () => {
    const page = await open();
    const places = ["createCustomer", "Customer", "ERROR_GET_CUSTOMER", "signatures", "objects", "webhooks"];
    const seen: number[] = [];
    const position = (): Promise<number> => page.evaluate(() => Math.round(scrollY));
    const settled = async (): Promise<number> => {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150))));
      return position();
    };
    for (const id of places) {
      await page.evaluate(
        (target) => document.querySelector<HTMLElement>(`a[href="#${target}"]`)?.click(),
        id,
      );
      // A reader reads on before following the next link.
      await page.evaluate(() => scrollBy(0, 137));
      seen.push(await settled());
    }
    for (const expected of seen.slice(0, -1).reverse()) {
      await page.goBack();
      await expect.poll(position).toBeCloseTo(expected, -1);
    }
    for (const expected of seen.slice(1)) {
      await page.goForward();
      await expect.poll(position).toBeCloseTo(expected, -1);
    }
  });

  test("at 320 px nothing overflows", async () => {
    const page = await open("", { viewport: { width: 320, height: 800 } });
    await page.$$eval("details", (all) => all.forEach((one) => one.setAttribute("open", "")));
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(320);
  });

  test("each heading has an id, and each button an accessible name", async () => {
    const page = await open();
    expect(
      await page.$$eval("main :is(h2, h3, h4):not([id])", (all) => all.map((one) => one.outerHTML)),
    ).toEqual([]);
    expect(await page.$$eval("button.copy:not([aria-label])", (all) => all.length)).toBe(0);
  });

  test("the chosen language is kept", async () => {
    const page = await open("#createCustomer");
    await page.locator("#createCustomer").getByRole("tab", { name: "curl and openssl" }).click();
    await page.reload();
    await expect.poll(() => page.locator("#listCustomers .samples").innerText()).toContain("openssl dgst");
  });
});

describe("an operation", () => {
  test("lists every error code that its description names, for all sixteen operations", async () => {
    const page = await open();
    const listed = await page.$$eval(".operation .response.bad", (all) =>
      Object.fromEntries(
        all.flatMap((one) =>
          one.id.endsWith(".400")
            ? [[one.id, [...one.querySelectorAll("p a code")].map((code) => code.textContent)]]
            : [],
        ),
      ),
    );
    const operations = operationsOf(openapi as unknown as OpenApiDocument);
    expect(Object.keys(listed)).toHaveLength(16);
    for (const { operationId, description = "", ...operation } of operations) {
      const named = [
        ...description.matchAll(
          /`((?:ERROR|INVALID|CREDIT|PAYMENT_METHOD_FIELD|DELETE_CUSTOMER|CUSTOMER_ALREADY)_[A-Z_]+)`/g,
        ),
      ];
      const codes = [...named.map(([, code]) => code), operation["x-not-found-code"] ?? []].flat();
      expect(listed[`${operationId}.400`], operationId).toEqual(expect.arrayContaining(codes));
    }
    const row = page.locator("#CREDIT_CARD_EXISTS");
    expect(await row.innerText()).toContain("addPaymentMethod");
    expect(await page.locator("#UNAUTHORIZED_API_CALL").innerText()).toContain("every operation");
    expect(await row.innerText()).toContain("Use the stored card");
  });

  test("shows what its body means, which of two properties is required, and what is personal", async () => {
    const page = await open();
    const text = await page.locator("#addPaymentMethod .prose").innerText();
    expect(text).toContain("One of type or token is required.");
    const body = await page.locator("#createCustomer .prose").innerText();
    expect(body).toContain("null is the same as an omitted property");
    expect(body).toContain("personal data");
    expect(body).toContain("documentation only");
    const examples = page.locator("#addPaymentMethod .tabs", { hasText: "Request examples" });
    await examples.getByRole("tab", { name: "Token" }).click();
    await expect.poll(() => examples.innerText()).toContain('"token"');
  });

  test("shows the response's objects inline, as deep as a reader opens them", async () => {
    const page = await open("#createCustomer");
    const response = page.locator('[id="createCustomer.200"]');
    await response.getByRole("button", { name: "Expand all" }).click();
    await expect.poll(() => response.innerText()).toContain("default_payment_method");
    await expect.poll(() => response.innerText()).toContain("package_dimensions");
    const ids = await page.$$eval("[id]", (all) => all.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    await response.getByRole("button", { name: "Collapse all" }).click();
    await expect.poll(() => response.innerText()).not.toContain("package_dimensions");
  });

  test("can be copied as Markdown, and has a Markdown file next to it", async () => {
    const page = await open("#createCustomer", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#createCustomer").getByRole("button", { name: "Copy as Markdown" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^### Create a customer/);
    expect(copied).toContain("`name` string, not empty required");
    const text = readFileSync(`${built.folder}/index.md`, "utf8");
    for (const { operationId, summary } of operationsOf(openapi as unknown as OpenApiDocument)) {
      expect(text).toContain(`## ${summary}`);
      expect(readFileSync(`${built.folder}/llms.txt`, "utf8")).toContain(
        `[${operationId}](index.md#${String(summary).toLowerCase().replaceAll(" ", "-")})`,
      );
    }
    expect(text).not.toMatch(/[(:] undefined|\[object/);
  });
});

test("the watching server makes the browser load a new build", async () => {
  const server = await serveDocs(built.folder, 0);
  const page = await built.open(server.url);
  let loads = 0;
  page.on("load", () => (loads += 1));
  // A page that does not listen yet misses it, so it is sent again.
  const sent = (): number => {
    if (loads === 0) server.reload();
    return loads;
  };
  await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await fetch(`${server.url}nowhere`).then(({ status }) => status)).toBe(404);
  expect(await fetch(`${server.url}changelog.html`).then(({ status }) => status)).toBe(200);
  await page.close();
  server.close();
});

test("rejects --port without --watch", async () => {
  const command = [process.execPath, "--import", "tsx", "scripts/docs.ts", "--port", "8081"];
  const { code, output } = await execute(root, command);
  expect([code, output]).toEqual([1, expect.stringContaining("--port needs --watch")]);
});
