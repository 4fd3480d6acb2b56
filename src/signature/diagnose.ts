/** Which of the known mistakes in signing explain a signature that does not hold. */
import { hmacSha256 } from "#hmac";
import { type Credentials, encodeDigest, type SignedParts } from "../sign.js";

/** A signature that somebody's code made, and what it was to cover. */
export interface SignatureToExplain extends SignedParts {
  /** Address of the server, without the path. */
  server: string;
  signature: string;
}

/** One way to write a part, and the mistake in it; the first way of each part is the right one. */
type Variant<Value> = readonly [value: Value, mistake?: string];

/**
 * Tries every way in which the parts are known to be put together wrongly, alone and joined. Returns no mistake for a signature that
 * holds, and undefined for one that none explains: then a key, the salt, the timestamp or the body is another one.
 */
export async function diagnoseSignature(
  given: SignatureToExplain,
  credentials: Credentials,
): Promise<string[] | undefined> {
  const { salt, timestamp, signature } = given;
  const tries = combine(
    methods(given),
    targets(given),
    [[`${salt}${timestamp}`], [`${timestamp}${salt}`, "the timestamp stands before the salt"]],
    texts(credentials),
    bodies(given.body),
    keys(credentials),
  );
  // Each try hashes the body, and a long one takes its time.
  const few = given.body.length > longestOther ? tries.filter(({ mistakes }) => mistakes.length <= 1) : tries;
  for (const { values, mistakes } of few) {
    const [method, target, nonce, secrets, body, key] = values;
    const digest = await hmacSha256(key)(`${method}${target}${nonce}${secrets}${body}`);
    const found = digests.find(([encode]) => encode(digest) === signature);
    if (found) return [...mistakes, ...(found[1] === undefined ? [] : [found[1]])];
  }
  return undefined;
}

function methods({ method }: SignedParts): Variant<string>[] {
  return [[method.toLowerCase()], [method.toUpperCase(), "the method is signed in upper case"]];
}

function targets({ path, server }: SignatureToExplain): Variant<string>[] {
  return [
    [path],
    [path.replace(/\?.*/s, ""), "the query string is not signed"],
    [server + path, "the whole address is signed, and not the path alone"],
  ];
}

function texts({ accessKey, secretKey }: Credentials): Variant<string>[] {
  return [
    [accessKey + secretKey],
    [secretKey + accessKey, "the secret key stands before the access key"],
    [accessKey, "the secret key is not a part of the text"],
  ];
}

function bodies(body: string): Variant<string>[] {
  try {
    const [right, ...others] = jsonBodies(body, body === "" ? {} : JSON.parse(body));
    // Each way is hashed many times, and deep JSON grows without bound when it is indented.
    return [right, ...others.filter(([text]) => text.length <= longestOther)];
  } catch {
    // Not JSON, or too deep to be written.
    return [[body]];
  }
}

/** Most characters of a body that is tried as a mistake. */
const longestOther = 64 * 1024;

function jsonBodies(body: string, value: unknown): [Variant<string>, ...Variant<string>[]] {
  const compact = JSON.stringify(value);
  const pretty = "the body is signed with line breaks and indents: sign and send compact JSON";
  const blanks = "the body is signed with blanks after commas and colons: sign and send compact JSON";
  const escapes = "letters beyond ASCII are signed as \\u escapes: write them as UTF-8";
  return [
    [compact === "{}" ? "" : compact],
    [compact, "an empty body is signed as {}"],
    ["", "the body is not signed"],
    [JSON.stringify(value, null, 2), pretty],
    [JSON.stringify(value, null, 4), pretty],
    [withBlanks(value), blanks],
    [escaped(compact), escapes],
    [escaped(withBlanks(value)), `${blanks}; ${escapes}`],
    [escaped(compact).replaceAll("/", "\\/"), `slashes are signed as \\/; ${escapes}`],
    [`${compact}\n`, "a line break at the end of the body is signed"],
    [body, "the body is signed with blanks, or with numbers such as 10.00: sign and send compact JSON"],
  ];
}

/** JSON as Python and PHP write it by default. */
function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JSON as Python writes it by default. A line break within a string is escaped, so every one here is layout. */
function withBlanks(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/,\n */g, ", ").replace(/\n */g, "");
}

function keys({ accessKey, secretKey }: Credentials): Variant<string>[] {
  return [[secretKey], [accessKey, "the hash is made with the access key, and not with the secret key"]];
}

const digests: Variant<(hexadecimal: string) => string>[] = [
  [encodeDigest],
  [rawDigest, "the raw bytes of the hash are in Base64, and not its hexadecimal text"],
  [
    (hexadecimal) => urlSafe(rawDigest(hexadecimal)),
    "the raw bytes of the hash are in Base64 for URLs, and not its hexadecimal text in plain Base64",
  ],
  [(hexadecimal) => hexadecimal, "the hash is hexadecimal text that is not in Base64"],
  [(hexadecimal) => encodeDigest(hexadecimal.toUpperCase()), "the hash is hexadecimal text in upper case"],
  [(hexadecimal) => urlSafe(encodeDigest(hexadecimal)), "the == at the end is left out"],
];

function rawDigest(hexadecimal: string): string {
  return btoa(hexadecimal.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What is wrong with a timestamp, whatever is signed; undefined when it is in seconds. */
export function timestampMistake(timestamp: number): string | undefined {
  return timestamp >= 1e11 ? "the timestamp is in milliseconds, and must be in seconds" : undefined;
}

interface Attempt<Values> {
  values: Values;
  mistakes: string[];
}

/** One way of each kind, in every combination; the fewest mistakes first. */
function combine<Values extends unknown[]>(
  ...kinds: { [Index in keyof Values]: readonly Variant<Values[Index]>[] }
): Attempt<Values>[] {
  const tries = (kinds as readonly (readonly Variant<unknown>[])[]).reduce<Attempt<unknown[]>[]>(
    (done, ways) =>
      done.flatMap(({ values, mistakes }) =>
        ways.map(([value, ...mistake]) => ({
          values: [...values, value],
          mistakes: [...mistakes, ...mistake.filter((one) => one !== undefined)],
        })),
      ),
    [{ values: [], mistakes: [] }],
  );
  // A reduce cannot follow the tuple; each kind has added one value, in its order.
  return tries.sort((one, other) => one.mistakes.length - other.mistakes.length) as Attempt<Values>[];
}
