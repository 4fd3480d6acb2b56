/** What a caller may set, and how it becomes settings that hold. */
import type { Middleware } from "openapi-fetch";
import { type Environment, servers } from "../generated/client.js";
import { type AttemptEvent, describedOperations, type Operation } from "./operation.js";
import type { Runtime } from "./runtime.js";
import type { Credentials } from "./sign.js";

/** Options of {@link createClient}. */
export interface ClientOptions {
  /** Access key from the Client Portal. Default: the environment variable `RAPYD_ACCESS_KEY`. */
  accessKey?: string | undefined;
  /** Secret key from the Client Portal. Default: the environment variable `RAPYD_SECRET_KEY`. */
  secretKey?: string | undefined;
  /** Which of the description's servers to call. Default: `"sandbox"`. */
  environment?: Environment | undefined;
  /**
   * Address to call instead, such as a gateway or the emulator: https, or http on this machine. It wins over `environment`. Its own
   * path is not signed, since Rapyd never sees it. Default: the environment variable `RAPYD_BASE_URL`, unless `environment` is given.
   */
  baseUrl?: string | undefined;
  /**
   * Makes the requests. Default: the global `fetch` at the time of the call. One of your own may send a request twice, or fail for reasons
   * of its own, so every failure then counts as possibly sent: a POST is not repeated without `idempotentPosts`.
   */
  fetch?: typeof globalThis.fetch | undefined;
  /** Headers of every request. They cannot replace those of the signature. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds that a whole call may take: all attempts, waits and the body. Default: 30 000. */
  timeoutMs?: number | undefined;
  /** How often a failed request may be repeated. 0 sends one request, always. Default: 2. */
  maxRetries?: number | undefined;
  /**
   * Set it only when Rapyd's support has switched idempotency on for the account: then a POST that may have taken effect is repeated
   * with the same key. Default: false.
   */
  idempotentPosts?: boolean | undefined;
  /** Whether requests are checked against the description before they are sent. Default: true. */
  validate?: boolean | undefined;
  /** openapi-fetch middleware. It sees the request before it is signed, and the answer after all retries. */
  middleware?: readonly Middleware[] | undefined;
  /** Is told of each attempt. What it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /** Allows a browser or web worker, where anybody can read the secret key. Default: false. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** Options of one call; each wins over the client's. */
export interface RequestOptions {
  /** Key that marks repeats of this call. Default: a new UUID. See `idempotentPosts` for what it does. */
  idempotencyKey?: string | undefined;
  /** Stops the call at once, during a wait too; the call then rejects with an `AbortedError`, whose `cause` is the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that the whole call may take. */
  timeoutMs?: number | undefined;
  /** How often a failed request may be repeated. */
  maxRetries?: number | undefined;
  /** Headers of this call. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** Checked options with their defaults. */
export interface Settings {
  credentials: Credentials;
  /** Without a trailing slash. */
  baseUrl: string;
  fetch: typeof globalThis.fetch | undefined;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  maxRetries: number;
  idempotentPosts: boolean;
  validate: boolean;
  middleware: readonly Middleware[];
  onAttempt: ((event: AttemptEvent) => void) | undefined;
}

/** Environment variables, where the runtime has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

const defaults = { timeoutMs: 30_000, maxRetries: 2 };

/** Longest delay that a timer can hold. */
const longestTimer = 2 ** 31 - 1;

/** Checks the options and adds defaults. Throws a TypeError that says what to pass. */
export function resolveOptions(options: ClientOptions, variables: Variables): Settings {
  if (!options) throw new TypeError("createClient takes an object of options.");
  const { environment = "sandbox" } = options;
  // What the code says wins over what the machine was set up for.
  const fromVariable = options.environment ? undefined : variables["RAPYD_BASE_URL"] || undefined;
  if (!Object.hasOwn(servers, environment)) {
    const known = Object.keys(servers).map((name) => `"${name}"`);
    throw new TypeError(`environment must be ${known.join(" or ")}, not "${String(environment)}".`);
  }
  const baseUrl = options.baseUrl ?? fromVariable ?? servers[environment];
  for (const name of ["fetch", "onAttempt"] as const) {
    const given: unknown = options[name];
    if (given && typeof given !== "function") throw new TypeError(`${name} must be a function.`);
  }
  return {
    credentials: {
      accessKey: readKey("accessKey", options.accessKey, "RAPYD_ACCESS_KEY", variables),
      secretKey: readKey("secretKey", options.secretKey, "RAPYD_SECRET_KEY", variables),
    },
    baseUrl: checkBaseUrl(baseUrl),
    fetch: options.fetch,
    headers: checkHeaders(options.headers ?? {}),
    timeoutMs: checkTimeout(options.timeoutMs ?? defaults.timeoutMs),
    maxRetries: checkRetries(options.maxRetries ?? defaults.maxRetries),
    idempotentPosts: checkFlag("idempotentPosts", options.idempotentPosts ?? false),
    validate: checkFlag("validate", options.validate ?? true),
    middleware: options.middleware ?? [],
    onAttempt: options.onAttempt,
  };
}

function readKey(name: string, given: unknown, variable: string, variables: Variables): string {
  const key = given ?? variables[variable];
  if (typeof key !== "string" || key === "") {
    throw new TypeError(
      `${name} is missing: pass it to createClient, or set ${variable}. It is in Rapyd's Client Portal.`,
    );
  }
  // The value itself must not be repeated.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new TypeError(
      `${name} holds a blank, a line break or a character outside ASCII: it was probably copied with too much.`,
    );
  }
  return key;
}

function checkBaseUrl(baseUrl: unknown): string {
  const hint = "pass one like https://sandboxapi.rapyd.net, or leave it out and set environment";
  if (typeof baseUrl !== "string") throw new TypeError(`baseUrl must be text: ${hint}.`);
  if (!URL.canParse(baseUrl)) throw new TypeError(`baseUrl "${baseUrl}" is not a URL: ${hint}.`);
  const url = new URL(baseUrl);
  if (url.username || url.password || /[?#]/.test(url.href)) {
    throw new TypeError(`baseUrl must have no user, password, query or fragment: ${hint}.`);
  }
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    throw new TypeError(
      `baseUrl must begin with https:// (http:// only for this machine), not ${url.protocol}//: ${hint}.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** Options of one call with the client's defaults. */
export interface CheckedRequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** Checks the options of a call. Throws a TypeError that says what to pass. */
export function checkRequestOptions(
  { idempotencyHeader }: Operation,
  options: RequestOptions,
  settings: Settings,
  runtime: Runtime,
): CheckedRequestOptions {
  if (typeof options !== "object")
    throw new TypeError("The options of a call must be an object, such as { idempotencyKey }.");
  const headers = checkHeaders(options.headers ?? {});
  checkSignal(options.signal);
  if (idempotencyHeader !== undefined)
    headers[idempotencyHeader] = checkKey(options.idempotencyKey ?? runtime.uuid());
  return {
    headers,
    signal: options.signal,
    timeoutMs: checkTimeout(options.timeoutMs ?? settings.timeoutMs),
    maxRetries: checkRetries(options.maxRetries ?? settings.maxRetries),
  };
}

function checkKey(idempotencyKey: string): string {
  checkHeaderValue("idempotencyKey", idempotencyKey);
  // fetch takes blanks away, so that two keys could become one.
  if (idempotencyKey !== "" && idempotencyKey === idempotencyKey.trim()) return idempotencyKey;
  throw new TypeError(
    "idempotencyKey must not be empty, nor begin or end with a blank; leave it out for a new one.",
  );
}

/** Headers that an option of the call fills. */
const optionHeaders: ReadonlySet<string> = new Set(
  describedOperations.flatMap(({ idempotencyHeader }) => idempotencyHeader ?? []),
);

/** Headers that Node's fetch refuses, or that break the request's framing. */
const connectionHeaders: ReadonlySet<string> = new Set(
  "connection content-length expect keep-alive transfer-encoding upgrade".split(" "),
);

/** The headers, names in lower case, when every name and value can be sent. Throws a TypeError that names the bad one. */
function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  if (typeof headers !== "object" || headers === null || Symbol.iterator in headers) {
    throw new TypeError("headers must be a plain object of names and values.");
  }
  const entries = Object.entries(headers);
  for (const [name, value] of entries) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new TypeError(`Header name ${JSON.stringify(name)} cannot be sent.`);
    }
    if (optionHeaders.has(name.toLowerCase())) {
      throw new TypeError(`Header ${name} is set by the option idempotencyKey of a call, not by headers.`);
    }
    if (connectionHeaders.has(name.toLowerCase())) {
      throw new TypeError(`Header ${name} is set by fetch, which knows the connection.`);
    }
    checkHeaderValue(`Header ${name}`, value);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Throws a TypeError when a header cannot carry the value, as with a line break, which would begin another header. */
function checkHeaderValue(label: string, value: unknown): void {
  if (typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  const given = typeof value === "string" ? "" : `, not ${typeof value}`;
  throw new TypeError(`${label} must be text without line breaks and other control characters${given}.`);
}

/** Returns the number when it is a possible timeout. Throws a TypeError otherwise. */
function checkTimeout(timeoutMs: unknown): number {
  if (typeof timeoutMs === "number" && timeoutMs > 0 && timeoutMs <= longestTimer) return timeoutMs;
  throw new TypeError(
    `timeoutMs must be a number of milliseconds from 1 to ${longestTimer}, not ${String(timeoutMs)}.`,
  );
}

/** Returns the number when it is a possible number of retries. Throws a TypeError otherwise. */
function checkRetries(maxRetries: unknown): number {
  if (typeof maxRetries === "number" && Number.isInteger(maxRetries) && maxRetries >= 0) return maxRetries;
  throw new TypeError(`maxRetries must be 0 or a positive whole number, not ${String(maxRetries)}.`);
}

/** Throws a TypeError when it is no AbortSignal; a controller in its place is a common slip. */
function checkSignal(signal: unknown): void {
  const isSignal =
    typeof signal === "object" && signal !== null && "aborted" in signal && "addEventListener" in signal;
  if (signal === undefined || isSignal) return;
  throw new TypeError("signal must be an AbortSignal, such as the signal of an AbortController.");
}

function checkFlag(name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(`${name} must be true or false, not ${String(value)}.`);
}
