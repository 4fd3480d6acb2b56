import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { inRoot, root } from "../../scripts/lib/paths.js";
import { version } from "../../generated/client.js";
import { createClient } from "../../src/index.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

// The command as a terminal runs it.
const started: ChildProcess[] = [];
afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));

interface Running {
  child: ChildProcess;
  output: () => string;
  errors: () => string;
}

function start(args: readonly string[], variables: Record<string, string> = {}): Running {
  const { RAPYD_ACCESS_KEY: _access, RAPYD_SECRET_KEY: _secret, ...environment } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", inRoot("src/cli/main.ts"), ...args], {
    cwd: root,
    env: { ...environment, ...variables },
  });
  started.push(child);
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  return { child, output: () => output, errors: () => errors };
}

async function run(
  args: readonly string[],
  variables?: Record<string, string>,
): Promise<{ code: unknown; output: string; errors: string }> {
  const { child, output, errors } = start(args, variables);
  const [code] = (await once(child, "close")) as [unknown];
  return { code, output: output(), errors: errors() };
}

const keys = { RAPYD_ACCESS_KEY: "rak_a", RAPYD_SECRET_KEY: "rsk_MARKED" };

describe("help and usage errors", () => {
  test.each([
    ...[["--help"], ["emulator", "--help"], ["sign", "--help"], ["check-signature", "--help"]],
    ...[
      ["sign-webhook", "--help"],
      ["check-webhook", "--help"],
    ],
  ])("%s %s prints its help", async (...args) => {
    const { code, output, errors } = await run(args);
    expect([code, errors]).toEqual([0, ""]);
    expect(output).toContain("Usage: rapyd-customers");
    for (const line of output.split("\n").filter((one) => !one.startsWith("Usage:")))
      expect(line.length, line).toBeLessThanOrEqual(140);
  });

  test("--version prints the package's version", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, output: `${version}\n`, errors: "" });
  });

  test.each<[string, string[], string]>([
    ["an unknown command", ["emulate"], 'Unknown command "emulate"; use emulator, sign'],
    ["an unknown option", ["emulator", "--prt", "1"], "Unknown option '--prt'"],
    [
      "an invalid port",
      ["emulator", "--port", "70000"],
      "--port must be a whole number from 0 to 65535, not 70000.",
    ],
    ["an unknown fault", ["emulator", "--fault", "fire"], 'Unknown fault "fire"; use reset-before-read'],
    [
      "a fault without its value",
      ["emulator", "--fault", "status"],
      "--fault status needs a value: --fault status=VALUE.",
    ],
    [
      "a fault with an unexpected value",
      ["emulator", "--fault", "empty-500=1"],
      "--fault empty-500 does not take a value.",
    ],
    [
      "a fault with an invalid value",
      ["emulator", "--fault", "status=big"],
      "--fault status needs a number, optionally followed by * and a count, not status=big.",
    ],
    [
      "a fault named like a property of every object",
      ["emulator", "--fault", "constructor"],
      'Unknown fault "constructor"; use reset-before-read',
    ],
    [
      "a fault with an empty count",
      ["emulator", "--fault", "empty-500*"],
      'Unknown fault "empty-500*"; use reset-before-read',
    ],
    [
      "an empty name for the ready file",
      ["emulator", "--ready-file="],
      "--ready-file must be the path of a file.",
    ],
    ["a folder as ready file", ["emulator", "--ready-file", tmpdir()], "must be a regular file"],
    [
      "a missing body file",
      ["sign", "--method", "POST", "--path", "/", "--body-file", "nowhere.json"],
      "Cannot read the body from nowhere.json: ENOENT",
    ],
    [
      "an invalid rate limit",
      ["emulator", "--rate-limit", "0"],
      "--rate-limit must be a whole number from 1",
    ],
    ["an empty command", ["emulator", "--"], "-- must be followed by a command"],
    ["a missing command", ["emulator", "--", "no-such-program"], "Cannot run no-such-program"],
    [
      "a fault for zero requests",
      ["emulator", "--fault", "empty-500*0"],
      "times must be a whole number from 1, or Infinity",
    ],
    [
      "a path as webhook URL",
      [
        "check-signature",
        "--method",
        "POST",
        "--path",
        "https://example.com/hook",
        "--salt",
        "s",
        "--timestamp",
        "1",
        "--signature",
        "x",
      ],
      "For a webhook, use sign-webhook or check-webhook with --url.",
    ],
    [
      "an invalid URL",
      ["emulator", "--webhook-url", "here"],
      "--webhook-url must be an http(s) URL without user or password, not here",
    ],
    ["a request without a path", ["sign", "--method", "GET"], "--path is missing"],
    ["a URL as path", ["sign", "--method", "GET", "--path", "v1"], "--path must begin with /, not v1."],
    [
      "an invalid timestamp",
      ["sign", "--method", "GET", "--path", "/", "--timestamp", "now"],
      "must be Unix seconds",
    ],
    ["two bodies", ["sign", "--method", "GET", "--path", "/", "--body", "", "--body-file", "-"], "not both"],
    ["no signature to check", ["check-signature", "--method", "GET", "--path", "/"], "--salt is missing"],
  ])("%s is rejected without a stack trace, exit code 2", async (_, args, message) => {
    const { code, errors } = await run(args, keys);
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  test("a missing key is reported, exit code 2", async () => {
    const { code, errors } = await run(["sign", "--method", "GET", "--path", "/v1/customers"]);
    expect([code, errors]).toEqual([2, "Set RAPYD_ACCESS_KEY: the signature needs it.\n"]);
  });

  test("a port in use is a one-line error, exit code 1", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, errors } = await run(["emulator", "--port", String(port)]);
    server.close();
    expect([code, errors.trim().split("\n").length]).toEqual([1, 1]);
    expect(errors).toContain("EADDRINUSE");
  });
});

test("emulator prints URL, keys and a line per request, and ends on Ctrl-C", async () => {
  const { child, output } = start(["emulator", "--log"]);
  const printed = (pattern: RegExp): Promise<void> =>
    expect.poll(output, { timeout: 15_000 }).toMatch(pattern).then();
  await printed(/RAPYD_SECRET_KEY=/);
  const variables = Object.fromEntries(
    output()
      .split("\n")
      .map((line) => line.split("=", 2)) as [string, string][],
  );
  const { RAPYD_BASE_URL = "", RAPYD_ACCESS_KEY = "", RAPYD_SECRET_KEY = "" } = variables;
  const account = { accessKey: RAPYD_ACCESS_KEY, secretKey: RAPYD_SECRET_KEY };
  await createClient({ ...account, baseUrl: RAPYD_BASE_URL }).createCustomer(minimalCustomer);
  await printed(/^POST \/v1\/customers 200$/m);

  const timestamp = String(Math.floor(Date.now() / 1_000));
  const text = `GET/v1/customers${"salt"}${timestamp}${RAPYD_ACCESS_KEY}${RAPYD_SECRET_KEY}`;
  const hexadecimal = createHmac("sha256", RAPYD_SECRET_KEY).update(text).digest("hex");
  const headers = { access_key: RAPYD_ACCESS_KEY, salt: "salt", timestamp, signature: btoa(hexadecimal) };
  await fetch(`${RAPYD_BASE_URL}/v1/customers`, { headers });
  await printed(
    /^GET \/v1\/customers 401 UNAUTHENTICATED_API_CALL Invalid signature: the method is signed in upper case$/m,
  );

  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test.each([
  ["empty-500", 500],
  ["status=429", 429],
  ["api-error=CREDIT_CARD_EXISTS", 400],
])("emulator makes every request fail with --fault %s", async (fault, status) => {
  const { output } = start(["emulator", "--fault", fault]);
  await expect.poll(output, { timeout: 15_000 }).toContain("RAPYD_SECRET_KEY=");
  const url = /RAPYD_BASE_URL=(.*)/.exec(output())?.[1] ?? "";
  for (let count = 0; count < 3; count++) expect((await fetch(`${url}/v1/customers`)).status).toBe(status);
});

test("faults are injected in order, each as many times as its count says", async () => {
  const { output } = start(["emulator", "--fault", "status=429*1", "--fault", "empty-500*2"]);
  await expect.poll(output, { timeout: 15_000 }).toContain("RAPYD_SECRET_KEY=");
  const url = /RAPYD_BASE_URL=(.*)/.exec(output())?.[1] ?? "";
  const statuses: number[] = [];
  for (let count = 0; count < 4; count++) statuses.push((await fetch(`${url}/v1/customers`)).status);
  expect(statuses).toEqual([429, 500, 500, 400]);
});

test("--rate-limit responds to further requests with a 429 until the minute ends", async () => {
  const { output } = start(["emulator", "--rate-limit", "2"]);
  await expect.poll(output, { timeout: 15_000 }).toContain("RAPYD_SECRET_KEY=");
  const url = /RAPYD_BASE_URL=(.*)/.exec(output())?.[1] ?? "";
  const statuses: number[] = [];
  for (let count = 0; count < 3; count++) statuses.push((await fetch(`${url}/v1/customers`)).status);
  expect(statuses).toEqual([400, 400, 429]);
});

test("--log prints each delivery and each fault", async () => {
  const webhook = ["--webhook-url", "http://127.0.0.1:9/hook"];
  const { output } = start(["emulator", "--log", ...webhook, "--fault", "empty-500*1"]);
  await expect.poll(output, { timeout: 15_000 }).toContain("RAPYD_SECRET_KEY=");
  const [, url = "", accessKey = "", secretKey = ""] =
    /RAPYD_BASE_URL=(.*)\nRAPYD_ACCESS_KEY=(.*)\nRAPYD_SECRET_KEY=(.*)/.exec(output()) ?? [];
  const rapyd = createClient({ accessKey, secretKey, baseUrl: url, maxRetries: 0 });
  await rapyd.createCustomer(minimalCustomer).catch(() => undefined);
  await expect.poll(output).toContain("POST /v1/customers 200 fault empty-500");
  await expect.poll(output).toMatch(/^webhook CUSTOMER_CREATED attempt 2: \w+/m);
});

describe("emulator -- COMMAND", () => {
  const node = (script: string): string[] => ["emulator", "--", process.execPath, "-e", script];

  test("runs it with the variables set, and exits with its code", async () => {
    const script = `fetch(process.env.RAPYD_BASE_URL + "/v1/customers").then(({ status }) => {
      console.info(status, process.env.RAPYD_ACCESS_KEY, process.env.RAPYD_SECRET_KEY); process.exit(7); })`;
    expect(await run(node(script))).toEqual({
      code: 7,
      output: "400 rak_EMULATOR0000000000 rsk_emulator_secret\n",
      errors: "",
    });
  });

  test("forwards a signal, and exits like a shell", async () => {
    const { child, output } = start(node(`console.info("up"); setInterval(() => undefined, 1_000)`));
    await expect.poll(output, { timeout: 15_000 }).toContain("up");
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([143, null]);
  });
});

test.each(["SIGTERM", "SIGHUP"] as const)(
  "--ready-file contains the variables while the emulator accepts requests, until %s",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-ready-"));
    const file = join(folder, "ready");
    await writeFile(file, "RAPYD_BASE_URL=of-an-earlier-run");
    const { child } = start(["emulator", "--ready-file", file]);
    const read = (): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
    await expect.poll(read, { timeout: 15_000 }).toContain("RAPYD_BASE_URL=http");
    const [, url = ""] = /RAPYD_BASE_URL=(.*)/.exec(read()) ?? [];
    expect((await fetch(`${url}/_emulator/customers`)).status).toBe(200);
    child.kill(signal);
    await once(child, "close");
    expect(existsSync(file)).toBe(false);
    await rm(folder, { recursive: true });
  },
);

test("--ready-file removes neither another program's file, nor any file if an option is wrong", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-ready-"));
  const [own, ready] = [join(folder, "my.env"), join(folder, "ready")];
  await writeFile(own, "SECRET=1");
  await writeFile(ready, "RAPYD_BASE_URL=x");
  const foreign = await run(["emulator", "--ready-file", own], keys);
  expect([foreign.code, foreign.errors]).toEqual([
    2,
    `--ready-file: ${own} exists, and was not written by an emulator.\n`,
  ]);
  expect((await run(["emulator", "--ready-file", ready, "--port", "abc"], keys)).code).toBe(2);
  expect([readFileSync(own, "utf8"), readFileSync(ready, "utf8")]).toEqual(["SECRET=1", "RAPYD_BASE_URL=x"]);
  await rm(folder, { recursive: true });
});

test.skipIf(!existsSync("/dev/full"))(
  "output that cannot be written is an error without a stack trace",
  async () => {
    const command = `"${process.execPath}" --import tsx "${inRoot("src/cli/main.ts")}" --version > /dev/full`;
    const child = spawn("bash", ["-c", command], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += String(chunk)));
    expect((await once(child, "close"))[0]).toBe(1);
    expect(errors).toMatch(/^Cannot write to standard output: ENOSPC.*\n$/);
  },
);

test("the command ends without an error if the reader closes the pipe", async () => {
  const command = `"${process.execPath}" --import tsx "${inRoot("src/cli/main.ts")}" emulator --log`;
  const script = `${command} | head -1; exit "\${PIPESTATUS[0]}"`;
  const child = spawn("bash", ["-c", script], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  await expect.poll(() => output, { timeout: 15_000 }).toContain("RAPYD_BASE_URL=");
  const url = /RAPYD_BASE_URL=(.*)/.exec(output)?.[1] ?? "";
  // Each logs a line, of which the first meets the closed pipe.
  for (let count = 0; count < 3; count++) await fetch(`${url}/v1/customers`).catch(() => undefined);
  await closed;
  expect(errors).toBe("");
});

test("emulator reports that it does not recognise a signature's mistake", async () => {
  const { output } = start(["emulator", "--log"]);
  await expect.poll(output, { timeout: 15_000 }).toContain("RAPYD_SECRET_KEY=");
  const [, url = "", accessKey = ""] = /RAPYD_BASE_URL=(.*)\nRAPYD_ACCESS_KEY=(.*)/.exec(output()) ?? [];
  const timestamp = String(Math.floor(Date.now() / 1_000));
  await fetch(`${url}/v1/customers`, {
    headers: { access_key: accessKey, salt: "s", timestamp, signature: "x" },
  });
  await expect.poll(output).toContain("Invalid signature: no known mistake explains it");
});

describe("sign and check-signature", () => {
  const request = [
    "--method",
    "POST",
    "--path",
    "/v1/customers",
    "--salt",
    "abcdefgh",
    "--timestamp",
    "1700000000",
  ];
  const body = ["--body", '{"name":"O\'Neil"}'];
  const text = (secretKey: string): string =>
    `post/v1/customersabcdefgh1700000000rak_a${secretKey}{"name":"O'Neil"}`;
  const digest = createHmac("sha256", keys.RAPYD_SECRET_KEY).update(text(keys.RAPYD_SECRET_KEY)).digest();

  test("sign prints the signed text without the secret key, the headers and a curl line", async () => {
    const { code, output } = await run(["sign", ...request, ...body], keys);
    expect(code).toBe(0);
    expect(output).toContain(text("<secret key>"));
    expect(output).toContain(`signature: ${btoa(digest.toString("hex"))}`);
    expect(output).toContain(`--data-raw '{"name":"O'\\''Neil"}'`);
    expect(output).not.toContain("MARKED");
  });

  test.each([
    ["whitespace, and removes it", '{"name": "Jane"}', "Whitespace between", `--data-raw '{"name":"Jane"}'`],
    ["numbers, and keeps them unchanged", '{"n":12345678901234567890}', "numbers", "12345678901234567890"],
    ["a body that is not JSON", "name=Jane", "not JSON", "name=Jane"],
  ])("sign warns of %s", async (_, sent, advice, shown) => {
    const { code, output, errors } = await run(["sign", ...request, "--body", sent], keys);
    expect([code, output]).toEqual([0, expect.stringContaining(shown)]);
    expect(errors).toContain(advice);
  });

  test("check-signature distinguishes a valid signature from an invalid one, and names the mistake", async () => {
    const check = (signature: string): ReturnType<typeof run> =>
      run(["check-signature", ...request, ...body, "--signature", signature], keys);
    const right = btoa(digest.toString("hex"));
    expect(await check(right)).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /^The signature is valid, but Rapyd will reject it: the timestamp is \d+ seconds old/,
      ),
    });
    expect(await check(digest.toString("base64"))).toMatchObject({
      code: 1,
      output: `The signature is wrong: the raw digest is Base64-encoded instead of its hex string.\nExpected: ${right}\n`,
    });
    expect(await check("other")).toMatchObject({
      code: 1,
      output: expect.stringContaining("no known mistake"),
    });
  });

  test("check-signature reports a timestamp in milliseconds, which invalidates every signature", async () => {
    const milliseconds = "1700000000000";
    const signed = text(keys.RAPYD_SECRET_KEY).replace("1700000000", milliseconds);
    const signature = btoa(createHmac("sha256", keys.RAPYD_SECRET_KEY).update(signed).digest("hex"));
    const values = request.map((value) => (value === "1700000000" ? milliseconds : value));
    const { code, output } = await run(
      ["check-signature", ...values, ...body, "--signature", signature],
      keys,
    );
    expect([code, output]).toEqual([
      1,
      "The signature is valid, but Rapyd will reject it: the timestamp is in milliseconds; it must be in seconds.\n",
    ]);
  });

  test("sign-webhook and check-webhook use the webhook formula", async () => {
    const webhook = ["--url", "https://example.com/hook", "--salt", "abcdefgh", "--timestamp", "1700000000"];
    const event = ["--body", '{"id":"wh_1"}'];
    const signing = await run(["sign-webhook", ...webhook, ...event], keys);
    const text = `https://example.com/hookabcdefgh1700000000rak_a${keys.RAPYD_SECRET_KEY}{"id":"wh_1"}`;
    const right = btoa(createHmac("sha256", keys.RAPYD_SECRET_KEY).update(text).digest("hex"));
    expect(signing).toMatchObject({ code: 0, output: expect.stringContaining(`signature: ${right}`) });
    const check = (signature: string): ReturnType<typeof run> =>
      run(["check-webhook", ...webhook, ...event, "--signature", signature], keys);
    expect(await check(right)).toMatchObject({ code: 0, output: "The signature is valid.\n" });
    const withMethod = btoa(createHmac("sha256", keys.RAPYD_SECRET_KEY).update(`post${text}`).digest("hex"));
    expect(await check(withMethod)).toMatchObject({
      code: 1,
      output: expect.stringContaining("the method is signed"),
    });
  });

  test("a body that is not UTF-8 is rejected, and one of 12 MB is signed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rapyd-customers-body-"));
    const file = join(folder, "body.json");
    const sign = ["sign", ...request, "--body-file", file];
    await writeFile(file, Buffer.from('{"name":"Zo\xeb"}', "latin1"));
    expect(await run(sign, keys)).toMatchObject({ code: 2, errors: expect.stringContaining("not UTF-8") });
    await writeFile(file, JSON.stringify({ name: "x".repeat(12 * 2 ** 20) }));
    expect(await run(sign, keys)).toMatchObject({ code: 0, errors: "" });
    await rm(folder, { recursive: true });
  });

  test.each(["/v1/customers/{a,b}", "/v1/customers/[1-3]", "/v1/../customers", "/v1/customers?a='$(id)'"])(
    "curl sends the path %s exactly as signed",
    async (path) => {
      const paths: string[] = [];
      const server = createHttpServer(
        (incoming, response) => (paths.push(incoming.url ?? ""), response.end()),
      );
      await once(server.listen(0, "127.0.0.1"), "listening");
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { output } = await run(["sign", "--method", "POST", "--path", path, "--server", url], keys);
      const line = output.split("\n").find((one) => one.startsWith("curl ")) ?? "";
      const child = spawn("sh", ["-c", `${line} --silent`], { stdio: "ignore" });
      await once(child, "exit");
      server.close();
      expect(paths).toEqual([path]);
    },
  );
});
