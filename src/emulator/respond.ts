/** Sends a reply; a fault may alter or suppress it. */
import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { mediaType } from "../../generated/client.js";
import { statuses } from "../../generated/error-codes.js";
import type { FaultState } from "./faults.js";
import type { Reply } from "./handle.js";
import { rejectionReply } from "./handle.js";

/** Sends the reply as it is, or altered or suppressed by the fault. `date` is the emulator's time. */
export function deliver(
  response: ServerResponse,
  reply: Reply,
  fault: FaultState["fault"],
  date: Date,
): void {
  response.setHeader("date", date.toUTCString());
  switch (fault?.mode) {
    case undefined:
    case "slow":
    case "api-error":
      if (reply.body === undefined) return void response.writeHead(reply.status).end();
      return sendJson(response, reply.status, JSON.stringify(reply.body));
    case "reset-before-read":
    case "reset-after-commit":
      response.socket?.resetAndDestroy();
      return;
    case "stall-headers":
      return;
    case "stall-body":
      return sendHalf(response, reply, () => undefined);
    case "truncate":
      return sendHalf(response, reply, () => response.destroy());
    case "empty-500":
      response.writeHead(500, { "content-length": 0 }).end();
      return;
    case "invalid-json":
      return sendJson(response, 200, JSON.stringify(reply.body).replaceAll(":", "="));
    case "html-200":
      return sendPage(response, 200, {});
    case "error-200": {
      const { body } = rejectionReply({
        status: 200,
        errorCode: statuses.error,
        message: "Something went wrong.",
      });
      return sendJson(response, 200, JSON.stringify(body));
    }
    case "status":
      return sendPage(response, fault.status, fault.headers ?? {});
    case "redirect":
      response.writeHead(307, { location: fault.location, "content-length": 0 }).end();
  }
}

/** Sends JSON with the headers recorded from the sandbox. */
export function sendJson(response: ServerResponse, status: number, text: string): void {
  const length = Buffer.byteLength(text);
  const hash = createHash("sha1").update(text).digest("base64").slice(0, 27);
  response
    .writeHead(status, {
      "content-type": `${mediaType}; charset=utf-8`,
      "content-length": length,
      etag: `W/"${length.toString(16)}-${hash}"`,
      "strict-transport-security": "max-age=31536000; includeSubDomains",
    })
    .end(text);
}

function sendPage(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  const page = "<html><body>This page is not from the API.</body></html>";
  response
    .writeHead(status, { "content-type": "text/html", "content-length": page.length, ...headers })
    .end(page);
}

/** Sends half of the body, with the `content-length` of the whole body. */
function sendHalf(response: ServerResponse, { status, body }: Reply, then: () => void): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "content-type": mediaType, "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), then);
}
