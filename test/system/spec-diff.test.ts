import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../../scripts/generate/document.js";
import { inRoot } from "../../scripts/paths.js";
import { lostFacts } from "../../scripts/spec-diff/lost-facts.js";
import { secondLook } from "../../scripts/spec-diff/second-look.js";
import {
  heaviest,
  isEnough,
  missingRaises,
  neededVersion,
  releaseProblems,
} from "../../scripts/spec-diff/versions.js";
import { copyRepository } from "../helpers/copy.js";
import { openapi } from "../helpers/openapi.js";

describe("the needed version", () => {
  test.each([
    ["0.1.0", "patch", "0.1.1"],
    ["0.1.0", "minor", "0.1.1"],
    ["0.1.0", "major", "0.2.0"],
    ["1.2.3", "patch", "1.2.4"],
    ["1.2.3", "minor", "1.3.0"],
    ["1.2.3", "major", "2.0.0"],
    ["1.2.3", "none", "1.2.3"],
  ] as const)("after %s, a %s change asks for %s", (base, impact, needed) => {
    expect(neededVersion(base, impact)).toBe(needed);
  });

  test("a later version is enough, an earlier one is not, and another form is refused", () => {
    expect(isEnough("0.10.0", "0.2.0")).toBe(true);
    expect(isEnough("0.2.0", "0.2.0")).toBe(true);
    expect(isEnough("0.1.9", "0.2.0")).toBe(false);
    expect(() => isEnough("next", "0.2.0")).toThrow('"next" is no version');
    expect(heaviest(["patch", "major", "minor"])).toBe("major");
    expect(heaviest([])).toBe("none");
  });

  test("both versions and the changelog must say so", () => {
    expect(
      missingRaises("0.2.0", { one: "0.2.0", other: "0.2.0" }, "# Changelog\n\n## 0.2.0 - unreleased\n"),
    ).toEqual([]);
    expect(missingRaises("0.2.0", { one: "0.1.0", other: "0.2.0" }, "## 0.2.01\n")).toEqual([
      "raise the version in one from 0.1.0 to 0.2.0",
      'add the heading "## 0.2.0" to CHANGELOG.md, and say there what changed',
    ]);
    expect(missingRaises("0.1.1", { one: "0.2.0", other: "0.1.0" }, "## 0.2.0\n")).toEqual([
      "raise the version in other from 0.1.0 to 0.2.0",
    ]);
  });
});

test("a tag is published only when versions and changelog name it", () => {
  const versions = { "package.json": "0.2.0", description: "0.2.0" };
  expect(releaseProblems("v0.2.0", versions, "# Changelog\n\n## 0.2.0 - 2026-12-01\n")).toEqual([]);
  expect(releaseProblems("v0.2.0", { ...versions, description: "0.1.0" }, "## 0.2.0 - unreleased\n")).toEqual(
    [
      "description says 0.1.0, not 0.2.0.",
      'CHANGELOG.md must begin with "## 0.2.0 - " and the day of the release, not "## 0.2.0 - unreleased".',
    ],
  );
  expect(releaseProblems("v0.2.0", versions, "## 0.2.0 - 2026-99-99\n")).toHaveLength(1);
  expect(releaseProblems("v0.2.0", versions, "## 0.2.0 - 2026-02-30\n")).toHaveLength(1);
  expect(releaseProblems("0.2.0", versions, "")).toEqual(['"0.2.0" is no tag such as v0.2.0.']);
});

describe("the second look", () => {
  const base = openapi as unknown as OpenApiDocument;
  type Node = Record<string, Record<string, unknown>> & {
    properties: Record<string, Record<string, unknown>>;
    required: string[];
  };
  interface Loose {
    servers: object[];
    components: { parameters: Record<string, Record<string, unknown>> };
    paths: Record<string, { post: { parameters: object[] } }>;
  }
  const changed = (change: (schemas: Record<string, Node>) => void): OpenApiDocument => {
    const copy = structuredClone(base);
    change(copy.components?.schemas as unknown as Record<string, Node>);
    return copy;
  };
  const typeTests = async (): Promise<Map<string, string>> =>
    new Map([[inRoot("test/types.test.ts"), await readFile(inRoot("test/types.test.ts"), "utf8")]]);

  test("finds nothing where nothing breaks", async () => {
    const added = changed(({ Customer, CreateCustomerRequest }) => {
      (Customer as Node).properties["nickname"] = { type: "string", description: "Nickname." };
      (CreateCustomerRequest as Node).properties["nickname"] = { type: "string", description: "Nickname." };
    });
    expect(await secondLook(base, base, await typeTests())).toEqual([]);
    expect(await secondLook(base, added, await typeTests())).toEqual([]);
  });

  test("takes any success status, and any name of an example", async () => {
    const odd = structuredClone(base);
    const post = odd.paths?.["/v1/customers"]?.post as unknown as {
      responses: Record<string, unknown>;
      requestBody: { content: Record<string, { examples: Record<string, unknown> }> };
    };
    post.responses["201"] = post.responses["200"];
    delete post.responses["200"];
    const media = post.requestBody.content["application/json"];
    if (media) media.examples = { "with-card": media.examples["Minimal"] };
    expect(await secondLook(odd, odd, new Map())).toEqual([]);
  });

  test("is not disturbed by what is possible now and was not before", async () => {
    const tests = new Map([
      [
        inRoot("test/types.test.ts"),
        '// @ts-expect-error no such thing\nexport type { Later } from "../../src/index.js";\n',
      ],
    ]);
    const added = changed((schemas) => Object.assign(schemas, { Later: { type: "object" } }));
    expect(await secondLook(base, added, tests)).toEqual([]);
  });

  test.each<[string, (document: Loose) => void, string]>([
    [
      "an environment",
      ({ servers }) => Object.assign(servers[1] ?? {}, { "x-environment": "live" }),
      'environment "production" is gone',
    ],
    [
      "an option",
      ({ components }) => delete components.parameters["IdempotencyKey"]?.["x-client-option"],
      "createCustomer: the option idempotencyKey no longer has an effect",
    ],
    [
      "the place of the options",
      ({ paths }) =>
        paths["/v1/customers"]?.post.parameters.push({ in: "query", name: "x", schema: { type: "string" } }),
      "createCustomer: the query stands before the options now",
    ],
  ])("finds that callers lose %s", async (_, change, words) => {
    const revision = structuredClone(base);
    change(revision as unknown as Loose);
    expect(lostFacts(base, revision)).toEqual([expect.stringContaining(words)]);
    expect(lostFacts(base, base)).toEqual([]);
  });

  test.each<[string, (schemas: Record<string, Node>) => void, string]>([
    [
      "a request property that was removed, which the rating calls a patch",
      ({ CreateCustomerRequest }) => delete CreateCustomerRequest?.properties["coupon"],
      `"coupon"' does not exist`,
    ],
    [
      "an answer's pattern that an example no longer matches",
      ({ Customer }) => Object.assign(Customer?.properties["id"] ?? {}, { pattern: "^cus_[0-9]{32}$" }),
      'no longer fits: /data/id must match pattern "^cus_[0-9]{32}$"',
    ],
    [
      "an answer's property that was removed",
      ({ Customer }) => {
        delete Customer?.properties["delinquent"];
        Object.assign(Customer ?? {}, {
          required: Customer?.required.filter((name) => name !== "delinquent"),
        });
      },
      "no longer compiles",
    ],
    [
      "an answer's property that may now be missing",
      ({ Customer }) =>
        Object.assign(Customer ?? {}, { required: Customer?.required.filter((name) => name !== "email") }),
      "no longer compiles",
    ],
    [
      "a request property that is now required",
      ({ CreateCustomerRequest }) => CreateCustomerRequest?.required.push("email"),
      "no longer compiles",
    ],
  ])("finds %s", async (_, change, words) => {
    const found = await secondLook(base, changed(change), await typeTests());
    expect(found.join("\n")).toContain(words);
  });
});

test("the command fails until versions and changelog say what changed", async () => {
  const copy = await copyRepository();
  try {
    await mkdir(copy.path("test"));
    await cp(inRoot("test/types.test.ts"), copy.path("test/types.test.ts"));
    await writeFile(copy.path(".gitignore"), "node_modules\n");
    await writeFile(copy.path("CHANGELOG.md"), "# Changelog\n\n## 0.1.0\n");
    const git = (...values: string[]) =>
      spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...values], {
        cwd: copy.folder,
      });
    for (const values of [
      ["init", "-q"],
      ["add", "-A"],
      ["commit", "-qm", "base"],
      ["tag", "v0.1.0"],
    ])
      git(...values);
    const specDiff = () => copy.run("tsx", "scripts/spec-diff.ts");
    expect(await specDiff()).toEqual({ code: 0, output: "The description is what it was at v0.1.0.\n" });

    const edit = async (name: string, from: string | RegExp, to: string): Promise<void> =>
      writeFile(copy.path(name), (await readFile(copy.path(name), "utf8")).replace(from, to));
    await edit(
      "openapi/components/schemas/CreateCustomerRequest.yaml",
      /\n {2}coupon:[^]*?\n(?= {2}\w)/,
      "\n",
    );
    await edit("openapi/components/examples/CreateCustomerFullRequest.yaml", /\n\s+coupon: ""/, "");
    const unraised = await specDiff();
    expect(unraised.output).toContain("These changes are major: after 0.1.0 comes 0.2.0 or later.");
    expect(unraised.output).toContain(
      "To do: raise the version in openapi/openapi.yaml (info.version) from 0.1.0 to 0.2.0",
    );
    expect(unraised.output).toContain("To do: raise the version in package.json from 0.1.0 to 0.2.0");
    expect(unraised.code).toBe(1);

    await edit("openapi/openapi.yaml", "version: 0.1.0", "version: 0.2.0");
    await edit("package.json", '"version": "0.1.0"', '"version": "0.2.0"');
    await edit("CHANGELOG.md", "## 0.1.0", "## 0.2.0\n\n- Remove the coupon.\n\n## 0.1.0");
    expect((await specDiff()).code).toBe(0);

    // What was never released may change as it likes.
    git("tag", "-d", "v0.1.0");
    const unreleased = await specDiff();
    expect(unreleased.output).toContain("0.1.0 is not released");
    expect(unreleased.code).toBe(0);

    const unknown = await copy.run("tsx", "scripts/spec-diff.ts", "--base", "nowhere");
    expect(unknown.output).toContain("cannot be read at nowhere");
    expect(unknown.code).toBe(1);
    const empty = await copy.run("tsx", "scripts/spec-diff.ts", "--base=");
    expect(empty).toEqual({ code: 1, output: "--base takes a git ref, such as v0.1.0; it is empty.\n" });
  } finally {
    await copy.remove();
  }
});
