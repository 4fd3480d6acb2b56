/** Finds the line of the hand-written YAML for a place in the bundled description. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { inRoot } from "../../lib/paths.js";
import { type OpenApiDocument, UnsupportedDescription } from "../../lib/document.js";

const index = "openapi/openapi.yaml";

/** An UnsupportedDescription with `file:line` before its message, as in Redocly's messages. Other errors are returned unchanged. */
export function located(error: unknown, document: OpenApiDocument): unknown {
  if (!(error instanceof UnsupportedDescription)) return error;
  const { message, node, keys } = error;
  const way = wayTo(document, node) ?? [];
  return new UnsupportedDescription(`${locate([...way, ...keys])}: ${message}`, node, ...keys);
}

/** Keys that lead to a node of the document; undefined when the node is not in the document. */
export function wayTo(document: OpenApiDocument, node: object): string[] | undefined {
  const search = (holder: object): string[] | undefined => {
    if (holder === node) return [];
    for (const [key, child] of Object.entries(holder) as [string, unknown][]) {
      const rest = typeof child === "object" && child !== null ? search(child) : undefined;
      if (rest) return [key, ...rest];
    }
    return undefined;
  };
  return search(document);
}

/** `file:line` of a node, given as keys from the top of the bundled description. */
export function locate(way: readonly string[]): string {
  const [components, kind, name, ...rest] = way;
  // Bundling has put every component under its file's name.
  const own = components === "components" ? fileOf(`${kind}`, `${name}.yaml`) : undefined;
  return own === undefined ? locateIn(index, way) : locateIn(own, rest);
}

function fileOf(kind: string, name: string): string | undefined {
  const files = readdirSync(inRoot("openapi"), { recursive: true, encoding: "utf8" });
  const found = files.find((file) => basename(file) === name && file.startsWith(join("components", kind)));
  return found && `openapi/${found.replaceAll("\\", "/")}`;
}

function locateIn(file: string, way: readonly string[]): string {
  const lines = new LineCounter();
  const { contents } = parseDocument(readFileSync(inRoot(file), "utf8"), { lineCounter: lines });
  let node: unknown = contents;
  let line = 1;
  for (const [index, key] of way.entries()) {
    const reference = isMap(node) ? node.get("$ref") : undefined;
    if (typeof reference === "string" && key !== "$ref")
      return locateIn(join(dirname(file), reference), way.slice(index));
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      if (pair && isNode(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line;
    }
  }
  return `${file}:${line}`;
}
