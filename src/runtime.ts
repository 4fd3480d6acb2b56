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
  /** Random UUID that cannot be guessed. */
  uuid: () => string;
  /** The global fetch at this moment; undefined where there is none. */
  fetch: () => typeof globalThis.fetch | undefined;
  /** Whether this is the platform's own fetch: only its errors can prove that nothing was sent. */
  isPlatformFetch: (fetch: typeof globalThis.fetch) => boolean;
  /** Whether the platform's fetch currently sends through plain agents only: any other dispatcher may retry. */
  hasPlainDispatcher: () => boolean;
  /** Creates the function that returns one client's init for fetch. Throws a TypeError on a platform whose fetch may send a POST twice. */
  createFetchInit: () => () => RequestInit;
}

/** Time, randomness and network of the machine. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  // The timer is from the line above; its type differs between Node and browsers.
  clearTimeout: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  fetch: () => globalThis.fetch,
  isPlatformFetch,
  hasPlainDispatcher: () => dispatcherKeys.every((key) => isPlain(Reflect.get(globalThis, key))),
  createFetchInit,
};

/**
 * Recognises the platform's fetch by its source text: Node's loads its own undici; Bun's and workerd's are native functions named `fetch`.
 * A bound function is native too, but has another name. Deno's is not recognised. Any other fetch, such as a wrapper that monitoring or a
 * framework has installed, may retry.
 */
function isPlatformFetch(fetch: typeof globalThis.fetch): boolean {
  const source = Function.prototype.toString.call(fetch);
  return (
    source.includes("internal/deps/undici") || /^function fetch\(\)\s*\{\s*\[native code\]\s*\}$/.test(source)
  );
}

interface Dispatcher {
  readonly dispatch?: unknown;
}

/** Keys under which undici's setGlobalDispatcher stores the dispatcher that Node's fetch uses. That dispatcher may retry. */
const dispatcherKeys = ["1", "2"].map((version) => Symbol.for(`undici.globalDispatcher.${version}`));

/** Classes of undici's agents that send each request once. */
const plainAgents = ["Agent", "ProxyAgent", "EnvHttpProxyAgent", "Dispatcher1Wrapper"];

/**
 * Whether this dispatcher sends each request only once. True if there is no dispatcher, or if its class is one of {@link plainAgents} and
 * it has no interceptors. A dispatcher with interceptors has its own `dispatch`, which differs from its class's.
 */
function isPlain(dispatcher: Dispatcher | undefined | null): boolean {
  if (!dispatcher) return true;
  const prototype = Object.getPrototypeOf(dispatcher) as Dispatcher & { constructor: { name: string } };
  return plainAgents.includes(prototype.constructor.name) && dispatcher.dispatch === prototype.dispatch;
}

interface DenoNamespace {
  readonly createHttpClient?: (options: object) => object;
}

function createFetchInit(): () => RequestInit {
  const { Deno } = globalThis as { Deno?: DenoNamespace };
  // Without idle connections there is none that can break before the request is read.
  const denoClient = Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  if (Deno && !denoClient)
    throw new TypeError("This version of Deno may send a POST twice: use Deno 2 or later.");
  let init: RequestInit | undefined;
  return () => {
    // A framework or proxy must not cache customer data. Older versions of workerd throw on the option.
    init ??= {
      ...(typeof Request === "function" && "cache" in Request.prototype && { cache: "no-store" }),
      ...(denoClient && { client: denoClient }),
    };
    return init;
  };
}
