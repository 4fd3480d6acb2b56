import { expect, test } from "vitest";
import { refuseBrowser } from "../../src/client.js";

const mozilla = { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" };

test("a page and a web worker are refused, with what to do", () => {
  expect(() => refuseBrowser(false, { window: { document: {} }, navigator: mozilla })).toThrow(
    "dangerouslyAllowBrowser",
  );
  expect(() => refuseBrowser(false, { WorkerGlobalScope: class {}, navigator: mozilla })).toThrow(
    "in a browser",
  );
});

test("a caller who accepts the risk is let through", () => {
  expect(() => refuseBrowser(true, { window: { document: {} }, navigator: mozilla })).not.toThrow();
});

test.each([
  ["Node", {}],
  ["Node 21 and later", { navigator: { userAgent: "Node.js/22" } }],
  ["Deno", { window: {}, navigator: { userAgent: "Deno/2.0" } }],
  ["a worker of Bun", { WorkerGlobalScope: class {}, navigator: { userAgent: "Bun/1.2" } }],
  ["Cloudflare", { WorkerGlobalScope: class {}, navigator: { userAgent: "Cloudflare-Workers" } }],
])("%s is no browser", (_, scope) => {
  expect(() => refuseBrowser(false, scope)).not.toThrow();
});
