/** openapi-fetch over the signed transport: the only file that uses it at run time. */
import createOpenapiClient, {
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  type Middleware,
} from "openapi-fetch";
import type { Input, Operation, RawClient } from "../generated/client.js";
import type { paths } from "../generated/schema.js";
import { answerError } from "./call-errors.js";
import { type Kit, startCall } from "./call-state.js";
import { readOutcome } from "./envelope.js";
import { ValidationError } from "./errors.js";
import { isPresentable, toResponse } from "./response.js";
import { findOperation, findPathIssues, pathBelow } from "./route.js";
import { readRequest } from "./transport.js";

/** The client, and whether middleware is registered with it at the moment. */
export interface Raw {
  raw: RawClient;
  hasMiddleware: () => boolean;
}

/** openapi-fetch over the signed transport. */
export function createRaw(kit: Kit): Raw {
  const { settings } = kit;
  const client = createOpenapiClient<paths>({
    baseUrl: settings.baseUrl,
    headers: settings.headers,
    bodySerializer: (body) => bodyText(JSON.stringify(body)),
    pathSerializer: serializePath,
    fetch: (request) => sendRaw(request, kit),
  });
  const registered: Middleware[] = [];
  const counted = {
    ...client,
    use: (...middleware: Middleware[]) => {
      client.use(...middleware);
      registered.push(...middleware);
    },
    eject: (...middleware: Middleware[]) => {
      client.eject(...middleware);
      for (const one of middleware)
        if (registered.includes(one)) registered.splice(registered.indexOf(one), 1);
    },
  };
  counted.use(...settings.middleware);
  // The same functions under the description's own types; RawClient says why.
  return { raw: counted as unknown as RawClient, hasMiddleware: () => registered.length > 0 };
}

/** Text to sign and send. Rapyd counts an empty object as no body. */
export function bodyText(text: string | undefined): string | undefined {
  return text === "{}" ? undefined : text;
}

/** Address that openapi-fetch gives a call: the path below the base URL with its values and its query filled in. */
export function addressOf(baseUrl: string, operation: Operation, { path, query }: Input): string {
  return createFinalURL(operation.path, {
    baseUrl,
    params: { path: { ...path }, query: { ...query } },
    querySerializer: createQuerySerializer(),
    pathSerializer: defaultPathSerializer,
  });
}

function serializePath(template: string, values: Record<string, unknown>): string {
  const issues = findPathIssues(values);
  if (issues.length > 0) throw new ValidationError(template, issues);
  return defaultPathSerializer(template, values);
}

async function sendRaw(request: Request, kit: Kit): Promise<Response> {
  const { settings, runtime, transport } = kit;
  const path = pathBelow(settings.baseUrl, request.url).replace(/\?.*/s, "");
  const operation = findOperation(request.method, path)?.operation;
  const { timeoutMs, maxRetries } = settings;
  const { method, signal: callerSignal } = request;
  const facts = {
    operation,
    form: undefined,
    input: undefined,
    callerSignal,
    timeoutMs,
    maxRetries,
    method,
    path: operation?.path ?? path,
    warnings: [],
  };
  const call = startCall(facts, kit);
  try {
    const answer = await transport(readRequest(request), call);
    const outcome = readOutcome(answer, undefined);
    const isSilent = answer.text.trim() === "";
    // openapi-fetch would break on a 2xx that is not JSON, and make an empty error look like a success.
    const isMisleading = answer.problem !== undefined && (answer.status < 300 || isSilent);
    if (!outcome.success && (isMisleading || !isPresentable(answer))) {
      throw answerError(call, answer, outcome, settings.credentials, runtime.now());
    }
    return toResponse(answer);
  } finally {
    call.deadline.dispose();
  }
}
