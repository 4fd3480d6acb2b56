/** Public options, and the validated settings made from them. */
import type { Middleware } from "openapi-fetch";
import { type Environment, keyPrefixes, securityHeaders, servers } from "../generated/client.js";
import type { ValidationMode } from "./check/request.js";
import { checkOptionNames, showValue } from "./check-options.js";
import { type AttemptEvent, describedOperations, type Operation } from "./operation.js";
import { mask } from "./redact.js";
import type { Runtime } from "./runtime.js";
import type { Credentials } from "./sign.js";

/** Options of {@link createClient}. */
export interface ClientOptions {
  /** Access key from the Client Portal. Default: the environment variable `RAPYD_ACCESS_KEY`. */
  accessKey?: string | undefined;
  /** Secret key from the Client Portal. Default: the environment variable `RAPYD_SECRET_KEY`. */
  secretKey?: string | undefined;
  /** Rapyd server to call. Default: the environment variable `RAPYD_ENVIRONMENT`, else `"sandbox"`. */
  environment?: Environment | undefined;
  /**
   * URL to call instead of Rapyd's, such as a gateway's or the emulator's. It must use https; http is allowed only for this machine. It
   * wins over `environment`. A path in this URL is not signed, since Rapyd never sees that path. Default: the environment variable
   * `RAPYD_BASE_URL`, unless `environment` is given.
   */
  baseUrl?: string | undefined;
  /**
   * Custom fetch. Default: the global `fetch` at call time. A custom fetch may send a request twice, or throw after sending it. So a
   * request that fails counts as possibly sent, and a POST is not retried without `idempotencyEnabled`. The same applies to a global
   * `fetch` that monitoring or a framework has wrapped.
   */
  fetch?: typeof globalThis.fetch | undefined;
  /** Headers of every request. They cannot replace those of the signature. Default: none. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Timeout for the whole call in ms: attempts, waits and body. Default: 30,000. */
  timeoutMs?: number | undefined;
  /**
   * Maximum number of retries. Without `idempotencyEnabled`, a POST is retried only if it certainly had no effect. 0 disables the client's
   * retries; even then, Node itself resends a request after a 421. Default: 2.
   */
  maxRetries?: number | undefined;
  /**
   * Whether to retry POSTs that may have taken effect, with the same idempotency key. Set this only after Rapyd support has enabled
   * idempotency for the account: otherwise, a retry could create a duplicate. Default: false.
   */
  idempotencyEnabled?: boolean | undefined;
  /**
   * Whether to validate requests before sending. `"strict"` also rejects unknown properties and query parameters, such as a typo
   * in a name. Default: true.
   */
  validate?: ValidationMode | undefined;
  /** openapi-fetch middleware. It sees the request before it is signed, and the response after all retries. Default: none. */
  middleware?: readonly Middleware[] | undefined;
  /** Called after each attempt. Its errors are ignored. Default: none. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
  /** Allows a browser or web worker, where anybody can read the secret key. Default: false. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** Options of one call; each wins over the client's. */
export interface RequestOptions {
  /**
   * Idempotency key. Rapyd honours it only if Rapyd support has enabled idempotency for the account (see `idempotencyEnabled`). Default: a
   * new UUID.
   */
  idempotencyKey?: string | undefined;
  /**
   * Aborts the call immediately, even during a wait; the call then rejects with an `AbortError`, whose `cause` is the signal's reason.
   * Default: none.
   */
  signal?: AbortSignal | undefined;
  /** Milliseconds that the whole call may take. Default: the client's `timeoutMs`. */
  timeoutMs?: number | undefined;
  /**
   * Maximum number of retries; 0 disables the client's retries, but not Node's (see {@link ClientOptions.maxRetries}).
   * Default: the client's `maxRetries`.
   */
  maxRetries?: number | undefined;
  /** Headers of this call, in addition to the client's. Default: none. */
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
  idempotencyEnabled: boolean;
  validate: ValidationMode;
  middleware: readonly Middleware[];
  onAttempt: ((event: AttemptEvent) => void) | undefined;
}

/** Environment variables, where the runtime has them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Options of a client. Any other is rejected: otherwise, a misspelt option would be silently ignored. */
export const knownOptions: Readonly<Record<keyof ClientOptions, true>> = {
  ...{ accessKey: true, secretKey: true, environment: true, baseUrl: true, fetch: true, headers: true },
  ...{ timeoutMs: true, maxRetries: true, idempotencyEnabled: true, validate: true, middleware: true },
  ...{ onAttempt: true, dangerouslyAllowBrowser: true },
};

const knownCallOptions: Readonly<Record<keyof RequestOptions, true>> = {
  ...{ idempotencyKey: true, signal: true, timeoutMs: true, maxRetries: true, headers: true },
};

/** Longest delay that a timer can have, in milliseconds. */
export const maxTimerMs = 2 ** 31 - 1;

/** Checks the options and adds defaults. Throws a TypeError that says what to pass. */
export function resolveOptions(options: ClientOptions, env: Env): Settings {
  checkOptionNames("createClient", options, knownOptions);
  const { idempotencyEnabled = false, validate = true, middleware = [] } = options;
  const { timeoutMs = 30_000, maxRetries = 2 } = options;
  const environment = options.environment ?? (env["RAPYD_ENVIRONMENT"] || "sandbox");
  if (!isEnvironment(environment))
    throw new TypeError(
      `${options.environment === undefined ? "RAPYD_ENVIRONMENT" : "environment"} must be ${Object.keys(servers).join(" or ")}, not ${typeof environment === "string" ? mask(environment) : typeof environment}.`,
    );
  // A string would count as true: "false" would send a POST twice, or allow a browser.
  for (const [name, value] of [
    ["idempotencyEnabled", idempotencyEnabled],
    ["dangerouslyAllowBrowser", options.dangerouslyAllowBrowser ?? false],
  ])
    if (typeof value !== "boolean") throw new TypeError(`${String(name)} must be true or false.`);
  if (typeof validate !== "boolean" && validate !== "strict")
    throw new TypeError('validate must be true, false or "strict".');
  if (!Array.isArray(middleware) || !middleware.every(isMiddleware))
    throw new TypeError(
      "middleware must be an array of objects, each with a function onRequest, onResponse or onError.",
    );
  for (const name of ["fetch", "onAttempt"] as const)
    if ((options[name] ?? undefined) !== undefined && typeof options[name] !== "function")
      throw new TypeError(`${name} must be a function.`);
  checkLimits(timeoutMs, maxRetries);
  // An option in code wins over the machine's environment.
  const fromVariable = options.environment ? undefined : env["RAPYD_BASE_URL"];
  return {
    credentials: {
      accessKey: readKey("accessKey", options.accessKey, "RAPYD_ACCESS_KEY", env),
      secretKey: readKey("secretKey", options.secretKey, "RAPYD_SECRET_KEY", env),
    },
    baseUrl: checkBaseUrl(
      options.baseUrl ?? (fromVariable || servers[environment]),
      options.baseUrl === undefined,
    ),
    fetch: options.fetch,
    headers: checkHeaders(options.headers ?? {}),
    timeoutMs,
    maxRetries,
    idempotencyEnabled,
    validate,
    middleware,
    onAttempt: options.onAttempt,
  };
}

function isMiddleware(value: unknown): boolean {
  const { onRequest, onResponse, onError } = Object(value) as Record<string, unknown>;
  const hooks = [onRequest, onResponse, onError].filter((hook) => hook !== undefined);
  return hooks.length > 0 && hooks.every((hook) => typeof hook === "function");
}

function isEnvironment(name: unknown): name is Environment {
  return typeof name === "string" && Object.hasOwn(servers, name);
}

/** Prefix of the other key, to detect swapped keys. A key without its own prefix is accepted: older keys have none. */
const swapped = { accessKey: keyPrefixes.signature, secretKey: keyPrefixes.accessKey } as const;

function readKey(name: keyof Credentials, given: unknown, variable: string, env: Env): string {
  const key = given ?? env[variable];
  if (key !== undefined && typeof key !== "string") throw new TypeError(`${name} must be a string.`);
  if (key === undefined || key === "")
    throw new TypeError(
      `${name} is missing: pass it to createClient, or set ${variable}. It is in Rapyd's Client Portal.`,
    );
  // The value itself must not be shown.
  if (key.startsWith(swapped[name]))
    throw new TypeError(`${name} begins with ${swapped[name]}: the two keys are swapped.`);
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new TypeError(`${name} contains whitespace or a non-ASCII character: copy it again.`);
}

function checkBaseUrl(baseUrl: string, isFromVariable: boolean): string {
  const reject = (reason: string): TypeError =>
    new TypeError(
      `${isFromVariable ? "RAPYD_BASE_URL" : "baseUrl"} ${reason}. Use a URL like ${servers.sandbox}, or omit it and set environment (RAPYD_ENVIRONMENT).`,
    );
  // Callers without types may pass anything, even a key by mistake.
  if (typeof baseUrl !== "string") throw reject("must be a string");
  if (!URL.canParse(baseUrl)) throw reject(`"${mask(baseUrl)}" is not a URL`);
  const { href, username, password, protocol, hostname } = new URL(baseUrl);
  if (username || password || /[?#]/.test(href))
    throw reject("must have no user, password, query or fragment");
  const trimmed = href.replace(/\/+$/, "");
  const version = describedOperations[0]?.path.match(/^\/[^/]+/)?.[0];
  if (version && trimmed.endsWith(version))
    throw reject(`must not end with ${version}: every path starts with it`);
  const isLocal = protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol !== "https:" && !isLocal)
    throw reject("must begin with https:// (http:// only for this machine)");
  return trimmed;
}

/** Checked options of one call. If `timeoutMs` or `maxRetries` is omitted, it is the client's. */
export interface CheckedRequestOptions extends Pick<Settings, "timeoutMs" | "maxRetries"> {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** Checks the options of a call. Throws a TypeError that says what to pass. */
export function checkRequestOptions(
  { idempotencyHeader }: Operation,
  options: RequestOptions,
  settings: Settings,
  runtime: Runtime,
): CheckedRequestOptions {
  const {
    timeoutMs = settings.timeoutMs,
    maxRetries = settings.maxRetries,
    signal,
    idempotencyKey,
  } = options;
  checkOptionNames("a call", options, knownCallOptions);
  const headers = checkHeaders(options.headers ?? {});
  if (idempotencyKey !== undefined && !isIdempotencyKey(idempotencyKey))
    throw new TypeError("idempotencyKey must be a valid header value without surrounding spaces.");
  if (idempotencyHeader !== undefined) headers[idempotencyHeader] = idempotencyKey ?? runtime.uuid();
  checkLimits(timeoutMs, maxRetries);
  return { headers, signal, timeoutMs, maxRetries };
}

/**
 * Whether a value is a valid idempotency key. Surrounding whitespace is invalid: fetch strips it, so two different keys could become the
 * same one.
 */
function isIdempotencyKey(key: unknown): boolean {
  return isSendable(key) && key !== "" && key === key.trim();
}

/** Headers that frame the message; only fetch can set them. */
const framingHeaders = /^(connection|content-length|expect|host|keep-alive|transfer-encoding|upgrade)$/;

/** Headers of the signature, which the client alone can compute. */
const signedHeaders: readonly string[] = Object.values(securityHeaders);

/** Headers that a call option sets. */
const optionHeaders = describedOperations.map(({ idempotencyHeader }) => idempotencyHeader);

/** Returns the headers with their names in lower case. Throws a TypeError for the first header that is not allowed or cannot be sent. */
function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  // A Headers object would send nothing.
  if (typeof headers !== "object" || Symbol.iterator in headers)
    throw new TypeError("headers must be a plain object of names and values.");
  const checked = Object.entries(headers).map(([given, value]) => {
    const name = given.toLowerCase();
    const reject = (reason: string): TypeError => new TypeError(`Header ${JSON.stringify(given)} ${reason}.`);
    if (framingHeaders.test(name)) throw reject("is set by fetch: leave it out");
    if (signedHeaders.includes(name)) throw reject("is set by the client: leave it out");
    if (optionHeaders.includes(name)) throw reject("is set by the call option idempotencyKey");
    if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name) || !isSendable(value))
      throw reject(
        "is invalid: use letters, digits and dashes in the name, and a Latin-1 string without line breaks as the value",
      );
    return [name, value] as const;
  });
  return Object.fromEntries(checked);
}

/** Whether a header can carry the value. A line break, for one, would begin another header. */
function isSendable(value: unknown): value is string {
  return typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/** Throws a TypeError unless both are numbers in their range. NaN would mean an immediate timeout, or retries without a limit. */
function checkLimits(timeoutMs: number, maxRetries: number): void {
  checkNumber("timeoutMs", timeoutMs, 1);
  checkNumber("maxRetries", maxRetries, 0);
  if (!Number.isInteger(maxRetries))
    throw new TypeError(`maxRetries must be a whole number, not ${maxRetries}.`);
}

function checkNumber(name: string, value: unknown, least: number): void {
  if (typeof value === "number" && value >= least && value <= maxTimerMs) return;
  throw new TypeError(
    `${name} must be a number from ${least} to ${maxTimerMs}, not ${showValue(typeof value === "string" ? mask(value) : value)}.`,
  );
}
