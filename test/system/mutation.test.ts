import { expect, test } from "vitest";
import { locate } from "../../scripts/generate/locate.js";
import { judgeMutants, survivorsOf } from "../mutation/campaign.js";
import { currentDescription } from "../mutation/judge.js";
import { mutantsOf } from "../mutation/mutants.js";
import { patternMutants } from "../mutation/pattern-mutants.js";

const mutants = mutantsOf(currentDescription());

test("every change of the description is noticed", async () => {
  const verdicts = await judgeMutants();
  expect(verdicts.length).toBe(mutants.length);
  expect(survivorsOf(verdicts)).toEqual([]);
});

test("a change that nobody notices is told with its line and where to add a probe", () => {
  const way = ["components", "schemas", "Customer", "properties", "id"];
  const [text] = survivorsOf([{ kind: "drop pattern", way, change: "^cus_", noticedBy: undefined }]);
  expect(text).toMatch(
    /^openapi\/components\/schemas\/Customer\.yaml:\d+: drop pattern, .*add a probe for \/components\/schemas\/Customer\/properties\/id to test\/mutation\/probes\.ts$/,
  );
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
