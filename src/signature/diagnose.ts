/** Finds the known signing mistakes that explain why a signature does not match. */
import { hmacSha256 } from "#hmac";
import { securityLimits } from "../../generated/client.js";
import { type Credentials, encodeDigest, type SignedParts } from "../sign.js";
import { bodyWarning } from "./body.js";

/** A request's signature, and the request that was signed. */
export interface SignatureToDiagnose extends SignedParts {
  /** URL of the server, without the path. */
  server: string;
  signature: string;
}

/** A webhook's signature, and the data that was signed. */
export interface WebhookSignatureToDiagnose extends Pick<SignedParts, "salt" | "timestamp" | "body"> {
  /** As it is set in the Client Portal. */
  url: string;
  signature: string;
}

/** Whether a signature is right, and an explanation of one or two sentences. */
export interface Verdict {
  isValid: boolean;
  text: string;
}

/** One way to write a part, with its mistake if it is wrong. The first variant of each part is right. */
type Variant<Value> = readonly [value: Value, mistake?: string];

/** Maximum number of mistakes combined in one explanation. A wrong digest encoding and whitespace in the signature are not counted. */
const maxMistakes = 2;

/** Maximum length, in characters, of a body for which every variant is tried. */
const maxVariedLength = 64 * 1024;

/**
 * The mistakes that explain a request's wrong signature. An empty list if the signature is right; undefined if no known mistake explains
 * it.
 */
export async function diagnoseSignature(
  given: SignatureToDiagnose,
  credentials: Credentials,
): Promise<string[] | undefined> {
  const { method, path, server } = given;
  const methods: Variant<string>[] = [
    [method.toLowerCase()],
    [method.toUpperCase(), "the method is signed in upper case"],
    ["", "the method is not signed: a request's signature must include it, unlike a webhook's"],
  ];
  const [withoutQuery = ""] = path.split("?");
  const targets: Variant<string>[] = [
    [path],
    [withoutQuery, "the query string is not signed"],
    [server + path, "the whole URL is signed instead of the path"],
    [path.replace(/^\/[^/?]*/, ""), `the path is signed without ${/^\/[^/?]*/.exec(path)?.[0] ?? ""}`],
  ];
  return diagnose(given, methods, targets, credentials);
}

/**
 * The mistakes that explain a webhook's wrong signature. An empty list if the signature is right; undefined if no known mistake explains
 * it.
 */
export async function diagnoseWebhookSignature(
  given: WebhookSignatureToDiagnose,
  credentials: Credentials,
): Promise<string[] | undefined> {
  const { url } = given;
  const methods: Variant<string>[] = [
    [""],
    ["post", "the method is signed, but the formula for webhooks has no method"],
    ["POST", "the method is signed, but the formula for webhooks has no method"],
  ];
  const path = URL.canParse(url) ? url.slice(new URL(url).origin.length) : url;
  const [withoutQuery = ""] = url.split("?");
  const targets: Variant<string>[] = [
    [url],
    [path, "the path is signed instead of the whole URL"],
    [
      url.endsWith("/") ? url.slice(0, -1) : `${url}/`,
      "the signed URL differs by a trailing slash from the one given",
    ],
    [
      url.replace(/^https?/, (scheme) => (scheme === "https" ? "http" : "https")),
      "the URL is signed with the other scheme (http or https)",
    ],
    [withoutQuery, "the URL is signed without its query string"],
  ];
  return diagnose(given, methods, targets, credentials);
}

/**
 * Judges a request's signature as Rapyd would at the time `now`, in Unix seconds. If the signature is the one that this package would send,
 * only the timestamp can make it invalid.
 */
export async function judgeSignature(
  given: SignatureToDiagnose,
  credentials: Credentials,
  now: number,
): Promise<Verdict> {
  const { method, path, salt, timestamp, body, signature } = given;
  const { accessKey, secretKey } = credentials;
  const signedBody = body === "{}" ? "" : body;
  const text = `${method.toLowerCase()}${path}${salt}${timestamp}${accessKey}${secretKey}${signedBody}`;
  const isOurs = encodeDigest(await hmacSha256(secretKey)(text)) === signature;
  const mistakes = isOurs ? [] : await diagnoseSignature(given, credentials);
  const late = timestampProblem(timestamp, now);
  if (mistakes?.length !== 0) return wrong(mistakes, "path");
  if (late !== undefined)
    return { isValid: false, text: `The signature is valid, but Rapyd will reject it: ${late}.` };
  const warning = isOurs ? bodyWarning(body) : undefined;
  return {
    isValid: true,
    text:
      warning === undefined
        ? `The signature is valid. Rapyd accepts it for ${securityLimits.timestamp.maximumAgeSeconds} seconds after its timestamp.`
        : `The signature is valid for this exact body, but Rapyd may reject it: ${warning}`,
  };
}

/** Judges a webhook's signature. */
export async function judgeWebhookSignature(
  given: WebhookSignatureToDiagnose,
  credentials: Credentials,
): Promise<Verdict> {
  const { url, salt, timestamp, body, signature } = given;
  const { accessKey, secretKey } = credentials;
  const text = `${url}${salt}${timestamp}${accessKey}${secretKey}${body}`;
  if (encodeDigest(await hmacSha256(secretKey)(text)) === signature)
    return { isValid: true, text: "The signature is valid." };
  const mistakes = await diagnoseWebhookSignature(given, credentials);
  // Rapyd signs what it sends; re-serialised, a body is another one.
  return wrong(
    mistakes?.length === 0 ? ["the body given here was re-serialised: pass the body as received"] : mistakes,
    "URL",
  );
}

function wrong(mistakes: readonly string[] | undefined, target: "path" | "URL"): Verdict {
  const reason =
    mistakes === undefined
      ? `no known mistake explains it. Compare the keys, salt, timestamp, ${target} and body with what was sent.`
      : `${mistakes.join("; ")}.`;
  return { isValid: false, text: `The signature is wrong: ${reason}` };
}

/**
 * Why Rapyd would reject a timestamp at the time `now`, in Unix seconds, even with a valid signature; undefined if Rapyd would accept it.
 */
export function timestampProblem(timestamp: number, now: number): string | undefined {
  const { maximumAgeSeconds, maximumLeadSeconds } = securityLimits.timestamp;
  if (timestamp >= 1e11) return "the timestamp is in milliseconds; it must be in seconds";
  if (now - timestamp >= maximumAgeSeconds)
    return `the timestamp is ${now - timestamp} seconds old, and Rapyd accepts less than ${maximumAgeSeconds}`;
  if (timestamp - now > maximumLeadSeconds)
    return `the timestamp is ${timestamp - now} seconds in the future`;
  return undefined;
}

async function diagnose(
  given: Pick<SignatureToDiagnose, "salt" | "timestamp" | "body" | "signature">,
  methods: readonly Variant<string>[],
  targets: readonly Variant<string>[],
  credentials: Credentials,
): Promise<string[] | undefined> {
  const { salt, timestamp, body } = given;
  const signature = given.signature.replace(/\s/g, "");
  const lineBreak =
    signature === given.signature ? [] : ["the signature contains whitespace, such as a line break"];
  const attempts = combine(
    methods,
    targets,
    nonces(salt, timestamp),
    layouts,
    secrets(credentials),
    bodies(body),
  );
  // Each attempt hashes the body, and a long one takes its time.
  const few =
    body.length > maxVariedLength ? attempts.filter(({ mistakes }) => mistakes.length <= 1) : attempts;
  for (const { values, mistakes } of few) {
    const [method, target, nonce, layout, { secret, key }, signedBody] = values;
    const text = `${method}${target}${layout(nonce, credentials.accessKey, secret, signedBody)}`;
    const digest = await hmacSha256(key)(text);
    const found = digests.find(([encode]) => encode(digest) === signature);
    if (found && mistakes.length <= maxMistakes)
      return [...mistakes, ...found.slice(1).map(String), ...lineBreak];
  }
  if (body.length > maxVariedLength || !(await isSignedInMilliseconds(given, methods, targets, credentials)))
    return undefined;
  return ["the timestamp is signed in milliseconds but sent in seconds", ...lineBreak];
}

/**
 * Whether the timestamp was signed in milliseconds but sent in seconds. The last three digits of the signed timestamp are unknown, so all
 * 1,000 values are tried.
 */
async function isSignedInMilliseconds(
  {
    salt,
    timestamp,
    body,
    signature,
  }: Pick<SignatureToDiagnose, "salt" | "timestamp" | "body" | "signature">,
  [[method] = [""]]: readonly Variant<string>[],
  [[target] = [""]]: readonly Variant<string>[],
  { accessKey, secretKey }: Credentials,
): Promise<boolean> {
  const [[signedBody] = [""]] = bodies(body);
  const hmac = hmacSha256(secretKey);
  for (let rest = 0; rest < 1_000; rest++) {
    const milliseconds = `${timestamp}${String(rest).padStart(3, "0")}`;
    const digest = await hmac(
      `${method}${target}${salt}${milliseconds}${accessKey}${secretKey}${signedBody}`,
    );
    if (encodeDigest(digest) === signature) return true;
  }
  return false;
}

function nonces(salt: string, timestamp: number): Variant<string>[] {
  return [
    [`${salt}${timestamp}`],
    [`${timestamp}${salt}`, "the timestamp precedes the salt"],
    [
      `${salt}${Math.floor(timestamp / 1_000)}`,
      "the timestamp is signed in seconds but sent in milliseconds",
    ],
  ];
}

type Layout = (nonce: string, accessKey: string, secretKey: string, body: string) => string;

const layouts: Variant<Layout>[] = [
  [(nonce, accessKey, secretKey, body) => nonce + accessKey + secretKey + body],
  [
    (nonce, accessKey, secretKey, body) => nonce + secretKey + accessKey + body,
    "the secret key precedes the access key",
  ],
  [(nonce, accessKey, _, body) => nonce + accessKey + body, "the secret key is not part of the signed text"],
  [
    (nonce, accessKey, secretKey, body) => nonce + accessKey + body + secretKey,
    "the secret key follows the body",
  ],
];

/** Variants of two keys: the secret key within the signed text, and the key of the HMAC. */
function secrets({ accessKey, secretKey }: Credentials): Variant<{ secret: string; key: string }>[] {
  const both = (secret: string): { secret: string; key: string } => ({ secret, key: secret });
  const ended =
    "the signature was made with a secret key that ends with whitespace, such as a file's line break";
  return [
    [both(secretKey)],
    [{ secret: secretKey, key: accessKey }, "the hash is made with the access key instead of the secret key"],
    ...["\n", "\r\n", " "].map((end): Variant<{ secret: string; key: string }> => [
      both(secretKey + end),
      ended,
    ]),
    [both(secretKey.trim()), "the secret key given here has whitespace around it"],
  ];
}

function bodies(body: string): Variant<string>[] {
  if (body === "")
    return [
      [""],
      ["{}", "an empty body is signed as {}"],
      ["null", "an empty body is signed as null"],
      ["[]", "an empty body is signed as []"],
      ['""', 'an empty body is signed as ""'],
    ];
  const notSigned: Variant<string> = ["", "the body is not signed"];
  try {
    const value: unknown = JSON.parse(body);
    const compact = JSON.stringify(value);
    const right: Variant<string> = [compact === "{}" ? "" : compact];
    const asSent: Variant<string> = [
      body,
      "the body is signed with whitespace, or with numbers such as 10.00: sign and send compact JSON",
    ];
    const others = body.length > maxVariedLength ? [] : jsonBodies(compact, value);
    // A deep value grows without bound when it is indented.
    return [right, notSigned, ...others.filter(([text]) => text.length <= maxVariedLength), asSent];
  } catch {
    // Not JSON, or too deep to be written.
    return [[body], notSigned];
  }
}

function jsonBodies(compact: string, value: unknown): Variant<string>[] {
  const pretty = "the body is signed with line breaks and indentation: sign and send compact JSON";
  const spaces = "the body is signed with spaces after commas and colons: sign and send compact JSON";
  const escapes = "characters beyond ASCII are signed as \\u escapes: write them as UTF-8";
  const slashes = "slashes are signed as \\/";
  const sorted = "the body's property names are sorted for the signature but not in the body sent";
  const spaced = withSpaces(value);
  const escapedSlashes = compact.replaceAll("/", "\\/");
  return [
    [compact, "an empty body is signed as {}"],
    [JSON.stringify(value, null, 2), pretty],
    [JSON.stringify(value, null, 4), pretty],
    [spaced, spaces],
    [escaped(compact), escapes],
    [escapedSlashes, slashes],
    [escaped(spaced), `${spaces}; ${escapes}`],
    [escaped(escapedSlashes), `${slashes}; ${escapes}`],
    [JSON.stringify(sortKeys(value)), sorted],
    [withSpaces(sortKeys(value)), `${sorted}; ${spaces}`],
    [compact.split(" ").join(""), "the body is signed without the spaces inside its strings"],
    [`${compact}\n`, "a line break at the end of the body is signed"],
  ];
}

/** JSON with non-ASCII characters escaped, as Python and PHP write it by default. */
function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JSON with the spaces that Python writes by default. A line break within a string is escaped, so every line break here is layout. */
function withSpaces(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/,\n */g, ", ").replace(/\n */g, "");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortKeys(inner)]));
}

const digests: Variant<(hexadecimal: string) => string>[] = [
  [encodeDigest],
  [rawDigest, "the raw digest is Base64-encoded instead of its hex string"],
  [
    (hexadecimal) => urlSafe(rawDigest(hexadecimal)),
    "the raw digest is encoded as URL-safe Base64; encode the digest's hex string as plain Base64 instead",
  ],
  [(hexadecimal) => hexadecimal, "the digest's hex string is not Base64-encoded"],
  [(hexadecimal) => encodeDigest(hexadecimal.toUpperCase()), "the digest's hex string is in upper case"],
  [(hexadecimal) => urlSafe(encodeDigest(hexadecimal)), "the trailing == is missing"],
];

function rawDigest(hexadecimal: string): string {
  return btoa(hexadecimal.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

interface Attempt<Values> {
  values: Values;
  mistakes: string[];
}

/**
 * Every combination of one variant per kind with at most `maxMistakes` mistakes, fewest mistakes first. If variants have the same value,
 * only the first is used.
 */
function combine<Values extends unknown[]>(
  ...kinds: { [Index in keyof Values]: readonly Variant<Values[Index]>[] }
): Attempt<Values>[] {
  const attempts = (kinds as readonly (readonly Variant<unknown>[])[]).reduce<Attempt<unknown[]>[]>(
    (done, variants) => {
      const different = variants.filter(([value], index) => index === keyIndex(variants, value));
      return done.flatMap(({ values, mistakes }) =>
        different.flatMap(([value, ...mistake]) => {
          const all = [...mistakes, ...mistake.map(String)];
          return all.length > maxMistakes ? [] : [{ values: [...values, value], mistakes: all }];
        }),
      );
    },
    [{ values: [], mistakes: [] }],
  );
  // A reduce cannot follow the tuple; each kind has added one value, in its order.
  return attempts.sort((one, other) => one.mistakes.length - other.mistakes.length) as Attempt<Values>[];
}

function keyIndex(variants: readonly Variant<unknown>[], value: unknown): number {
  const key = (one: unknown): unknown => (typeof one === "object" ? JSON.stringify(one) : one);
  return variants.findIndex(([other]) => key(other) === key(value));
}
