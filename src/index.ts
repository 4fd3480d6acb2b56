/** Client for Rapyd's customers. This is the only door of the main entry. */
export { createClient, type RapydClient } from "./client.js";
export type { ClientOptions, RequestOptions } from "./options.js";
export type { AttemptEvent } from "./observe.js";
export type { Issue } from "./check.js";
export type { Warning } from "./typo.js";
export {
  ApiError,
  AuthenticationError,
  ConnectionError,
  RapydError,
  RateLimitError,
  TimeoutError,
  ValidationError,
  WebhookError,
  type WebhookProblem,
} from "./errors.js";
export { type Environment, type RawClient, servers } from "../generated/client.js";
export type * from "../generated/schema.js";
// In place of the schema of that name, which does not tell the events apart.
export type { WebhookEvent } from "./webhooks.js";
