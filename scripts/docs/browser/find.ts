/** Finds the places on the page that match a search, best first. Pure, so that tests can call it. */

/** Kinds of places; a search shows equally good matches in this order. */
export const placeKinds = ["operation", "event", "object", "code", "chapter", "field", "text"] as const;

/** A place on the page that a search can find. */
export interface Place {
  id: string;
  kind: (typeof placeKinds)[number];
  label: string;
  /** Text of the place. */
  text: string;
}

/** Maximum number of places that are shown. */
const maxShown = 20;

/** Words that readers search for, and the page's own words for them. */
const synonyms: Readonly<Record<string, string>> = {
  nullable: "null",
  pagination: "cursor",
  paging: "cursor",
  sort: "order",
  duplicate: "idempotency",
  duplicates: "idempotency",
  retry: "idempotency",
  throttling: "429",
  auth: "signature",
  authentication: "signature",
  host: "servers",
  twice: "second",
  key: "keys",
  mock: "emulator",
};

/** Words of a question that say nothing about its subject. */
const fillers = new Set(
  "a about an after by do does for from happens how i if in is my of on the to what when where which with".split(
    " ",
  ),
);

/**
 * The best places, at most `maxShown`, and the number of all places found. A place is found if it has every word, either as typed or with
 * the words in `synonyms` replaced by the page's own words. Typos are corrected too if no place has every word as typed. Filler words do
 * not count, unless the search has no others.
 */
export function findPlaces(
  places: readonly Place[],
  search: string,
): { shown: readonly Place[]; count: number } {
  const all = wordsOf(search);
  const subject = all.filter((word) => !fillers.has(word));
  const words = subject.length > 0 ? subject : all;
  if (words.length === 0) return { shown: [], count: 0 };
  const isFound = places.some((place) => Number.isFinite(rankOf(place, words)));
  const known = new Set(places.flatMap(({ label }) => wordsOf(label)));
  const meant = words.map((word) => synonyms[word] ?? (isFound ? word : nearestWord(word, known)) ?? word);
  const ranked = rankedPlaces(places, [words, meant]);
  return { shown: ranked.slice(0, maxShown), count: ranked.length };
}

/** The places that any of the searches finds, each once, sorted by best rank. */
function rankedPlaces(places: readonly Place[], searches: readonly (readonly string[])[]): Place[] {
  const seen = new Set<string>();
  return places
    .map((place) => ({ place, rank: Math.min(...searches.map((words) => rankOf(place, words))) }))
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((one, other) => one.rank - other.rank)
    .flatMap(({ place }) => {
      if (seen.has(place.id)) return [];
      seen.add(place.id);
      return [place];
    });
}

/**
 * Rank of a place; the smallest is the best. Infinity if one of the searched `words` is in neither the name nor the text. There are three
 * groups: places whose name is exactly the search, places whose name has every searched word, and all others. Within a group, places are
 * ranked by kind; in the last group, also by the share of the searched words that are in the name. Exception: an operation in the last
 * group ranks just below the operations in the second group, if its name has at least one searched word or if only one word is searched.
 */
function rankOf({ id, kind, label, text }: Place, words: readonly string[]): number {
  const names = wordsOf(`${label} ${id}`);
  const kindRank = placeKinds.indexOf(kind);
  const asked = words.join(" ");
  if (wordsOf(label).join(" ") === asked || wordsOf(id).join(" ") === asked) return kindRank;
  const begins = (word: string): boolean =>
    names.some((name) => name.startsWith(word) || isPlural(word, name));
  const inName = words.filter(begins).length;
  if (inName === words.length) return 10 + kindRank;
  const all = `${names.join(" ")} ${normalized(text)}`;
  if (!words.every((word) => begins(word) || all.includes(word))) return Infinity;
  // Most searches are for an operation, but what its text has in common with others says little.
  if (kind === "operation" && (inName > 0 || words.length === 1)) return 10.5;
  return 20 + 10 * (1 - inName / words.length) + kindRank;
}

function isPlural(word: string, name: string): boolean {
  return word === `${name}s`;
}

/**
 * Words of a text, in lower case. A capital after a lower-case letter begins a new word, so createCustomer is two words; any character
 * other than a letter or a digit separates words.
 */
function wordsOf(text: string): string[] {
  return normalized(text.replace(/([a-z])([A-Z])/g, "$1 $2"))
    .split(" ")
    .filter(Boolean);
}

function normalized(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
}

/** The first known word that is one edit away from `word`; undefined if there is none, or if `word` is too short. */
function nearestWord(word: string, known: ReadonlySet<string>): string | undefined {
  if (word.length < 4) return undefined;
  return [...known].find((other) => isOneEditAway(word, other));
}

function isOneEditAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const rests = [
    [one.slice(start + 1), other.slice(start + 1)],
    [one.slice(start + 1), other.slice(start)],
    [one.slice(start), other.slice(start + 1)],
    // Two letters that have changed places.
    [
      one[start + 1] === other[start] && one[start] === other[start + 1] ? one.slice(start + 2) : "\0",
      other.slice(start + 2),
    ],
  ];
  return rests.some(([rest, otherRest]) => rest === otherRest);
}
