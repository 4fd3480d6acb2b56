/** An id: a prefix and 32 hexadecimal digits. `redacted` replaces the digits with as many others, so that ids in a body keep their form. */
const idLike = /\b([a-z]+_)[0-9a-f]{32}\b/gi;

/**
 * A body without values that identify the account. An id keeps its prefix, and only the digits are replaced; UUIDs and tokens are replaced
 * entirely. Values that a probe sent are kept, since they are made up.
 */
export function redacted(body: unknown): unknown {
  const ids = new Map<string, string>();
  const replace = (text: string): string =>
    text
      .replace(idLike, (id, prefix: string) => {
        const known = ids.get(id) ?? prefix + String(ids.size + 1).padStart(32, "0");
        ids.set(id, known);
        return known;
      })
      .replace(/token=[^&"]+/g, "token=redacted")
      .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "00000000-0000-4000-8000-000000000000");
  return JSON.parse(JSON.stringify(body), (_, value: unknown) =>
    typeof value === "string" ? replace(value) : value,
  ) as unknown;
}
