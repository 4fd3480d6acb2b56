import createOpenapiClient, {
  type Client,
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  type MaybeOptionalInit,
  type ParseAsResponse,
} from "openapi-fetch";
import type { Operations } from "../generated/client.js";
import type { paths } from "../generated/schema.js";
import { withAccount } from "./account.js";
import { type CallOperation, createCall } from "./call.js";
import { createAbortListeners } from "./deadline.js";
import type { ClientContext, RequestAnything } from "./exchange.js";
import { describedOperations, type Operation } from "./operation.js";
import { type ClientOptions, type Env, type RequestOptions, resolveOptions } from "./options.js";
import { withPages } from "./pages.js";
import { createRaw } from "./raw.js";
import { type Runtime, systemRuntime } from "./runtime.js";
import { createSend } from "./send.js";

/** A client for one account: one method per operation of the description, and `raw`. */
export interface RapydClient extends Operations<RequestOptions> {
  /**
   * The underlying openapi-fetch client; its requests are signed too. Its methods resolve with `{ data, error, response }`; `data` is the
   * whole body, including Rapyd's envelope. `raw` rejects path values, queries and bodies that cannot be sent, validates nothing else, and
   * accepts any JSON as a response. After a connection failure, a 2xx with a non-JSON body, or an empty or cut-off error response, it
   * throws the same errors as the methods of RapydClient.
   */
  readonly raw: RawClient;
}

/**
 * Creates a client. Each has its own keys, clock and settings.
 *
 * Throws a TypeError if an option is missing, invalid or unknown, in a browser without `dangerouslyAllowBrowser`, and on a Deno version
 * that may resend requests.
 */
export function createClient(options: ClientOptions = {}): RapydClient {
  return createClientWith(options, systemRuntime, environmentVariables());
}

/** {@link createClient} with time, randomness, network and environment passed in, for tests. */
export function createClientWith(options: ClientOptions, runtime: Runtime, env: Env): RapydClient {
  const settings = resolveOptions(options, env);
  rejectBrowser(options.dangerouslyAllowBrowser ?? false, globalThis);
  const openapi = createOpenapiClient<paths>({
    baseUrl: settings.baseUrl,
    headers: settings.headers,
  });
  const send = createSend(settings, runtime);
  // By its own type, it accepts only described methods and paths.
  const request = openapi.request as unknown as RequestAnything;
  const buildUrl = createBuildUrl(settings.baseUrl);
  const context = { settings, runtime, listen: createAbortListeners(), send, request, buildUrl };
  const call = createCall(context);
  const methods = describedOperations.map((operation) => [
    operation.operationId,
    createMethod(operation, call),
  ]);
  // Methods are from the description, their types from Operations.
  const client = { ...Object.fromEntries(methods), raw: createRaw(context) } as unknown as RapydClient;
  return withAccount(client, [settings.baseUrl, settings.credentials.accessKey]);
}

/** Builds URLs with openapi-fetch's own functions. */
function createBuildUrl(baseUrl: string): ClientContext["buildUrl"] {
  const querySerializer = createQuerySerializer();
  const pathSerializer = defaultPathSerializer;
  return (template, { path, query }) =>
    // A query that is not an object was rejected before.
    createFinalURL(template, {
      baseUrl,
      params: { path, query: query as Record<string, unknown> },
      querySerializer,
      pathSerializer,
    });
}

function createMethod(operation: Operation, call: CallOperation): (...values: unknown[]) => Promise<unknown> {
  const { paging, parameters } = operation;
  if (paging === undefined) return (...values) => call(operation, values);
  const position = parameters.indexOf("query");
  return (...values) => {
    // The caller may change the query during the iteration.
    const query = copyQuery(values[position]);
    const page = (cursors?: object): Promise<unknown[]> => {
      const pageQuery = cursors === undefined ? query : { ...query, ...cursors };
      // By the description, this operation returns a list.
      return call(operation, Object.assign([], values, { [position]: pageQuery })) as Promise<unknown[]>;
    };
    return withPages(paging, query, page(), page);
  };
}

/** Copy of a query with the same prototype, so that an invalid query, such as a Map, remains invalid. */
function copyQuery(query: unknown): object {
  const prototype: unknown = Object.getPrototypeOf(Object(query));
  return Object.assign(Object.create(prototype as object | null) as object, query);
}

function environmentVariables(): Env {
  return typeof process === "object" ? process.env : {};
}

/**
 * Throws a TypeError in a web page or web worker, unless `isAllowed`. Browsers are recognised by their user agent: other runtimes have a
 * `navigator` too, but only a browser's user agent starts with `Mozilla/`.
 */
export function rejectBrowser(
  isAllowed: boolean,
  { navigator }: { navigator?: { userAgent?: string } },
): void {
  if (isAllowed || !navigator?.userAgent?.startsWith("Mozilla/")) return;
  throw new TypeError(
    "createClient was called in a browser, where every visitor can read the secret key. Call Rapyd from your server; " +
      "if this page is not public, pass dangerouslyAllowBrowser: true.",
  );
}

/**
 * openapi-fetch's methods, one per verb. openapi-fetch's own types pass responses through a mapped type that does not preserve `string &
 * {}`, the part of an enum's type that accepts any other string. The types here keep responses as described.
 */
export interface RawClient {
  GET: RawMethod<"get">;
  PUT: RawMethod<"put">;
  POST: RawMethod<"post">;
  DELETE: RawMethod<"delete">;
  OPTIONS: RawMethod<"options">;
  HEAD: RawMethod<"head">;
  PATCH: RawMethod<"patch">;
  TRACE: RawMethod<"trace">;
}

type Verb = Lowercase<
  keyof Pick<Client<paths>, "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE">
>;

/** Calls one path of the description by its template; `init` is openapi-fetch's. */
type RawMethod<Method extends Verb> = <
  Path extends PathsWith<Method>,
  Init extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<paths[Path], Method> ? [init?: Init] : [init: Init]
) => Promise<
  RawResponse<ParseAsResponse<Bodies<paths[Path][Method], true>, Init>, Bodies<paths[Path][Method], false>>
>;

/** Result of openapi-fetch: `data` after a 2xx, else `error`. */
type RawResponse<Body, Failure> =
  { data: Body; error?: never; response: Response } | { data?: never; error: Failure; response: Response };

type PathsWith<Method extends Verb> = {
  [Path in keyof paths]: paths[Path] extends { [verb in Method]: { responses: unknown } } ? Path : never;
}[keyof paths];

/** Bodies of an operation's 2xx responses if `Success` is true, otherwise of all its other responses. */
type Bodies<Described, Success extends boolean> = Described extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: (
        `${Status & (string | number)}` extends `2${string}` ? true : false
      ) extends Success
        ? Responses[Status] extends { content: infer Content }
          ? Content[keyof Content]
          : undefined
        : never;
    }[keyof Responses]
  : never;
