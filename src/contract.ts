/** Watches whether answers are what the description says. This is the door of the entry `rapyd-customers/contract`. */
import type { Middleware } from "openapi-fetch";
import { responseChecks } from "../generated/response-checks.js";
import type { Check } from "../generated/validators.js";
import { type Difference, type DriftKind, findDifferences } from "./drift.js";
import { describedOperations, type Operation } from "./operation.js";

export type { DriftKind } from "./drift.js";

/** One place at which an answer differs from the description. It holds no value. */
export interface Drift extends Difference {
  /** operationId of the description. */
  readonly operationId: string;
  /** HTTP status of the answer. */
  readonly status: number;
  readonly kind: DriftKind;
}

/** Options of {@link contractMonitor}. */
export interface ContractMonitorOptions {
  /** Is told of each difference. What it throws is ignored. */
  onDrift: (drift: Drift) => void;
}

/**
 * Middleware for `createClient({ middleware: [contractMonitor({ onDrift })] })`, or for any openapi-fetch client of this description. It
 * reads a copy of each answer and never changes or fails a call.
 */
export function contractMonitor({ onDrift }: ContractMonitorOptions): Middleware {
  if (typeof onDrift !== "function") throw new TypeError("contractMonitor needs onDrift, a function.");
  return {
    onResponse: async ({ request, response, schemaPath }) => {
      const operation = describedOperations.find(
        ({ method, path }) => method === request.method && path === schemaPath,
      );
      const check = operation && checkOf(operation, response.status);
      if (operation === undefined || check === undefined) return;
      const body = await readJson(response);
      if (body === undefined) return;
      const { status } = response;
      const { operationId } = operation;
      const differences = differencesOf(check, body);
      for (const difference of differences.slice(0, mostTold))
        tell(onDrift, { operationId, status, ...difference });
      if (differences.length > mostTold)
        tell(onDrift, { operationId, status, kind: "more differences", path: "" });
    },
  };
}

/** Differences of one answer that are told at most; then one more says that there were others. */
const mostTold = 100;

function checkOf({ operationId }: Operation, status: number): Check | undefined {
  const checks = responseChecks[operationId] ?? {};
  return checks[String(status)] ?? checks[`${Math.floor(status / 100)}XX`] ?? checks["default"];
}

/** An answer can be too deep to go through, which must not fail the call; the place is then the whole. */
function differencesOf(check: Check, body: unknown): Difference[] {
  try {
    return findDifferences(check, body);
  } catch {
    return [{ kind: "out of bounds", path: "" }];
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.clone().text()) as unknown;
  } catch {
    // An answer that is not JSON is an error of the call, which the client reports.
    return undefined;
  }
}

function tell(onDrift: (drift: Drift) => void, drift: Drift): void {
  try {
    const result: unknown = onDrift(drift);
    Promise.resolve(result).catch(() => undefined);
  } catch {
    // Ignored, as the option's description says.
  }
}
