import { sign } from "#sign";
import { createClient, type Ops, OPERATIONS } from "../.work/redocly.js";
import { body, type Client, path, timeoutMs } from "./shared.js";

/** Redocly's generated client, with a middleware that serialises the body and signs it, so that the same text is signed and sent. */
export const create: Client = ({ baseUrl, fetch }) => {
  const client = createClient<Ops>(OPERATIONS, {
    serverUrl: baseUrl,
    fetch,
    timeout: timeoutMs,
    middleware: [
      {
        onRequest: async (context) => {
          context.body = JSON.stringify(context.body);
          Object.assign(context.headers, await sign(context.method, path, context.body as string));
        },
      },
    ],
  });
  return async () => (await client.createCustomer({ body } as never)).data;
};
