import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { inRoot, root } from "../../scripts/paths.js";
import { createClient } from "../../src/index.js";

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

describe("help and wrong usage", () => {
  test.each([["--help"], ["emulator", "--help"], ["sign", "--help"], ["check-signature", "--help"]])(
    "%s %s explains itself",
    async (...args) => {
      const { code, output, errors } = await run(args);
      expect([code, errors]).toEqual([0, ""]);
      expect(output).toContain("Usage: rapyd-customers");
      for (const line of output.split("\n").filter((one) => !one.startsWith("Usage:")))
        expect(line.length, line).toBeLessThanOrEqual(130);
    },
  );

  test.each<[string, string[], string]>([
    ["an unknown command", ["emulate"], 'There is no command "emulate"; there are emulator, sign'],
    ["an unknown option", ["emulator", "--prt", "1"], "Unknown option '--prt'"],
    [
      "a port that is none",
      ["emulator", "--port", "70000"],
      "--port must be a number from 0 to 65535, not 70000.",
    ],
    [
      "an unknown fault",
      ["emulator", "--fault", "fire"],
      'There is no fault "fire"; there are reset-before-read',
    ],
    [
      "a fault that lacks a value",
      ["emulator", "--fault", "status"],
      "--fault status needs a value: --fault status=VALUE.",
    ],
    [
      "a fault with a value too many",
      ["emulator", "--fault", "empty-500=1"],
      "--fault empty-500 takes no value.",
    ],
    [
      "a fault with a bad value",
      ["emulator", "--fault", "status=big"],
      'The fault "status" needs status, not NaN.',
    ],
    ["an address that is none", ["emulator", "--webhook-url", "here"], "--webhook-url here is not a URL"],
    ["a request without a path", ["sign", "--method", "GET"], "--path is missing"],
    [
      "a path that is an address",
      ["sign", "--method", "GET", "--path", "v1"],
      "--path must begin with /, not v1.",
    ],
    [
      "a time that is none",
      ["sign", "--method", "GET", "--path", "/", "--timestamp", "now"],
      "must be Unix seconds",
    ],
    ["two bodies", ["sign", "--method", "GET", "--path", "/", "--body", "", "--body-file", "-"], "not both"],
    ["nothing to check", ["check-signature", "--method", "GET", "--path", "/"], "--salt is missing"],
  ])("%s is refused without a stack, exit code 2", async (_, args, message) => {
    const { code, errors } = await run(args, keys);
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  test("a missing key is named, exit code 2", async () => {
    const { code, errors } = await run(["sign", "--method", "GET", "--path", "/v1/customers"]);
    expect([code, errors]).toEqual([2, "Set RAPYD_ACCESS_KEY: the signature needs it.\n"]);
  });

  test("a port that is taken is an error in one line, exit code 1", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, errors } = await run(["emulator", "--port", String(port)]);
    server.close();
    expect([code, errors.trim().split("\n").length]).toEqual([1, 1]);
    expect(errors).toContain("EADDRINUSE");
  });
});

test("emulator prints address and keys, a line a request, and ends on Ctrl-C", async () => {
  const { child, output } = start(["emulator", "--log"]);
  const told = (pattern: RegExp): Promise<void> =>
    expect.poll(output, { timeout: 15_000 }).toMatch(pattern).then();
  await told(/RAPYD_SECRET_KEY=/);
  const variables = Object.fromEntries(
    output()
      .split("\n")
      .map((line) => line.split("=", 2)) as [string, string][],
  );
  const { RAPYD_BASE_URL = "", RAPYD_ACCESS_KEY = "", RAPYD_SECRET_KEY = "" } = variables;
  const account = { accessKey: RAPYD_ACCESS_KEY, secretKey: RAPYD_SECRET_KEY };
  await createClient({ ...account, baseUrl: RAPYD_BASE_URL }).createCustomer({ name: "Jane" });
  await told(/^POST \/v1\/customers 200$/m);

  const timestamp = String(Math.floor(Date.now() / 1_000));
  const text = `GET/v1/customers${"salt"}${timestamp}${RAPYD_ACCESS_KEY}${RAPYD_SECRET_KEY}`;
  const hexadecimal = createHmac("sha256", RAPYD_SECRET_KEY).update(text).digest("hex");
  const headers = { access_key: RAPYD_ACCESS_KEY, salt: "salt", timestamp, signature: btoa(hexadecimal) };
  await fetch(`${RAPYD_BASE_URL}/v1/customers`, { headers });
  await told(
    /^GET \/v1\/customers 401 UNAUTHENTICATED_API_CALL Invalid signature: the method is signed in upper case$/m,
  );

  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test.each([
  ["empty-500", 500],
  ["status=429", 429],
  ["api-error=CREDIT_CARD_EXISTS", 400],
])("emulator lets each request go wrong with --fault %s", async (fault, status) => {
  const { output } = start(["emulator", "--fault", fault]);
  await expect.poll(output, { timeout: 15_000 }).toContain("RAPYD_SECRET_KEY=");
  const url = /RAPYD_BASE_URL=(.*)/.exec(output())?.[1] ?? "";
  for (let count = 0; count < 3; count++) expect((await fetch(`${url}/v1/customers`)).status).toBe(status);
});

test("emulator says of a signature with an unknown mistake that it is unknown", async () => {
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

  test("sign prints the text without the secret key, the headers and a line for curl", async () => {
    const { code, output } = await run(["sign", ...request, ...body], keys);
    expect(code).toBe(0);
    expect(output).toContain(text("<secret key>"));
    expect(output).toContain(`signature: ${btoa(digest.toString("hex"))}`);
    expect(output).toContain(`--data-raw '{"name":"O'\\''Neil"}'`);
    expect(output).not.toContain("MARKED");
  });

  test.each([
    ["blanks, and leaves them out", '{"name": "Jane"}', "Blanks around", `--data-raw '{"name":"Jane"}'`],
    ["numbers, and leaves them as they are", '{"n":12345678901234567890}', "numbers", "12345678901234567890"],
    ["what is not JSON", "name=Jane", "not JSON", "name=Jane"],
  ])("sign warns of %s", async (_, sent, advice, shown) => {
    const { code, output, errors } = await run(["sign", ...request, "--body", sent], keys);
    expect([code, output]).toEqual([0, expect.stringContaining(shown)]);
    expect(errors).toContain(advice);
  });

  test("check-signature tells a right one from a wrong one, and the mistake", async () => {
    const check = (signature: string): ReturnType<typeof run> =>
      run(["check-signature", ...request, ...body, "--signature", signature], keys);
    const right = btoa(digest.toString("hex"));
    expect(await check(right)).toMatchObject({
      code: 0,
      output: "The signature is right. Rapyd takes it for 60 seconds after its timestamp.\n",
    });
    expect(await check(digest.toString("base64"))).toMatchObject({
      code: 1,
      output: `The signature is wrong: the raw bytes of the hash are in Base64, and not its hexadecimal text.\nRight is: ${right}\n`,
    });
    expect(await check("other")).toMatchObject({
      code: 1,
      output: expect.stringContaining("no known mistake"),
    });
  });

  test("check-signature tells milliseconds, which no signature makes good", async () => {
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
      "The signature is right, and will be refused: the timestamp is in milliseconds, and must be in seconds.\n",
    ]);
  });
});
