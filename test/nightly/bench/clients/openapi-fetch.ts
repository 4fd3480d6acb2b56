import createClient from "openapi-fetch";
import { sign } from "#sign";
import type { paths } from "../../../../generated/schema.js";
import { body, type Client, path, timeoutMs } from "./shared.js";

/** openapi-fetch with a middleware that signs, as its documentation shows for authentication. */
export const create: Client = ({ baseUrl, fetch }) => {
  const client = createClient<paths>({ baseUrl, fetch });
  client.use({
    onRequest: async ({ request }) => {
      const headers = await sign(request.method, new URL(request.url).pathname, await request.clone().text());
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      return request;
    },
  });
  return async () => {
    const { data, error } = await client.POST(path, {
      body: body as never,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (error !== undefined) throw new Error("failed");
    return data?.data;
  };
};
