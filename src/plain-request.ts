/** Stand-in for `Request` where nobody but the transport sees it: building a real one costs more than the rest of the call. */
export class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;

  constructor(url: string, init: { method: string; headers: Headers; body?: string }) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
    this.body = init.body;
  }
}

/** What the transport needs of a request, from a real one or its stand-in. */
export async function readRequest(
  request: Request | PlainRequest,
): Promise<{ url: string; method: string; headers: Record<string, string>; body: string }> {
  const body = request instanceof PlainRequest ? (request.body ?? "") : await request.text();
  return { url: request.url, method: request.method, headers: Object.fromEntries(request.headers), body };
}
