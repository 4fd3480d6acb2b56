import { spawn } from "node:child_process";
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { type Copy, copyRepository } from "../helpers/copy.js";

let copy: Copy;
beforeAll(async () => {
  copy = await copyRepository();
});
afterAll(() => copy.remove());

async function generatedText(): Promise<string> {
  const names = (await readdir(copy.path("generated"))).sort();
  return (await Promise.all(names.map((name) => readFile(copy.path(`generated/${name}`), "utf8")))).join(
    "\n",
  );
}

const retrievePath = `parameters:
  - name: noteId
    in: path
    required: true
    description: ID of the note.
    schema:
      type: string
    example: note_1
get:
  operationId: retrieveNote
  tags: [Customers]
  summary: Retrieve a note
  description: Gives a note.
  responses:
    "200":
      description: Note was found.
      content:
        application/json:
          schema:
            $ref: ../components/schemas/CustomerEnvelope.yaml
          examples:
            Found:
              $ref: ../components/examples/CreateCustomerResponse.yaml
    "400":
      $ref: ../components/responses/BadRequest.yaml
`;

const use = `import { createClient } from "./src/index.js";
import type { Customer } from "./src/index.js";
import { startEmulator } from "./src/emulator/index.js";

const emulator = await startEmulator();
const { accessKey, secretKey, url } = emulator;
const rapyd = createClient({ accessKey, secretKey, baseUrl: url });
const call: (noteId: string) => Promise<Customer> = rapyd.retrieveNote;
const rejected = await call("..").catch((error: Error) => error.message);
const unknown = await call("note_none").catch((error: Error) => error.name);
process.stdout.write(JSON.stringify([rejected, unknown]));
await emulator.close();
`;

describe.sequential("in a copy of the repository", () => {
  test("generated/ is reported as up to date", async () => {
    const { code, output } = await copy.run("tsx", "scripts/generate.ts", "--check");
    expect([code, output.trim()]).toEqual([0, "generated/ is current"]);
  });

  test("a changed file in generated/ is named, with the command to run", async () => {
    const file = copy.path("generated/schema.ts");
    const before = await readFile(file, "utf8");
    await appendFile(file, " ");
    const { code, output } = await copy.run("tsx", "scripts/generate.ts", "--check");
    expect(code).toBe(1);
    expect(output).toContain("generated/schema.ts is out of date");
    expect(output).toContain("Run: npm run generate");
    expect(await readFile(file, "utf8")).toBe(`${before} `);
    expect((await copy.run("tsx", "scripts/generate.ts")).output).toContain("wrote schema.ts");
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("a broken description prints Redocly's message with file and line, and changes nothing", async () => {
    const file = copy.path("openapi/components/schemas/Tier.yaml");
    const [before, generatedBefore] = [await readFile(file, "utf8"), await generatedText()];
    await writeFile(file, before.replace("type: number", "type: nmber"));
    const { code, output } = await copy.run("tsx", "scripts/generate.ts");
    expect(code).toBe(1);
    expect(output).toMatch(/Tier\.yaml:\d+/);
    expect(output).toContain("generated/ is unchanged.");
    expect(await generatedText()).toBe(generatedBefore);
    await writeFile(file, before);
  });

  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      "an unused x- keyword",
      "openapi/components/schemas/Tier.yaml",
      (text) => `${text}x-senstive: true\n`,
      /Tier\.yaml:\d+.*Unknown extension x-senstive; use x-client-option/s,
    ],
    [
      "an unreferenced file",
      "openapi/components/schemas/Forgotten.yaml",
      () => "type: string\ndescription: Forgotten.\n",
      /components\/schemas\/Forgotten\.yaml is unreferenced/,
    ],
    [
      "an unsupported keyword in a component",
      "openapi/components/schemas/Tier.yaml",
      (text) => `${text}propertyNames:\n  pattern: ^[a-z_]+$\n`,
      /^openapi\/components\/schemas\/Tier\.yaml:\d+: Schema Tier has propertyNames: /m,
    ],
    [
      "an unsupported keyword in a path",
      "openapi/paths/customers.yaml",
      (text) =>
        text.replace(
          "operationId: createCustomer",
          "operationId: createCustomer\n  servers:\n    - url: https://other.rapyd.net\n      x-environment: other\n      description: Other.",
        ),
      /^openapi\/paths\/customers\.yaml:\d+: POST \/v1\/customers \(createCustomer\): it has its own servers/m,
    ],
  ])("%s is rejected with file and line", async (_, name, change, message) => {
    const before = await readFile(copy.path(name), "utf8").catch(() => undefined);
    await writeFile(copy.path(name), change(before ?? ""));
    try {
      const { code, output } = await copy.run("tsx", "scripts/generate.ts");
      expect(output).toMatch(message);
      expect(code).toBe(1);
    } finally {
      if (before === undefined) await rm(copy.path(name));
      else await writeFile(copy.path(name), before);
    }
  });

  test("the next run removes the leftovers of a killed run", async () => {
    await mkdir(copy.path(".generated-4194999-x/fresh"), { recursive: true });
    await copy.run("tsx", "scripts/generate.ts");
    expect((await readdir(copy.folder)).filter((name) => name.startsWith(".generated-"))).toEqual([]);
  });

  test("a file that is not YAML is named", async () => {
    const file = copy.path("openapi/components/schemas/Tier.yaml");
    const before = await readFile(file, "utf8");
    await writeFile(file, `${before}\n  - : {`);
    const { code, output } = await copy.run("tsx", "scripts/generate.ts");
    expect(code).toBe(1);
    expect(output).toContain("Tier.yaml");
    await writeFile(file, before);
  });

  test("rejects an unknown option", async () => {
    expect(await copy.run("tsx", "scripts/generate.ts", "--chek")).toMatchObject({ code: 1 });
  });

  test("a new operation in the YAML becomes a typed method, without an edit in src/", async () => {
    const index = copy.path("openapi/openapi.yaml");
    await writeFile(copy.path("openapi/paths/notes_{noteId}.yaml"), retrievePath);
    const before = await readFile(index, "utf8");
    const entry = "  /v1/notes/{noteId}:\n    $ref: paths/notes_{noteId}.yaml\n";
    await writeFile(index, before.replace("paths:\n", `paths:\n${entry}`));
    const { code, output } = await copy.run("tsx", "scripts/generate.ts");
    expect([code, output]).toEqual([0, expect.stringContaining("wrote README.md, client.ts")]);

    await writeFile(copy.path("src/use.ts"), use.replaceAll("./src/", "./"));
    const compiled = await copy.run("tsc", "-p", "src/tsconfig.json");
    expect(compiled).toEqual({ code: 0, output: "" });
    const ran = await copy.run("node", "dist/src/use.js");
    expect(ran.code, ran.output).toBe(0);
    const [rejected, unknown] = JSON.parse(ran.output) as [string, string];
    expect(rejected).toContain(
      '/noteId must be a non-empty id (no slashes, no lone surrogates, not "." or ".."), not ".."',
    );
    expect(unknown).toBe("ApiError");
  });

  test("--watch compiles on each save, even after an invalid one", async () => {
    const file = copy.path("openapi/components/schemas/Tier.yaml");
    const before = await readFile(file, "utf8");
    const child = spawn(join(inRoot("node_modules/.bin"), "tsx"), ["scripts/generate.ts", "--watch"], {
      cwd: copy.folder,
    });
    let output = "";
    const listeners = new Set<() => void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString("utf8");
        for (const listener of listeners) listener();
      });
    }
    const printed = (text: RegExp): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!text.test(output)) return;
          listeners.delete(look);
          output = output.replace(text, "");
          resolve();
        };
        listeners.add(look);
        look();
      });
    /**
     * Saves `text` every 2 s until the output matches `expected`. The watcher may miss the first saves, since it takes a while to start.
     */
    const save = async (text: string, expected: RegExp): Promise<void> => {
      // Many editors save like this: they write a file with another name, and rename it to the original's.
      const replace = async (): Promise<void> => {
        await writeFile(`${file}~`, text);
        await rename(`${file}~`, file);
      };
      const rewrite = setInterval(() => void replace(), 2_000);
      try {
        await replace();
        await printed(expected);
      } finally {
        clearInterval(rewrite);
      }
    };
    try {
      await printed(/Watching openapi\//);
      const changed = before.replace("Price of a range of units.", "Price of some units.");
      await save(changed, /wrote openapi\.json, schema\.ts \(\d+\.\d s\)/);
      await save(before.replace("type: number", "type: nmber"), /Tier\.yaml:\d+/);
      await save(before, /wrote openapi\.json, schema\.ts/);
      // As a checkout of another branch may do.
      const folder = copy.path("openapi/components/schemas");
      await cp(folder, copy.path("away"), { recursive: true });
      await rm(folder, { recursive: true });
      await printed(/more problems? may follow from this|Can't resolve \$ref/);
      await cp(copy.path("away"), folder, { recursive: true });
      await printed(/is current/);
      await save(changed, /wrote openapi\.json, schema\.ts/);
    } finally {
      child.kill();
    }
  });
});
