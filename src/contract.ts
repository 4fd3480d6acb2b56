/** Reports where responses differ from the description. This is the entry point `rapyd-customers/contract`. */
import type { Middleware } from "openapi-fetch";
import { responseChecks } from "../generated/response-checks.js";
import type { Check } from "../generated/check.js";
import { checkOptionNames } from "./check-options.js";
import { type Difference, findDifferences } from "./check/differences.js";
import { describedOperations, type Operation } from "./operation.js";

export type { Difference, DriftKind } from "./check/differences.js";
// Where openapi-fetch cannot be imported, as with pnpm, its type can be named by this export.
export type { Middleware } from "openapi-fetch";

/** One difference between a response and the description, without values. */
export interface Drift extends Difference {
  /** operationId of the description. */
  readonly operationId: string;
  /** HTTP status of the response. */
  readonly status: number;
}

/** Options of {@link contractMonitor}. */
export interface ContractMonitorOptions {
  /** Called for each of a response's first 100 differences, and once more for the rest. Errors thrown by the callback are ignored. */
  onDrift: (drift: Drift) => void;
}

/**
 * Middleware for `createClient({ middleware: [contractMonitor({ onDrift })] })`, or for any openapi-fetch client of this description. It
 * reads a copy of each response, and never changes or fails a call. With an openapi-fetch client of your own, a streamed response arrives
 * only when it is complete.
 */
export function contractMonitor(options: ContractMonitorOptions): Middleware {
  checkOptionNames("contractMonitor", options, { onDrift: true } satisfies Record<
    keyof ContractMonitorOptions,
    true
  >);
  const { onDrift } = options;
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
      for (const difference of findDifferences(check, body, maxReported))
        notify(onDrift, { operationId, status, ...difference });
    },
  };
}

/** Maximum number of differences reported per response. If there are more, one extra entry represents the rest. */
const maxReported = 100;

function checkOf({ operationId }: Operation, status: number): Check | undefined {
  const checks = responseChecks[operationId] ?? {};
  return checks[String(status)] ?? checks[`${Math.floor(status / 100)}XX`] ?? checks["default"];
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.clone().text()) as unknown;
  } catch {
    // A response that is not JSON is an error of the call, which the client reports.
    return undefined;
  }
}

function notify(onDrift: (drift: Drift) => void, drift: Drift): void {
  try {
    const result: unknown = onDrift(drift);
    Promise.resolve(result).catch(() => undefined);
  } catch {
    // Ignored, as the option's docstring says.
  }
}
