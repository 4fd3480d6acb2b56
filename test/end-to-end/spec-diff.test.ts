import { readFile, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { OpenApiDocument } from "../../scripts/lib/document.js";
import { type Change, compare } from "../../scripts/spec-diff/compare.js";
import { removedNames } from "../../scripts/spec-diff/removed-names.js";
import { checkCompatibility } from "../../scripts/spec-diff/compat-check.js";
import { copyRepository } from "../helpers/copy.js";
import { openapi } from "../helpers/openapi.js";

describe("the compatibility check", () => {
  const base = openapi as unknown as OpenApiDocument;
  interface Node {
    properties: Record<string, Record<string, unknown>>;
    required: string[];
    allOf: Node[];
  }
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
  test("finds nothing if nothing breaks", async () => {
    const added = changed(({ Customer, CustomerFields }) => {
      for (const schema of [Customer, CustomerFields] as Node[])
        schema.properties["nickname"] = { type: "string", description: "Nickname." };
    });
    expect(await checkCompatibility(base, base)).toEqual([]);
    expect(await checkCompatibility(base, added)).toEqual([]);
  });

  test("accepts any success status, and any example name", async () => {
    const odd = structuredClone(base);
    const post = odd.paths?.["/v1/customers"]?.post as unknown as {
      responses: Record<string, unknown>;
      requestBody: { content: Record<string, { examples: Record<string, unknown> }> };
    };
    post.responses["201"] = post.responses["200"];
    delete post.responses["200"];
    const media = post.requestBody.content["application/json"];
    if (media) media.examples = { "with-card": media.examples["Minimal"] };
    expect(await checkCompatibility(odd, odd)).toEqual([]);
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
      "the position of the options",
      ({ paths }) =>
        paths["/v1/customers"]?.post.parameters.push({ in: "query", name: "x", schema: { type: "string" } }),
      "createCustomer: query parameters now come before the options",
    ],
  ])("finds that callers lose %s", async (_, change, words) => {
    const revision = structuredClone(base);
    change(revision as unknown as Loose);
    expect(removedNames(base, revision)[0]).toContain(words);
    expect(removedNames(base, base)).toEqual([]);
  });

  test.each<[string, (schemas: Record<string, Node>) => void, string]>([
    [
      "a removed request property, which is rated a patch",
      ({ CustomerFields }) => delete CustomerFields?.properties["coupon"],
      `"coupon"' does not exist`,
    ],
    [
      "a response pattern that an example no longer matches",
      ({ Customer }) => Object.assign(Customer?.properties["id"] ?? {}, { pattern: "^cus_[0-9]{32}$" }),
      'are no longer valid: /data/id must match pattern "^cus_[0-9]{32}$"',
    ],
    [
      "a removed response property",
      ({ Customer }) => {
        delete Customer?.properties["delinquent"];
        Object.assign(Customer ?? {}, {
          required: Customer?.required.filter((name) => name !== "delinquent"),
        });
      },
      "no longer compiles",
    ],
    [
      "a response property that is now optional",
      ({ Customer }) =>
        Object.assign(Customer ?? {}, { required: Customer?.required.filter((name) => name !== "email") }),
      "no longer compiles",
    ],
    [
      "a request property that is now required",
      ({ CreateCustomerRequest }) => CreateCustomerRequest?.allOf[0]?.required.push("email"),
      "are no longer valid",
    ],
  ])("finds %s", async (_, change, words) => {
    const found = await checkCompatibility(base, changed(change));
    expect(found.join("\n")).toContain(words);
  });
});

test("a renamed response property is reported in one sentence for examples and one for code", async () => {
  const renamed = JSON.parse(JSON.stringify(openapi).replaceAll("delinquent", "overdue")) as OpenApiDocument;
  const found = await checkCompatibility(openapi as unknown as OpenApiDocument, renamed);
  expect(found).toEqual([
    expect.stringMatching(
      /^examples are no longer valid: \/data must have required property 'overdue' \(.*, and \d+ more\)$/,
    ),
    expect.stringMatching(
      /^code no longer compiles: Property 'delinquent' is missing in type 'Customer' .*\(now\.\w+, and \d+ more\)$/,
    ),
  ]);
});

describe("the rating", () => {
  const base = openapi as unknown as OpenApiDocument;
  const withValue = (
    change: (schemas: Record<string, { anyOf: { enum: string[] }[]; enum: string[] }>) => void,
  ) => {
    const copy = structuredClone(base);
    change(copy.components?.schemas as never);
    return compare(base, copy);
  };
  const impacts = (changes: Change[]) =>
    new Set(changes.filter(({ what }) => what.includes("Enum")).map(({ impact }) => impact));

  test("a new error code, or a new value of an open enum, does not break callers", async () => {
    const more = await withValue(({ ErrorCode }) => ErrorCode?.anyOf[0]?.enum.push("ERROR_NEW"));
    expect(impacts(more)).toEqual(new Set(["minor"]));
  });

  test("a deprecation is minor", async () => {
    const copy = structuredClone(base);
    Object.assign(copy.paths?.["/v1/customers"]?.post ?? {}, { deprecated: true });
    expect((await compare(base, copy)).map(({ impact }) => impact)).toEqual(["minor"]);
  });

  test("a removed value of an open enum or of a request breaks callers", async () => {
    const less = await withValue(({ CountryCode }) => CountryCode?.enum.pop());
    expect(impacts(less)).toEqual(new Set(["major"]));
  });
});

test("the command fails until versions and changelog name the change", async () => {
  const copy = await copyRepository();
  try {
    await writeFile(copy.path(".gitignore"), "node_modules\n");
    await writeFile(copy.path("CHANGELOG.md"), "# Changelog\n\n## [0.1.0]\n");
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
    expect(await specDiff()).toEqual({ code: 0, output: "Description unchanged since v0.1.0.\n" });

    const edit = async (name: string, from: string | RegExp, to: string): Promise<void> =>
      writeFile(copy.path(name), (await readFile(copy.path(name), "utf8")).replace(from, to));
    await edit("openapi/components/schemas/CustomerFields.yaml", /\n {2}coupon:[^]*?\n(?= {2}\w)/, "\n");
    for (const example of ["Full", "WithoutPaymentMethod"])
      await edit(`openapi/components/examples/CreateCustomer${example}Request.yaml`, /\n\s+coupon: ""/, "");
    const unraised = await specDiff();
    expect(unraised.output).toContain(
      "These changes are major: the version after 0.1.0 must be 0.2.0 or later.",
    );
    expect(unraised.output).toContain(
      "To do: raise the version in openapi/openapi.yaml (info.version) from 0.1.0 to 0.2.0",
    );
    expect(unraised.output).toContain("To do: raise the version in package.json from 0.1.0 to 0.2.0");
    expect(unraised.code).toBe(1);

    await edit("openapi/openapi.yaml", "version: 0.1.0", "version: 0.2.0");
    await edit("package.json", '"version": "0.1.0"', '"version": "0.2.0"');
    await edit("CHANGELOG.md", "## [0.1.0]", "## [0.2.0]\n\n- Remove the coupon.\n\n## [0.1.0]");
    expect((await specDiff()).code).toBe(0);

    // An unreleased description may change freely.
    git("tag", "-d", "v0.1.0");
    const unreleased = await specDiff();
    expect(unreleased.output).toContain("0.1.0 is not released");
    expect(unreleased.code).toBe(0);

    const unknown = await copy.run("tsx", "scripts/spec-diff.ts", "--base", "nowhere");
    expect(unknown.output).toContain("cannot be read at nowhere");
    expect(unknown.code).toBe(1);
    const empty = await copy.run("tsx", "scripts/spec-diff.ts", "--base=");
    expect(empty).toEqual({ code: 1, output: "--base must be a git ref, such as v0.1.0, not empty.\n" });
  } finally {
    await copy.remove();
  }
});
