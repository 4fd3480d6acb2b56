/**
 * Values at the edges of what no generated code holds, because only readers of the published description see it: bounds of a header, of an
 * event, of a free object. By JSON pointer into generated/openapi.json.
 */
import type { Json } from "../../helpers/openapi.js";

/** Values that the schema at a pointer takes, and values that it rejects. */
export interface Probe {
  takes: readonly Json[];
  refuses: readonly Json[];
}

const hex = "0123456789abcdef0123456789abcdef";
/** Unix seconds. */
const second = { takes: [0, 9_999_999_999], refuses: [-1, 10_000_000_000, 1.5] };

/** Probes by JSON pointer. */
export const probes: Readonly<Record<string, Probe>> = {
  "/components/parameters/IdempotencyKey/schema": { takes: ["k"], refuses: [""] },
  "/components/schemas/Deletion/properties/id": { takes: ["c"], refuses: [""] },
  "/components/schemas/Sku/properties/attributes": {
    takes: [{ a: 1, b: 2, c: 3, d: 4, e: 5 }],
    refuses: [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }],
  },
  "/components/schemas/WebhookEvent/properties/created_at": second,
  "/components/schemas/WebhookEvent/properties/extended_timestamp": { takes: [0], refuses: [-1, 1.5] },
  "/components/schemas/WebhookEvent/properties/status": { takes: ["CLO"], refuses: [7] },
  "/components/schemas/WebhookEvent/properties/id": {
    takes: [`wh_${hex}`],
    refuses: ["", `xwh_${hex}`, `h_${hex}`, `wh_${hex}0`, `wh_${hex.slice(1)}`, `wh_g${hex.slice(1)}`],
  },
};
