/**
 * Values at the limits of schemas, by JSON pointer into generated/openapi.json. No generated code enforces these schemas (for example,
 * those of headers, events and free-form objects); only readers of the published description see them.
 */
import type { Json } from "../../helpers/openapi.js";

/** Values that the schema at a pointer accepts, and values that it rejects. */
export interface Probe {
  accepts: readonly Json[];
  rejects: readonly Json[];
}

const hex = "0123456789abcdef0123456789abcdef";
/** Unix seconds. */
const second = { accepts: [0, 9_999_999_999], rejects: [-1, 10_000_000_000, 1.5] };

/** Probes by JSON pointer. */
export const probes: Readonly<Record<string, Probe>> = {
  "/components/parameters/IdempotencyKey/schema": { accepts: ["k"], rejects: [""] },
  "/components/schemas/Deletion/properties/id": { accepts: ["c"], rejects: [""] },
  "/components/schemas/Sku/properties/attributes": {
    accepts: [{ a: 1, b: 2, c: 3, d: 4, e: 5 }],
    rejects: [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }],
  },
  "/components/schemas/WebhookEvent/properties/created_at": second,
  "/components/schemas/WebhookEvent/properties/extended_timestamp": { accepts: [0], rejects: [-1, 1.5] },
  "/components/schemas/WebhookEvent/properties/status": { accepts: ["CLO"], rejects: [7] },
  "/components/schemas/WebhookEvent/properties/id": {
    accepts: [`wh_${hex}`],
    rejects: ["", `xwh_${hex}`, `h_${hex}`, `wh_${hex}0`, `wh_${hex.slice(1)}`, `wh_g${hex.slice(1)}`],
  },
};
