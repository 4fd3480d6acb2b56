import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { startDeadline } from "../../src/deadline.js";
import { type ParsedResponse, readResponse as readWithin, toResponse } from "../../src/response.js";
import { fakeRuntime } from "../helpers/fake-runtime.js";

const readResponse = (response: Response): Promise<ParsedResponse> =>
  readWithin(
    response,
    startDeadline(60_000, undefined, fakeRuntime(), () => () => undefined),
  );

const html = { headers: { "content-type": "text/html" } };

test.each<[string, BodyInit | null, ResponseInit, string]>([
  ["an empty body", "", {}, "empty"],
  ["no body", null, {}, "empty"],
  ["blanks", " \n", {}, "empty"],
  ["an HTML page", "<html>", html, "text/html, not JSON"],
  ["broken JSON", "{", { headers: { "content-type": "application/json" } }, "not valid JSON"],
  ["broken JSON without a type", new Uint8Array([0x7b]), {}, "not valid JSON"],
  ["a wrong charset", new Uint8Array([0x22, 0xe9, 0x22]), {}, "not UTF-8"],
])("%s is a named problem", async (_, body, init, problem) => {
  const parsed = await readResponse(new Response(body, init));
  expect(parsed.problem).toBe(problem);
  expect(parsed.json).toBeUndefined();
});

test.each<[string, boolean, string, string]>([
  ["JSON", true, "{}", "application/json"],
  ["a page", true, "<html>", "text/html"],
  ["an empty body without a type", true, "", ""],
  // A compressed body that was cut off can arrive as an empty one.
  ["an empty body announced as JSON", false, "", "application/json; charset=utf-8"],
  ["broken JSON", false, '{"status":', "application/problem+json"],
])("%s counts as a whole body: %s", async (_, isWhole, text, type) => {
  const headers = { "content-type": type };
  expect(await readResponse(new Response(text, { headers }))).toMatchObject({ isWhole, isCutOff: false });
});

test.each(["null", "7", '"text"', "[]", "{}"])("%s is JSON", async (text) => {
  expect(await readResponse(new Response(text))).toMatchObject({
    json: JSON.parse(text),
    problem: undefined,
  });
});

test("a body that is too long is not read completely", async () => {
  const chunk = new Uint8Array(64 * 1024).fill(0x20);
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => (given++, controller.enqueue(chunk)),
  });
  const parsed = await readResponse(new Response(endless));
  expect(parsed.problem).toBe("longer than 8 MiB");
  expect(given * chunk.length).toBeLessThan(8 * 2 ** 20 + 4 * chunk.length);
});

test("a body that is cut off is a problem, and the promise is not rejected", async () => {
  const cut = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new TypeError("terminated")),
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')),
  });
  expect((await readResponse(new Response(cut, { status: 200 }))).problem).toBe("cut off after 1 KiB");
});

test.each<[string, object, string]>([
  ["bytes without a stream", { arrayBuffer: async () => new TextEncoder().encode("7").buffer }, ""],
  ["neither", {}, "empty"],
  ["text in the stream", { body: new ReadableStream({ pull: (end) => end.enqueue("7") }) }, "not bytes"],
])("a response of another kind, with %s, is read as far as possible", async (_, odd, problem) => {
  const parsed = await readResponse({ status: 400, headers: new Headers(), ...odd } as Response);
  expect([parsed.status, parsed.problem ?? ""]).toEqual([400, problem]);
});

test("a body that was read elsewhere is a problem, and the promise is not rejected", async () => {
  const response = new Response("{}", { status: 400 });
  await response.text();
  expect(await readResponse(response)).toMatchObject({ status: 400, isCutOff: true });
});

test("text split within a character is joined", async () => {
  const bytes = new TextEncoder().encode('{"name":"山田"}');
  const split = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  expect((await readResponse(new Response(split))).json).toEqual({ name: "山田" });
});

/** A response of a fetch that is not the platform's, such as node-fetch's. */
function foreignResponse(body: unknown, more: object = {}): Response {
  return { status: 200, headers: new Headers(), body, ...more } as Response;
}

test("a Node stream, or any async iterable, is read up to the limit", async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      given++;
      yield new Uint8Array(2 ** 20);
    }
  }
  expect(await readResponse(foreignResponse(endless()))).toMatchObject({ problem: "longer than 8 MiB" });
  expect(given).toBe(9);
  const pieces = (async function* () {
    yield Buffer.from('{"a"');
    yield Buffer.from(":1}");
  })();
  expect(await readResponse(foreignResponse(pieces))).toMatchObject({ json: { a: 1 }, problem: undefined });
  expect(await readResponse(foreignResponse(Readable.from([Buffer.from("{}")])))).toMatchObject({ json: {} });
});

test("a body that can only be read as a whole is rejected if its announced length is over the limit", async () => {
  const arrayBuffer = (): Promise<ArrayBuffer> => Promise.reject(new Error("must not be read"));
  const headers = new Headers({ "content-length": String(2 ** 30) });
  const parsed = await readResponse(foreignResponse(undefined, { arrayBuffer, headers }));
  expect(parsed).toMatchObject({ problem: "longer than 8 MiB", text: "" });
});

test("a body of exactly 8 MiB is read in every form", async () => {
  const bytes = new TextEncoder().encode(`{}${" ".repeat(8 * 2 ** 20 - 2)}`);
  const headers = new Headers({ "content-length": String(bytes.length) });
  const whole = foreignResponse(undefined, { arrayBuffer: async () => bytes.buffer, headers });
  for (const response of [new Response(bytes), whole])
    expect(await readResponse(response)).toMatchObject({ json: {}, problem: undefined });
});

test("a stream that has a reader and no iterator, as in Safari, is read", async () => {
  const { body } = new Response("{}");
  const withReader = { getReader: () => body?.getReader() };
  expect(await readResponse(foreignResponse(withReader))).toMatchObject({ json: {}, problem: undefined });
});

test("the text of an unusable body is its first 64 KiB, and a long content type is cut", async () => {
  const page = new Uint8Array(70_000).fill(0x61);
  page[69_999] = 0xff;
  expect((await readResponse(new Response(page))).text).toBe("a".repeat(64 * 1024));
  const headers = { "content-type": `text/${"x".repeat(200)}` };
  expect((await readResponse(new Response("<p>", { headers }))).problem).toBe(
    `text/${"x".repeat(95)}, not JSON`,
  );
});

describe("as a Response for middleware and raw", () => {
  const parsed = (status: number, headers: HeadersInit = {}): ParsedResponse => ({
    ...{
      status,
      headers: new Headers(headers),
      text: "{}",
      json: {},
      problem: undefined,
      isCutOff: false,
      isWhole: true,
    },
  });

  test("a response keeps its status, text and headers, except headers about its bytes on the wire", async () => {
    const received = { "content-encoding": "gzip", "content-length": "999", "transfer-encoding": "chunked" };
    const response = toResponse(parsed(200, { ...received, "content-type": "application/json" }));
    expect([...(response?.headers ?? [])]).toEqual([["content-type", "application/json"]]);
    expect([response?.status, await response?.text()]).toEqual([200, "{}"]);
  });

  test.each([204, 205, 304])("a %i has no body", (status) => {
    expect(toResponse(parsed(status))).toMatchObject({ status, body: null });
  });

  test("a status that a Response cannot have returns undefined", () => {
    for (const status of [0, 199, 600, NaN]) expect(toResponse(parsed(status))).toBeUndefined();
    expect([200, 599].map((status) => toResponse(parsed(status))?.status)).toEqual([200, 599]);
  });
});
