import { afterAll, beforeAll, expect, test } from "vitest";
import { type Copy, copyRepository } from "../helpers/copy.js";

let copy: Copy;
beforeAll(async () => {
  copy = await copyRepository();
});
afterAll(() => copy.remove());

test("the demo creates a customer, reports it on one screen, and skips compiling if nothing changed", async () => {
  await copy.run("tsx", "scripts/generate.ts");
  const { code, output } = await copy.run("tsx", "scripts/demo.ts");
  expect(code, output).toBe(0);
  expect(output).toContain("skipped: nothing has changed");
  expect(output).toMatch(/ok 3\. create a customer on the emulator: cus_[0-9a-f]{32}, /);
  expect(output).toContain("- a wrong secret key: AuthenticationError: ");
  expect(output).toContain("- a bad body: ValidationError: ");
  expect(output.split("\n").length).toBeLessThanOrEqual(24);
});
