import { expect, test } from "vitest";
import type { Answer } from "../../src/answer.js";
import { answerFrom, isPresentable, toResponse } from "../../src/response.js";

function answer(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: new Headers(headers),
    text,
    json: undefined,
    isCutOff: false,
    problem: undefined,
  };
}

test("a real response has the text, without the headers of its transfer", async () => {
  const headers = { "content-type": "application/json", "content-encoding": "gzip", "content-length": "7" };
  const response = toResponse(answer(200, '{"a":1}', headers));
  expect(await response.json()).toEqual({ a: 1 });
  expect([...response.headers]).toEqual([["content-type", "application/json"]]);
});

test.each([204, 205, 304])("a %i has no body", (status) => {
  expect(toResponse(answer(status, "")).body).toBeNull();
});

test.each([
  [200, true],
  [599, true],
  [199, false],
  [999, false],
])("whether a Response can have the status %i: %s", (status, expected) => {
  expect(isPresentable(answer(status, ""))).toBe(expected);
});

test("an answer is read from a response that middleware put in place", async () => {
  const good = await answerFrom({ data: undefined, response: new Response('{"a":1}') });
  expect(good).toMatchObject({ status: 200, json: { a: 1 } });
  const bad = await answerFrom({ error: { b: 2 }, response: new Response(null, { status: 400 }) });
  expect(bad).toMatchObject({ status: 400, json: { b: 2 }, problem: undefined });
  const page = await answerFrom({ error: "<html>", response: new Response(null, { status: 502 }) });
  expect(page).toMatchObject({ status: 502, text: "<html>", problem: "not valid JSON" });
});
