/** Main entry point: the client for Rapyd's customer API. */
export { createClient, type RapydClient, type RawClient } from "./client.js";
export type { ClientOptions, RequestOptions } from "./options.js";
export type { AttemptEvent } from "./operation.js";
// Where openapi-fetch cannot be imported, as with pnpm, its type can be named by this export.
export type { Middleware } from "openapi-fetch";
export { checkRequest } from "./check/request.js";
export type { Issue } from "./check/check.js";
export {
  AbortError,
  ApiError,
  AuthenticationError,
  ConnectionError,
  RapydError,
  RateLimitError,
  TimeoutError,
  ValidationError,
  WebhookError,
  type WebhookErrorReason,
} from "./errors.js";
export { type Environment, type PagePromise, servers } from "../generated/client.js";
export type * from "../generated/schema.js";
// Replaces the schema of that name, which does not discriminate the events.
export type { WebhookEvent } from "./webhooks.js";
