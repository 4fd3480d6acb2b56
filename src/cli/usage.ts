/** What a command is, and how its options are read. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import type { Credentials } from "../sign.js";

/** One command of `rapyd-customers`. */
export interface Command {
  /** A few words for the overview. */
  summary: string;
  /** What `--help` prints. */
  help: string;
  /** Does it. Resolves with the exit code: 0, or 1 when the answer is no. Rejects with a {@link UsageError} for wrong options. */
  run: (values: readonly string[]) => Promise<number>;
}

/** The command line is wrong; the message says how. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Options of a command: texts, texts that may be repeated, and flags. */
export type OptionTypes = Readonly<Record<string, "string" | "strings" | "boolean">>;

/** Values of the {@link OptionTypes}, where they were given. */
export type OptionValues<Types extends OptionTypes> = {
  [Name in keyof Types]?: { string: string; strings: string[]; boolean: boolean }[Types[Name]];
};

/** Reads the options of a command. Throws a UsageError that names the one that is wrong. */
export function readOptions<const Types extends OptionTypes>(
  types: Types,
  args: readonly string[],
): OptionValues<Types> {
  const options: ParseArgsConfig["options"] = Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      type === "strings" ? { type: "string", multiple: true } : { type },
    ]),
  );
  try {
    // parseArgs has held each value against its type.
    return parseArgs({ args: [...args], options, strict: true }).values as OptionValues<Types>;
  } catch (error) {
    const message =
      error instanceof Error ? error.message.replace(/\.?( To specify.*)?$/s, "") : String(error);
    throw new UsageError(`${message}. Options: --${Object.keys(types).join(", --")}, --help.`);
  }
}

/** Keys from the environment: on a command line everybody on the machine could read them. Throws a UsageError when one is missing. */
export function readCredentials(): Credentials {
  return { accessKey: readVariable("RAPYD_ACCESS_KEY"), secretKey: readVariable("RAPYD_SECRET_KEY") };
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new UsageError(`Set ${name}: the signature needs it.`);
  return value;
}
