/** Finds removed names and moved arguments that callers rely on. A comparison of schemas or types does not find them. */
import type { OpenApiDocument } from "../lib/document.js";
import { type OperationModel, readOperations } from "../generate/read/operations.js";

/** Describes the base's names and argument positions that callers may use and that the revision removed or moved. */
export function removedNames(base: OpenApiDocument, revision: OpenApiDocument): string[] {
  const operations = new Map(readOperations(revision).map((operation) => [operation.operationId, operation]));
  return [
    ...missing(environmentsOf(base), environmentsOf(revision)).map((name) => `environment "${name}" is gone`),
    ...readOperations(base).flatMap((was) => {
      const now = operations.get(was.operationId);
      return now === undefined ? [] : changedCalls(was, now).map((text) => `${was.operationId}: ${text}`);
    }),
  ];
}

function environmentsOf({ servers = [] }: OpenApiDocument): string[] {
  return servers.flatMap(({ "x-environment": name }) => name ?? []);
}

function changedCalls(was: OperationModel, now: OperationModel): string[] {
  const options = missing(Object.keys(was.headerOptions), Object.keys(now.headerOptions));
  const paths = missing(namesOf(was.pathParameters), namesOf(now.pathParameters));
  const hasMoved = was.queryParameters.length === 0 && now.queryParameters.length > 0;
  return [
    ...options.map((name) => `the option ${name} no longer has an effect`),
    ...paths.map(
      (name) => `path parameter "${name}" was renamed or removed: calls through raw that pass it will break`,
    ),
    ...(hasMoved
      ? [
          "query parameters now come before the options: untyped calls that still pass the options in the query's position will break",
        ]
      : []),
  ];
}

function namesOf(parameters: readonly { name: string }[]): string[] {
  return parameters.map(({ name }) => name);
}

function missing(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((name) => !after.includes(name));
}
