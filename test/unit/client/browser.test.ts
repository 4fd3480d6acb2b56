import { expect, test } from "vitest";
import { rejectBrowser } from "../../../src/client.js";

const browser = { navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" } };

test("a page or web worker is rejected, with what to do", () => {
  expect(() => rejectBrowser(false, browser)).toThrow("in a browser");
  expect(() => rejectBrowser(false, browser)).toThrow("dangerouslyAllowBrowser");
});

test("a caller who accepts the risk is let through", () => {
  expect(() => rejectBrowser(true, browser)).not.toThrow();
});

test.each([
  ["Node", {}],
  ["Node 21 and later", { navigator: { userAgent: "Node.js/22" } }],
  ["Deno", { navigator: { userAgent: "Deno/2.0" } }],
  ["Bun", { navigator: { userAgent: "Bun/1.2" } }],
  ["Cloudflare", { navigator: { userAgent: "Cloudflare-Workers" } }],
])("%s is not a browser", (_, scope) => {
  expect(() => rejectBrowser(false, scope)).not.toThrow();
});
