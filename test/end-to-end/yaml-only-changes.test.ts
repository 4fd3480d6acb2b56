import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/paths.js";
import { cloneRepository, type Copy } from "../helpers/copy.js";

// README.md's promise under "Change the OpenAPI description": a field and operations by YAML alone, with nothing else edited.
let copy: Copy;
beforeAll(async () => {
  copy = await cloneRepository();
});
afterAll(() => copy.remove());

async function edit(name: string, from: string, to: string): Promise<void> {
  const text = await readFile(copy.path(name), "utf8");
  expect(text, `${name} has no ${from}`).toContain(from);
  await writeFile(copy.path(name), text.replace(from, to));
}

async function expectSuccess(...command: string[]): Promise<string> {
  const { code, output } = await copy.run(...command);
  expect(code, output).toBe(0);
  return output;
}

/** Number of lines that a change removed from generated/, in all files. */
async function deletedLines(): Promise<number> {
  const output = await expectSuccess("git", "diff", "--numstat", "generated");
  return output
    .split("\n")
    .filter(Boolean)
    .reduce((sum, line) => sum + Number(line.split("\t")[1]), 0);
}

describe.sequential("in a clone", () => {
  test("a field is added to request and response, shown in an example of each, and compiled", async () => {
    const field =
      "  nickname:\n    type: string\n    maxLength: 40\n    x-evidence: docs\n    description: Name among friends.\n";
    await edit("openapi/components/schemas/CustomerFields.yaml", "properties:\n", `properties:\n${field}`);
    await edit(
      "openapi/components/examples/CreateCustomerFullRequest.yaml",
      "value:\n",
      "value:\n  nickname: Jo\n",
    );
    const added = "  nickname:\n    type: string\n    description: Name among friends.\n";
    await edit("openapi/components/schemas/Customer.yaml", "properties:\n", `properties:\n${added}`);
    await edit(
      "openapi/components/examples/CreateCustomerResponse.yaml",
      "    delinquent: false\n",
      "    delinquent: false\n    nickname: Jo\n",
    );
    await expectSuccess("npm", "run", "generate");
    const schema = await readFile(copy.path("generated/schema.ts"), "utf8");
    expect(schema).toContain("nickname?: string | undefined;");
    expect(schema).toContain("nickname?: string;");
    expect(await deletedLines()).toBeLessThanOrEqual(5);
  });

  test("a list with a query, a GET with a path parameter and a DELETE are added, named in the index, and compiled", async () => {
    await cp(inRoot("test/fixtures/vouchers"), copy.path("openapi"), { recursive: true });
    const entries =
      "  /v1/vouchers:\n    $ref: paths/vouchers.yaml\n" +
      "  /v1/vouchers/{voucherId}:\n    $ref: paths/vouchers_{voucherId}.yaml\n";
    await edit("openapi/openapi.yaml", "components:\n", `${entries}components:\n`);
    await expectSuccess("npm", "run", "generate");
    const client = await readFile(copy.path("generated/client.ts"), "utf8");
    expect(client).toContain(
      "listVouchers(query?: ListVouchersQuery, options?: Options): Promise<Voucher[]>;",
    );
    expect(client).toContain("retrieveVoucher(voucherId: string, options?: Options): Promise<Voucher>;");
    expect(client).toContain("deleteVoucher(voucherId: string, options?: Options): Promise<Deletion>;");
    expect(await deletedLines()).toBeLessThanOrEqual(60);
  });

  test("the types, the tests that loop over the description, sizes and samples pass unchanged", async () => {
    await expectSuccess("npm", "run", "typecheck");
    // The rest of `npm test` is in the unit folder, which runs below.
    const projects = ["description", "compiler", "emulator", "project"].flatMap((name) => [
      "--project",
      name,
    ]);
    await expectSuccess("npx", "vitest", "run", "--config", "test/vitest.config.ts", ...projects);
    await expectSuccess("npm", "run", "generate", "--", "--check");
    await expectSuccess("npm", "run", "size");
    const coverage = await expectSuccess("npm", "run", "test:coverage-of-spec");
    expect(coverage).toContain("operations 19/19");
    await expectSuccess(
      ...["npx", "vitest", "run", "--config", "test/vitest.config.ts", "test/end-to-end/samples"],
    );
  });

  test("a new required request field fails no unrelated test", async () => {
    await edit(
      "openapi/components/schemas/CreateCustomerRequest.yaml",
      "required: [name]\n    properties:\n",
      "required: [name, region]\n    properties:\n      region:\n        type: string\n        x-evidence: docs\n" +
        "        description: Region of the person or business.\n",
    );
    const examples = (await readdir(copy.path("openapi/components/examples"))).filter((name) =>
      /^CreateCustomer.*Request\.yaml$/.test(name),
    );
    for (const name of examples)
      await edit(`openapi/components/examples/${name}`, "value:\n", "value:\n  region: north\n");
    await expectSuccess("npm", "run", "generate");
    await expectSuccess("npx", "vitest", "run", "--config", "test/vitest.config.ts", "--project", "unit");
  });
});
