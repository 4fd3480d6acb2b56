import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "../../scripts/lib/paths.js";

/** Text of a file under test/fixtures/. */
export function fixture(path: string): string {
  return readFileSync(inRoot(`test/fixtures/${path}`), "utf8");
}

/** Recorded or documented body, parsed. */
export function body(name: string): unknown {
  return JSON.parse(fixture(`bodies/${name}.json`)) as unknown;
}

/** Names of all body files, without the extension. */
export const bodyNames: string[] = readdirSync(inRoot("test/fixtures/bodies")).map((name) =>
  name.replace(/\.json$/, ""),
);

/** Fields of a card that Rapyd's sandbox accepts. */
export const cardFields = {
  number: "4111111111111111",
  expiration_month: "12",
  expiration_year: "35",
  cvv: "345",
  name: "Jane",
};

/** Keys that signature vectors and tests use; invented. */
export const keys = {
  accessKey: "rak_TEST00000000000000",
  secretKey: "rsk_test_0123456789abcdef0123456789abcdef0123456789abcdef",
};
