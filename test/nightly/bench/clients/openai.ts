import OpenAI from "openai";
import { sign } from "#sign";
import { body, type Client, path, timeoutMs } from "./shared.js";

/** The request core of a generated SDK, with its own hook for signing. */
class SigningClient extends OpenAI {
  protected override async prepareRequest(request: RequestInit): Promise<void> {
    const headers = await sign("POST", path, request.body as string);
    for (const [name, value] of Object.entries(headers)) (request.headers as Headers).set(name, value);
  }
}

export const create: Client = ({ baseUrl, fetch }) => {
  const client = new SigningClient({ apiKey: "none", baseURL: baseUrl, fetch, timeout: timeoutMs });
  return async () => (await client.post<{ data: unknown }>(path, { body })).data;
};
