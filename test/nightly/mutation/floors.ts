/** Folders that `npm run mutation` takes without a name. */
export const folders: readonly string[] = [
  "src",
  "src/check",
  "src/signature",
  "src/exactly-once",
  "src/emulator",
  "src/cli",
  "scripts/generate/read",
  "scripts/generate/write",
];

/**
 * Minimum share of covered mutants that tests notice, in percent, by file: the measured score, rounded down. A floor may only rise; a file
 * without one is not measured yet.
 */
export const floors: Readonly<Record<string, number>> = {
  "src/check/check.ts": 96,
  "src/check/request.ts": 85,
  "src/check/unknown-properties.ts": 86,
  "src/check/validate.ts": 92,
  "src/failure.ts": 96,
  "src/outcome.ts": 96,
  "src/pages.ts": 89,
  "src/response.ts": 95,
  "src/retry.ts": 92,
  "src/sign.ts": 94,
  "src/to-error.ts": 83,
};
