import { fileURLToPath } from "node:url";

/** Folder of the repository, with a trailing separator. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** Absolute path of a file or folder of the repository. */
export function inRoot(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
