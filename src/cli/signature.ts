/** The commands `sign` and `check-signature`. */
import { readFileSync } from "node:fs";
import { securityHeaders, securityLimits, servers } from "../../generated/client.js";
import { createSalt, createSigner, type SignedParts, textToSign } from "../sign.js";
import { bodyWarning, compactBody } from "../signature/body.js";
import { toCurl } from "../signature/curl.js";
import { diagnoseSignature, timestampMistake } from "../signature/diagnose.js";
import { type Command, type OptionValues, readCredentials, readOptions, UsageError } from "./usage.js";

const requestOptions = {
  method: "string",
  path: "string",
  body: "string",
  "body-file": "string",
  server: "string",
  salt: "string",
  timestamp: "string",
} as const;

const requestHelp = `  --method METHOD     such as POST
  --path PATH         path and query as sent, such as /v1/customers
  --body TEXT         body exactly as sent; default: none
  --body-file FILE    or where it is; - is the standard input
  --server URL        address that the request goes to; default: ${servers.sandbox}
`;

/** `rapyd-customers sign`: the signature of a request, and the request as a line for a shell. */
export const signCommand: Command = {
  summary: "signs a request, and prints it for curl",
  help: `Usage: rapyd-customers sign --method METHOD --path PATH [options]

Prints the text that is signed, the headers, and a command for a shell. RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY hold the keys.

${requestHelp}  --salt TEXT         default: a new one
  --timestamp N       Unix seconds; default: now
`,
  run: async (args) => {
    const options = readOptions(requestOptions, args);
    const credentials = readCredentials();
    const parts = readParts(options);
    const advice = bodyWarning(parts.body);
    if (advice !== undefined) process.stderr.write(`${advice}\n`);
    parts.body = compactBody(parts.body);
    const headers = await createSigner(credentials)(parts);
    // The secret key would stay in the terminal's history.
    const text = textToSign(parts, { ...credentials, secretKey: "<secret key>" });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const curl = toCurl(parts, options.server ?? servers.sandbox, headers);
    process.stdout.write(`signed text:\n${text}\n\nheaders:\n${lines.join("\n")}\n\n${curl}\n`);
    return 0;
  },
};

/** `rapyd-customers check-signature`: whether a signature holds, and which known mistake made it if not. */
export const checkSignatureCommand: Command = {
  summary: "says whether a signature is right, or which mistake made it",
  help: `Usage: rapyd-customers check-signature --method METHOD --path PATH --salt TEXT --timestamp N --signature TEXT [options]

Exit code 0: the signature is right; 1: it is wrong. RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY hold the keys.

${requestHelp}  --salt TEXT         as sent
  --timestamp N       as sent, in Unix seconds
  --signature TEXT    what your own code made
`,
  run: async (args) => {
    const options = readOptions({ ...requestOptions, signature: "string" }, args);
    const credentials = readCredentials();
    const { salt, timestamp, server = servers.sandbox } = options;
    for (const [name, value] of Object.entries({ salt, timestamp })) required(name, value);
    const signature = required("signature", options.signature);
    const parts = readParts(options);
    const mistakes = await diagnoseSignature({ ...parts, signature, server }, credentials);
    const mistake = timestampMistake(parts.timestamp);
    if (mistakes?.length === 0) {
      process.stdout.write(
        mistake === undefined
          ? `The signature is right. Rapyd takes it for ${securityLimits.timestamp.maximumAgeSeconds} seconds after its timestamp.\n`
          : `The signature is right, and will be refused: ${mistake}.\n`,
      );
      return mistake === undefined ? 0 : 1;
    }
    const reason =
      mistakes === undefined
        ? "no known mistake explains it. Compare the keys, salt, timestamp and body with what was sent."
        : `${mistakes.join("; ")}.`;
    const expected = (await createSigner(credentials)(parts))[securityHeaders.signature] ?? "";
    process.stdout.write(`The signature is wrong: ${reason}\nRight is: ${expected}\n`);
    return 1;
  },
};

function readParts(options: OptionValues<typeof requestOptions>): SignedParts {
  const method = required("method", options.method);
  const path = required("path", options.path);
  if (!path.startsWith("/")) throw new UsageError(`--path must begin with /, not ${path}.`);
  const { timestamp = String(Math.floor(Date.now() / 1_000)) } = options;
  if (!/^\d+$/.test(timestamp)) throw new UsageError(`--timestamp must be Unix seconds, not ${timestamp}.`);
  const { salt = createSalt(() => crypto.randomUUID()) } = options;
  return { method, path, salt, timestamp: Number(timestamp), body: readBody(options) };
}

function readBody({ body, "body-file": file }: OptionValues<typeof requestOptions>): string {
  if (file === undefined) return body ?? "";
  if (body !== undefined) throw new UsageError("Give --body or --body-file, not both.");
  return readFileSync(file === "-" ? 0 : file, "utf8");
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`--${name} is missing; --help says what it is.`);
}
