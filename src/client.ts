import { bindOperations, type Operations, type RawClient } from "../generated/client.js";
import { createAbortListeners } from "./abort-listeners.js";
import { refuseBrowser } from "./browser.js";
import { createCall } from "./call.js";
import { type ClientOptions, type RequestOptions, resolveOptions, type Variables } from "./options.js";
import { createRaw } from "./raw.js";
import { type Runtime, systemRuntime } from "./runtime.js";
import { createTransport } from "./transport.js";

/** A client for one account: one method per operation of the description, and `raw`. */
export interface RapydClient extends Operations<RequestOptions> {
  /**
   * The openapi-fetch client over the same signed transport: `{ data, error, response }` with the envelope left on. It does not check
   * requests, and takes any JSON for an answer; connection failures and answers that are not JSON throw as they do from a method. Its
   * time budget ends with the answer: it does not cover middleware.
   */
  readonly raw: RawClient;
}

/**
 * Creates a client. Each has its own keys, clock and settings.
 *
 * Throws a TypeError that says what to pass when an option is missing or wrong, and in a browser.
 */
export function createClient(options: ClientOptions = {}): RapydClient {
  return createClientWith(options, systemRuntime, environmentVariables());
}

/** {@link createClient} with time, chance and environment passed in, for tests. */
export function createClientWith(
  options: ClientOptions,
  runtime: Runtime,
  variables: Variables,
): RapydClient {
  const settings = resolveOptions(options, variables);
  refuseBrowser(options.dangerouslyAllowBrowser ?? false, globalThis);
  const listen = createAbortListeners();
  const kit = { settings, runtime, listen, transport: createTransport(settings, runtime) };
  const { raw, hasMiddleware } = createRaw(kit);
  return { ...bindOperations(raw, createCall(kit, hasMiddleware)), raw };
}

function environmentVariables(): Variables {
  return typeof process === "object" ? process.env : {};
}
