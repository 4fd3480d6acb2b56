/** Finds the line of the hand-written YAML that a place in the bundled description comes from. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { inRoot } from "../../scripts/paths.js";

/** `file:line` of a node, given as keys from the top of the bundled description. */
export function locate(way: readonly string[]): string {
  const [components, kind, name, ...rest] = way;
  const own = `openapi/components/${kind}/${name}.yaml`;
  // Bundling has put every component under its file's name.
  return components === "components" && existsSync(inRoot(own))
    ? locateIn(own, rest)
    : locateIn("openapi/openapi.yaml", way);
}

function locateIn(file: string, way: readonly string[]): string {
  const lines = new LineCounter();
  const { contents } = parseDocument(readFileSync(inRoot(file), "utf8"), { lineCounter: lines });
  let node: unknown = contents;
  let line = 1;
  for (const [index, key] of way.entries()) {
    const reference = isMap(node) ? node.get("$ref") : undefined;
    if (typeof reference === "string") return locateIn(join(dirname(file), reference), way.slice(index));
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
