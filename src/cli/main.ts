#!/usr/bin/env node
/** `rapyd-customers`: imports and exports customers, runs the emulator, and checks signatures. */
import { version } from "../../generated/client.js";
import { emulatorCommand } from "./emulator.js";
import { exportCommand } from "./export.js";
import { importCommand } from "./import.js";
import { checkSignatureCommand, checkWebhookCommand, signCommand, signWebhookCommand } from "./signature.js";
import { messageOf } from "../errors.js";
import { type Command, UsageError } from "./usage.js";

const commands: Readonly<Record<string, Command>> = {
  emulator: emulatorCommand,
  sign: signCommand,
  "check-signature": checkSignatureCommand,
  "sign-webhook": signWebhookCommand,
  "check-webhook": checkWebhookCommand,
  import: importCommand,
  export: exportCommand,
};

const overview = `Usage: rapyd-customers <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(17)}${summary}`)
  .join("\n")}

Run rapyd-customers <command> --help for details, or rapyd-customers --version.
Exit codes: 0 success, 1 a negative result or a failure, 2 wrong usage.
`;

async function main([name = "--help", ...values]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h") {
    process.stdout.write(overview);
    return 0;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new UsageError(`Unknown command "${name}"; use ${Object.keys(commands).join(", ")}.`);
  // Arguments after -- belong to another program.
  const end = values.indexOf("--");
  if (values.slice(0, end < 0 ? undefined : end).some((value) => value === "--help" || value === "-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(values);
}

// A reader such as head closes the pipe when it has read enough; then there is nowhere to write.
let isOutputLost = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  if (!isOutputLost) process.stderr.write(`Cannot write to standard output: ${messageOf(error)}\n`);
  isOutputLost = true;
  process.exitCode = 1;
});

// A closed terminal cannot show progress; the work continues.
process.stderr.on("error", () => undefined);

try {
  const exitCode = await main(process.argv.slice(2));
  process.exitCode = isOutputLost ? 1 : exitCode;
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
