/** The command `emulator`. */
import { once } from "node:events";
import { securityHeaders } from "../../generated/client.js";
import {
  type Emulator,
  type EmulatorOptions,
  type FaultMode,
  type RecordedRequest,
  startEmulator,
} from "../emulator/index.js";
import { invalidSignature } from "../emulator/authenticate.js";
import { diagnoseSignature } from "../signature/diagnose.js";
import { type Command, readOptions, UsageError } from "./usage.js";

/** `rapyd-customers emulator`: runs until it is interrupted. */
export const emulatorCommand: Command = {
  summary: "starts a local Rapyd",
  help: `Usage: rapyd-customers emulator [options]

Starts a local Rapyd on 127.0.0.1, and prints its address and keys as variables for a shell. Ctrl-C stops it.

  --port N            port to listen on; default: a free one
  --webhook-url URL   where signed events are posted
  --idempotency       answer a repeated idempotency key with the first reply
  --fault MODE        let each request go wrong: reset-after-commit, stall-headers, empty-500 and others; some take a value, as in
                      status=429, api-error=CREDIT_CARD_EXISTS, slow=2000 (milliseconds) or clock-skew=90000
  --log               print each request: its status, why it was refused, and what is wrong with its signature
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(
    { port: "string", "webhook-url": "string", fault: "string", idempotency: "boolean", log: "boolean" },
    args,
  );
  const emulator = await start({
    port: readPort(options.port),
    webhookUrl: options["webhook-url"],
    idempotency: options.idempotency,
    onRequest: options.log ? (request) => void describe(request, emulator).then(print) : undefined,
  });
  const { url, accessKey, secretKey } = emulator;
  try {
    if (options.fault !== undefined) emulator.inject({ ...readFault(options.fault), times: Infinity });
  } catch (error) {
    await emulator.close();
    throw error instanceof UsageError ? error : new UsageError(`--fault: ${messageOf(error)}`);
  }
  print(`RAPYD_BASE_URL=${url}\nRAPYD_ACCESS_KEY=${accessKey}\nRAPYD_SECRET_KEY=${secretKey}`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await emulator.close();
  return 0;
}

/** A mode that is not known, or a value that is missing, is refused by name when it is injected. */
function readFault(text: string): FaultMode {
  const [mode = "", value] = text.split(/=(.*)/s);
  const number = value === undefined ? undefined : Number(value);
  const values = {
    status: { status: number },
    "api-error": { status: 400, errorCode: value },
    redirect: { location: value },
    slow: { delayMs: number },
    "clock-skew": { offsetMs: number },
  }[mode];
  if (values && value === undefined)
    throw new UsageError(`--fault ${mode} needs a value: --fault ${mode}=VALUE.`);
  if (!values && value !== undefined) throw new UsageError(`--fault ${mode} takes no value.`);
  return { mode, ...values } as FaultMode;
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

function readPort(port: string | undefined): number | undefined {
  if (port === undefined) return undefined;
  if (/^\d+$/.test(port) && Number(port) < 2 ** 16) return Number(port);
  throw new UsageError(`--port must be a number from 0 to ${2 ** 16 - 1}, not ${port}.`);
}

/** One line about a request, such as `POST /v1/customers 401 UNAUTHENTICATED_API_CALL Invalid signature: the method is ...`. */
async function describe(request: RecordedRequest, emulator: Emulator): Promise<string> {
  const { method, path, status, refusal, fault } = request;
  const line = [method, path, status || "-", fault && `fault ${fault}`, refusal?.errorCode, refusal?.message];
  const mistakes = refusal?.message === invalidSignature ? await mistakesOf(request, emulator) : [];
  return line.filter(Boolean).join(" ") + (mistakes.length > 0 ? `: ${mistakes.join("; ")}` : "");
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
      "no known mistake explains it; compare the keys, and what was signed with what was sent",
    ]
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
