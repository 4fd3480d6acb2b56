/** What the probes look at: the runtime, compiled once, over generated files that the judge swaps. */
export * from "../../generated/client.js";
export * from "../../generated/error-codes.js";
export * from "../../generated/response-checks.js";
export * from "../../generated/validators.js";
export { webhookExamples, webhookTypes } from "../../generated/webhooks.js";
export { findIssues } from "../../src/check.js";
export { createClientWith } from "../../src/client.js";
export { contractMonitor } from "../../src/contract.js";
export { createAuthenticate } from "../../src/emulator/authenticate.js";
export { handle } from "../../src/emulator/handle.js";
export { ApiError, ValidationError } from "../../src/errors.js";
export { signWebhook, verifyWebhook } from "../../src/webhooks.js";
