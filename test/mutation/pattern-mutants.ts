/** Regular expressions that differ from one in a single point. */

/** Every neighbour of a pattern: anchors, counts, classes, branches and literal runs, each changed once. */
export function patternMutants(pattern: string): string[] {
  const mutants = [
    ...replacements(pattern, /^\^|\$$/g, () => [""]),
    ...replacements(pattern, /\{(\d+)\}/g, ([, count]) => around(Number(count)).map((one) => `{${one}}`)),
    ...replacements(pattern, /\{(\d+),(\d+)\}/g, ([, from, to]) => [
      ...around(Number(from)).map((one) => `{${one},${to}}`),
      ...around(Number(to)).map((one) => `{${from},${one}}`),
    ]),
    ...replacements(pattern, /(?<=[\])a-z0-9])[?*+]/g, () => [""]),
    ...replacements(pattern, /\[[^\]]+\]/g, ([text]) => classMutants(text)),
    ...replacements(pattern, /\|[^|()]+/g, () => [""]),
    ...replacements(pattern, /[^|()^[\]]+\|/g, () => [""]),
    ...replacements(pattern, /[a-z]{2,}(?![^[]*\])/gi, ([text]) => [`${text}x`, text.slice(1)]),
  ];
  return [...new Set(mutants)].filter((mutant) => mutant !== pattern && isPattern(mutant));
}

/** The text with one match at a time replaced. */
function replacements(text: string, what: RegExp, replace: (match: RegExpExecArray) => string[]): string[] {
  return Array.from(text.matchAll(what), (match) =>
    replace(match).map((by) => text.slice(0, match.index) + by + text.slice(match.index + match[0].length)),
  ).flat();
}

function around(count: number): number[] {
  return count > 0 ? [count - 1, count + 1] : [count + 1];
}

/** `[a-z]` with each end of each range moved by one, either way. */
function classMutants(text: string): string[] {
  return replacements(text, /([^[\]])-([^[\]])/g, ([, from = "", to = ""]) => [
    ...moved(from).map((one) => `${one}-${to}`),
    ...moved(to).map((one) => `${from}-${one}`),
  ]);
}

function moved(character: string): string[] {
  return [-1, 1].map((step) => {
    const text = String.fromCharCode(character.charCodeAt(0) + step);
    return /[\w]/.test(text) ? text : `\\u${text.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
