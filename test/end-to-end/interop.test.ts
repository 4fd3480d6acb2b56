/** Clients in other languages: the emulator accepts what Rapyd accepts, and rejects the rest. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot, root } from "../../scripts/lib/paths.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { hmacSha256 } from "../../src/hmac.node.js";
import { encodeDigest, textToSign, webhookTextToSign } from "../../src/sign.js";
import { body as recorded, keys } from "../helpers/fixtures.js";
import { execute } from "../helpers/execute.js";

const folder = mkdtempSync(join(tmpdir(), "rapyd-customers-interop-"));
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator(keys);
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string): string => inRoot(`test/end-to-end/interop/${name}`);

/** Each client's command; the last needs an npm package, which is installed before the tests. */
const clients: Record<string, string[]> = {
  Python: ["python3", file("client.py")],
  PHP: ["php", file("client.php")],
  Ruby: ["ruby", file("client.rb")],
  Go: ["go", "run", file("client.go")],
  "curl and openssl": ["sh", file("client.sh")],
  "@bebapps/rapyd-sdk": [process.execPath, file("bebapps.cjs")],
};

/** Whether the program is installed. CI has every program; elsewhere, the tests that need a missing program are skipped. */
function isInstalled([program = ""]: readonly string[]): boolean {
  return (
    spawnSync(program === "go" ? "go" : program, [program === "go" ? "version" : "--version"]).error ===
    undefined
  );
}

interface Variation {
  SIGNED_BODY?: string;
  SALT_LENGTH?: string;
  OFFSET?: string;
  MISTAKE?: string;
}

async function send(
  name: string,
  method: string,
  path: string,
  body = "",
  variation: Variation = {},
): Promise<{ status: number; text: string }> {
  const environment = {
    ...{
      PATH: process.env["PATH"],
      HOME: folder,
      GOCACHE: join(tmpdir(), "rapyd-customers-go"),
      PACKAGE_FOLDER: folder,
    },
    ...{ RAPYD_ACCESS_KEY: keys.accessKey, RAPYD_SECRET_KEY: keys.secretKey, RAPYD_BASE_URL: emulator.url },
    ...variation,
  };
  const { output } = await execute(folder, [...(clients[name] ?? []), method, path, body], environment);
  const [, status, text] = /^(\d{3}) ([\s\S]*)$/.exec(output.trim()) ?? [];
  expect(status, output).toBeDefined();
  return { status: Number(status), text: text ?? "" };
}

const compact = (value: unknown): string => JSON.stringify(value);
const jane = compact({
  name: "Jane Doe",
  email: "jane.doe@example.com",
  metadata: { amount: 10, note: "Zoë 山田" },
});

beforeAll(() => {
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "@bebapps/rapyd-sdk@0.0.4"],
    {
      cwd: folder,
    },
  );
  expect(status, String(stderr)).toBe(0);
}, 120_000);

describe.each(Object.keys(clients))("a client in %s", (name) => {
  const has = test.skipIf(!isInstalled(clients[name] ?? []));

  has("creates, reads, lists and deletes a customer", async () => {
    const created = await send(name, "POST", "/v1/customers", jane);
    expect(created.status, created.text).toBe(200);
    const { data } = JSON.parse(created.text) as { data: { id: string; metadata: object } };
    expect(data.metadata).toEqual({ amount: 10, note: "Zoë 山田" });
    expect((await send(name, "GET", `/v1/customers/${data.id}`)).text).toContain(data.id);
    expect((await send(name, "GET", "/v1/customers?limit=1")).status).toBe(200);
    expect((await send(name, "DELETE", `/v1/customers/${data.id}`)).text).toContain('"deleted":true');
  });

  has("is rejected with the vendor's code when another body is signed", async () => {
    if (name === "@bebapps/rapyd-sdk") return;
    const rejected = await send(name, "POST", "/v1/customers", jane, { SIGNED_BODY: '{"name":"John"}' });
    expect(rejected.status).toBe(401);
    expect(rejected.text).toContain("UNAUTHENTICATED_API_CALL");
    expect(rejected.text).toContain('"Invalid signature"');
  });
});

describe("the client in Python", () => {
  const spaced = '{"name": "Jane Doe", "metadata": {"amount": 10}}';
  const has = test.skipIf(!isInstalled(clients["Python"] ?? []));

  has.each<[string, string, Variation]>([
    ...[8, 12, 16, 24, 32].map((length): [string, string, Variation] => [
      `a salt of ${length} characters`,
      jane,
      { SALT_LENGTH: String(length) },
    ]),
    ["a timestamp 50 s ago", jane, { OFFSET: "-50" }],
    ["a timestamp 1 s ahead", jane, { OFFSET: "1" }],
    [
      "a body with whitespace, signed in its compact form",
      spaced,
      { SIGNED_BODY: compact(JSON.parse(spaced)) },
    ],
    ["the body of ActiveMerchant's store request", compact(recorded("activemerchant-store-request")), {}],
  ])("is accepted with %s", async (_, body, variation) => {
    const { status, text } = await send("Python", "POST", "/v1/customers", body, variation);
    expect(status, text).toBe(200);
  });

  has.each<[string, string, Variation]>([
    ["a body with whitespace, signed as sent", spaced, {}],
    ["10.00, signed as it is sent", '{"name":"Jane Doe","metadata":{"amount":10.00}}', {}],
    ["the raw digest, Base64-encoded", jane, { MISTAKE: "raw-digest" }],
    ["an upper-case method", jane, { MISTAKE: "upper-case" }],
    ["a timestamp 60 s ahead", jane, { OFFSET: "60" }],
    ["a timestamp 60 s ago", jane, { OFFSET: "-60" }],
  ])("is rejected with %s", async (_, body, variation) => {
    const { status, text } = await send("Python", "POST", "/v1/customers", body, variation);
    expect(status).toBe(401);
    expect(text).toContain("UNAUTHENTICATED_API_CALL");
  });
});

const rehearsals: Record<string, string[]> = {
  Python: ["python3", file("rehearse.py")],
  PHP: ["php", file("rehearse.php")],
};

describe.each(Object.keys(rehearsals))("%s, in a script of at most 30 lines", (name) => {
  test.skipIf(!isInstalled(rehearsals[name] ?? []))(
    "handles a create that is cut off, the list, the retry and the webhook, under `emulator --`",
    async () => {
      const command = rehearsals[name] ?? [];
      expect(
        readFileSync(command[1] ?? "", "utf8")
          .trim()
          .split("\n").length,
      ).toBeLessThanOrEqual(30);
      const { code, output } = await execute(root, [
        ...[process.execPath, "--import", "tsx", inRoot("src/cli/main.ts"), "emulator", "--"],
        ...command,
      ]);
      expect(output).toContain("cut off, found 0, customers 1, webhook verified True");
      expect(code).toBe(0);
    },
  );
});

/**
 * Programs that run the reference page's snippets. Each prints a request's signature, whether a webhook is accepted as sent, and whether it
 * is accepted with a changed body.
 */
const drivers: Record<string, { language: string; name: string; command: string[]; driver: string }> = {
  PHP: {
    ...{ language: "php", name: "snippet.php", command: ["php", "snippet.php"] },
    driver: `[, $prefix, $salt, $timestamp, $body, $url, $signature] = $argv;
echo rapyd_signature($prefix, $salt, $timestamp, $body), ' ',
  json_encode(is_genuine_webhook($url, $salt, $timestamp, $body, $signature)), ' ',
  json_encode(is_genuine_webhook($url, $salt, $timestamp, $body . ' ', $signature));`,
  },
  Python: {
    ...{ language: "python", name: "snippet.py", command: ["python3", "snippet.py"] },
    driver: `import json, sys
prefix, salt, timestamp, body, url, signature = sys.argv[1:]
print(rapyd_signature(prefix, salt, timestamp, body),
  json.dumps(is_genuine_webhook(url, salt, timestamp, body, signature)),
  json.dumps(is_genuine_webhook(url, salt, timestamp, body + " ", signature)))`,
  },
  Ruby: {
    ...{ language: "ruby", name: "snippet.rb", command: ["ruby", "snippet.rb"] },
    driver: `prefix, salt, timestamp, body, url, signature = ARGV
puts [rapyd_signature(prefix, salt, timestamp, body), genuine_webhook?(url, salt, timestamp, body, signature),
  genuine_webhook?(url, salt, timestamp, "#{body} ", signature)].join(' ')`,
  },
  Go: {
    ...{ language: "go", name: "snippet.go", command: ["go", "run", "snippet.go"] },
    driver: `func main() {
	a := os.Args[1:]
	fmt.Println(Signature(a[0], a[1], a[2], a[3]), IsGenuineWebhook(a[4], a[1], a[2], a[3], a[5]), IsGenuineWebhook(a[4], a[1], a[2], a[3]+" ", a[5]))
}`,
  },
};

describe.each(Object.entries(drivers))(
  "the page's functions in %s",
  (_, { language, name, command, driver }) => {
    test.skipIf(!isInstalled(command))(
      "sign a request, and distinguish a genuine webhook from a forged one",
      async () => {
        const page = readFileSync(inRoot("openapi/description.md"), "utf8");
        const [, snippet = ""] = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page) ?? [];
        const runnable = snippet
          .replace("package rapyd", "package main")
          .replace('\t"encoding/hex"', '\t"encoding/hex"\n\t"fmt"');
        writeFileSync(join(folder, name), `${language === "php" ? "<?php\n" : ""}${runnable}\n${driver}\n`);
        const parts = { salt: "a1b2c3d4e5f6", timestamp: 1_700_000_000, body: '{"name":"Zoë 山田"}' };
        const [method, path, url] = ["POST", "/v1/customers?x=1", "https://example.com/hook"];
        const hmac = hmacSha256(keys.secretKey);
        const ofRequest = encodeDigest(await hmac(textToSign({ ...parts, method, path }, keys)));
        const ofWebhook = encodeDigest(await hmac(webhookTextToSign(url, parts, keys)));
        const values = [
          `${method.toLowerCase()}${path}`,
          parts.salt,
          String(parts.timestamp),
          parts.body,
          url,
        ];
        const { output } = await execute(folder, [...command, ...values, ofWebhook], {
          ...{ PATH: process.env["PATH"], HOME: folder, GOCACHE: join(tmpdir(), "rapyd-customers-go") },
          ...{ RAPYD_ACCESS_KEY: keys.accessKey, RAPYD_SECRET_KEY: keys.secretKey },
        });
        expect(output.trim()).toBe(`${ofRequest} true false`);
      },
    );
  },
);
