import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../generated/check.js";
import { requestChecks } from "../../generated/validators.js";
import type { OpenApiDocument } from "../../scripts/lib/document.js";
import { readOperations } from "../../scripts/generate/read/operations.js";
import { inRoot } from "../../scripts/lib/paths.js";
import { findIssues } from "../../src/check/validate.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { type CreateCustomerRequest, createClient, type RapydClient } from "../../src/index.js";
import { arbitraryOf } from "../helpers/arbitrary.js";
import { problemsOf } from "../helpers/compile.js";
import { keys } from "../helpers/fixtures.js";
import { at, type Json, openapi } from "../helpers/openapi.js";

const seed = 20261122;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openapi, "openapi");
const names = Object.keys(at("/components/schemas") as object);
const operations = readOperations(openapi as unknown as OpenApiDocument);
const withBody = operations.flatMap(({ operationId, body }) =>
  body ? [{ operationId, schema: body.schema, check: requestChecks[operationId]?.body as Check }] : [],
);
// The emulator's own operation: it allows a comparison of what is sent with what is returned.
const check = requestChecks["createCustomer"]?.body as Check;
const request = arbitraryOf({ $ref: "#/components/schemas/CreateCustomerRequest" }) as fc.Arbitrary<{
  [name: string]: Json;
}>;

let emulator: Emulator;
let client: RapydClient;
beforeAll(async () => {
  emulator = await startEmulator(keys);
  client = createClient({ ...keys, baseUrl: emulator.url, validate: false });
});
afterAll(() => emulator.close());

/**
 * Whether the emulator can store the request: no stored customer has the request's wallet, and the payment method does not have both a type
 * and a token.
 */
function isFresh({ ewallet, payment_method: method }: { [name: string]: Json }): boolean {
  if (Reflect.get(Object(method), "type") && Reflect.get(Object(method), "token")) return false;
  return !ewallet || !emulator.customers.some((customer) => customer.ewallet === ewallet);
}

test("2,000 values generated from the schemas are valid", () => {
  const runs = Math.ceil(2_000 / names.length);
  for (const name of names) {
    const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    fc.assert(
      fc.property(arbitraryOf({ $ref: `#/components/schemas/${name}` }), (value) => {
        validate(value);
        expect(validate.errors ?? [], name).toEqual([]);
      }),
      { numRuns: runs, seed },
    );
  }
});

test("values generated from the schemas have the generated types", () => {
  const lines = names.flatMap((name) =>
    fc
      .sample(arbitraryOf({ $ref: `#/components/schemas/${name}` }), { numRuns: 6, seed })
      .map((value, index) => `export const ${name}${index}: types.${name} = ${JSON.stringify(value)};`),
  );
  const text = `import type * as types from "../../generated/schema.js";\n${lines.join("\n")}`;
  expect(lines.length).toBeGreaterThan(200);
  expect(problemsOf(new Map([[inRoot("test/description/round-trip-values.ts"), text]]))).toEqual([]);
});

test.each(withBody)(
  "requests generated from the schema pass the check of $operationId",
  ({ schema, check }) => {
    fc.assert(
      fc.property(arbitraryOf(schema as { [keyword: string]: Json }), (body) => {
        expect(findIssues(check, body)).toEqual([]);
      }),
      { numRuns: 300, seed },
    );
  },
);

/** The value after a JSON round trip, which turns -0 into 0. */
const asSent = (value: Json | undefined): unknown => JSON.parse(JSON.stringify(value ?? null));

describe("a request generated from the schema", () => {
  test("passes the check, is accepted by the emulator and returned unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(request, async (body) => {
        fc.pre(isFresh(body));
        expect(findIssues(check, body)).toEqual([]);
        // The emulator, and it alone, rejects an email without @, a phone number without a digit and a token of no card.
        const { token } = Object(body["payment_method"]) as { token?: Json };
        if (token)
          Object.assign(Object(body["payment_method"]) as object, { token: `card_${String(token)}` });
        if (typeof body["email"] === "string" && body["email"] !== "") body["email"] += "@";
        if (typeof body["phone_number"] === "string" && body["phone_number"] !== "")
          body["phone_number"] += "1";
        const customer = await client.createCustomer(body as unknown as CreateCustomerRequest);
        for (const name of ["name", "email", "metadata"] as const) {
          if (body[name] ?? false) expect(customer[name]).toEqual(asSent(body[name]));
        }
      }),
      { numRuns: 300, seed },
    );
  });

  /** Path and check of every value that the check describes. */
  function describedValues(rule: Check, value: Json, path = ""): [string, Check][] {
    const variants = [rule, ...(rule.anyOf ?? []), ...(rule.allOf ?? [])];
    const own: [string, Check][] = rule.type === undefined && rule.anyOf === undefined ? [] : [[path, rule]];
    if (typeof value !== "object" || value === null) return own;
    const inside = variants.flatMap(({ properties = {}, items }) =>
      Object.entries(value).flatMap(([key, inner]) => {
        const next = Array.isArray(value) ? items : properties[key];
        return next ? describedValues(next, inner, `${path}/${key}`) : [];
      }),
    );
    return [...own, ...inside];
  }

  function replaced(value: Json, path: string, put: Json): Json {
    const [, key, ...rest] = path.split("/");
    if (key === undefined || typeof value !== "object" || value === null) return put;
    const inner = (value as { [name: string]: Json })[key] ?? null;
    const changed = replaced(inner, rest.length > 0 ? `/${rest.join("/")}` : "", put);
    return Array.isArray(value)
      ? value.map((item, index) => (String(index) === key ? changed : item))
      : { ...value, [key]: changed };
  }

  /** A value whose type is none of the check's types. */
  function wrongFor(rule: Check): Json {
    const types = [rule, ...(rule.anyOf ?? [])].flatMap(({ type = [] }) => type);
    return types.includes("boolean") ? "wrong" : true;
  }

  test("with one invalid value is rejected by check and emulator, for that value", async () => {
    const broken = request.chain((body) => {
      const places = describedValues(check, body).filter(([path]) => path !== "");
      return fc
        .constantFrom(...places)
        .map(([path, rule]) => ({ path, body: replaced(body, path, wrongFor(rule)) }));
    });
    await fc.assert(
      fc.asyncProperty(broken, async ({ path, body }) => {
        expect(findIssues(check, body).map((issue) => issue.path)).toEqual([path]);
        const rejected: unknown = await client
          .createCustomer(body as unknown as CreateCustomerRequest)
          .catch((error: unknown) => error);
        expect(rejected).toMatchObject({ name: "ApiError", httpStatus: 400 });
        expect((rejected as Error).message).toContain(`is not valid: ${path} must be`);
      }),
      { numRuns: 300, seed },
    );
  });
});

test("10,000 fuzzed invalid bodies neither reach the network nor cause a crash", async () => {
  let sent = 0;
  const fetch = (): Promise<Response> => {
    sent++;
    return Promise.reject(new TypeError("must not be called"));
  };
  const closed = createClient({ ...keys, fetch });
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
    withTypedArray: true,
    maxDepth: 3,
  });
  const bad = fc.oneof(
    anything.filter((value) => findIssues(check, value).length > 0),
    anything.map((email) => ({ name: "", email })),
    anything.map((value) => ({ name: "x", metadata: { value, big: 1n } })),
  );
  const errors = new Set<string>();
  for (const body of fc.sample(bad, { numRuns: 10_000, seed })) {
    const error: unknown = await closed
      .createCustomer(body as CreateCustomerRequest)
      .catch((reason: unknown) => reason);
    errors.add(error instanceof Error ? error.name : String(error));
  }
  expect(errors).toEqual(new Set(["ValidationError"]));
  expect(sent).toBe(0);
});
