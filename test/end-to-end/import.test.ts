import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot, root } from "../../scripts/lib/paths.js";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/index.js";

// The commands import and export as a terminal runs them, against an emulator with a rate limit and faults.
let folder: string;
let emulator: Emulator;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rapyd-import-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await emulator?.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async (options?: EmulatorOptions): Promise<void> => {
  emulator = await startEmulator(options);
};
const at = (name: string): string => join(folder, name);
const linesOf = async (name: string): Promise<Record<string, unknown>[]> =>
  (await readFile(at(name), "utf8"))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const record = (index: number) => ({
  name: `Customer ${index}`,
  metadata: { reference: `order-${index}` },
});
const writeRecords = (count: number): Promise<void> =>
  writeFile(
    at("customers.jsonl"),
    Array.from({ length: count }, (_, index) => `${JSON.stringify(record(index))}\n`),
  );
const references = (): unknown[] => emulator.customers.map(({ metadata }) => metadata["reference"]);

interface Running {
  child: ChildProcess;
  ended: Promise<{ code: unknown; output: string; errors: string }>;
}

const commandOf = (args: readonly string[]): [string, ...string[]] => [
  ...([process.execPath, "--import", "tsx", inRoot("src/cli/main.ts")] as const),
  ...args,
];

function environment(variables: Record<string, string> = {}): NodeJS.ProcessEnv {
  const keys = { RAPYD_ACCESS_KEY: emulator.accessKey, RAPYD_SECRET_KEY: emulator.secretKey };
  return { ...process.env, ...keys, RAPYD_BASE_URL: emulator.url, ...variables };
}

function run(args: readonly string[], variables: Record<string, string> = {}): Running {
  const [program, ...rest] = commandOf(args);
  const child = spawn(program, rest, {
    ...{ cwd: root, stdio: ["ignore", "pipe", "pipe"], env: environment(variables) },
  });
  children.push(child);
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  const ended = once(child, "close").then(([code, signal]: unknown[]) => ({
    code: code ?? signal,
    output,
    errors,
  }));
  return { child, ended };
}

/** Starts an import at a high rate. `--settle-after` is 0, since no request arrives late here. */
const importFile = (...args: string[]): Running =>
  run(["import", at("customers.jsonl"), "--requests-per-minute", "60000", "--settle-after", "0", ...args]);

/** Resolves once this many customers are stored. */
async function stored(count: number): Promise<void> {
  while (emulator.customers.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
}

test("creates each customer once, although its process is killed twice and every 15th response is lost", async () => {
  await start();
  await writeRecords(300);
  let requests = 0;
  emulator.inject({
    mode: "reset-after-commit",
    times: Infinity,
    match: ({ method }) => method === "POST" && ++requests % 15 === 0,
  });
  for (const count of [80, 180]) {
    const { child, ended } = importFile();
    await stored(count);
    child.kill("SIGKILL");
    expect((await ended).code).toBe("SIGKILL");
  }
  const { code, output } = await importFile().ended;
  expect(code, output).toBe(0);
  expect(output).toMatch(/^300 records: \d+ created, \d+ existed\n$/);
  expect(emulator.customers).toHaveLength(300);
  expect(new Set(references()).size).toBe(300);
});

test("resumes after Ctrl-C, which lets current requests finish and exits with 130", async () => {
  await start();
  await writeRecords(400);
  const { child, ended } = importFile();
  await stored(50);
  child.kill("SIGINT");
  const { code, errors } = await ended;
  expect([code, errors]).toEqual([130, expect.stringMatching(/Stopped: .*Run the same command to resume/)]);
  const first = emulator.customers.length;
  expect(first).toBeLessThan(400);
  expect((await readFile(at("customers.journal.jsonl"), "utf8")).match(/"created"/g)).toHaveLength(first);
  const again = await importFile().ended;
  expect(again.output).toBe(`400 records: ${400 - first} created, ${first} existed\n`);
  expect(emulator.customers).toHaveLength(400);
});

test("keeps its pace under a rate limit, and waits if another client has used it up", async () => {
  await start({ rateLimit: { requests: 20, perMs: 1_000 } });
  await writeRecords(60);
  emulator.inject({ mode: "status", status: 429, headers: { "retry-after": "1" }, times: 1 });
  const { code } = await importFile("--requests-per-minute", "900").ended;
  expect(code).toBe(0);
  expect(emulator.customers).toHaveLength(60);
  expect(emulator.requests.filter(({ status, fault }) => status === 429 && !fault)).toEqual([]);
});

test("writes rejected records with line and reason, to fix and import", async () => {
  await start();
  const bad = { name: "", metadata: { reference: "bad" } };
  await writeFile(
    at("customers.jsonl"),
    [record(1), bad, record(2)].map((one) => JSON.stringify(one)).join("\n\n"),
  );
  const first = await importFile().ended;
  expect([first.code, first.output]).toEqual([
    1,
    expect.stringContaining("3 records: 2 created, 1 rejected"),
  ]);
  const reason = expect.stringContaining("/name must not be empty") as unknown;
  expect(await linesOf("customers.rejected.jsonl")).toEqual([
    { ...bad, rejected: { line: 3, reason, journal: "customers.journal.jsonl" } },
  ]);
  const fixed = (await readFile(at("customers.rejected.jsonl"), "utf8")).replace(
    '"name":""',
    '"name":"Jane"',
  );
  await writeFile(at("customers.rejected.jsonl"), fixed);
  const second = await run(["import", at("customers.rejected.jsonl")]).ended;
  expect([second.code, second.output]).toEqual([0, "1 record: 1 created\n"]);
  expect(references().sort()).toEqual(["bad", "order-1", "order-2"]);
  expect(JSON.stringify(emulator.customers)).not.toContain("rejected");
});

test("creates a rejected record once, even if the first file is imported again after the second", async () => {
  await start();
  await writeRecords(3);
  emulator.inject({ mode: "api-error", status: 400, errorCode: "ERROR_CREATE_CUSTOMER" });
  expect((await importFile().ended).output).toContain("3 records: 2 created, 1 rejected\n");
  const second = await run(["import", at("customers.rejected.jsonl")]).ended;
  expect(second.output).toBe("1 record: 1 created\n");
  expect((await importFile().ended).output).toBe("3 records: 0 created, 3 existed\n");
  expect(references().sort()).toEqual(["order-0", "order-1", "order-2"]);
});

const badRecord = { name: "", metadata: { reference: "bad" } };
const writeBadRecord = (): Promise<void> =>
  writeFile(
    at("customers.jsonl"),
    [record(1), badRecord].map((one) => `${JSON.stringify(one)}\n`),
  );
const fix = async (name: string): Promise<string> => {
  const text = (await readFile(at(name), "utf8")).replace('"name":""', `"name":"${Math.random()}"`);
  await writeFile(at(name), text);
  return text;
};

test("keeps every rejected file that was edited, and no identical copies", async () => {
  await start();
  await writeBadRecord();
  await importFile().ended;
  expect((await importFile().ended).errors).toBe("");
  const kept = [];
  for (const name of ["customers.rejected.jsonl.old", "customers.rejected.jsonl.old.2"]) {
    expect(existsSync(at(name))).toBe(false);
    kept.push(await fix("customers.rejected.jsonl"));
    const { output, errors } = await importFile().ended;
    expect(output).toContain("2 records: 0 created, 1 existed, 1 rejected\n");
    expect(errors).toBe(`The earlier ${at("customers.rejected.jsonl")} is now ${at(name)}.\n`);
    expect(await readFile(at(name), "utf8")).toBe(kept.at(-1));
  }
  expect(await readFile(at("customers.rejected.jsonl.old"), "utf8")).toBe(kept[0]);
});

test("a complete import without rejected records renames an earlier rejected file", async () => {
  await start();
  await writeBadRecord();
  await importFile().ended;
  await fix("customers.jsonl");
  expect(await importFile().ended).toMatchObject({ code: 0, output: "2 records: 1 created, 1 existed\n" });
  expect(existsSync(at("customers.rejected.jsonl"))).toBe(false);
  expect(await linesOf("customers.rejected.jsonl.old")).toMatchObject([badRecord]);
});

test("rejected records share the journal of their import, whatever the files are called", async () => {
  await start();
  await writeBadRecord();
  await mkdir(at("bad"));
  const first = await importFile("--rejected", at("bad/some.jsonl"), "--journal", at("mine.jsonl")).ended;
  expect(first.output).toContain(
    `Fix the rejected records in ${at("bad/some.jsonl")}, then import that file.\n`,
  );
  expect(await linesOf("bad/some.jsonl")).toMatchObject([{ rejected: { journal: "../mine.jsonl" } }]);
  await rename(at("bad/some.jsonl"), at("bad/other.jsonl"));
  await fix("bad/other.jsonl");
  expect(await run(["import", at("bad/other.jsonl")]).ended).toMatchObject({ code: 0 });
  await fix("customers.jsonl");
  const last = await importFile("--journal", at("mine.jsonl")).ended;
  expect(last.output).toBe("2 records: 0 created, 2 existed\n");
  expect(references().sort()).toEqual(["bad", "order-1"]);
});

test("rejected records are not sent if their journal is missing, or if they belong to several imports", async () => {
  await start();
  await writeBadRecord();
  await importFile().ended;
  const rejected = await fix("customers.rejected.jsonl");
  await mkdir(at("elsewhere"));
  await writeFile(at("elsewhere/moved.jsonl"), rejected);
  const moved = await run(["import", at("elsewhere/moved.jsonl")]).ended;
  expect([moved.code, moved.errors]).toEqual([
    2,
    expect.stringContaining(
      `does not exist: ${at("elsewhere/customers.journal.jsonl")}. If it was moved, pass its new path as --journal.`,
    ),
  ]);
  const other = rejected.replace("customers.journal", "other.journal").replace('"bad"', '"bad-2"');
  await writeFile(at("both.jsonl"), rejected + other);
  expect(await run(["import", at("both.jsonl")]).ended).toMatchObject({
    code: 2,
    errors: expect.stringContaining("its records belong to several imports") as string,
  });
  expect(references()).toEqual(["order-1"]);
  expect(
    await run(["import", at("elsewhere/moved.jsonl"), "--journal", at("customers.journal.jsonl")]).ended,
  ).toMatchObject({ code: 0, output: "1 record: 1 created\n" });
});

test("--dry-run checks every record, and needs no keys", async () => {
  await start();
  await writeFile(
    at("customers.jsonl"),
    [
      JSON.stringify(record(1)),
      '{"name":5,"metadata":{"reference":"b"}}',
      "name,email",
      '{"name":"Jane"}',
      JSON.stringify(record(1)),
      '{"name":"Jane","emial":"","metadata":{"reference":"c"}}',
    ].join("\n"),
  );
  const keys = { RAPYD_ACCESS_KEY: "", RAPYD_SECRET_KEY: "" };
  const { code, output } = await run(["import", at("customers.jsonl"), "--dry-run"], keys).ended;
  expect([code, output.split("\n")]).toEqual([
    1,
    [
      "line 2: /name must be of type string, not integer",
      expect.stringMatching(/^line 3: not JSON \(.*\); see --help for CSV$/),
      "line 4: metadata.reference is missing",
      'line 5: reference "order-1" is also on line 1',
      "6 records: 2 valid, 4 invalid. Nothing was sent.",
      "",
    ],
  ]);
  const strict = await run(["import", at("customers.jsonl"), "--dry-run", "--strict"], keys).ended;
  expect(strict.output).toContain("line 6: /emial is unknown; did you mean email?\n6 records: 1 valid");
  expect(existsSync(at("customers.journal.jsonl"))).toBe(false);
});

test("--check-existing finds existing customers although the journal is new", async () => {
  await start();
  await writeRecords(5);
  await importFile().ended;
  const { output } = await importFile("--check-existing", "--journal", at("other.jsonl")).ended;
  expect(output).toBe("5 records: 0 created, 5 existed\n");
  expect(emulator.customers).toHaveLength(5);
});

test("a second import with the same journal is rejected while the first runs", async () => {
  await start();
  await writeRecords(300);
  const first = importFile("--requests-per-minute", "3000");
  await stored(1);
  const second = await importFile().ended;
  expect([second.code, second.errors]).toEqual([
    1,
    expect.stringMatching(/has been in use by process \d+ on /),
  ]);
  first.child.kill("SIGKILL");
  await first.ended;
});

// In a container, too, a process has a pid that another container's process may have.
const unshare = ["--pid", "--fork", "--mount-proc"];
test.skipIf(spawnSync("unshare", [...unshare, "true"]).status !== 0)(
  "a second import in another process ID namespace of the same host is rejected",
  async () => {
    await start();
    await writeRecords(300);
    const first = importFile("--requests-per-minute", "1500", "--journal", at("j"));
    await stored(1);
    const child = spawn(
      "unshare",
      [...unshare, ...commandOf(["import", at("customers.jsonl"), "--journal", at("j")])],
      {
        ...{ cwd: root, stdio: ["ignore", "ignore", "pipe"], env: environment() },
      },
    );
    children.push(child);
    let errors = "";
    child.stderr?.on("data", (chunk) => (errors += String(chunk)));
    expect([(await once(child, "close"))[0], errors]).toEqual([
      1,
      expect.stringContaining("has been in use"),
    ]);
    first.child.kill("SIGKILL");
    await first.ended;
  },
);

test("a number that JavaScript represents exactly is accepted, and so is a string with many digits", async () => {
  await start();
  const text = `${"\\".repeat(2)}\\" 12345678901234567890`;
  const values = `[0.30000000000000004, -9007199254740991, 1e20, "${text}", 12345.6789012345678901e0]`;
  await writeFile(
    at("customers.jsonl"),
    `{"name":"J","n":${values},"metadata":{"reference":"${"9".repeat(30)}"}}`,
  );
  expect(await importFile().ended).toMatchObject({ code: 0, output: "1 record: 1 created\n" });
});

test("reports its results if a rejected record cannot be written, exit code 1", async () => {
  await start();
  const lines = Array.from({ length: 60 }, (_, index) => `${JSON.stringify(record(index))}\n`);
  await writeFile(at("customers.jsonl"), [...lines, '{"name":"","metadata":{"reference":"bad"}}']);
  await mkdir(at("gone"));
  const { ended } = importFile("--requests-per-minute", "1200", "--rejected", at("gone/r.jsonl"));
  await stored(1);
  await rm(at("gone"), { recursive: true });
  const { code, errors } = await ended;
  expect([code, errors]).toEqual([
    1,
    expect.stringMatching(
      /Stopped: 61 records: \d+ created, 1 rejected.*\. .*gone.r\.jsonl cannot be written: ENOENT.* run the same command to resume\./,
    ),
  ]);
});

test("reports remaining records if the file got shorter during the import, exit code 1", async () => {
  await start();
  await writeRecords(3_000);
  const { ended } = importFile("--requests-per-minute", "30000");
  await stored(1);
  const text = await readFile(at("customers.jsonl"), "utf8");
  await truncate(at("customers.jsonl"), text.indexOf("\n", text.length * 0.9) + 1);
  const { code, output, errors } = await ended;
  expect([code, output]).toEqual([1, expect.stringMatching(/, [\d,]+ left\n$/)]);
  expect(errors).toContain("was changed during the import. Run the same command again.");
});

describe("nothing is sent, exit code 2", () => {
  const good = JSON.stringify(record(1));
  test.each<[string, string | Buffer, string[], string]>([
    ["a repeated reference", `${good}\n\n${good}\n`, [], 'line 3: reference "order-1" is also on line 1'],
    [
      "a record without a reference",
      `${good}\n{"name":"Jane"}\n`,
      [],
      "line 2: metadata.reference is missing",
    ],
    ["a line that is not JSON", `${good}\nname,email\n`, [], "line 2: not JSON"],
    ["an array of records", `[${good}]`, [], "line 1: not a JSON object; write one per line"],
    [
      "a line in Latin-1",
      Buffer.from(`${good}\n{"name":"Zo\xeb","metadata":{"reference":"z"}}\n`, "latin1"),
      [],
      "line 2: not UTF-8",
    ],
    [
      "a number with too many digits",
      `${good}\n{"name":"Jane","n":[12345678901234567890],"metadata":{"reference":"z"}}\n`,
      [],
      "line 2: the number 12345678901234567890 has too many digits: write it as a string",
    ],
    [
      "a fractional reference",
      '{"name":"Jane","metadata":{"reference":1.5}}',
      [],
      "line 1: metadata.reference must be a string or a safe integer",
    ],
    [
      "a line nested too deeply",
      `{"name":"Jane","metadata":{"reference":"z","deep":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`,
      [],
      "line 1: nested too deeply",
    ],
    ["an empty name for the journal", good, ["--journal="], "--journal must be the path of a file."],
    [
      "an empty name for the rejected records",
      good,
      ["--rejected="],
      "--rejected must be the path of a file.",
    ],
    ["an empty reference key", good, ["--reference-key="], "--reference-key must not be empty."],
    [
      "a folder for the rejected records",
      good,
      ["--rejected", tmpdir()],
      "--rejected must be a regular file",
    ],
    [
      "a missing folder for the rejected records",
      good,
      ["--rejected", join(tmpdir(), "no", "such", "x.jsonl")],
      "Rejected records cannot be written to",
    ],
    ["no such file", "", ["--journal", "customers.jsonl", "nowhere.jsonl"], "Pass exactly one file"],
    [
      "an invalid pace",
      good,
      ["--requests-per-minute", "0"],
      "--requests-per-minute must be a whole number from 1",
    ],
    [
      "one file for two purposes",
      good,
      ["--rejected", "JOURNAL", "--journal", "JOURNAL"],
      "three different files",
    ],
  ])("%s is reported", async (_, text, args, message) => {
    await start();
    await writeFile(at("customers.jsonl"), text);
    const { code, errors } = await importFile(...args.map((arg) => (arg === "JOURNAL" ? at("x.jsonl") : arg)))
      .ended;
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/\n\s+at /);
    expect([code, emulator.requests]).toEqual([2, []]);
  });

  test.skipIf(process.platform === "win32")("a pipe, which cannot be read twice, is reported", async () => {
    await start();
    execFileSync("mkfifo", [at("customers.jsonl")]);
    const { code, errors } = await importFile().ended;
    expect([code, errors]).toEqual([2, expect.stringContaining("FILE must be a regular file")]);
  });

  test("production without --yes, where no prompt is possible", async () => {
    await start();
    await writeRecords(1);
    const variables = { RAPYD_BASE_URL: "", RAPYD_ENVIRONMENT: "production" };
    const { code, errors } = await run(["import", at("customers.jsonl")], variables).ended;
    expect([code, errors]).toEqual([2, "To import in production, pass --yes.\n"]);
  });

  test("missing keys", async () => {
    await start();
    await writeRecords(1);
    const { code, errors } = await run(["import", at("customers.jsonl")], { RAPYD_ACCESS_KEY: "" }).ended;
    expect([code, errors]).toEqual([
      2,
      expect.stringContaining("accessKey is missing: set RAPYD_ACCESS_KEY."),
    ]);
  });
});

describe("export", () => {
  const exportAll = (...args: string[]): Running =>
    run(["export", "--requests-per-minute", "60000", ...args]);

  test("writes every customer as a line, even if pages fail", async () => {
    await start();
    await writeRecords(250);
    await importFile().ended;
    emulator.inject({ mode: "truncate", match: ({ method }) => method === "GET" });
    const { code, output, errors } = await exportAll().ended;
    expect([code, errors]).toEqual([0, "250 customers\n"]);
    const exported = output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: string });
    expect(new Set(exported.map(({ id }) => id)).size).toBe(250);
    expect(exported).toEqual(expect.arrayContaining([...emulator.customers]));
  });

  test("leaves an existing file unchanged if it cannot complete", async () => {
    await start();
    await writeFile(at("all.jsonl"), "of yesterday");
    emulator.inject({ mode: "api-error", status: 400, errorCode: "INVALID_LIMIT", times: Infinity });
    const failed = await exportAll("--output", at("all.jsonl")).ended;
    expect([failed.code, failed.errors]).toEqual([1, expect.stringContaining("The export is incomplete")]);
    expect(await readFile(at("all.jsonl"), "utf8")).toBe("of yesterday");
    expect(await readdir(folder)).toEqual(["all.jsonl"]);
  });

  test("is complete although another one writes the same file", async () => {
    await start();
    await writeRecords(250);
    await importFile().ended;
    const exports = [1, 2].map(() => exportAll("--output", at("all.jsonl")).ended);
    expect((await Promise.all(exports)).map(({ code }) => code)).toEqual([0, 0]);
    expect((await linesOf("all.jsonl")).length).toBe(250);
  });

  test.skipIf(process.platform === "win32")(
    "writes to the target of a symbolic link, and never to a device",
    async () => {
      await start();
      await writeFile(at("target"), "");
      await symlink("target", at("link"));
      expect((await exportAll("--output", at("link")).ended).code).toBe(0);
      expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
      const device = await exportAll("--output", "/dev/null").ended;
      expect([device.code, device.errors]).toEqual([
        2,
        "--output must be a regular file; /dev/null is not one.\n",
      ]);
      expect(emulator.requests).toHaveLength(1);
    },
  );

  test("replaces the file as a whole", async () => {
    await start();
    await writeRecords(3);
    await importFile().ended;
    const { code } = await exportAll("--output", at("all.jsonl")).ended;
    expect([code, (await linesOf("all.jsonl")).length]).toEqual([0, 3]);
  });

  test("ends with exit code 1 if the reader closes the pipe", async () => {
    await start();
    await writeRecords(250);
    await importFile().ended;
    const { child, ended } = exportAll();
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect((await ended).code).toBe(1);
  });
});
