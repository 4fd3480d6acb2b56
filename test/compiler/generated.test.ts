import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emitArtifacts } from "../../scripts/generate/write/artifacts.js";
import { bundle } from "../../scripts/generate/read/bundle.js";
import { differences } from "../../scripts/generate/files.js";
import { isUpToDate } from "../../scripts/generate/cache.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { at } from "../helpers/openapi.js";

const names = readdirSync(inRoot("generated"));
const committed = (name: string): string => readFileSync(inRoot(`generated/${name}`), "utf8");

test("every file is up to date with openapi/", async () => {
  // A state that was found current and has not changed need not be compiled again.
  if (await isUpToDate()) return;
  const artifacts = await emitArtifacts(await bundle());
  expect(await differences(inRoot("generated"), artifacts), "run npm run generate").toEqual([]);
});

test.each(names.filter((name) => !name.endsWith(".json")))("%s names its source and its command", (name) => {
  const [first] = committed(name).split("\n");
  expect(first).toMatch(/Generated from openapi\/ by `npm run generate`\. Do not edit/);
});

test("the README names the description's version", () => {
  expect(committed("README.md")).toContain(`Rapyd Customers API ${String(at("/info/version"))}`);
});

test.each(names.filter((name) => name.endsWith(".ts")))(
  "%s imports only types from outside, and has no behaviour",
  (name) => {
    const text = committed(name);
    const imports = [...text.matchAll(/^import (type )?.* from "(.*)";$/gm)];
    for (const [line, type, from] of imports) {
      expect(type, line).toBe("type ");
      expect(from).toMatch(/^(openapi-fetch|\.\/[a-z-]+\.js)$/);
    }
    const code = text.replace(/\/\*\*[^]*?\*\//g, "");
    expect(code).not.toMatch(/\b(throw|new Error|fetch\(|console|await)\b/);
  },
);

test("no file contains a date or a machine's path", () => {
  for (const name of names)
    expect(committed(name)).not.toMatch(/\/(home|root|work|tmp|Users)\/|20\d\d-\d\d-\d\dT/);
});
