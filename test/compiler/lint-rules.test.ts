import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { describeProblems, type LintProblem } from "../../scripts/lint/report.js";
import { inRoot } from "../../scripts/lib/paths.js";

type Visit = (node: unknown, context: object, resolved?: object) => void;
type Visitor = { [type: string]: Visit | Visitor };

type Plugin = () => { rules: { oas3: Record<string, () => Visitor> } };
// Redocly loads the rules itself, so they are JavaScript without declarations.
const { default: plugin } = (await import(pathToFileURL(inRoot("scripts/lint/rules.js")).href)) as {
  default: Plugin;
};
const { rules } = plugin();
const index = "openapi/openapi.yaml";

interface Place {
  source: { absoluteRef: string };
  pointer: string;
  child: (path: string[]) => Place;
}

const place = (pointer: string): Place => ({
  source: { absoluteRef: index },
  pointer,
  child: (path) => place(`${pointer}/${path.join("/")}`),
});

/** Calls all of a rule's visitors for a node of this type, and returns the messages that they report. */
function run(rule: string, type: string, node: unknown): string[] {
  const reports: string[] = [];
  const context = {
    report: ({ message }: { message: string }) => reports.push(message),
    location: place("#/"),
    type: { name: type },
    // As Redocly does it for a node that is not a reference.
    resolve: (one: unknown) => {
      if (Object(one) !== one) throw new TypeError("Redocly resolves no such node");
      return { node: one, location: place("#/") };
    },
    parent: {},
    key: "key",
  };
  const visitor = rules.oas3[rule]?.() ?? {};
  const call = (visit: Visit | Visitor | undefined, value: unknown): void => {
    if (typeof visit === "function") visit(value, context);
    else if (visit) for (const when of ["enter", "leave"]) call(visit[when], value);
  };
  call(visitor["Root"], {});
  for (const holder of [visitor, visitor["Paths"] as Visitor | undefined]) {
    call(holder?.[type], node);
    if (holder?.["any"]) call(holder["any"], node);
  }
  return reports;
}

/** Every keyword that the project's lint rules read, by the type of the node that has it. */
const keywords: Record<string, string[]> = {
  Schema: [
    ...["properties", "items", "anyOf", "allOf", "enum", "description", "pattern", "format", "minLength"],
    ...["additionalProperties", "x-error-code", "x-evidence", "x-message"],
  ],
  Operation: ["parameters", "x-paging", "x-triggers", "x-not-found-code"],
  RequestBody: ["content", "description"],
};

/** Wrong values that a typo can give a keyword: `undefined`, or a value of the wrong type. */
const misplaced: [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["text", "text"],
  ["a number", 5],
  ["true", true],
  ["an empty list", []],
  ["a list of nulls", [null]],
  ["an object of nulls", { city: null }],
  ["an object of texts", { city: "text" }],
];

const names = Object.keys(rules.oas3).filter((name) => name !== "file-used");

test.each(names)(
  "%s survives null, missing and misplaced values of every keyword, and Redocly reports them",
  (rule) => {
    for (const [type, known] of Object.entries(keywords))
      for (const keyword of known)
        for (const [what, value] of misplaced)
          expect(() => run(rule, type, { [keyword]: value }), `${type}.${keyword} is ${what}`).not.toThrow();
  },
);

test.each<[string, string, object, string]>([
  ["property-described", "Schema", { properties: { city: {} } }, 'Property "city" has no description.'],
  ["ends-with-period", "Schema", { description: "A city" }, "must end with a period"],
  ["enum-explained", "Schema", { enum: ["a"], description: "One." }, "does not say what `a` means"],
  ["schema-open", "Schema", { additionalProperties: false }, "additionalProperties: false"],
  ["pattern-valid", "Schema", { pattern: "^address_(" }, "Invalid regular expression: /^address_(/u"],
  ["extension-known", "Schema", { "x-evidense": "docs" }, "Unknown extension x-evidense"],
  [
    "operation-facts-known",
    "Operation",
    { "x-paging": { limit: "limt" } },
    "maps limit to limt, which is not a parameter",
  ],
  ["operation-facts-known", "Operation", { "x-paging": { limit: "limit" } }, "needs after, before, id"],
  ["operation-facts-known", "Operation", { "x-paging": null }, "needs limit, after, before, id"],
  ["operation-facts-known", "Operation", { "x-paging": { limt: "limit" } }, "has the unknown key limt"],
  [
    "request-check-proven",
    "RequestBody",
    { content: { "application/json": { schema: { pattern: "^a" } } } },
    "x-evidence must name the proof",
  ],
])("%s still reports the mistake that it looks for", (rule, type, node, message) => {
  expect(run(rule, type, node).join("\n")).toContain(message);
});

const problem = (ruleId: string, message: string, line: number): LintProblem => ({
  ruleId,
  message,
  location: [{ source: { ref: "openapi/a.yaml" }, start: { line, col: 3 } }],
});

test("a report names the cause once, and counts the problems that may follow from it", () => {
  const problems = [
    problem("no-invalid-media-type-examples", "Example validation errored.", 9),
    problem("struct", "Expected type `Schema` (object) but got `null`", 5),
    problem("struct", "Expected type `Schema` (object) but got `null`", 5),
    problem("no-invalid-media-type-examples", "Example validation errored.", 12),
  ];
  expect(describeProblems(problems).split("\n")).toEqual([
    "openapi/a.yaml:5:3: Expected type `Schema` (object) but got `null` (struct)",
    "Fix the problems above first: they may cause the other 2.",
  ]);
});

test("a report lists a file that is not YAML before the references to it, and fits on a screen", () => {
  const unresolved = Array.from({ length: 40 }, (_, line) =>
    problem("no-unresolved-refs", "Can't resolve $ref", line),
  );
  expect(describeProblems(unresolved).split("\n")).toHaveLength(21);
  const parse = problem("no-unresolved-refs", "Failed to parse: bad indentation", 61);
  expect(describeProblems([...unresolved, parse])).toContain("a.yaml:61:3: Failed to parse");
});
