/** A command, and how its options are read. */
import { realpathSync, statSync } from "node:fs";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { createClient, type RapydClient } from "../client.js";
import type { ClientOptions } from "../options.js";
import { messageOf } from "../errors.js";
import type { Credentials } from "../sign.js";

/** One command of `rapyd-customers`. */
export interface Command {
  /** A few words for the overview. */
  summary: string;
  /** Text that `--help` prints. */
  help: string;
  /**
   * Runs the command. Resolves with the exit code, such as 0 for success or 1 for a negative result. Rejects with a {@link UsageError} for
   * wrong options.
   */
  run: (values: readonly string[]) => Promise<number>;
}

/** Thrown if the command line is wrong; the message says what is wrong. The command then exits with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Options of a command: strings, repeatable strings, and flags. */
export type OptionTypes = Readonly<Record<string, "string" | "strings" | "boolean">>;

/** Values of the options that were given, by name. */
export type OptionValues<Types extends OptionTypes> = {
  [Name in keyof Types]?: { string: string; strings: string[]; boolean: boolean }[Types[Name]];
};

/** Reads the options of a command. Throws a UsageError that names the wrong option. */
export function readOptions<const Types extends OptionTypes>(
  types: Types,
  args: readonly string[],
): OptionValues<Types> {
  return parse(types, args, false).options;
}

/** Reads a command's options and its one file. Throws a UsageError that names the problem. */
export function readOptionsAndFile<const Types extends OptionTypes>(
  types: Types,
  args: readonly string[],
): { options: OptionValues<Types>; file: string } {
  const { options, positionals } = parse(types, args, true);
  const [file, ...others] = positionals;
  if (!file || others.length > 0)
    throw new UsageError(
      `Pass exactly one file${others.length > 0 ? `, not ${positionals.join(" ")}` : ""}.`,
    );
  return { options, file };
}

function parse<const Types extends OptionTypes>(
  types: Types,
  args: readonly string[],
  allowPositionals: boolean,
): { options: OptionValues<Types>; positionals: string[] } {
  const options: ParseArgsConfig["options"] = Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      type === "strings" ? { type: "string", multiple: true } : { type },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals, strict: true });
    // parseArgs has held each value against its type.
    return { options: values as OptionValues<Types>, positionals };
  } catch (error) {
    const message =
      error instanceof Error ? error.message.replace(/\.?( To specify.*)?$/s, "") : String(error);
    throw new UsageError(`${message}. Options: --${Object.keys(types).join(", --")}, --help.`);
  }
}

/** Reads an integer option. Throws a UsageError if the value is not a whole number, or is out of range. */
export function readNumber(
  name: string,
  text: string | undefined,
  least: number,
  most = 1_000_000,
): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not ${text}.`);
}

/**
 * Path of a regular file, with symbolic links resolved; the path itself if there is no such file. Throws a UsageError for an empty path,
 * and for a folder, a pipe or a device, which a command would replace or could not read twice. `name` is the path's name in the message.
 */
export function regularFile(name: string, path: string): string {
  if (path === "") throw new UsageError(`${name} must be the path of a file.`);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return path;
    if (stats.isFile()) return realpathSync(path);
  } catch (error) {
    throw new UsageError(`${name} cannot be used: ${messageOf(error)}.`);
  }
  throw new UsageError(`${name} must be a regular file; ${path} is not one.`);
}

/** Creates a client from environment variables. Throws a UsageError that says what to set. */
export function createClientFromEnv(options: ClientOptions = {}): RapydClient {
  try {
    return createClient(options);
  } catch (error) {
    // A command has no options for keys.
    throw new UsageError(messageOf(error).replace("pass it to createClient, or set", "set"));
  }
}

/**
 * Reads the keys from the environment. There are no options for keys, since everybody on the machine can read a command line. Throws a
 * UsageError when a key is missing.
 */
export function readCredentials(): Credentials {
  return { accessKey: readVariable("RAPYD_ACCESS_KEY"), secretKey: readVariable("RAPYD_SECRET_KEY") };
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new UsageError(`Set ${name}: the signature needs it.`);
  return value;
}
