/** How a body is written, on which its signature depends. */

/** The body without the blanks around its parts, and otherwise as it is; unchanged when it is not JSON. */
export function compactBody(body: string): string {
  return canonicalBody(body) === undefined ? body : body.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}

/** What is risky in how a body is written, and what to do; undefined when nothing is. */
export function bodyWarning(body: string): string | undefined {
  const compact = compactBody(body);
  if (compact !== body)
    return "Blanks around the parts of a body are a known cause of a refused signature: send it as below, without them.";
  const canonical = canonicalBody(body);
  if (canonical === undefined) return body === "" ? undefined : "The body is not JSON.";
  if (canonical !== body)
    return "The body has numbers, escapes or repeated names that JSON.stringify would write in another way, a known cause of a refused signature.";
  return undefined;
}

/** The body as Rapyd seems to hash it: parsed, and written anew. Undefined when it is not JSON. */
function canonicalBody(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
}
