import { expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { execute } from "../helpers/execute.js";

test("npm run probe:sandbox probes the emulator without keys, and deletes what it created", async () => {
  const { RAPYD_ACCESS_KEY: _, RAPYD_SECRET_KEY: __, ...environment } = process.env;
  const command = [process.execPath, "--import", "tsx", "scripts/probe-sandbox.ts"];
  const { code, output } = await execute(inRoot("."), command, environment);
  expect(output).not.toContain("UNEXPECTED");
  expect(output).not.toContain("not deleted");
  const [, requests, expected, asked] = /(\d+) requests; (\d+) of (\d+) results/.exec(output) ?? [];
  expect(Number(requests)).toBeLessThanOrEqual(60);
  expect(Number(asked)).toBeGreaterThanOrEqual(19);
  expect(expected).toBe(asked);
  expect(code).toBe(0);
});
