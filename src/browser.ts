/** Keeps the secret key out of places where anybody can read it. */

/** Throws a TypeError in a web page or web worker, unless the caller takes the risk. */
export function refuseBrowser(isAllowed: boolean, scope: object): void {
  if (isAllowed || !isBrowser(scope)) return;
  throw new TypeError(
    "createClient was called in a browser, where every visitor can read the secret key and create customers in your name. " +
      "Call Rapyd from your server. If this page is not public, pass dangerouslyAllowBrowser: true.",
  );
}

/** Deno, Bun and edge runtimes have some of these globals too, but none of them calls itself Mozilla. */
function isBrowser(scope: object): boolean {
  const userAgent: unknown = Reflect.get(Object(Reflect.get(scope, "navigator")), "userAgent");
  const isPage = typeof Reflect.get(Object(Reflect.get(scope, "window")), "document") === "object";
  const isWorker = typeof Reflect.get(scope, "WorkerGlobalScope") === "function";
  return (isPage || isWorker) && typeof userAgent === "string" && userAgent.startsWith("Mozilla/");
}
