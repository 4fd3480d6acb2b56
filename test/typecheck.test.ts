import { expect, test } from "vitest";
import { root } from "../scripts/paths.js";
import { run } from "./helpers/copy.js";

// Within the tests and not before them: a byte that is changed in generated/ must lead to the command that mends it.
test("src, scripts and tests, the type tests among them, compile", async () => {
  const { code, output } = await run(root, ["tsc", "-p", "tsconfig.json"]);
  expect([output, code]).toEqual(["", 0]);
});
