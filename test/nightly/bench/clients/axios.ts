import axios from "axios";
import { sign } from "#sign";
import { body, type Client, path, timeoutMs } from "./shared.js";

/** axios with its fetch adapter, and an interceptor that signs. */
export const create: Client = ({ baseUrl, fetch }) => {
  const client = axios.create({ baseURL: baseUrl, adapter: "fetch", timeout: timeoutMs, env: { fetch } });
  client.interceptors.request.use(async (config) => {
    config.data = JSON.stringify(config.data);
    config.headers.set(await sign("POST", path, config.data as string));
    return config;
  });
  const headers = { "content-type": "application/json" };
  return async () => (await client.post(path, body, { headers })).data.data;
};
