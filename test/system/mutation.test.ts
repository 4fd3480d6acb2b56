import { expect, test } from "vitest";
import { judgeMutants, reviewOf } from "../mutation/campaign.js";
import { currentDescription } from "../mutation/judge.js";
import { locate } from "../../scripts/generate/locate.js";
import { mutantsOf } from "../mutation/mutants.js";
import { patternMutants } from "../mutation/pattern-mutants.js";
import { survivors } from "../mutation/survivors.js";

const mutants = mutantsOf(currentDescription());

test("a sample of the description's changes is noticed; npm run test:mutation makes them all", async () => {
  expect(mutants.length).toBeGreaterThan(3_000);
  const verdicts = await judgeMutants(17, 40);
  expect(verdicts.length).toBeGreaterThan(75);
  const missed = verdicts.filter(
    (verdict) => verdict.noticedBy === undefined && reviewOf(verdict) === undefined,
  );
  expect(missed.map(({ kind, way, change }) => `${locate(way)} ${kind}: ${change}`)).toEqual([]);
});

test("every kind of change is made", () => {
  const kinds = [...new Set(mutants.map(({ kind }) => kind))];
  expect(kinds).toEqual(
    expect.arrayContaining([
      ...["drop property", "rename property", "retype", "make required", "make optional", "make nullable"],
      ...[
        "unmake nullable",
        "drop enum value",
        "add enum value",
        "tighten bound",
        "loosen bound",
        "change pattern",
      ],
      ...["rename security header", "rename parameter", "rename path", "change server", "rename operationId"],
      ...["drop status code", "drop x-sensitive", "drop x-error-code", "rename webhook", "change method"],
    ]),
  );
});

test("every reviewed survivor is a change that is made", () => {
  const known = survivors.filter(({ kind, way }) =>
    mutants.some((mutant) => mutant.kind === kind && mutant.way.join(".") === way),
  );
  expect(known).toEqual(survivors);
});

test("a pattern's neighbours differ from it in one point, and are patterns", () => {
  expect(patternMutants("^(a1?|b)[0-9]{2}$")).toEqual([
    "(a1?|b)[0-9]{2}$",
    "^(a1?|b)[0-9]{2}",
    "^(a1?|b)[0-9]{1}$",
    "^(a1?|b)[0-9]{3}$",
    "^(a1|b)[0-9]{2}$",
    "^(a1?|b)[\\u002f-9]{2}$",
    "^(a1?|b)[1-9]{2}$",
    "^(a1?|b)[0-8]{2}$",
    "^(a1?|b)[0-\\u003a]{2}$",
    "^(a1?)[0-9]{2}$",
    "^(b)[0-9]{2}$",
  ]);
});

test("a place in the bundled description is found in the YAML", () => {
  expect(locate(["components", "schemas", "Customer", "properties", "id"])).toMatch(
    /^openapi\/components\/schemas\/Customer\.yaml:\d+$/,
  );
  expect(locate(["paths", "/v1/customers", "post", "requestBody"])).toMatch(
    /^openapi\/paths\/customers\.yaml:\d+$/,
  );
  expect(locate(["servers", "1", "url"])).toMatch(/^openapi\/openapi\.yaml:\d+$/);
});
