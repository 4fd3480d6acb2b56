/** The file of the records that an import rejected, to be fixed and imported in turn. */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { messageOf } from "../errors.js";
import type { ImportResult } from "../exactly-once/import.js";

/** Property of each line, never sent: the record's line in the imported file, the reason, and the import's journal. */
const rejectionKey = "rejected";

/** The record of a line, without the property that says why it was rejected. */
export function withoutRejection({ [rejectionKey]: _, ...record }: Record<string, unknown>): object {
  return record;
}

/** Path of the journal that a line of a rejected file belongs to; undefined if the line names none. */
export function journalOfLine(file: string, line: Record<string, unknown>): string | undefined {
  const { journal } = Object(line[rejectionKey]) as { journal?: unknown };
  if (typeof journal !== "string") return undefined;
  return isAbsolute(journal) ? journal : join(dirname(file), journal);
}

/** A file of rejected records that is being written. */
export interface RejectedFile {
  write: (result: ImportResult, line: number | undefined) => Promise<void>;
  /** Closes the file. Returns the new name of an earlier run's file; undefined if there was none, or it was the same. */
  close: (isComplete: boolean) => Promise<string | undefined>;
}

/**
 * Opens the file when the first record is rejected. An earlier run's file may have been edited, so it is renamed; a complete run without
 * rejected records renames it too, since it no longer says what is rejected.
 */
export function openRejected(path: string, journal: string): RejectedFile {
  const journalFromHere = relative(dirname(resolve(path)), resolve(journal));
  let file: FileHandle | undefined;
  let earlier: string | undefined;

  function renameEarlier(): void {
    if (!existsSync(path)) return;
    earlier = unusedName(`${path}.old`);
    renameSync(path, earlier);
  }

  return {
    write: async ({ record, error }, line) => {
      if (file === undefined) renameEarlier();
      file ??= await open(path, "wx");
      const rejection = { line, reason: messageOf(error), journal: journalFromHere };
      await file.appendFile(`${JSON.stringify({ ...record, [rejectionKey]: rejection })}\n`);
    },
    close: async (isComplete) => {
      if (file === undefined && isComplete) renameEarlier();
      await file?.close();
      if (file === undefined || earlier === undefined || !isSame(path, earlier)) return earlier;
      rmSync(earlier);
      return undefined;
    },
  };
}

function unusedName(name: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}.${count}`;
    if (!existsSync(candidate)) return candidate;
  }
}

function isSame(one: string, other: string): boolean {
  return readFileSync(one).equals(readFileSync(other));
}
