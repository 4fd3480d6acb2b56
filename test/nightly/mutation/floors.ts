/** Least share of covered mutants that tests notice, in percent, by folder. A floor may only rise. */
export const floors: Readonly<Record<string, { floor: number; except?: readonly string[] }>> = {
  // The hash of browsers is the same function as the one of Node, which every test uses.
  src: { floor: 80, except: ["hmac.web.ts"] },
  "src/check": { floor: 90 },
  "src/signature": { floor: 80 },
  "src/exactly-once": { floor: 80 },
  "src/emulator": { floor: 80 },
  "src/cli": { floor: 80 },
  "scripts/generate": { floor: 50 },
};
