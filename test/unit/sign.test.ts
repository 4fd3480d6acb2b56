import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { hmacSha256 as nodeHmac } from "../../src/hmac.node.js";
import { hmacSha256 as webHmac } from "../../src/hmac.web.js";
import { createSalt, createSigner, encodeDigest, textToSign, webhookTextToSign } from "../../src/sign.js";
import { body, fixture } from "../helpers/fixtures.js";

interface Vectors {
  accessKey: string;
  secretKey: string;
  requests: {
    method: string;
    path: string;
    salt: string;
    timestamp: number;
    body: string;
    signature: string;
  }[];
  webhook: { url: string; salt: string; timestamp: number; bodyFile: string; signature: string };
}
const vectors = JSON.parse(fixture("signature-vectors.json")) as Vectors;

test.each(vectors.requests)(
  "signs $method $path as the vendor's sample code does",
  async ({ signature, ...parts }) => {
    const headers = await createSigner(vectors)(parts);
    expect(headers).toEqual({
      access_key: vectors.accessKey,
      salt: parts.salt,
      timestamp: String(parts.timestamp),
      signature,
    });
  },
);

test("signs a webhook with its full URL, without a method", async () => {
  const { url, salt, timestamp, bodyFile, signature } = vectors.webhook;
  const text = JSON.stringify(body(bodyFile.replace(".json", "")));
  const toSign = webhookTextToSign(url, { salt, timestamp, body: text }, vectors);
  expect(encodeDigest(nodeHmac(vectors.secretKey)(toSign))).toBe(signature);
});

test("Web Crypto and Node's crypto agree, also beyond ASCII", async () => {
  for (const text of ["", "a", "Zoë Müller 山田", "\u{1f600}", "x".repeat(100_000)]) {
    expect(await webHmac(vectors.secretKey)(text)).toBe(nodeHmac(vectors.secretKey)(text));
  }
});

test("an empty object counts as no body", () => {
  const parts = { method: "DELETE", path: "/v1/x", salt: "a", timestamp: 1 };
  expect(textToSign({ ...parts, body: "{}" }, vectors)).toBe(textToSign({ ...parts, body: "" }, vectors));
});

test("a salt has 16 characters, and differs from the next", () => {
  const salts = Array.from({ length: 100 }, () => createSalt(() => crypto.randomUUID()));
  for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(salts).size).toBe(100);
  // The first characters of a UUID may be its time.
  expect(createSalt(() => "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")).toBe("ddddeeeeeeeeeeee");
});

test("the description's webhook vector matches its formula", () => {
  const page = readFileSync(inRoot("openapi/description.md"), "utf8");
  const [, url = "", salt = "", timestamp = "", text = "", signature = ""] =
    /URL `(.*?)`, salt `(.*?)`, timestamp `(\d+)` and the body\s+`(.*?)`: the signature is\s+`(.*?)`/.exec(
      page,
    ) ?? [];
  const toSign = webhookTextToSign(url, { salt, timestamp: Number(timestamp), body: text }, vectors);
  expect(encodeDigest(nodeHmac(vectors.secretKey)(toSign))).toBe(signature);
});
