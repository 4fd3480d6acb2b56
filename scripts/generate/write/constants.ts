import {
  type OpenApiDocument,
  operationsOf,
  type SecurityScheme,
  UnsupportedDescription,
} from "../../lib/document.js";
import { camelCase } from "../read/names.js";

/** The part of `client.ts` that states the API's facts: servers, headers, limits. */
export function emitFacts(document: OpenApiDocument): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  checkSecurity(
    document,
    schemes.map(([name]) => name),
  );
  const servers = readServers(document);
  const headers = schemes.map((scheme) => readHeader(...scheme));
  return `
/** Version of the description, and of the package. */
export const version = ${JSON.stringify(document.info.version)};

/** Servers by environment. */
export const servers = ${JSON.stringify(Object.fromEntries(servers))} as const;

/** Name of one of the {@link servers}. */
export type Environment = keyof typeof servers;

/** Headers that authenticate a request, by their security scheme; names in lower case. */
export const securityHeaders = ${JSON.stringify(Object.fromEntries(headers))} as const;

/** Media type of every request and of every response that is described. */
export const mediaType = "application/json";

/** Limits of the values in the {@link securityHeaders}: lengths in characters, times in seconds. */
export const securityLimits = ${JSON.stringify(Object.fromEntries(schemes.flatMap(limits)))} as const;

/** Prefixes of the keys that Rapyd issues today, by the security scheme that uses them. Older keys have no prefix. */
export const keyPrefixes = ${JSON.stringify(Object.fromEntries(schemes.flatMap(keyPrefix)))} as const;
`;
}

/** Servers by environment. Their URLs are checked strictly, since the client sends the access key and customer data to them. */
function readServers({ servers = [] }: OpenApiDocument): [string, string][] {
  const named = servers.flatMap((server) => {
    const { url, "x-environment": name } = server;
    return name ? [{ name, url, server }] : [];
  });
  for (const { name, url, server } of named) {
    if (named.some((other) => other.name === name && other.server !== server)) {
      throw new UnsupportedDescription(
        `Two servers have the x-environment "${name}"; each needs its own.`,
        server,
      );
    }
    if (!/^(https:\/\/[^/?#{}@]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)(\/[^?#{}]*)?$/.test(url)) {
      throw new UnsupportedDescription(
        `Server ${url} must begin with https:// (http:// only for this machine) and have no user, password, variables, query or fragment, since the client sends the access key and customer data there.`,
        server,
        "url",
      );
    }
  }
  return named.map(({ name, url }) => [name, url]);
}

/** Security schemes, in camelCase, whose headers the client can fill. */
const fillable = ["accessKey", "salt", "timestamp", "signature"];

function readHeader(key: string, scheme: SecurityScheme): [string, string] {
  const name = camelCase(key);
  if (!fillable.includes(name) || scheme.type !== "apiKey" || scheme.in !== "header" || !scheme.name) {
    throw new UnsupportedDescription(
      `Security scheme ${key} must be AccessKey, Salt, Timestamp or Signature, with type apiKey and in a header: the client does not support others.`,
      scheme,
    );
  }
  return [name, scheme.name.toLowerCase()];
}

/** Throws unless every operation requires all security schemes together, since the client signs every call. */
function checkSecurity(document: OpenApiDocument, schemes: string[]): void {
  for (const operation of operationsOf(document)) {
    const { operationId, security = document.security } = operation;
    const [requirement = {}, ...others] = security ?? [];
    const missing = schemes.filter((scheme) => requirement[scheme] === undefined);
    if (missing.length === 0 && others.length === 0) continue;
    throw new UnsupportedDescription(
      `${operationId ?? "An operation"}: its security must be one requirement with ${schemes.join(", ")}, since the client signs every call.`,
      operation,
    );
  }
}

function limits([key, scheme]: [string, SecurityScheme]): [string, Record<string, number>][] {
  const found = Object.entries(scheme).flatMap(([keyword, value]) =>
    /^x-maximum-/.test(keyword) && typeof value === "number"
      ? [[camelCase(keyword.slice("x-".length)), value] as const]
      : [],
  );
  return found.length === 0 ? [] : [[camelCase(key), Object.fromEntries(found)]];
}

function keyPrefix([key, scheme]: [string, SecurityScheme]): [string, string][] {
  const prefix = scheme["x-key-prefix"];
  return prefix === undefined ? [] : [[camelCase(key), prefix]];
}
