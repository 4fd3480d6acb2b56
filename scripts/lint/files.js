/**
 * Lint rule on files.
 * @typedef {{ key: (string | number)[] }} Location
 * @typedef {{ source: { absoluteRef: string }, pointer: string, child(path: string[]): Place }} Place
 * @typedef {{ report(problem: { message: string, location?: unknown }): void, location: Place, type: { name: string }, resolve(node:
 * unknown, from?: string): { node?: Record<string, unknown>, location?: Place }, parent: unknown, key: string | number }} Context
 */
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Files in the description's folder that are not part of the description: settings for Redocly and editors, and the recipes for the
 * reference page.
 */
const ownFiles = new Set(["redocly.yaml", "recipes.md", "samples/tsconfig.json"]);

/**
 * Every file in the folder of `openapi.yaml`, except `ownFiles`, must be referenced: a forgotten one looks like part of the description.
 */
export function fileUsed() {
  /** @type {Set<string>} */
  const used = new Set();
  return {
    ref: {
      /** @param {unknown} _ @param {Context} __ @param {{ location?: Place }} resolved */
      leave(_, __, { location }) {
        if (location) used.add(location.source.absoluteRef);
      },
    },
    Root: {
      /** @param {unknown} _ @param {Context} context */
      leave(_, { report, location }) {
        const index = location.source.absoluteRef;
        const folder = dirname(index);
        for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
          const path = join(entry.parentPath, entry.name);
          const name = relative(folder, path);
          if (entry.isDirectory() || path === index || used.has(path) || ownFiles.has(name)) continue;
          // An editor's or a system's own files are hidden, or end so.
          if (/^\.|~$/.test(entry.name)) continue;
          report({ message: `${name} is unreferenced: reference or remove it.`, location });
        }
      },
    },
  };
}
