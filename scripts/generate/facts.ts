import type { OpenApiDocument, SecurityScheme } from "./document.js";
import { camelCase } from "./names.js";

/** The part of `client.ts` that states the API's facts: servers, headers, limits. */
export function emitFacts(document: OpenApiDocument): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  const servers = (document.servers ?? []).flatMap(({ url, "x-environment": name }) =>
    name ? [[name, url]] : [],
  );
  const headers = schemes.flatMap(([key, { name }]) => (name ? [[camelCase(key), name]] : []));
  return `
/** Title and version of the description. */
export const info = ${JSON.stringify({ title: document.info.title, version: document.info.version })} as const;

/** Servers by environment. */
export const servers = ${JSON.stringify(Object.fromEntries(servers))} as const;

/** Name of one of the {@link servers}. */
export type Environment = keyof typeof servers;

/** Headers that authenticate a request, by their security scheme. */
export const securityHeaders = ${JSON.stringify(Object.fromEntries(headers))} as const;

/** Media type of every request and of every answer that is described. */
export const mediaType = "application/json";

/** Limits of the values in the {@link securityHeaders}: lengths in characters, ages in seconds. */
export const securityLimits = ${JSON.stringify(Object.fromEntries(schemes.flatMap(limits)))} as const;
`;
}

function limits([key, scheme]: [string, SecurityScheme]): [string, Record<string, number>][] {
  const found = Object.entries(scheme).flatMap(([keyword, value]) =>
    /^x-(minimum|maximum)-/.test(keyword) && typeof value === "number"
      ? [[camelCase(keyword.slice("x-".length)), value] as const]
      : [],
  );
  return found.length === 0 ? [] : [[camelCase(key), Object.fromEntries(found)]];
}
