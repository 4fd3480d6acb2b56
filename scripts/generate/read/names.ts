/** Words that cannot be argument names of a generated method: JavaScript's own, and those that the method uses. */
const takenWords = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield " +
    "body call init operations options query raw"
  ).split(" "),
);

/** `customer_id` as `customerId`. */
export function camelCase(name: string): string {
  const joined = name.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) =>
    (letter ?? "").toUpperCase(),
  );
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** `listCustomers` as `ListCustomers`. */
export function pascalCase(name: string): string {
  const joined = camelCase(name);
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** Whether a generated method can have an argument of this name. */
export function isArgumentName(name: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(name) && !takenWords.has(name);
}
