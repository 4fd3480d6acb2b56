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
export interface ReadRequest {
  url: string;
  method: string;
  headers: Headers;
  body: string;
}

/** Reads a request; the stand-in at once. */
export function readRequest(request: Request | PlainRequest): ReadRequest | Promise<ReadRequest> {
  const { url, method, headers } = request;
  if (request instanceof PlainRequest) return { url, method, headers, body: request.body ?? "" };
  return request.text().then((body) => ({ url, method, headers, body }));
}
