/** Compacts a body, and warns of risky ways to write it: the signature depends on the exact text. */

/** The body without the whitespace between its JSON tokens; unchanged if it is not JSON. */
export function compactBody(body: string): string {
  if (canonicalBody(body) === undefined) return body;
  const parts: string[] = [];
  let from = 0;
  // A loop: a regular expression over a string of megabytes overflows the stack.
  for (let at = 0; at < body.length; at++) {
    const character = body.charAt(at);
    if (character === '"') {
      at = endOfString(body, at);
    } else if (character <= " ") {
      parts.push(body.slice(from, at));
      from = at + 1;
    }
  }
  return parts.join("") + body.slice(from);
}

/** Index of the quotation mark that ends the string. */
function endOfString(body: string, start: number): number {
  let end = body.indexOf('"', start + 1);
  while (end > 0 && isEscaped(body, end)) end = body.indexOf('"', end + 1);
  return end < 0 ? body.length : end;
}

/** Whether an odd number of backslashes precedes a character. */
function isEscaped(body: string, index: number): boolean {
  let first = index;
  while (body.charAt(first - 1) === "\\") first--;
  return (index - first) % 2 === 1;
}

/** Warning about a body that is written in a risky way; undefined if there is no risk. */
export function bodyWarning(body: string): string | undefined {
  const canonical = canonicalBody(body);
  if (canonical === body || body === "") return undefined;
  if (canonical === undefined) return "The body is not JSON.";
  if (compactBody(body) !== body)
    return "Whitespace between JSON tokens is a known cause of rejected signatures: sign and send compact JSON.";
  return "The body has numbers, escapes or repeated property names that JSON.stringify would write differently. This difference is a known cause of rejected signatures.";
}

/** The body as Rapyd seems to hash it: parsed and re-serialised. Undefined when it is not JSON. */
function canonicalBody(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
}
