import { afterEach, expect, test, vi } from "vitest";
import { rejectBrowser } from "../../../src/client.js";
import { createClient } from "../../../src/index.js";
import { keys } from "../../helpers/fixtures.js";

afterEach(() => void vi.unstubAllGlobals());

const browser = { navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" } };

test("a page or web worker is rejected, and the message says what to do", () => {
  expect(() => rejectBrowser(false, browser)).toThrow("in a browser");
  expect(() => rejectBrowser(false, browser)).toThrow("dangerouslyAllowBrowser");
});

test("a caller who accepts the risk is allowed", () => {
  expect(() => rejectBrowser(true, browser)).not.toThrow();
});

test.each([
  ["Node", {}],
  ["Node 21 and later", { navigator: { userAgent: "Node.js/22" } }],
  ["Deno", { navigator: { userAgent: "Deno/2.0" } }],
  ["Bun", { navigator: { userAgent: "Bun/1.2" } }],
  ["Cloudflare", { navigator: { userAgent: "Cloudflare-Workers" } }],
  ["a runtime whose navigator has no user agent", { navigator: {} }],
  ["a runtime that only mentions Mozilla", { navigator: { userAgent: "Crawler (like Mozilla/5.0)" } }],
])("%s is not a browser", (_, scope) => {
  expect(() => rejectBrowser(false, scope)).not.toThrow();
});

test("createClient checks where it runs, unless the option allows browsers", () => {
  vi.stubGlobal("navigator", browser.navigator);
  expect(() => createClient(keys)).toThrow("in a browser");
  expect(() => createClient({ ...keys, dangerouslyAllowBrowser: false })).toThrow("in a browser");
  expect(() => createClient({ ...keys, dangerouslyAllowBrowser: true })).not.toThrow();
});

test("createClient reads the environment if there is one", () => {
  vi.stubEnv("RAPYD_ACCESS_KEY", keys.accessKey);
  vi.stubEnv("RAPYD_SECRET_KEY", keys.secretKey);
  expect(() => createClient()).not.toThrow();
  vi.stubGlobal("process", undefined);
  expect(() => createClient()).toThrow("accessKey is missing");
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
