import { describe, expect, test } from "vitest";
import { checkRequest, type Issue, RapydError, ValidationError } from "../../../../src/index.js";
import { timeRatio } from "../../../helpers/time-ratio.js";
import { created, errorResponse, observedClient, rejection } from "../../../helpers/observed-client.js";
import { minimalCustomer } from "../../../helpers/minimal-customer.js";

describe("a body of any depth and length is checked, or rejected, in bounded time", () => {
  function deep(levels: number): object {
    let value: object = {};
    for (let level = 0; level < levels; level++) value = { a: value };
    return value;
  }

  test.each([100, 3_680, 3_900, 4_100, 20_000, 1_000_000])("%i levels deep", async (levels) => {
    const { client } = observedClient(() => errorResponse(500, "ERROR"), { maxRetries: 0 });
    const error = await rejection(
      client.createCustomer({ ...minimalCustomer, metadata: deep(levels) } as never),
    );
    expect(error).toBeInstanceOf(RapydError);
    const { name, mayHaveSucceeded } = error as RapydError;
    expect([name, mayHaveSucceeded]).toEqual(
      name === "ApiError" ? ["ApiError", true] : ["ValidationError", false],
    );
  });

  const many = 50_000;
  const named = (name: (index: number) => string, value: unknown): object =>
    Object.fromEntries(Array.from({ length: many }, (_, index) => [name(index), value]));
  const addresses = (value: unknown): object => ({
    ...minimalCustomer,
    addresses: new Array(many).fill(value),
  });

  // It took 5 and 14 s when every problem was compared with every other, and every name with every described one.
  test.each<[string, object, object]>([
    ["invalid items", addresses(1), addresses({})],
    [
      "values that JSON cannot represent",
      { ...minimalCustomer, metadata: { list: new Array(many).fill(() => 1) } },
      { ...minimalCustomer, metadata: { list: new Array(many).fill("x") } },
    ],
    [
      "unknown names",
      { ...minimalCustomer, ...named((index) => `n${index}`, 1) },
      { ...minimalCustomer, metadata: named((index) => `n${index}`, 1) },
    ],
    [
      "letters of an unknown name",
      { ...minimalCustomer, ["x".repeat(2 ** 20)]: 1 },
      { ...minimalCustomer, metadata: { a: "x".repeat(2 ** 20) } },
    ],
  ])("very many %s take about as long as valid data", (_, wrong, right) => {
    const check = (body: object) => (): readonly Issue[] => checkRequest("createCustomer", body, "strict");
    expect(timeRatio(check(wrong), check(right), 3)).toBeLessThan(30);
    const issues = check(wrong)();
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.length).toBeLessThanOrEqual(1_000);
    expect(check(right)()).toEqual([]);
    expect(new ValidationError("createCustomer", issues).message.length).toBeLessThan(20_000);
  });
});

test("a body with very many problems is rejected without delay, with a message about the first ones", async () => {
  const { client, sent } = observedClient(created);
  const broken = { ...minimalCustomer, addresses: new Array(40_000).fill("x") as never[] };
  const error = (await rejection(client.createCustomer(broken))) as ValidationError;
  expect(error.issues).toHaveLength(1_000);
  expect(error.message.length).toBeLessThan(4_000);
  expect(error.message).toMatch(/and \d+ more$/);
  expect(sent).toEqual([]);
});
