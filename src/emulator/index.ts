/** A local Rapyd for tests and trials: real HTTP, real signatures, Rapyd's own error codes. */
export { startEmulator } from "./server.js";
export type { Emulator, EmulatorOptions, RecordedRequest } from "./types.js";
export type { Delivery } from "./webhooks.js";
export type { Fault, FaultMode, RequestHead, SimpleFaultMode } from "./faults.js";
export type { RateLimit } from "./rate-limit.js";
