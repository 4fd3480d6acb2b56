import { expect, test } from "vitest";
import { namesOf, passagesOf } from "../../../../scripts/lint-prose/passages.js";

test("finds headings, paragraphs, list items and table rows of Markdown, without code", () => {
  const text =
    "# Title\n\nOne line\nand `code` another.\n\n- an item\n\n| a | b |\n| - | - |\n| c | d |\n\n```sh\nskipped\n```\n";
  expect(passagesOf("a.md", text)).toEqual([
    { line: 1, text: "# Title" },
    { line: 3, text: "One line\nand ······ another." },
    { line: 6, text: "- an item" },
    { line: 8, text: "| a | b |" },
    { line: 10, text: "| c | d |" },
  ]);
});

test("finds the comments of code blocks in Markdown, at their lines", () => {
  expect(passagesOf("a.md", "Text\n\n```ts\nlet a = 1;\n// Why.\n```\n")).toEqual([
    { line: 1, text: "Text" },
    { line: 5, text: "// Why." },
  ]);
});

test("finds comments and messages of a script, and joins line comments below each other", () => {
  const text =
    'import "not a real one";\n// One\n// comment.\nthrow new Error(`The ${name} is not a file`);\nconst short = "two words";\n';
  expect(passagesOf("src/a.ts", text)).toEqual([
    { line: 2, text: "// One\n// comment." },
    { line: 4, text: "The … is not a file" },
  ]);
});

test("finds names of tests, however short, and the labels of their rows", () => {
  const text =
    'test("rejects zero", () => {\n  // Why.\n  expect("two words");\n});\ntest.each([["a label of words", 1]])("accepts %s", run);\n';
  expect(passagesOf("test/a.test.ts", text).map((passage) => passage.text)).toEqual([
    "rejects zero",
    "// Why.",
    "a label of words",
    "accepts %s",
  ]);
});

test("finds comments of other languages", () => {
  expect(passagesOf("a.py", '"""Prints it.\n\nmore\n"""\nx = 1\n# Why.\n')).toEqual([
    { line: 1, text: "Prints it." },
    { line: 6, text: "Why." },
  ]);
  expect(passagesOf("a.css", "/* Why */\n.a {\n}\n")).toEqual([{ line: 1, text: "Why */" }]);
});

test("finds declared names, as words", () => {
  const text =
    "const readBody = (maxBytes: number) => other.used(maxBytes);\nfunction run({ name: shown }) {}\n";
  expect(namesOf("a.ts", text)).toEqual([
    { line: 1, text: "read body" },
    { line: 1, text: "max bytes" },
    { line: 2, text: "run" },
    { line: 2, text: "shown" },
  ]);
  expect(namesOf("a.py", "def run(): pass")).toEqual([]);
});

test("finds descriptions, summaries and comments of YAML", () => {
  const text = "# Why.\nsummary: Short.\nname: value\ndescription: |\n  Two\n  lines.\ntype: string\n";
  expect(passagesOf("a.yaml", text)).toEqual([
    { line: 1, text: "Why." },
    { line: 2, text: "Short." },
    { line: 5, text: "  Two\n  lines." },
  ]);
});

test("finds nothing in any other file", () => {
  expect(passagesOf("a.json", '{ "description": "text of three words" }')).toEqual([]);
});
