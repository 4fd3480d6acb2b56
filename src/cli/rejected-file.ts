/** Writes and reads the file of records that an import rejected. Users fix these records, then import that file. */
import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { messageOf } from "../errors.js";
import type { ImportResult } from "../exactly-once/import.js";
import { UsageError } from "./usage.js";

/**
 * Property added to each rejected record: its line number in the imported file, the reason and the import's journal. Never sent to Rapyd.
 */
const rejectionKey = "rejected";

/** A line's record, without the property `rejected`. */
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
  /**
   * Closes the file. If an earlier run's file was renamed, returns that file's new name. Returns undefined if no file was renamed, or if
   * the renamed file was identical to the new file and was therefore deleted.
   */
  close: (isComplete: boolean) => Promise<string | undefined>;
}

/**
 * Returns a file that is created only when the first record is rejected. An earlier run's file is then renamed, not overwritten, since it
 * may have been edited. A complete run without rejected records also renames the earlier file, whose records are no longer rejected. Throws
 * a UsageError if the file cannot be created in its folder.
 */
export function openRejected(path: string, journal: string): RejectedFile {
  checkFolder(dirname(resolve(path)));
  const journalFromHere = relative(dirname(resolve(path)), resolve(journal));
  let file: FileHandle | undefined;
  let earlier: string | undefined;

  function renameEarlier(): void {
    if (!existsSync(path)) return;
    // A full disk leaves an empty file.
    if (statSync(path).size === 0) return rmSync(path);
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

function checkFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `Rejected records cannot be written to ${folder}: ${messageOf(error)}. Use --rejected.`,
    );
  }
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
