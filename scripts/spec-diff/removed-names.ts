/** Names and argument positions that callers rely on, and that a comparison of schemas or types does not cover. */
import type { OpenApiDocument } from "../lib/document.js";
import { type OperationModel, readOperations } from "../generate/read/operations.js";

/** Names and argument positions that code written against the base uses and the revision no longer has, in words. */
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
    ...paths.map((name) => `path parameter "${name}" is gone, but calls through raw use its name`),
    ...(hasMoved
      ? [
          "the query now precedes the options, so untyped calls that pass options in the query's position break",
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
