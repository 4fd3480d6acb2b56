/** Sends events as Rapyd does: signed, and resent until accepted. The emulator gives up after six attempts. */
import { createHmac, randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { mediaType, securityHeaders } from "../../generated/client.js";
import { type KnownWebhookEvent, webhookExamples, webhookTypes } from "../../generated/webhooks.js";
import type { Credentials } from "../sign.js";

/**
 * Delays in ms before the first, second ... resend; after the last one, the event is given up. Rapyd documents neither the number of
 * resends nor the delays.
 */
const repeatAfterMs = [50, 100, 200, 400, 800];

/** One attempt to deliver an event. */
export interface Delivery {
  /** ID of the event. */
  id: string;
  type: string;
  /** From 1. */
  attempt: number;
  /** Status of the receiver's response; 0 when none came. */
  status: number;
  /** Why no response came, such as `ECONNREFUSED` or `TimeoutError`. */
  reason?: string;
}

/** Milliseconds that a receiver may take for a response. Rapyd documents no such time. */
const maxResponseMs = 10_000;

/** Builds an event with this type and data; its other fields are like those of the description's example. */
export function eventOf(type: string, data: unknown, triggerOperationId: string, now: number): object {
  const known = Object.values(webhookTypes).find((one) => one === type);
  // A copy: a resent event carries its first data, whatever becomes of the record.
  return structuredClone({
    ...(known && webhookExamples[known]),
    type,
    id: `wh_${randomBytes(16).toString("hex")}`,
    data,
    trigger_operation_id: triggerOperationId,
    created_at: Math.floor(now / 1_000),
    extended_timestamp: now,
  });
}

/** Throws a TypeError unless the value has what every event has. */
export function checkEvent(event: unknown): void {
  const { id, type, data } = Object(event) as Record<string, unknown>;
  if (typeof id !== "string" || typeof type !== "string" || data === undefined)
    throw new TypeError("An event needs id and type, both strings, and data.");
}

/** Posts the event until it gets a 2xx, the resends are used up, or the signal aborts. Never rejects. */
export async function deliverEvent(
  url: string,
  event: KnownWebhookEvent | object,
  credentials: Credentials,
  signal: AbortSignal,
  record: (delivery: Delivery) => void,
  waitMs: number = maxResponseMs,
): Promise<void> {
  const { id, type } = event as { id?: unknown; type?: unknown };
  for (const [repeats, delayMs] of [0, ...repeatAfterMs].entries()) {
    const delivery: Delivery = { id: String(id), type: String(type), attempt: repeats + 1, status: 0 };
    try {
      await setTimeout(delayMs, undefined, { signal });
      const body = JSON.stringify(event);
      const headers = { "content-type": mediaType, ...signedHeaders(url, body, credentials) };
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
      const response = await fetch(url, { method: "POST", headers, body, redirect: "error", signal: inTime });
      await response.body?.cancel();
      delivery.status = response.status;
    } catch (error) {
      // Nobody listens yet, the receiver is slow, or the emulator is closing, which ends the loop by its signal.
      const { cause, name } = error as { cause?: { code?: unknown }; name?: unknown };
      delivery.reason = String(cause?.code ?? name);
    }
    if (signal.aborted) return;
    record(delivery);
    if (delivery.status >= 200 && delivery.status < 300) return;
  }
}

/** Signs without the client's code, so that emulator and client cannot share a mistake. */
function signedHeaders(
  url: string,
  body: string,
  { accessKey, secretKey }: Credentials,
): Record<string, string> {
  const salt = randomBytes(6).toString("hex");
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const hmac = createHmac("sha256", secretKey).update(
    `${url}${salt}${timestamp}${accessKey}${secretKey}${body}`,
  );
  const signature = Buffer.from(hmac.digest("hex")).toString("base64");
  return {
    [securityHeaders.salt]: salt,
    [securityHeaders.timestamp]: timestamp,
    [securityHeaders.signature]: signature,
  };
}
