/** Formats that are checked, each with the pattern that a value must match, and the name of such a value in messages. */
export const formats: Record<string, { expression: RegExp; called: string } | undefined> = {
  email: { expression: /^[^\s@]+@[^\s@]+$/u, called: "an email address" },
  uri: { expression: /^[a-z][a-z0-9+.-]*:\S+$/iu, called: "a URL" },
  "uri-reference": { expression: /^\S*$/u, called: "a URL or path" },
  uuid: { expression: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu, called: "a UUID" },
  date: { expression: /^\d{4}-\d{2}-\d{2}$/u, called: "a date in the form YYYY-MM-DD" },
  "date-time": {
    expression: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/iu,
    called: "a time in the form YYYY-MM-DDThh:mm:ssZ",
  },
};

/** Formats that are accepted but have no pattern. Only `int64` has an effect: in requests, it limits a number to the safe integers. */
export const uncheckedFormats: ReadonlySet<string> = new Set([
  "int32",
  "int64",
  "float",
  "double",
  "password",
]);
