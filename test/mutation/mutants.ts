/** Every single-point change of a description that matters to somebody who calls the API. */
import { isDeepStrictEqual } from "node:util";
import type { OpenApiDocument } from "../../scripts/generate/document.js";
import type { Json } from "../helpers/openapi.js";
import { patternMutants } from "./pattern-mutants.js";

/** One change, which can be made to a copy of the document. */
export interface Mutant {
  kind: string;
  /** Way to the node that is changed, as keys from the top. */
  way: readonly string[];
  /** What is changed, for the list of survivors. */
  change: string;
  apply: (document: OpenApiDocument) => void;
}

type Node = Record<string, Json>;
type Edit = (node: Node) => void;

/** All mutants, in the order of the document. Prose and examples are left alone. */
export function mutantsOf(document: OpenApiDocument): Mutant[] {
  const found: Mutant[] = [];
  const root = document as unknown as Node;

  function add(kind: string, way: readonly string[], change: string, edit: Edit): void {
    if (kind === "make nullable" && isNullElsewhere(root, way)) return;
    const apply = (copy: OpenApiDocument): void => edit(nodeAt(copy as unknown as Node, way));
    const copy = structuredClone(root);
    edit(nodeAt(copy, way));
    if (!isDeepStrictEqual(copy, root)) found.push({ kind, way, change, apply });
  }

  function visit(node: Json, way: readonly string[]): void {
    if (typeof node !== "object" || node === null) return;
    if (!Array.isArray(node)) {
      for (const operator of operators)
        operator(node, way, (kind, change, edit) => add(kind, way, change, edit));
    }
    for (const [key, child] of Object.entries(node)) {
      if (!prose.has(key) || way.at(-1) === "properties") visit(child, [...way, key]);
    }
  }
  visit(root, []);
  return found;
}

/** Keys below which nothing is mutated: they are read by people alone, or by lint. */
const prose = new Set(
  "info tags description summary title example examples x-codeSamples x-evidence".split(" "),
);

function nodeAt(root: Node, way: readonly string[]): Node {
  return way.reduce<Node>((node, key) => node[key] as Node, root);
}

/** Null is possible already by another variant, or stays impossible by another part: such a change changes nothing. */
function isNullElsewhere(root: Node, way: readonly string[]): boolean {
  const keyword = way.at(-2);
  if (keyword === "allOf") return true;
  return keyword === "anyOf" && Object.values(nodeAt(root, way.slice(0, -1))).some(isNull);
}

type Add = (kind: string, change: string, edit: Edit) => void;
type Operator = (node: Node, way: readonly string[], add: Add) => void;

const isObject = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSchema = (way: readonly string[]): boolean => way.includes("schemas") || way.includes("schema");
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

function rename(node: Node, from: string, to: string): void {
  const entries = Object.entries(node).map(([key, value]) => [key === from ? to : key, value] as const);
  for (const key of Object.keys(node)) delete node[key];
  Object.assign(node, Object.fromEntries(entries));
}

const properties: Operator = (node, way, add) => {
  const described = node["properties"];
  if (!isSchema(way) || way.at(-1) === "properties" || !isObject(described)) return;
  const required = listOf(node["required"]);
  for (const name of Object.keys(described)) {
    add("drop property", name, (schema) => {
      delete (schema["properties"] as Node)[name];
      schema["required"] = required.filter((one) => one !== name);
    });
    add("rename property", name, (schema) => {
      rename(schema["properties"] as Node, name, `${name}_renamed`);
      schema["required"] = required.map((one) => (one === name ? `${name}_renamed` : one));
    });
    const isRequired = required.includes(name);
    add(isRequired ? "make optional" : "make required", name, (schema) => {
      schema["required"] = isRequired ? required.filter((one) => one !== name) : [...required, name];
    });
  }
};

const otherType: Record<string, string> = {
  string: "number",
  number: "string",
  integer: "number",
  boolean: "string",
  object: "string",
  array: "object",
  null: "string",
};

const types: Operator = (node, way, add) => {
  if (!isSchema(way) || way.at(-1) === "properties") return;
  const { type } = node;
  if (typeof type === "string") {
    const other = otherType[type] ?? "string";
    add("retype", `${type} -> ${other}`, (schema) => (schema["type"] = other));
    if (type === "number") add("retype", "number -> integer", (schema) => (schema["type"] = "integer"));
    if (type !== "null" && node["const"] === undefined) {
      add("make nullable", type, (schema) => {
        schema["type"] = [type, "null"];
        if (Array.isArray(schema["enum"])) schema["enum"].push(null);
      });
    }
  }
  for (const one of Array.isArray(type) ? type : []) {
    const rest = listOf(type).filter((other) => other !== one);
    add(one === "null" ? "unmake nullable" : "drop type", String(one), (schema) => (schema["type"] = rest));
  }
  if (typeof node["$ref"] === "string") {
    const { $ref } = node;
    add("retype", `${$ref} -> anything`, (schema) => delete schema["$ref"]);
    add("make nullable", $ref, (schema) => {
      delete schema["$ref"];
      schema["anyOf"] = [{ $ref }, { type: "null" }];
    });
  }
};

const isNull = (variant: Json): boolean => isObject(variant) && variant["type"] === "null";

const variants: Operator = (node, way, add) => {
  if (!isSchema(way) || way.at(-1) === "properties") return;
  const { anyOf, allOf } = node;
  listOf(anyOf).forEach((variant, index) => {
    const kind = isNull(variant) ? "unmake nullable" : "drop variant";
    add(kind, JSON.stringify(variant).slice(0, 60), (schema) => listOf(schema["anyOf"]).splice(index, 1));
  });
  if (Array.isArray(anyOf) && !anyOf.some(isNull))
    add("make nullable", "anyOf", (schema) => listOf(schema["anyOf"]).push({ type: "null" }));
  listOf(allOf).forEach((_, index) =>
    add("drop part", `allOf ${index}`, (schema) => listOf(schema["allOf"]).splice(index, 1)),
  );
};

const enums: Operator = (node, way, add) => {
  if (!isSchema(way) || way.at(-1) === "properties") return;
  const values = node["enum"];
  if (Array.isArray(values)) {
    values.forEach((value, index) =>
      add("drop enum value", JSON.stringify(value), (schema) => listOf(schema["enum"]).splice(index, 1)),
    );
    add("add enum value", "ZZ", (schema) => listOf(schema["enum"]).push("ZZ"));
  }
  if (typeof node["const"] === "string")
    add("change const", node["const"], (schema) => (schema["const"] = "OTHER"));
};

const bounds = new Set([
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "maxProperties",
]);

const limits: Operator = (node, way, add) => {
  if (!isSchema(way) || way.at(-1) === "properties") return;
  for (const [key, value] of Object.entries(node)) {
    if (bounds.has(key) && typeof value === "number") {
      const isLower = key.startsWith("min");
      add(
        isLower ? "tighten bound" : "loosen bound",
        `${key} ${value + 1}`,
        (schema) => (schema[key] = value + 1),
      );
      // No length is negative.
      if (value > 0 || key === "minimum")
        add(
          isLower ? "loosen bound" : "tighten bound",
          `${key} ${value - 1}`,
          (schema) => (schema[key] = value - 1),
        );
      if (value > 0 || key === "minimum") add("drop bound", key, (schema) => delete schema[key]);
    }
    if (key === "format" && node["type"] === "string") {
      add("drop format", String(value), (schema) => delete schema[key]);
      add("change format", String(value), (schema) => (schema[key] = value === "date" ? "uuid" : "date"));
    }
    if (key === "pattern" && typeof value === "string") {
      add("drop pattern", value, (schema) => delete schema[key]);
      for (const mutant of patternMutants(value))
        add("change pattern", `${value} -> ${mutant}`, (schema) => (schema[key] = mutant));
    }
    if (key === "additionalProperties")
      add("close schema", "additionalProperties", (schema) => delete schema[key]);
  }
};

const extensions: Operator = (node, way, add) => {
  if (way.at(-1) === "properties") return;
  for (const [key, value] of Object.entries(node)) {
    if (!key.startsWith("x-") || prose.has(key)) continue;
    add(`drop ${key}`, key, (holder) => delete holder[key]);
    if (typeof value === "string")
      add(`change ${key}`, value, (holder) => (holder[key] = `${value}_CHANGED`));
    if (typeof value === "number") {
      add(`change ${key}`, `${value + 1}`, (holder) => (holder[key] = value + 1));
      add(`change ${key}`, `${value - 1}`, (holder) => (holder[key] = value - 1));
    }
    for (const role of isObject(value) ? Object.keys(value) : []) {
      add(`drop role of ${key}`, role, (holder) => delete (holder[key] as Node)[role]);
      add(`change role of ${key}`, role, (holder) => ((holder[key] as Node)[role] = "OTHER"));
    }
  }
};

const names: Operator = (node, way, add) => {
  const parent = way.at(-1) ?? "";
  if (typeof node["in"] === "string" && typeof node["name"] === "string") {
    const { name } = node;
    const kind = way.includes("securitySchemes") ? "rename security header" : "rename parameter";
    add(kind, name, (holder) => (holder["name"] = `${name}2`));
    if (typeof node["required"] === "boolean")
      add("flip required of parameter", name, (holder) => (holder["required"] = node["required"] !== true));
  }
  if (parent === "paths" || parent === "webhooks") {
    for (const key of Object.keys(node)) {
      const to = parent === "paths" ? `${key}2` : `${key}_2`;
      add(parent === "paths" ? "rename path" : "rename webhook", key, (holder) => rename(holder, key, to));
      add(parent === "paths" ? "drop path" : "drop webhook", key, (holder) => delete holder[key]);
    }
  }
  if (way.length === 2 && way[0] === "servers" && typeof node["url"] === "string") {
    const { url } = node;
    add("change server", url, (holder) => (holder["url"] = `${url}2`));
  }
  if (way.length === 0) {
    listOf(node["servers"]).forEach((_, index) =>
      add("drop server", String(index), (holder) => listOf(holder["servers"]).splice(index, 1)),
    );
    add("drop security", "all", (holder) => delete holder["security"]);
    for (const name of Object.keys((node["security"] as Node[])[0] ?? {}))
      add("drop security", name, (holder) => delete listOf(holder["security"]).filter(isObject)[0]?.[name]);
  }
};

const otherMethod: Record<string, string> = {
  get: "put",
  post: "put",
  put: "patch",
  patch: "put",
  delete: "put",
};

const operations: Operator = (node, way, add) => {
  if (typeof node["operationId"] === "string") {
    const id = node["operationId"];
    add("rename operationId", id, (operation) => (operation["operationId"] = `${id}2`));
    listOf(node["parameters"]).forEach((_, index) =>
      add("drop parameter", String(index), (operation) => listOf(operation["parameters"]).splice(index, 1)),
    );
    add("drop requestBody", id, (operation) => delete operation["requestBody"]);
  }
  for (const [method, other] of Object.entries(otherMethod)) {
    if (way[0] === "paths" && way.length === 2 && isObject(node[method]) && node[other] === undefined)
      add("change method", `${method} -> ${other}`, (item) => rename(item, method, other));
  }
  if (way.at(-1) === "responses" && !way.includes("components")) {
    for (const status of Object.keys(node)) {
      add("drop status code", status, (responses) => delete responses[status]);
      const other = status === "default" ? "500" : String(Number(status) + 3);
      add("rename status code", `${status} -> ${other}`, (responses) => rename(responses, status, other));
    }
  }
  if (isObject(node["content"])) {
    if (typeof node["required"] === "boolean")
      add("flip required of body", "required", (body) => (body["required"] = node["required"] !== true));
    for (const type of Object.keys(node["content"]))
      add("change media type", type, (holder) => rename(holder["content"] as Node, type, "application/xml"));
  }
};

const operators: readonly Operator[] = [
  properties,
  types,
  variants,
  enums,
  limits,
  extensions,
  names,
  operations,
];
