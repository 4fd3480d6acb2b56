import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { diagnoseSignature } from "../../src/signature/diagnose.js";
import { keys } from "../helpers/fixtures.js";

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

test("a signature that holds has no mistake", async () => {
  expect(await explain(signed(right))).toEqual([]);
  expect(await explain(signed(right.slice(0, -body.length)), { body: "" })).toEqual([]);
});

describe("a signature with one mistake is explained by it", () => {
  test.each<[string, string, string]>([
    ["raw digest", hash(right).toString("base64"), "the raw bytes of the hash are in Base64"],
    ["no Base64", hash(right).toString("hex"), "not in Base64"],
    ["upper-case method", signed(right.replace("post", "POST")), "the method is signed in upper case"],
    [
      "pretty-printed body",
      signed(right.replace(body, JSON.stringify(sent, null, 2))),
      "line breaks and indents",
    ],
    [
      "body as Python writes it",
      signed(right.replace(body, '{"name": "Jane", "tags": ["a", "b"]}')),
      "blanks after commas and colons",
    ],
    ["body left out", signed(right.replace(body, "")), "the body is not signed"],
    ["query left out", signed(right.replace("?limit=2", "")), "the query string is not signed"],
    ["hash of the URL", signed(right.replace(path, server + path)), "the whole address is signed"],
    [
      "secret key first",
      signed(right.replace(accessKey + secretKey, secretKey + accessKey)),
      "the secret key stands before the access key",
    ],
    ["wrong key", signed(right, accessKey), "the hash is made with the access key"],
    [
      "timestamp first",
      signed(right.replace(`${salt}${timestamp}`, `${timestamp}${salt}`)),
      "before the salt",
    ],
    ["upper-case digest", base64(hash(right).toString("hex").toUpperCase()), "in upper case"],
    ["raw digest for URLs", hash(right).toString("base64url"), "in Base64 for URLs"],
    ["no padding", signed(right).replace("==", ""), "the == at the end is left out"],
    ["no secret key", signed(right.replace(secretKey, "")), "the secret key is not a part of the text"],
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
    ["escapes of letters", '{"s":"Zo\\u00eb"}', "as \\u escapes"],
    ["escapes as Python writes them", '{"s": "Zo\\u00eb"}', "as \\u escapes"],
    ["escapes as PHP writes them", '{"s":"Zo\\u00eb"}'.replace("Zo", "\\/Zo"), "slashes are signed"],
    ["a line break at the end", '{"s":"Zoë"}\n', "a line break at the end"],
  ])("%s", async (_, signedBody, mistake) => {
    const sentBody = JSON.stringify(JSON.parse(signedBody));
    expect(await explain(signed(right.replace(body, signedBody)), { body: sentBody })).toEqual([
      expect.stringContaining(mistake),
    ]);
  });

  test("an empty body as {}", async () => {
    expect(await explain(signed(right.replace(body, "{}")), { body: "" })).toEqual([
      "an empty body is signed as {}",
    ]);
  });
});

test("two mistakes at once are both told", async () => {
  const signature = hash(right.replace("post", "POST")).toString("base64");
  expect(await explain(signature)).toHaveLength(2);
});

test("a body that is not JSON is explained too", async () => {
  const text = "name=Jane";
  const signature = signed(right.replace(body, text).replace("post", "POST"));
  expect(await explain(signature, { body: text })).toEqual(["the method is signed in upper case"]);
});

test("what no known mistake explains stays unexplained", async () => {
  expect(await explain(signed(right, "another key"))).toBeUndefined();
});

test.each([
  ["deeper than it can be written", 400_000],
  ["that would be huge when it is indented", 4_000],
])("a body %s is explained without an error", async (_, depth) => {
  const deep = "[".repeat(depth) + "]".repeat(depth);
  const signature = signed(right.replace(body, deep).replace("post", "POST"));
  expect(await explain(signature, { body: deep })).toEqual(["the method is signed in upper case"]);
});
