import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { webhookExamples } from "../../generated/webhooks.js";
import { startEmulator } from "../../src/emulator/index.js";
import { createClient } from "../../src/index.js";
import { signWebhook, verifyWebhook, WebhookError, type VerifyWebhookOptions } from "../../src/webhooks.js";
import { body as recorded, fixture, keys } from "../helpers/fixtures.js";
import { rejection } from "../helpers/observed-client.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const url = "https://example.com/rapyd/hook";
const body = JSON.stringify(recorded("docs-webhook-customer-created"));

afterEach(() => void vi.useRealTimers());

async function signed(
  changes: Partial<VerifyWebhookOptions> = {},
  timestamp?: number,
): Promise<VerifyWebhookOptions> {
  const headers = await signWebhook({
    ...keys,
    url,
    body,
    ...(timestamp === undefined ? {} : { timestamp }),
  });
  return { ...keys, url, body, headers, ...changes };
}

async function problemOf(webhook: VerifyWebhookOptions): Promise<string> {
  const error = await rejection(verifyWebhook(webhook));
  expect(error).toBeInstanceOf(WebhookError);
  expect(error).toMatchObject({ name: "WebhookError", attempts: 0, mayHaveSucceeded: false });
  return (error as WebhookError).reason;
}

describe("verifyWebhook", () => {
  test("accepts the vendor's test vector", async () => {
    const { webhook } = JSON.parse(fixture("signature-vectors.json")) as {
      webhook: { salt: string; timestamp: number; signature: string };
    };
    const { salt, timestamp, signature } = webhook;
    const text = JSON.stringify(recorded("docs-webhook-customer-deleted"));
    const event = await verifyWebhook({
      ...keys,
      url,
      body: text,
      headers: { salt, timestamp: String(timestamp), signature },
    });
    expect(event).toMatchObject({ type: "CUSTOMER_DELETED", data: { deleted: true } });
  });

  test("returns a genuine event", async () => {
    const event = await verifyWebhook(await signed());
    expect(event.type === "CUSTOMER_CREATED" && event.data.name).toBe("John Doe");
  });

  test.each<[string, (webhook: VerifyWebhookOptions) => VerifyWebhookOptions["headers"]]>([
    ["Headers", ({ headers }) => new Headers(headers as Record<string, string>)],
    [
      "names in upper case",
      ({ headers }) =>
        Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value as string]),
        ),
    ],
    [
      "arrays with one value",
      ({ headers }) =>
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value as string]])),
    ],
  ])("accepts headers as %s", async (_, change) => {
    const webhook = await signed();
    expect((await verifyWebhook({ ...webhook, headers: change(webhook) })).id).toMatch(/^wh_/);
  });

  test("accepts the body as bytes, also beyond ASCII", async () => {
    const text = JSON.stringify({ ...webhookExamples.CUSTOMER_DELETED, note: "山田 \u{1f600}" });
    const headers = await signWebhook({ ...keys, url, body: text });
    const event = await verifyWebhook({ ...keys, url, headers, body: new TextEncoder().encode(text) });
    expect(event).toMatchObject({ note: "山田 \u{1f600}" });
  });

  test("accepts the body as an ArrayBuffer, as request.arrayBuffer() returns it", async () => {
    const webhook = await signed();
    const { buffer } = new TextEncoder().encode(body);
    expect((await verifyWebhook({ ...webhook, body: buffer as ArrayBuffer })).id).toMatch(/^wh_/);
  });

  test("rejects a URL object, which can differ from the Client Portal's string", async () => {
    const webhook = { ...(await signed()), url: new URL(url) as unknown as string };
    expect(String(await rejection(verifyWebhook(webhook)))).toContain(
      "url must be a string, exactly as in the Client Portal, not an object",
    );
  });

  test("reports a Base64 body, as AWS Lambda passes it", async () => {
    const encoded = Buffer.from(body).toString("base64");
    const error = await rejection(verifyWebhook({ ...(await signed()), body: encoded }));
    expect(error).toMatchObject({ name: "WebhookError", reason: "signature" });
    expect(String(error)).toContain("it is Base64, as AWS Lambda passes it (isBase64Encoded)");
  });

  test.each<[string, Partial<VerifyWebhookOptions>]>([
    ["a wrong secret", { secretKey: "rsk_other" }],
    ["a wrong access key", { accessKey: "rak_other" }],
    ["a changed body", { body: body.replace("John", "Jane") }],
    ["a body that was parsed and re-serialised", { body: JSON.stringify(JSON.parse(body), null, 1) }],
    ["a changed URL", { url: `${url}/` }],
  ])("rejects %s by its signature", async (_, changes) => {
    expect(await problemOf(await signed(changes))).toBe("signature");
  });

  test("rejects an old event only with a tolerance", async () => {
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    expect((await verifyWebhook(await signed({}, old))).type).toBe("CUSTOMER_CREATED");
    expect(await problemOf(await signed({ toleranceMs: 60_000 }, old))).toBe("age");
    expect((await verifyWebhook(await signed({ toleranceMs: 60_000 }))).type).toBe("CUSTOMER_CREATED");
  });

  test.each([NaN, -1, "60" as unknown as number])(
    "rejects %j as a tolerance, which would let anything through",
    async (toleranceMs) => {
      expect(String(await rejection(verifyWebhook(await signed({ toleranceMs }))))).toContain(
        "toleranceMs must be",
      );
    },
  );

  test("rejects an unknown option: a misspelt toleranceMs would let old events pass", async () => {
    const misspelt = { ...(await signed()), tolerenceMs: 60_000 };
    expect(String(await rejection(verifyWebhook(misspelt)))).toBe(
      "TypeError: tolerenceMs is not an option of verifyWebhook; did you mean toleranceMs?",
    );
    for (const [wrong, message] of [
      [{ body: {} }, "body must be a string"],
      [{ timestamp: new Date(0) }, "timestamp must be in Unix seconds"],
    ] as [object, string][])
      expect(String(await rejection(signWebhook({ ...keys, url, body, ...wrong })))).toContain(message);
    const hook = { ...keys, url, body, timestmp: 1 };
    expect(String(await rejection(signWebhook(hook)))).toContain("did you mean timestamp?");
  });

  test.each(["salt", "timestamp", "signature"])("requires the header %s, once", async (name) => {
    const webhook = await signed();
    const { [name]: value, ...rest } = webhook.headers as Record<string, string>;
    expect(await problemOf({ ...webhook, headers: rest })).toBe("headers");
    expect(await problemOf({ ...webhook, headers: { ...rest, [name]: [value ?? "", "again"] } })).toBe(
      "headers",
    );
    expect(await problemOf({ ...webhook, headers: { ...rest, [name]: "" } })).toBe("headers");
    // As node:http joins repeated headers.
    expect(await problemOf({ ...webhook, headers: { ...rest, [name]: `${value}, again` } })).toBe("headers");
  });

  test.each(["now", "1700000000s", "x1700000000", "1".repeat(13), "1.5"])(
    "requires a timestamp in whole seconds, not %j",
    async (timestamp) => {
      const webhook = await signed();
      const headers = { ...(webhook.headers as object), timestamp };
      expect(String(await rejection(verifyWebhook({ ...webhook, headers })))).toContain(
        "the timestamp header is not a number of seconds",
      );
    },
  );

  test("accepts a timestamp exactly at the tolerance, even 0, and rejects one a second beyond", async () => {
    vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ["Date"] });
    const at = (seconds: number) => signed({ toleranceMs: 60_000 }, 1_700_000_000 + seconds);
    for (const seconds of [-60, 60]) expect((await verifyWebhook(await at(seconds))).id).toBeDefined();
    for (const seconds of [-61, 61])
      expect(String(await rejection(verifyWebhook(await at(seconds))))).toContain(
        "its timestamp is 61 s off, more than toleranceMs allows",
      );
    expect((await verifyWebhook(await signed({ toleranceMs: 0 }, 1_700_000_000))).id).toBeDefined();
  });

  test.each<[string, unknown, string]>([
    ["no headers", { headers: undefined }, "headers must be an object"],
    ["null as headers", { headers: null }, "headers must be an object"],
    ["null as body", { body: null }, "not null"],
    ["a number as body", { body: 5 }, "not 5"],
    ["an object as body", { body: {} }, "not an object"],
  ])("rejects %s as misuse", async (_, changes, message) => {
    const error = await rejection(verifyWebhook({ ...(await signed()), ...(changes as object) }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(message);
  });

  test.each(["not JSON", "[]", "null", '{"type":7}'])(
    "rejects a signed %j, which is not an event",
    async (text) => {
      const headers = await signWebhook({ ...keys, url, body: text });
      expect(await problemOf({ ...keys, url, headers, body: text })).toBe("json");
    },
  );

  test("rejects non-UTF-8 bytes", async () => {
    expect(await problemOf(await signed({ body: new Uint8Array([0xff]) }))).toBe("json");
  });

  test("returns an event of an undescribed type unchanged", async () => {
    const text = JSON.stringify({ ...webhookExamples.CUSTOMER_DELETED, type: "SOMETHING_NEW" });
    const headers = await signWebhook({ ...keys, url, body: text });
    const event = await verifyWebhook({ ...keys, url, headers, body: text });
    expect(event).toMatchObject({
      type: "unknown",
      receivedType: "SOMETHING_NEW",
      data: { deleted: true },
    });
  });

  test("never shows the correct signature", async () => {
    const webhook = await signed();
    const { signature = "" } = webhook.headers as Record<string, string>;
    const error = (await rejection(
      verifyWebhook({ ...webhook, headers: { ...(webhook.headers as object), signature: "forged" } }),
    )) as Error;
    expect(`${error.message}${error.stack ?? ""}${JSON.stringify(error)}`).not.toContain(signature);
  });

  test("throws a TypeError that says what is missing", async () => {
    expect(String(await rejection(verifyWebhook(await signed({ secretKey: "" }))))).toContain(
      "secretKey is missing",
    );
    const parsed = JSON.parse(body) as string;
    expect(String(await rejection(verifyWebhook(await signed({ body: parsed }))))).toContain(
      "not an object: middleware that parses JSON, such as express.json(), must not run first",
    );
  });
});

describe("the emulator's webhooks", () => {
  const received: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
  let rejections = 0;
  let hook: string;
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(rejections-- > 0 ? 503 : 200).end();
      arrived?.();
    });
  });
  let arrived: (() => void) | undefined;
  const arrivals = async (count: number): Promise<void> => {
    while (received.length < count) await new Promise<void>((resolve) => (arrived = resolve));
  };

  beforeAll(async () => {
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?a=b`;
  });
  afterAll(() => new Promise((resolve) => receiver.close(resolve)));

  test("report a creation, are signed, and are resent until accepted", async () => {
    rejections = 2;
    const emulator = await startEmulator({ ...keys, webhookUrl: hook });
    const customer = await createClient({ ...keys, baseUrl: emulator.url }).createCustomer(minimalCustomer);
    await arrivals(3);
    const events = await Promise.all(
      received.map(({ headers, body }) =>
        verifyWebhook({ ...keys, url: hook, headers, body, toleranceMs: 60_000 }),
      ),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers["salt"])).size).toBe(3);
    expect(events[2]).toMatchObject({ type: "CUSTOMER_CREATED", data: customer, status: "NEW" });
    await emulator.close();
    expect(received).toHaveLength(3);
  });

  test("stop when the emulator closes, and an invalid URL is rejected immediately", async () => {
    const emulator = await startEmulator({ ...keys, webhookUrl: "http://127.0.0.1:9/nobody" });
    await createClient({ ...keys, baseUrl: emulator.url }).createCustomer(minimalCustomer);
    await emulator.close();
    await expect(startEmulator({ ...keys, webhookUrl: "nowhere" })).rejects.toThrow(
      "webhookUrl must be an http(s) URL without user or password, not nowhere",
    );
  });
});
