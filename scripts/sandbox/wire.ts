/** Sends each request as the caller specifies, even an invalid one, and returns any response. */
import { createHmac, randomBytes } from "node:crypto";

/** Server that the requests are sent to, and the keys that sign them. */
export interface Account {
  accessKey: string;
  secretKey: string;
  baseUrl: string;
}

/** Differences from a correctly signed request. */
export interface Variation {
  /** Text that is signed instead of the body. */
  signedBody?: string;
  saltLength?: number;
  /** Offset of the timestamp from now, in seconds. */
  offset?: number;
  headers?: Record<string, string>;
}

/** A response whose body has been read, and parsed if it is JSON. */
export interface WireResponse {
  status: number;
  headers: Headers;
  code: string;
  message: string;
  data: unknown;
  body: unknown;
}

/** Sends one request. */
export type Wire = (
  method: string,
  path: string,
  body?: unknown,
  variation?: Variation,
) => Promise<WireResponse>;

/**
 * Maximum number of requests and minimum pause between them, both within the lowest limits that Rapyd publishes. Once that maximum is
 * reached, only deletions are sent: `npm run probe:sandbox` sends at most 60 requests, so 45 leaves 15 for deletions.
 */
const limits = { requests: 45, pauseMs: 700 };

/** Sender that keeps to the {@link limits}. With `isOwnServer`, it does not pause between requests. */
export function createWire(
  { accessKey, secretKey, baseUrl }: Account,
  isOwnServer: boolean,
): { send: Wire; count: () => number } {
  let count = 0;
  const send: Wire = async (method, path, body, variation = {}) => {
    if (++count > limits.requests && method !== "DELETE")
      throw new Error(`More than ${limits.requests} requests.`);
    if (!isOwnServer) await new Promise((resolve) => setTimeout(resolve, limits.pauseMs));
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const { signedBody = text, saltLength = 12, offset = 0, headers = {} } = variation;
    const salt = randomBytes(saltLength).toString("hex").slice(0, saltLength);
    const timestamp = String(Math.floor(Date.now() / 1_000) + offset);
    const parts = `${method.toLowerCase()}${path}${salt}${timestamp}${accessKey}${secretKey}${signedBody}`;
    const digest = createHmac("sha256", secretKey).update(parts).digest("hex");
    const response = await fetch(baseUrl + path, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(30_000),
      ...(text !== "" && { body: text }),
      headers: {
        ...{ "content-type": "application/json", access_key: accessKey, salt, timestamp },
        ...{ signature: Buffer.from(digest).toString("base64"), ...headers },
      },
    });
    return read(response);
  };
  return { send, count: () => count };
}

async function read(response: Response): Promise<WireResponse> {
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // A page of the firewall, or nothing: the text is what came.
  }
  const { status, data } = Object(body) as { status?: unknown; data?: unknown };
  const { error_code: code, message } = Object(status) as Record<string, unknown>;
  const { status: number, headers } = response;
  return { status: number, headers, code: String(code ?? ""), message: String(message ?? ""), data, body };
}
