/** Records traffic as HTTP Archive entries, without keys and signatures. */
import { securityHeaders, servers } from "../../../generated/client.js";

/** One exchange in the HTTP Archive format. */
export interface Exchange {
  request: object;
  response: object;
}

const masked = new Set<string>(Object.values(securityHeaders));

/** A fetch that records each exchange, with the sandbox's URL instead of the local server's. */
export function recordingFetch(entries: Exchange[]): typeof fetch {
  return async (input, init = {}) => {
    const response = await fetch(input, init);
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const text = await response.clone().text();
    const headers = new Headers(init.headers);
    for (const name of masked) if (headers.has(name)) headers.set(name, "masked");
    entries.push({
      request: {
        method: init.method ?? "GET",
        url: `${servers.sandbox}${pathname}${search}`,
        httpVersion: "HTTP/1.1",
        headers: listed(headers),
        ...(typeof init.body === "string"
          ? { postData: { mimeType: "application/json", text: init.body } }
          : {}),
      },
      response: {
        status: response.status,
        statusText: response.statusText,
        httpVersion: "HTTP/1.1",
        headers: listed(response.headers),
        content: { size: text.length, mimeType: response.headers.get("content-type") ?? "", text },
      },
    });
    return response;
  };
}

function listed(headers: Headers): { name: string; value: string }[] {
  return Array.from(headers, ([name, value]) => ({ name, value }));
}

/** The exchanges as the text of a .har file. */
export function archive(entries: readonly Exchange[]): string {
  const creator = { name: "rapyd-customers", version: "0" };
  const empty = { cookies: [], headersSize: -1, bodySize: -1 };
  const log = {
    version: "1.2",
    creator,
    entries: entries.map(({ request, response }) => ({
      startedDateTime: "2026-01-01T00:00:00.000Z",
      time: 0,
      request: { ...empty, queryString: [], ...request },
      response: { ...empty, redirectURL: "", ...response },
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
    })),
  };
  return JSON.stringify({ log }, undefined, 1);
}
