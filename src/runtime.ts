/** Everything that differs between runs or machines: time, randomness and network. Tests pass their own. */

/** Clock, timers, randomness and fetch of a client. */
export interface Runtime {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds since some fixed time. Unlike the time of day, it never jumps. */
  elapsed: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (timer: unknown) => void;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** Random UUID that nobody can guess. */
  uuid: () => string;
  /** The global fetch at this moment; undefined where there is none. */
  fetch: () => typeof globalThis.fetch | undefined;
  /** Whether this is the platform's own fetch, which alone is believed when it reports that nothing was sent. */
  isPlatformFetch: (fetch: typeof globalThis.fetch) => boolean;
  /** Returns what one client passes to fetch with each request. Throws a TypeError where fetch cannot be made safe. */
  createFetchInit: () => () => RequestInit;
}

/** Time, randomness and network of the machine. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  // The timer comes from the line above; its type differs between Node and browsers.
  clearTimeout: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  fetch: () => globalThis.fetch,
  isPlatformFetch,
  createFetchInit,
};

/**
 * Recognises the platform's fetch by its source text: Node's loads its own undici; Bun's and workerd's are native functions of that name,
 * which a bound function is not. Anything else may retry, such as a wrapper that monitoring or a framework has put in its place.
 */
function isPlatformFetch(fetch: typeof globalThis.fetch): boolean {
  const source = Function.prototype.toString.call(fetch);
  if (/^function fetch\(\)\s*\{\s*\[native code\]\s*\}$/.test(source)) return true;
  return source.includes("internal/deps/undici") && dispatchers().every(isPlain);
}

interface Dispatcher {
  readonly dispatch?: unknown;
}

/** What Node's fetch sends through, when somebody has set it with undici's setGlobalDispatcher; it can be one that retries. */
function dispatchers(): Dispatcher[] {
  const globals = globalThis as { [name: symbol]: Dispatcher | undefined };
  return ["1", "2"].flatMap((version) => globals[Symbol.for(`undici.globalDispatcher.${version}`)] ?? []);
}

/** Whether it is an agent whose `dispatch` is its class's own: undici's interceptors replace it. */
function isPlain(dispatcher: Dispatcher): boolean {
  const prototype = Object.getPrototypeOf(dispatcher) as Dispatcher & { constructor: { name: string } };
  return (
    /^(Agent|ProxyAgent|EnvHttpProxyAgent|Dispatcher1Wrapper)$/.test(prototype.constructor.name) &&
    dispatcher.dispatch === prototype.dispatch
  );
}

interface DenoNamespace {
  readonly createHttpClient?: (options: object) => object;
}

function createFetchInit(): () => RequestInit {
  const { Deno } = globalThis as { Deno?: DenoNamespace };
  if (Deno && !Deno.createHttpClient)
    throw new TypeError(
      "This version of Deno resends a POST when a kept connection breaks, which could create twice. Use Deno 2 or later.",
    );
  // Without idle connections there is none that can break before the request is read.
  const denoInit = Deno?.createHttpClient && { client: Deno.createHttpClient({ poolMaxIdlePerHost: 0 }) };
  let init: RequestInit | undefined;
  return () => {
    // A framework or proxy must not keep customers. Older versions of workerd throw on the option.
    init ??= {
      ...(typeof Request === "function" && "cache" in Request.prototype && { cache: "no-store" }),
      ...denoInit,
    };
    return init;
  };
}
