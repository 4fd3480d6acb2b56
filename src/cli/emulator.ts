/** The command `emulator`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { securityHeaders } from "../../generated/client.js";
import {
  type Delivery,
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type RecordedRequest,
  startEmulator,
} from "../emulator/index.js";
import { invalidSignature } from "../emulator/authenticate.js";
import { diagnoseSignature } from "../signature/diagnose.js";
import { messageOf } from "../errors.js";
import { type Command, readNumber, readOptions, regularFile, UsageError } from "./usage.js";

/** `rapyd-customers emulator`: runs until it is interrupted or, if it starts a command, until that command ends. */
export const emulatorCommand: Command = {
  summary: "starts a local Rapyd",
  help: `Usage: rapyd-customers emulator [options] [-- COMMAND ARGS...]

Starts a local Rapyd on 127.0.0.1 and prints its URL and keys as shell variables. Ctrl-C stops it. With a command, it runs the command with
these variables set, stops when the command ends, and exits with the command's exit code; events not delivered by then are dropped.

  --port N            port to listen on; default: a free one
  --webhook-url URL   where to post signed events
  --idempotency       if a POST reuses an idempotency key, send the first response again
  --rate-limit N      maximum requests per minute; further ones get a 429 until the minute ends
  --fault FAULT       MODE[=VALUE][*TIMES], repeatable, injected in the order given. Modes: reset-after-commit, stall-headers, empty-500
                      and others; some need a value: status=429, api-error=CREDIT_CARD_EXISTS (a 400), slow=2000 and
                      clock-skew=90000 (both milliseconds). Without *TIMES every request is affected; '--fault reset-after-commit*1'
                      makes only the first request fail
  --log               print each request and its fault (except clock-skew), each webhook delivery, and why a signature was rejected;
                      the log goes to standard error if there is a COMMAND, else to standard output
  --ready-file FILE   write the variables to FILE once the emulator accepts requests; FILE is removed when the emulator stops

Other processes control the emulator over HTTP under /_emulator/: see the package's openapi/recipes.md.
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const end = args.indexOf("--");
  const command = end < 0 ? [] : args.slice(end + 1);
  if (end >= 0 && command.length === 0) throw new UsageError("-- must be followed by a command.");
  const options = readOptions(
    {
      ...{ port: "string", "webhook-url": "string", "rate-limit": "string", "ready-file": "string" },
      ...{ fault: "strings", idempotency: "boolean", log: "boolean" },
    } as const,
    end < 0 ? args : args.slice(0, end),
  );
  // The command's own output is not mixed with ours.
  const print = (line: string): void =>
    void (command.length > 0 ? process.stderr : process.stdout).write(`${line}\n`);
  const faults = (options.fault ?? []).map(readFault);
  const perMinute = readNumber("rate-limit", options["rate-limit"], 1);
  const port = readNumber("port", options.port, 0, 2 ** 16 - 1);
  const readyFile = clearReadyFile(options["ready-file"]);
  const removeReadyFile = (): void => {
    if (readyFile !== undefined) rmSync(readyFile, { force: true });
  };
  const emulator = await start({
    port,
    webhookUrl: options["webhook-url"],
    idempotency: options.idempotency,
    rateLimit: perMinute === undefined ? undefined : { requests: perMinute, perMs: 60_000 },
    onRequest: options.log ? (request) => void describe(request, emulator).then(print) : undefined,
    onDelivery: options.log ? (delivery) => print(describeDelivery(delivery)) : undefined,
  });
  try {
    for (const fault of faults) injectFault(emulator, fault);
    const { url, accessKey, secretKey } = emulator;
    const variables = { RAPYD_BASE_URL: url, RAPYD_ACCESS_KEY: accessKey, RAPYD_SECRET_KEY: secretKey };
    const text = Object.entries(variables)
      .map(([name, value]) => `${name}=${value}\n`)
      .join("");
    if (readyFile !== undefined) writeWhole(readyFile, text);
    // Also if the reader of standard output closes the pipe.
    process.once("exit", removeReadyFile);
    if (command.length > 0) return await runCommand(command, variables);
    process.stdout.write(text);
    await Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => once(process, signal)));
    return 0;
  } finally {
    removeReadyFile();
    await emulator.close();
  }
}

/**
 * Removes the ready file of an earlier run, which would look as if this emulator were ready. Returns the file's path. Throws a UsageError
 * if an emulator did not write the file.
 */
function clearReadyFile(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const file = regularFile("--ready-file", given);
  if (existsSync(file) && !readFileSync(file, "utf8").startsWith("RAPYD_BASE_URL="))
    throw new UsageError(`--ready-file: ${file} exists, and was not written by an emulator.`);
  rmSync(file, { force: true });
  return file;
}

/** Writes a file in one step, so that no reader sees half of it. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/**
 * Runs a command and forwards signals to it. Returns the command's exit code or, as shells do, 128 plus the number of the signal that ended
 * the command.
 */
async function runCommand(
  [program = "", ...args]: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...variables } });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const pass = (signal: NodeJS.Signals): void => {
    // A terminal sends Ctrl-C to the command too.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } catch (error) {
    throw new UsageError(`Cannot run ${program}: ${messageOf(error)}`);
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}

function injectFault(emulator: Emulator, fault: Fault): void {
  try {
    emulator.inject(fault);
  } catch (error) {
    throw new UsageError(`--fault: ${messageOf(error)}`);
  }
}

/** Parses `MODE[=VALUE][*TIMES]`. Unknown modes and values out of range are rejected only when the fault is injected. */
function readFault(text: string): Fault {
  const [, mode = text, value, count] = /^([^=*]*)(?:=(.*?))?(?:\*(\d+))?$/s.exec(text) ?? [];
  const number = value === undefined ? undefined : Number(value);
  const values = new Map<string, Record<string, unknown>>([
    ["status", { status: number }],
    ["api-error", { status: 400, errorCode: value }],
    ["redirect", { location: value }],
    ["slow", { delayMs: number }],
    ["clock-skew", { offsetMs: number }],
  ]).get(mode);
  if (values && !value) throw new UsageError(`--fault ${mode} needs a value: --fault ${mode}=VALUE.`);
  if (Object.values<unknown>(values ?? {}).some(Number.isNaN))
    throw new UsageError(
      `--fault ${mode} needs a number, optionally followed by * and a count, not ${text}.`,
    );
  if (!values && value !== undefined) throw new UsageError(`--fault ${mode} does not take a value.`);
  return { mode, ...values, times: count === undefined ? Infinity : Number(count) } as Fault;
}

async function start(options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    // The emulator's own option has another name than the command's.
    if (error instanceof TypeError)
      throw new UsageError(messageOf(error).replace("webhookUrl", "--webhook-url"));
    throw error;
  }
}

/** One line about a request, such as `POST /v1/customers 401 UNAUTHENTICATED_API_CALL Invalid signature: the method is ...`. */
async function describe(request: RecordedRequest, emulator: Emulator): Promise<string> {
  const { method, path, status, rejection, fault } = request;
  const line = [
    method,
    path,
    status || "-",
    fault && `fault ${fault}`,
    rejection?.errorCode,
    rejection?.message,
  ];
  const mistakes = rejection?.message === invalidSignature ? await mistakesOf(request, emulator) : [];
  return line.filter(Boolean).join(" ") + (mistakes.length > 0 ? `: ${mistakes.join("; ")}` : "");
}

/** One line about a delivery, such as `webhook CUSTOMER_CREATED attempt 2: 401`. */
function describeDelivery({ type, attempt, status, reason }: Delivery): string {
  return `webhook ${type} attempt ${attempt}: ${status || (reason ?? "no response")}`;
}

async function mistakesOf(
  { method, path, headers, body }: RecordedRequest,
  emulator: Emulator,
): Promise<string[]> {
  const {
    salt = "",
    timestamp = "",
    signature = "",
  } = Object.fromEntries(Object.entries(securityHeaders).map(([name, header]) => [name, headers[header]]));
  const given = { method, path, salt, timestamp: Number(timestamp), body, signature, server: emulator.url };
  return (
    (await diagnoseSignature(given, emulator)) ?? [
      "no known mistake explains it; check that both sides use the same keys, and compare the signed text with the request sent",
    ]
  );
}
