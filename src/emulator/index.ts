/** A local Rapyd for tests and trials: real HTTP, real signatures, the vendor's own error codes. */
export { type Emulator, type EmulatorOptions, type RecordedRequest, startEmulator } from "./server.js";
export type { Delivery } from "./webhooks.js";
export type { Fault, FaultMode, RequestHead, SimpleFaultMode } from "./faults.js";
