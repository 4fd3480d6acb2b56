import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differences, removeLeftovers, replaceFolder } from "../../scripts/generate/files.js";
import { rejection } from "../helpers/observed-client.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "generated-folder-test-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the generated folder", () => {
  const files = new Map([
    ["a.ts", "a"],
    ["b.ts", "b"],
  ]);

  test("is replaced as a whole, and its differences are listed", async () => {
    const target = join(folder, "replaced", "generated");
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "stale.ts"), "old");
    await writeFile(join(target, "a.ts"), "old");
    expect(await differences(target, files)).toEqual(["a.ts", "b.ts", "stale.ts"]);
    await replaceFolder(target, files);
    expect(await differences(target, files)).toEqual([]);
    expect(await readdir(join(folder, "replaced"))).toEqual(["generated"]);
  });

  test("is left unchanged if a file cannot be written", async () => {
    const target = join(folder, "kept", "generated");
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "a.ts"), "old");
    await rejection(
      replaceFolder(
        target,
        new Map([
          ["a.ts", "new"],
          ["no/such/folder.ts", "x"],
        ]),
      ),
    );
    expect(await readFile(join(target, "a.ts"), "utf8")).toBe("old");
    expect(await readdir(join(folder, "kept"))).toEqual(["generated"]);
  });

  test("is compared including its subfolders", async () => {
    const target = join(folder, "nested", "generated");
    await mkdir(join(target, "old/deep"), { recursive: true });
    await writeFile(join(target, "a.ts"), "a");
    await writeFile(join(target, "b.ts"), "b");
    await writeFile(join(target, "old/deep/c.ts"), "c");
    expect(await differences(target, files)).toEqual(["old/deep/c.ts"]);
  });

  test("loses the leftovers of a killed run, and nothing of a run in progress", async () => {
    const parent = join(folder, "left");
    const [own, dead] = [`.generated-${process.pid}-x`, ".generated-4194999-x"];
    for (const name of ["generated", own, dead, ".generated-abc"])
      await mkdir(join(parent, name, "fresh"), { recursive: true });
    await removeLeftovers(join(parent, "generated"));
    expect((await readdir(parent)).sort()).toEqual([own, "generated"]);
  });
});
