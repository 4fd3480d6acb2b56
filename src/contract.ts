/** Reports where responses differ from the description. This is the entry point `rapyd-customers/contract`. */
import type { Middleware } from "openapi-fetch";
import { responseChecks } from "../generated/response-checks.js";
import type { Check } from "../generated/check.js";
import { checkOptionNames } from "./check-options.js";
import { pointerTo } from "./check/check.js";
import { findUnknown } from "./check/unknown-properties.js";
import { findIssues } from "./check/validate.js";
import { describedOperations, type Operation } from "./operation.js";

/** How a response differs. */
export type DriftKind =
  "unknown property" | "unknown value" | "missing" | "wrong type" | "out of bounds" | "more differences";

/** One place at which a value differs from its check. */
export interface Difference {
  readonly kind: DriftKind;
  /** JSON pointer to the place, such as `/data/payment_methods/data/0/category`. */
  readonly path: string;
}

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
 * reads a copy of each response and never changes or fails a call.
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

/** Differences between a value and its check: at most `max`, plus one entry that represents the rest if there are more. */
export function findDifferences(check: Check, value: unknown, max: number = Infinity): Difference[] {
  const differences: Difference[] = findIssues(check, value).map(({ path, rule }) => ({
    kind: driftKind(rule),
    path,
  }));
  if (differences.length <= max)
    findUnknown(check, value, { isOpen: () => false, isUnknownValue }, (path, names) => {
      differences.push({ kind: names ? "unknown property" : "unknown value", path: pointerTo(path) });
      return differences.length <= max;
    });
  if (differences.length <= max) return differences;
  return [...differences.slice(0, max), { kind: "more differences", path: "" }];
}

function driftKind(rule: string): DriftKind {
  if (rule === "required") return "missing";
  return rule === "type" ? "wrong type" : "out of bounds";
}

/** Whether a string is not among the known values of an enum that also accepts others. */
function isUnknownValue(schemas: readonly Check[], value: string): boolean {
  const own = schemas.filter(({ type, enum: values }) => type !== undefined || values !== undefined);
  const isOpen = own.some((schema) => schema.enum === undefined);
  const enums = own.flatMap((schema) => schema.enum ?? []);
  return isOpen && enums.length > 0 && !enums.some((values) => values.has(value));
}

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
