/** The commands `sign`, `check-signature`, `sign-webhook` and `check-webhook`. */
import { readFileSync } from "node:fs";
import { securityHeaders, servers } from "../../generated/client.js";
import { messageOf } from "../errors.js";
import { createSalt, createSigner, type SignedParts, textToSign } from "../sign.js";
import { bodyWarning, compactBody } from "../signature/body.js";
import { toCurl } from "../signature/curl.js";
import { judgeSignature, judgeWebhookSignature, type Verdict } from "../signature/diagnose.js";
import { signWebhook } from "../webhooks.js";
import { type Command, type OptionValues, readCredentials, readOptions, UsageError } from "./usage.js";

const bodyOptions = { body: "string", "body-file": "string" } as const;
const stampOptions = { salt: "string", timestamp: "string" } as const;
const requestOptions = {
  method: "string",
  path: "string",
  server: "string",
  ...bodyOptions,
  ...stampOptions,
} as const;
const webhookOptions = { url: "string", ...bodyOptions, ...stampOptions } as const;

const bodyHelp = `  --body TEXT         the exact body; default: none
  --body-file FILE    file with the body; - is standard input
`;
const requestHelp = `  --method METHOD     such as POST
  --path PATH         path and query as sent, such as /v1/customers
${bodyHelp}  --server URL        server of the request; default: ${servers.sandbox}
`;
const checkHelp = `  --salt TEXT         as sent
  --timestamp N       as sent, in Unix seconds
  --signature TEXT    the signature to check
`;
const signHelp = `  --salt TEXT         default: random
  --timestamp N       Unix seconds; default: now
`;
const keysHelp = "Set RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY to the keys.";
const checkCodes =
  "Exit code 0: the signature is valid; 1: it is wrong, or (check-signature only) Rapyd would reject its timestamp; 2: wrong usage.";

/** `rapyd-customers sign`: the signature of a request, and the request as a curl command. */
export const signCommand: Command = {
  summary: "signs a request and prints it as a curl command",
  help: `Usage: rapyd-customers sign --method METHOD --path PATH [options]

Removes whitespace between the body's JSON tokens, then prints the signed text, the headers and a curl command.
${keysHelp}

${requestHelp}${signHelp}`,
  run: async (args) => {
    const options = readOptions(requestOptions, args);
    const credentials = readCredentials();
    const parts = readParts(options);
    const warning = bodyWarning(parts.body);
    if (warning !== undefined) process.stderr.write(`${warning}\n`);
    parts.body = compactBody(parts.body);
    const headers = await createSigner(credentials)(parts);
    // The secret key would stay in the terminal's history.
    const text = textToSign(parts, { ...credentials, secretKey: "<secret key>" });
    const curl = toCurl(parts, options.server ?? servers.sandbox, headers);
    process.stdout.write(`signed text:\n${text}\n\nheaders:\n${linesOf(headers)}\n\n${curl}\n`);
    return 0;
  },
};

/** `rapyd-customers check-signature`: checks a request's signature, and names the known mistakes that explain a wrong one. */
export const checkSignatureCommand: Command = {
  summary: "checks a request's signature and explains what is wrong with it",
  help: `Usage: rapyd-customers check-signature --method METHOD --path PATH --salt TEXT --timestamp N --signature TEXT [options]

${checkCodes}
${keysHelp}

${requestHelp}${checkHelp}`,
  run: async (args) => {
    const options = readOptions({ ...requestOptions, signature: "string" }, args);
    const credentials = readCredentials();
    const signature = readSignature(options);
    const parts = readParts(options);
    const given = { ...parts, signature, server: options.server ?? servers.sandbox };
    const verdict = await judgeSignature(given, credentials, Math.floor(Date.now() / 1_000));
    const expected = (await createSigner(credentials)(parts))[securityHeaders.signature];
    return print(verdict, expected);
  },
};

/** `rapyd-customers sign-webhook`: the headers with which Rapyd would send a webhook. */
export const signWebhookCommand: Command = {
  summary: "signs a webhook as Rapyd does",
  help: `Usage: rapyd-customers sign-webhook --url URL [options]

Prints the headers with which Rapyd would post the body. ${keysHelp}

  --url URL           URL exactly as set in the Client Portal
${bodyHelp}${signHelp}`,
  run: async (args) => {
    const options = readOptions(webhookOptions, args);
    const headers = await signWebhook({ ...readCredentials(), ...readWebhook(options) });
    process.stdout.write(`${linesOf(headers)}\n`);
    return 0;
  },
};

/** `rapyd-customers check-webhook`: checks a webhook's signature, and names the known mistakes that explain a wrong one. */
export const checkWebhookCommand: Command = {
  summary: "checks a webhook's signature and explains what is wrong with it",
  help: `Usage: rapyd-customers check-webhook --url URL --salt TEXT --timestamp N --signature TEXT [options]

${checkCodes}
${keysHelp}

  --url URL           URL exactly as set in the Client Portal
${bodyHelp}${checkHelp}`,
  run: async (args) => {
    const options = readOptions({ ...webhookOptions, signature: "string" }, args);
    const credentials = readCredentials();
    const signature = readSignature(options);
    const webhook = readWebhook(options);
    const verdict = await judgeWebhookSignature({ ...webhook, signature }, credentials);
    const expected = (await signWebhook({ ...credentials, ...webhook }))[securityHeaders.signature];
    return print(verdict, expected);
  },
};

function print({ isValid, text }: Verdict, expected = ""): number {
  process.stdout.write(`${text}\n${/ is wrong/.test(text) ? `Expected: ${expected}\n` : ""}`);
  return isValid ? 0 : 1;
}

function linesOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

function readParts(options: OptionValues<typeof requestOptions>): SignedParts {
  const method = required("method", options.method);
  const path = required("path", options.path);
  if (/^https?:/.test(path))
    throw new UsageError(
      `--path must begin with /, not ${path}. For a webhook, use sign-webhook or check-webhook with --url.`,
    );
  if (!path.startsWith("/")) throw new UsageError(`--path must begin with /, not ${path}.`);
  return { method, path, ...readStamp(options), body: readBody(options) };
}

function readWebhook(
  options: OptionValues<typeof webhookOptions>,
): Pick<SignedParts, "salt" | "timestamp" | "body"> & { url: string } {
  return { url: required("url", options.url), ...readStamp(options), body: readBody(options) };
}

function readStamp(options: OptionValues<typeof stampOptions>): Pick<SignedParts, "salt" | "timestamp"> {
  const { timestamp = String(Math.floor(Date.now() / 1_000)) } = options;
  if (!/^\d+$/.test(timestamp)) throw new UsageError(`--timestamp must be Unix seconds, not ${timestamp}.`);
  const { salt = createSalt(() => crypto.randomUUID()) } = options;
  return { salt, timestamp: Number(timestamp) };
}

/**
 * Reads `--signature`. Throws a UsageError if `--signature`, `--salt` or `--timestamp` is missing: a signature covers the salt and the
 * timestamp.
 */
function readSignature(options: OptionValues<typeof stampOptions & { signature: "string" }>): string {
  required("salt", options.salt);
  required("timestamp", options.timestamp);
  return required("signature", options.signature);
}

function readBody({ body, "body-file": file }: OptionValues<typeof bodyOptions>): string {
  if (file === undefined) return body ?? "";
  if (body !== undefined) throw new UsageError("Use --body or --body-file, not both.");
  const bytes = readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError("The body is not UTF-8: save it as UTF-8, as JSON requires.");
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new UsageError(`Cannot read the body from ${file}: ${messageOf(error)}.`);
  }
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`--${name} is missing; see --help.`);
}
