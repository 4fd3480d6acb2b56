/**
 * openapi-fetch's own methods, through the client's pipeline: each takes a path and openapi-fetch's init, and resolves to openapi-fetch's
 * `{ data, error, response }`.
 */
import { bodyText, startCall } from "./call.js";
import type { Issue } from "./check/check.js";
import { findQueryIssues, writeBody } from "./check/request.js";
import { ValidationError } from "./errors.js";
import { type ClientContext, exchange, type FetchResult, type RequestInitOptions } from "./exchange.js";
import { describedOperations, findPathIssues } from "./operation.js";
import type { Outcome } from "./outcome.js";
import { toResponse } from "./response.js";
import { toError } from "./to-error.js";

type RawMethod = (path: string, init?: RequestInitOptions & { signal?: AbortSignal }) => Promise<FetchResult>;

/**
 * One method per verb. Each rejects with a RapydError where openapi-fetch would throw on the response or misreport it, for example
 * report an empty error response as a success.
 */
export function createRaw(context: ClientContext): Record<string, RawMethod> {
  const { settings, runtime } = context;
  const { timeoutMs, maxRetries } = settings;
  const methods = "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE".split(" ").map((method) => {
    const send: RawMethod = async (target, { signal, ...init } = {}) => {
      // A query may hold data.
      const path = target.replace(/[?#].*/s, "");
      const operation = describedOperations.find((one) => one.method === method && one.path === path);
      const { operationId = "", idempotencyHeader } = operation ?? {};
      const issues = findParameterIssues(path, init["params"]);
      const { bodySerializer } = init;
      const { text, issues: inBody } = bodySerializer
        ? { text: undefined, issues: [] }
        : writeBody(init["body"], {}, false);
      issues.push(...inBody);
      if (issues.length > 0) throw new ValidationError(operationId || path, issues);
      const sent = { ...init, bodySerializer: bodySerializer ?? (() => bodyText(text)) };
      const called = { operationId, idempotencyHeader, method, path };
      const call = startCall(context, called, undefined, { timeoutMs, maxRetries, signal });
      try {
        const { outcome, result } = await exchange(context, call, target, sent, respond);
        if (result === undefined) throw toError(call, outcome, settings, runtime.now());
        return result;
      } finally {
        call.deadline.dispose();
      }
    };
    return [method, send] as const;
  });
  return Object.fromEntries(methods);
}

/** Problems of the parameters, including path parameters that were not passed. */
function findParameterIssues(path: string, params: unknown): Issue[] {
  const { path: values, query } = Object(params) as { path?: object; query?: unknown };
  const names = Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name);
  const passed = names.map((name) => [name, Reflect.get(Object(values), name) as unknown]);
  return [...findPathIssues(Object.fromEntries(passed)), ...findQueryIssues(query)];
}

/**
 * The response for openapi-fetch; undefined if there is none, or if openapi-fetch would misread it. openapi-fetch throws on a 2xx that is
 * not JSON, and reports an empty error response as a success.
 */
function respond({ response, success }: Outcome): Response | undefined {
  if (response === undefined) return undefined;
  const { problem, status, text, isCutOff } = response;
  const isPlain = problem === undefined || (status >= 300 && !isCutOff && text.trim() !== "");
  return success || isPlain ? toResponse(response) : undefined;
}
