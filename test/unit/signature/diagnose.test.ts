import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  diagnoseSignature,
  diagnoseWebhookSignature,
  judgeSignature,
  judgeWebhookSignature,
} from "../../../src/signature/diagnose.js";
import { keys } from "../../helpers/fixtures.js";

// Signatures as other people's code makes them; nothing of ours is used.
const { accessKey, secretKey } = keys;
const [salt, timestamp] = ["0123456789ab", 1_700_000_000];
const path = "/v1/customers?limit=2";
const server = "https://sandboxapi.rapyd.net";
const sent = { name: "Jane", tags: ["a", "b"] };
const body = JSON.stringify(sent);

const hash = (text: string, key = secretKey): Buffer => createHmac("sha256", key).update(text).digest();
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const signed = (text: string, key?: string): string => base64(hash(text, key).toString("hex"));
const right = `post${path}${salt}${timestamp}${accessKey}${secretKey}${body}`;
const explain = (signature: string, request = {}): Promise<string[] | undefined> =>
  diagnoseSignature({ method: "POST", path, salt, timestamp, body, server, signature, ...request }, keys);

test("a valid signature has no mistake", async () => {
  expect(await explain(signed(right))).toEqual([]);
  expect(await explain(signed(right.slice(0, -body.length)), { body: "" })).toEqual([]);
});

describe("a signature with one mistake is explained", () => {
  test.each<[string, string, string]>([
    ["raw digest", hash(right).toString("base64"), "the raw digest is Base64-encoded instead"],
    ["no Base64", hash(right).toString("hex"), "not Base64-encoded"],
    ["upper-case method", signed(right.replace("post", "POST")), "the method is signed in upper case"],
    [
      "pretty-printed body",
      signed(right.replace(body, JSON.stringify(sent, null, 2))),
      "line breaks and indentation",
    ],
    [
      "a body as Python writes it",
      signed(right.replace(body, '{"name": "Jane", "tags": ["a", "b"]}')),
      "spaces after commas and colons",
    ],
    ["no body", signed(right.replace(body, "")), "the body is not signed"],
    ["no query", signed(right.replace("?limit=2", "")), "the query string is not signed"],
    ["hash of the URL", signed(right.replace(path, server + path)), "the whole URL is signed"],
    [
      "secret key first",
      signed(right.replace(accessKey + secretKey, secretKey + accessKey)),
      "the secret key precedes the access key",
    ],
    ["wrong key", signed(right, accessKey), "the hash is made with the access key"],
    [
      "timestamp first",
      signed(right.replace(`${salt}${timestamp}`, `${timestamp}${salt}`)),
      "the timestamp precedes the salt",
    ],
    ["upper-case digest", base64(hash(right).toString("hex").toUpperCase()), "in upper case"],
    ["the raw digest in URL-safe Base64", hash(right).toString("base64url"), "URL-safe Base64"],
    ["no padding", signed(right).replace("==", ""), "the trailing == is missing"],
    ["no secret key", signed(right.replace(secretKey, "")), "the secret key is not part of the signed text"],
  ])("%s", async (_, signature, mistake) => {
    expect(await explain(signature)).toEqual([expect.stringContaining(mistake)]);
  });

  test("numbers as sent", async () => {
    const sentBody = '{"amount":10.00}';
    expect(await explain(signed(right.replace(body, sentBody)), { body: sentBody })).toEqual([
      expect.stringContaining("numbers such as 10.00"),
    ]);
  });

  test.each([
    ["escaped letters", '{"s":"Zo\\u00eb"}', "as \\u escapes"],
    ["escapes as Python writes them", '{"s": "Zo\\u00eb"}', "as \\u escapes"],
    ["escapes as PHP writes them", '{"s":"Zo\\u00eb"}'.replace("Zo", "\\/Zo"), "slashes are signed"],
    ["a line break at the end", '{"s":"Zoë"}\n', "a line break at the end"],
  ])("%s", async (_, signedBody, mistake) => {
    const sentBody = JSON.stringify(JSON.parse(signedBody));
    expect(await explain(signed(right.replace(body, signedBody)), { body: sentBody })).toEqual([
      expect.stringContaining(mistake),
    ]);
  });

  test.each<[string, string, string]>([
    [
      "secret key after the body",
      `post${path}${salt}${timestamp}${accessKey}${body}${secretKey}`,
      "the secret key follows the body",
    ],
    ["path without /v1", right.replace("/v1", ""), "the path is signed without /v1"],
    [
      "no method",
      right.replace("post", ""),
      "the method is not signed: a request's signature must include it, unlike a webhook's",
    ],
    [
      "milliseconds",
      right.replace(String(timestamp), `${timestamp}123`),
      "signed in milliseconds but sent in seconds",
    ],
  ])("%s", async (_, text, mistake) => {
    expect(await explain(signed(text))).toEqual([expect.stringContaining(mistake)]);
  });

  test.each<[string, string, string]>([
    [
      "whitespace removed from strings",
      '{"name":"JaneDoe"}',
      "the body is signed without the spaces inside its strings",
    ],
    ["sorted property names", '{"a":1,"name":"Jane Doe"}', "property names are sorted"],
    ["slashes as PHP writes them, in ASCII", '{"u":"https:\\/\\/x"}', "slashes are signed as \\/"],
  ])("%s", async (_, signedBody, mistake) => {
    const sentBodies: Record<string, string> = {
      '{"name":"JaneDoe"}': '{"name":"Jane Doe"}',
      '{"a":1,"name":"Jane Doe"}': '{"name":"Jane Doe","a":1}',
      '{"u":"https:\\/\\/x"}': '{"u":"https://x"}',
    };
    const found = await explain(signed(right.replace(body, signedBody)), { body: sentBodies[signedBody] });
    expect(found).toEqual([expect.stringContaining(mistake)]);
    expect(found?.join()).not.toContain("\\u");
  });

  test.each(["\n", "\r\n", " "])("a secret key that ends with %j", async (end) => {
    const text = right.replace(secretKey, secretKey + end);
    expect(await explain(signed(text, secretKey + end))).toEqual([
      expect.stringContaining("with a secret key that ends with whitespace"),
    ]);
  });

  test("Base64 with a line break", async () => {
    const signature = signed(right).replace(/(.{64})/, "$1\n");
    expect(await explain(`${signature}\n`)).toEqual([expect.stringContaining("such as a line break")]);
  });

  test.each(["null", "[]", '""', "{}"])("no body as %s, on a GET", async (text) => {
    const get = `get${path}${salt}${timestamp}${accessKey}${secretKey}`;
    expect(await explain(signed(get + text), { method: "GET", body: "" })).toEqual([
      `an empty body is signed as ${text}`,
    ]);
  });

  test.each(["GET", "POST"])("milliseconds, on a %s", async (method) => {
    const sentBody = method === "GET" ? "" : body;
    const base = `${method.toLowerCase()}${path}${salt}`;
    const rest = `${accessKey}${secretKey}${sentBody}`;
    expect(await explain(signed(`${base}${timestamp}789${rest}`), { method, body: sentBody })).toEqual([
      "the timestamp is signed in milliseconds but sent in seconds",
    ]);
    const sentInMilliseconds = { method, body: sentBody, timestamp: timestamp * 1_000 + 5 };
    expect(await explain(signed(`${base}${timestamp}${rest}`), sentInMilliseconds)).toEqual([
      "the timestamp is signed in seconds but sent in milliseconds",
    ]);
  });

  test("an empty body as {}", async () => {
    expect(await explain(signed(right.replace(body, "{}")), { body: "" })).toEqual([
      "an empty body is signed as {}",
    ]);
  });
});

describe("two mistakes are named together", () => {
  const texts: Record<string, [mistake: string, change: (text: string) => string]> = {
    method: ["upper case", (text) => text.replace("post", "POST")],
    target: ["the query string", (text) => text.replace("?limit=2", "")],
    nonce: ["precedes the salt", (text) => text.replace(`${salt}${timestamp}`, `${timestamp}${salt}`)],
    secret: ["follows the body", (text) => text.replace(secretKey + body, body + secretKey)],
    body: ["spaces after commas", (text) => text.replace(body, '{"name": "Jane", "tags": ["a", "b"]}')],
  };
  const names = Object.keys(texts);
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));

  test.each(pairs)("%s and %s", async (one, other) => {
    const [first, second] = [texts[one], texts[other]];
    const text = second?.[1](first?.[1](right) ?? "") ?? "";
    expect((await explain(signed(text)))?.join()).toMatch(
      new RegExp(`${first?.[0]}.*${second?.[0]}|${second?.[0]}.*${first?.[0]}`),
    );
  });
});

describe("the diagnosis", () => {
  const given = { method: "POST", path, salt, timestamp, body, server, signature: signed(right) };

  test("never reports a correct signature as wrong", async () => {
    const sentBody = '{"name":"Zo\\u00eb"}';
    const signature = signed(right.replace(body, sentBody));
    const verdict = await judgeSignature({ ...given, body: sentBody, signature }, keys, timestamp);
    expect(verdict).toMatchObject({ isValid: true });
    expect(verdict.text).toMatch(
      /^The signature is valid for this exact body, but Rapyd may reject it: .*escapes/,
    );
  });

  test("reports an old timestamp, a future one and one in milliseconds", async () => {
    const at = async (now: number): Promise<string> => (await judgeSignature(given, keys, now)).text;
    expect(await at(timestamp + 59)).toBe(
      "The signature is valid. Rapyd accepts it for 60 seconds after its timestamp.",
    );
    expect(await at(timestamp + 3_600)).toContain("the timestamp is 3600 seconds old");
    expect(await at(timestamp - 90)).toContain("the timestamp is 90 seconds in the future");
    const milliseconds = timestamp * 1_000;
    const signature = signed(right.replace(String(timestamp), String(milliseconds)));
    const late = await judgeSignature({ ...given, timestamp: milliseconds, signature }, keys, timestamp);
    expect(late).toMatchObject({ isValid: false, text: expect.stringContaining("in milliseconds") });
  });
});

describe("a webhook's signature", () => {
  const url = "https://example.com/hook?shop=1";
  const event = '{"id":"wh_1","type":"X","data":{"b":1,"a":[1,2]}}';
  const text = `${url}${salt}${timestamp}${accessKey}${secretKey}${event}`;
  const explainWebhook = (signature: string): Promise<string[] | undefined> =>
    diagnoseWebhookSignature({ url, salt, timestamp, body: event, signature }, keys);

  test.each<[string, string, string]>([
    ["the method first", `post${text}`, "the method is signed"],
    ["the path instead of the URL", text.replace("https://example.com", ""), "the path is signed instead"],
    ["a trailing slash", text.replace(url, `${url}/`), "a trailing slash"],
    ["http instead of https", text.replace("https", "http"), "the other scheme"],
    ["no query string", text.replace("?shop=1", ""), "without its query string"],
    ["a re-serialised body", text.replace(event, JSON.stringify(JSON.parse(event), null, 2)), "indentation"],
    ["no secret key", text.replace(secretKey, ""), "the secret key is not part of the signed text"],
  ])('with the mistake "%s" is explained', async (_, wrong, mistake) => {
    expect(await explainWebhook(signed(wrong))).toEqual([expect.stringContaining(mistake)]);
  });

  test("is reported as valid or invalid", async () => {
    const judge = (body: string, signature: string): ReturnType<typeof judgeWebhookSignature> =>
      judgeWebhookSignature({ url, salt, timestamp, body, signature }, keys);
    expect(await judge(event, signed(text))).toEqual({ isValid: true, text: "The signature is valid." });
    expect((await judge(JSON.stringify(JSON.parse(event), null, 1), signed(text))).text).toContain(
      "the body given here was re-serialised: pass the body as received",
    );
    expect((await judge(event, "other")).text).toContain("no known mistake explains it");
  });
});

test("two mistakes in a webhook's signature are both named", async () => {
  const signature = hash(right.replace("post", "POST")).toString("base64");
  expect(await explain(signature)).toHaveLength(2);
});

test("a signature of a body that is not JSON is explained too", async () => {
  const text = "name=Jane";
  const signature = signed(right.replace(body, text).replace("post", "POST"));
  expect(await explain(signature, { body: text })).toEqual(["the method is signed in upper case"]);
});

test("a signature with an unknown mistake stays unexplained", async () => {
  expect(await explain(signed(right, "another key"))).toBeUndefined();
});

test.each([
  ["nested too deeply to serialise", 400_000],
  ["that indentation would make huge", 4_000],
])("a body %s is explained without an error", async (_, depth) => {
  const deep = "[".repeat(depth) + "]".repeat(depth);
  const signature = signed(right.replace(body, deep).replace("post", "POST"));
  expect(await explain(signature, { body: deep })).toEqual(["the method is signed in upper case"]);
});
