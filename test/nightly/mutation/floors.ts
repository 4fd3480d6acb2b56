/**
 * Least share of covered mutants that tests notice, in percent, by folder. A floor may only rise; 0 stands for a folder whose score is not
 * measured yet, and is raised when it is measured.
 */
export const floors: Readonly<Record<string, number>> = {
  src: 0,
  "src/check": 0,
  "src/signature": 0,
  "src/exactly-once": 0,
  "src/emulator": 0,
  "src/cli": 0,
  "scripts/generate/read": 0,
  "scripts/generate/write": 0,
};
