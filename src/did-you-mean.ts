/** Suggests the known name that is most similar to a misspelt name. */

/** Maximum length of a name to compare. A longer name is unlikely to be a typo of a known one, and comparing it would take long. */
const maxLength = 64;

/** Returns `; did you mean ...?` with the most similar name, or `""` if none is similar. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (name.length > maxLength) return "";
  const [nearest] = names
    .map((one) => ({ one, similarity: similarity(name.toLowerCase(), one.toLowerCase()) }))
    .sort((first, second) => second.similarity - first.similarity);
  return nearest && nearest.similarity >= 0.4 ? `; did you mean ${nearest.one}?` : "";
}

/** Share of adjacent letter pairs that occur in both names, in either letter order: 0 for none, 1 for the same name. */
function similarity(one: string, other: string): number {
  const common = Array.from(one.slice(1), (letter, index) => [
    one[index] + letter,
    letter + one[index],
  ]).filter((pair) => pair.some((letters) => other.includes(letters)));
  return (2 * common.length) / (one.length + other.length - 2);
}
