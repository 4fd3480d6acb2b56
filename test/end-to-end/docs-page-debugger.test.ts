import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { type BuiltPage, buildPage, seriousProblems } from "../helpers/docs-page.js";

let built: BuiltPage;
beforeAll(async () => {
  built = await buildPage();
});
afterAll(() => built.close());
afterEach(() => {
  expect(built.takeComplaints(), "errors in the console, or requests to other hosts").toEqual([]);
});

// Signatures as other people's code makes them; nothing of ours is used.
const [accessKey, secretKey] = ["rak_DEBUGGER0000000000", "rsk_debugger_secret"];
const [salt, timestamp] = ["0123456789ab", "1700000000"];
const [path, server] = ["/v1/customers?limit=2", "https://sandboxapi.rapyd.net"];
const sent = { name: "Jane", tags: ["a", "b"] };
const body = JSON.stringify(sent);
const right = `post${path}${salt}${timestamp}${accessKey}${secretKey}${body}`;
const hash = (text: string): Buffer => createHmac("sha256", secretKey).update(text).digest();
const signed = (text: string): string => Buffer.from(hash(text).toString("hex")).toString("base64");

/** Moves the focus to a field of the debugger with the Tab key, and replaces the field's content. */
async function type(page: Page, name: string, text: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if ((await page.evaluate(() => document.activeElement?.getAttribute("name"))) === name) {
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await page.keyboard.insertText(text);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`The tab key does not reach ${name}.`);
}

async function openFilled(): Promise<Page> {
  const page = await built.open(`${built.fileUrl}#signature-debugger`);
  await type(page, "method", "POST");
  for (const [name, text] of Object.entries({ path, accessKey, secretKey, salt, timestamp, body }))
    await type(page, name, text);
  return page;
}

const shown = (page: Page, name: string): Promise<string | null> =>
  page.locator(`[data-shows="${name}"]`).textContent();

test("the debugger begins with the first test vector of the chapter above", async () => {
  const page = await built.open(`${built.fileUrl}#signature-debugger`);
  const description = readFileSync(inRoot("openapi/description.md"), "utf8");
  const [vector] = JSON.parse(/```json\n(\[[^]*?\n\])/.exec(description)?.[1] ?? "[]") as Record<
    string,
    unknown
  >[];
  await expect.poll(() => shown(page, "signature")).toBe(vector?.["signature"]);
  for (const name of ["method", "path", "salt", "timestamp", "body"])
    expect(await page.locator(`#debugger-${name}`).inputValue()).toBe(String(vector?.[name]));
});

test("the debugger shows the signed text, the signature and a curl command by keyboard alone", async () => {
  const page = await openFilled();
  await expect.poll(() => shown(page, "signature")).toBe(signed(right));
  expect(await shown(page, "text")).toBe(right.replace(secretKey, "<secret key>"));
  const curl = await shown(page, "curl");
  for (const part of [server + path, `salt: ${salt}`, `signature: ${signed(right)}`, body])
    expect(curl).toContain(part);
  expect(curl).not.toContain(secretKey);
});

const mistakes: [mistake: string, signature: string, said: RegExp][] = [
  [
    "none",
    signed(right),
    /^The signature is valid\. Rapyd accepts it for 60 seconds after its timestamp\. The timestamp has expired by now: sign again before you send\.$/,
  ],
  ["raw digest", hash(right).toString("base64"), /the raw digest/],
  ["upper-case method", signed(right.replace("post", "POST")), /the method is signed in upper case/],
  [
    "pretty-printed body",
    signed(right.replace(body, JSON.stringify(sent, null, 2))),
    /line breaks and indentation/,
  ],
  ["no query", signed(right.replace("?limit=2", "")), /the query string is not signed/],
  ["hash of the URL", signed(right.replace(path, server + path)), /the whole URL is signed/],
  [
    "wrong key first",
    signed(right.replace(accessKey + secretKey, secretKey + accessKey)),
    /the secret key precedes the access key/,
  ],
  ["another secret key", signed(right.replaceAll(secretKey, "rsk_other")), /no known mistake explains it/],
];

test("the debugger names the known mistake behind a signature", async () => {
  const page = await openFilled();
  for (const [mistake, signature, said] of mistakes) {
    await type(page, "theirs", signature);
    await expect.poll(() => page.locator(".verdict").textContent(), { message: mistake }).toMatch(said);
  }
});

test("the buttons set a new salt and the current time", async () => {
  const page = await openFilled();
  await page.getByRole("button", { name: "New salt" }).press("Enter");
  await page.getByRole("button", { name: "Now", exact: true }).press("Enter");
  expect(await page.locator("#debugger-salt").inputValue()).toMatch(/^[0-9a-z]{8,16}$/);
  const seconds = Number(await page.locator("#debugger-timestamp").inputValue());
  expect(Math.abs(seconds - Date.now() / 1_000)).toBeLessThan(60);
  await expect.poll(() => shown(page, "signature")).not.toBe(signed(right));
});

test.each([
  ["secretKey", "", "Enter a secret key."],
  [
    "path",
    "https://sandboxapi.rapyd.net/v1/customers",
    "The path must begin with /, without https and the host.",
  ],
  ["method", "FOO BAR", "The method must be a word, such as POST."],
  ["timestamp", "1700000000000", "The timestamp must be Unix seconds."],
  ["timestamp", "today", "The timestamp must be Unix seconds."],
])("an invalid %s is named", async (name, text, said) => {
  const page = await openFilled();
  await page.locator(`#debugger-${name}`).fill(text);
  await expect.poll(() => page.locator(".verdict").textContent()).toBe(said);
  expect(await shown(page, "signature")).toBe("");
});

test("a body with whitespace gets a warning, and is shown compact", async () => {
  const page = await openFilled();
  await page.locator("#debugger-body").fill(JSON.stringify(sent, null, 2));
  await expect.poll(() => shown(page, "advice")).toContain("The signature covers the compact body");
  expect(await shown(page, "signature")).toBe(signed(right));
});

test("only the whitespace of a body changes", async () => {
  const page = await openFilled();
  const exact = '{"n":12345678901234567890,"n":1,"s":"Zo\\u00eb \\/"}';
  await page.locator("#debugger-body").fill(exact.replaceAll(",", ", "));
  await expect.poll(() => shown(page, "curl")).toContain(exact);
});

test("a long body is compared without freezing the page", async () => {
  const page = await openFilled();
  const long = JSON.stringify({ note: "x".repeat(3_000_000) });
  await page.locator("#debugger-body").fill(long);
  await type(page, "theirs", signed(right.replace(body, long).replace("post", "POST")));
  await expect
    .poll(() => page.locator(".verdict").textContent(), { timeout: 30_000 })
    .toMatch(/in upper case/);
});

test("a reload clears what was typed", async () => {
  const page = await openFilled();
  await page.reload();
  expect(await page.locator("#debugger-secretKey").inputValue()).not.toBe(secretKey);
  expect(
    await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length),
  ).toBe(0);
});

test("the page has the policy that keeps data on it", async () => {
  const page = await built.open(`${built.fileUrl}#signature-debugger`);
  const sent = await page.evaluate(() =>
    fetch("https://example.com/").then(
      () => "sent",
      () => "refused",
    ),
  );
  expect(sent).toBe("refused");
  expect(built.takeComplaints().join()).toContain("Content Security Policy");
});

test("axe finds no serious problem in the debugger", async () => {
  const page = await openFilled();
  await type(page, "theirs", signed(right));
  await expect.poll(() => page.locator(".verdict").textContent()).toMatch(/valid/);
  expect(await seriousProblems(page, "#signature-debugger")).toEqual([]);
});

test("a webhook is signed with its URL, and a wrong signature is explained", async () => {
  const page = await openFilled();
  await page.getByLabel("A webhook from Rapyd").check();
  expect(await page.locator("#debugger-method").isVisible()).toBe(false);
  const url = "https://shop.example/rapyd/hook";
  await page.locator("#debugger-url").fill(url);
  const text = `${url}${salt}${timestamp}${accessKey}${secretKey}${body}`;
  await expect.poll(() => shown(page, "signature")).toBe(signed(text));
  await page.locator("#debugger-theirs").fill(signed(text));
  await expect.poll(() => shown(page, "verdict")).toBe("The signature is valid.");
  await page.locator("#debugger-theirs").fill(signed(text.replace("/hook", "/hook/")));
  await expect.poll(() => shown(page, "verdict")).toContain("differs by a trailing slash");
  await page.locator("#debugger-theirs").fill(signed(`post${text}`));
  await expect.poll(() => shown(page, "verdict")).toContain("the formula for webhooks has no method");
  await page.locator("#debugger-theirs").fill(signed("x"));
  await expect
    .poll(() => shown(page, "verdict"))
    .toContain("Compare the keys, salt, timestamp, URL and body");
  await page.locator("#debugger-url").fill("shop.example");
  await expect.poll(() => shown(page, "verdict")).toContain("Enter the URL as it is set");
});
