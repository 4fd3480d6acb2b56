import ky from "ky";
import { sign } from "#sign";
import { body, type Client, path, timeoutMs } from "./shared.js";

/** With a hook that signs. */
export const create: Client = ({ baseUrl, fetch }) => {
  const client = ky.create({
    prefixUrl: baseUrl,
    fetch,
    timeout: timeoutMs,
    hooks: {
      beforeRequest: [
        async (request) => {
          const headers = await sign(
            request.method,
            new URL(request.url).pathname,
            await request.clone().text(),
          );
          for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
        },
      ],
    },
  });
  return async () => (await client.post(path.slice(1), { json: body }).json<{ data: unknown }>()).data;
};
