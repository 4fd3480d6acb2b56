import { expect, test } from "vitest";
import { locate } from "../../scripts/generate/read/locate.js";
import {
  changesOf,
  currentDescription,
  reported,
  withoutEffect,
} from "../nightly/description-effect/effect.js";
import type { Json } from "../helpers/openapi.js";

const description = currentDescription();

test("every part of the description has an effect on the generated code", async () => {
  // A third; all of them take a minute and more, and run with the nightly tests.
  const changes = changesOf(description as unknown as Json).filter((_, index) => index % 3 === 0);
  expect(changes.length).toBeGreaterThan(1_000);
  expect((await withoutEffect(description, changes)).map(reported)).toEqual([]);
});

test("a part without effect is reported with its line and what to do about it", async () => {
  const withIdle = structuredClone(description);
  const schema = withIdle.components?.schemas?.["Customer"];
  Object.assign(schema ?? {}, { maxProperties: 100 });
  const way = ["components", "schemas", "Customer", "maxProperties"];
  const idle = await withoutEffect(withIdle, [{ way, value: 101 }]);
  expect(idle).toEqual([{ way, value: 101 }]);
  expect(idle.map(reported)).toEqual([
    expect.stringMatching(
      /^openapi\/components\/schemas\/Customer\.yaml:\d+: \/components\/schemas\/Customer\/maxProperties can be 101, and no generated code changes; add a probe to test\/nightly\/description-effect\/probes\.ts, or take it out$/,
    ),
  ]);
});

test("each node is removed once, and each value changed once", () => {
  const node = { type: "string", maxLength: 3, enum: ["a"], nullable: false, description: "Prose." };
  expect(changesOf(node, ["at"])).toEqual([
    { way: ["at", "maxLength"], value: undefined },
    { way: ["at", "maxLength"], value: 2 },
    { way: ["at", "maxLength"], value: 4 },
    { way: ["at", "enum"], value: undefined },
    { way: ["at", "enum", "0"], value: undefined },
    { way: ["at", "enum", "0"], value: "a_" },
    { way: ["at", "nullable"], value: undefined },
    { way: ["at", "nullable"], value: true },
  ]);
});

test("a position in the bundled description is found in the YAML", () => {
  expect(locate(["components", "schemas", "Customer", "properties", "id"])).toMatch(
    /^openapi\/components\/schemas\/Customer\.yaml:\d+$/,
  );
  expect(locate(["paths", "/v1/customers", "post", "requestBody"])).toMatch(
    /^openapi\/paths\/customers\.yaml:\d+$/,
  );
  expect(locate(["servers", "1", "url"])).toMatch(/^openapi\/openapi\.yaml:\d+$/);
});
