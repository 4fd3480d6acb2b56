import { sign } from "#sign";
import { body, type Client, path, timeoutMs } from "./shared.js";

/** The shortest correct handwritten code: fetch, HMAC, a timeout and a status check. */
export const create: Client =
  ({ baseUrl, fetch }) =>
  async () => {
    const text = JSON.stringify(body);
    const response = await fetch(baseUrl + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(await sign("POST", path, text)) },
      body: text,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return ((await response.json()) as { data: unknown }).data;
  };
