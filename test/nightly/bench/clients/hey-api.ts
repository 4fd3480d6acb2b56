import { sign } from "#sign";
import { createClient, createConfig } from "../.work/hey-api/client/index.js";
import { createCustomer } from "../.work/hey-api/sdk.gen.js";
import { body, type Client, timeoutMs } from "./shared.js";

/** Hey API's generated client, with an interceptor that signs. */
export const create: Client = ({ baseUrl, fetch }) => {
  const client = createClient(createConfig({ baseUrl, fetch }));
  client.interceptors.request.use(async (request, options) => {
    const headers = await sign(
      request.method,
      new URL(request.url).pathname,
      String(options.serializedBody ?? ""),
    );
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    return request;
  });
  return async () => {
    const response = await createCustomer({
      client,
      body: body as never,
      throwOnError: true,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return response.data.data;
  };
};
