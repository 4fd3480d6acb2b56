#!/usr/bin/env node
/** `rapyd-customers`: the emulator, and signatures, from a terminal and for any language. */
import { emulatorCommand } from "./emulator.js";
import { checkSignatureCommand, signCommand } from "./signature.js";
import { type Command, UsageError } from "./usage.js";

const commands: Readonly<Record<string, Command>> = {
  emulator: emulatorCommand,
  sign: signCommand,
  "check-signature": checkSignatureCommand,
};

const overview = `Usage: rapyd-customers <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(17)}${summary}`)
  .join("\n")}

rapyd-customers <command> --help says more.
`;

async function main([name = "--help", ...values]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h") {
    process.stdout.write(overview);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new UsageError(`There is no command "${name}"; there are ${Object.keys(commands).join(", ")}.`);
  if (values.includes("--help") || values.includes("-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(values);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
