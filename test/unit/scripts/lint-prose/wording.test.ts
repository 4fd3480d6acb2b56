import { expect, test } from "vitest";
import { nameRules, problemsOf, rules } from "../../../../scripts/lint-prose/wording.js";

test.each([
  ["The answer is empty.", "response"],
  ["a slip in a name", "typo, mistake"],
  ["The request was refused.", "reject"],
  ["What every error has.", "a noun"],
  ["Of a Headers object nothing is sent.", "the subject first"],
  ["// What follows belongs to another program.", "a noun"],
  ["data that is no success", "is not a"],
  ["it repeats no POST", "does not, or never"],
  ["There is no command foo; there are bar and baz.", "Unknown X; use Y"],
  ["the timestamp stands before the salt", "is"],
  ["It fails at once.", "immediately"],
  ["30 000 ms", "a comma"],
])("%j has wording to avoid", (text, better) => {
  expect(problemsOf(text, rules)).toContainEqual(
    expect.objectContaining({ better: expect.stringContaining(better) as string }),
  );
});

test.each([
  "The connection was refused: ECONNREFUSED.",
  "Rapyd answers 200, never 201.",
  "What is the response to a deletion?",
  "The signature is no longer valid.",
  "There is no content.",
])("%j is accepted", (text) => {
  expect(problemsOf(text, rules)).toEqual([]);
});

test("names the line within the passage", () => {
  expect(problemsOf("One line\nand a slip.", rules)).toMatchObject([{ line: 1, found: "slip" }]);
});

test.each(["read answer", "most items", "is told", "refusal of"])(
  "the name %j has a word to avoid",
  (name) => {
    expect(problemsOf(name, nameRules)).toHaveLength(1);
  },
);

test.each(["read response", "most promising", "total", "outdoor"])("the name %j is accepted", (name) => {
  expect(problemsOf(name, nameRules)).toEqual([]);
});
