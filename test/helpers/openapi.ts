import { readFileSync } from "node:fs";
import { inRoot } from "../../scripts/lib/paths.js";

/** Any JSON value of the description. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The bundled description. */
export const openapi = JSON.parse(readFileSync(inRoot("generated/openapi.json"), "utf8")) as {
  [name: string]: Json;
};

/** Value at a JSON pointer of the description. */
export function at(pointer: string): Json {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json>((node, key) => (node as { [name: string]: Json })[key] ?? null, openapi);
}

/** Properties of a component's schema, including those of its allOf parts. */
export function propertiesOf(schema: Json): { [name: string]: { [keyword: string]: Json } } {
  const { $ref, properties, allOf } = Object(schema) as { [keyword: string]: Json };
  if (typeof $ref === "string") return propertiesOf(at($ref.slice(1)));
  const parts = Array.isArray(allOf) ? allOf.map(propertiesOf) : [];
  return Object.assign({}, ...parts, properties) as ReturnType<typeof propertiesOf>;
}

/** Every object in a JSON value, with its path. */
export function* objectsOf(node: Json, way = ""): Generator<[way: string, node: { [name: string]: Json }]> {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) yield [way, node];
  for (const [key, child] of Object.entries(node)) yield* objectsOf(child, `${way}/${key}`);
}
