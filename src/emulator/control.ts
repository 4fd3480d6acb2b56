/** Control requests, under `/_emulator/`. They let a test in any language do over HTTP what a Node test does with an {@link Emulator}. */
import type { Customer } from "../../generated/schema.js";
import type { KnownWebhookEvent } from "../../generated/webhooks.js";
import { messageOf } from "../errors.js";
import type { Fault, RequestHead } from "./faults.js";
import type { Emulator } from "./types.js";

/** First part of every control path. */
export const controlPrefix = "/_emulator/";

/** The parts of the emulator that control requests use. */
export interface Controlled extends Pick<
  Emulator,
  "requests" | "deliveries" | "customers" | "inject" | "reset" | "send" | "webhookUrl"
> {
  seed: (customers: readonly Customer[]) => void;
  clearFaults: () => void;
}

/** Response to a control request. `body` is undefined if the response has none. */
export interface ControlReply {
  status: number;
  body?: unknown;
}

type Control = (emulator: Controlled, body: unknown) => unknown;

const controls: Readonly<Record<string, Control>> = {
  "POST faults": ({ inject }, body) => void inject(readFault(body)),
  "DELETE faults": ({ clearFaults }) => clearFaults(),
  "GET requests": ({ requests }) => latest(requests),
  "GET deliveries": ({ deliveries }) => latest(deliveries),
  "GET customers": ({ customers }) => latest(customers),
  "POST customers": ({ seed }, body) => seed(readCustomers(body)),
  // send checks it.
  "POST events": ({ send }, body) => void send(body as KnownWebhookEvent),
  "POST reset": ({ reset }) => reset(),
  "PUT settings": (emulator, body) => {
    const { webhookUrl, ...others } = asObject(body);
    const [unknown] = Object.keys(others);
    if (unknown !== undefined)
      throw new TypeError(`Unknown setting ${unknown.slice(0, 100)}; use webhookUrl.`);
    if (webhookUrl !== null && typeof webhookUrl !== "string")
      throw new TypeError("webhookUrl must be a URL, or null for none.");
    emulator.webhookUrl = webhookUrl ?? undefined;
  },
};

/** Maximum entries of a list in a response, and maximum characters of their JSON. */
const [maxShown, maxShownCharacters] = [10_000, 4 * 1024 * 1024];

/** The latest entries of a list, oldest first: as many as fit into a response. */
function latest(list: readonly unknown[]): unknown[] {
  let charactersLeft = maxShownCharacters;
  const shown: unknown[] = [];
  for (let index = list.length - 1; index >= 0 && shown.length < maxShown; index--) {
    charactersLeft -= JSON.stringify(list[index]).length;
    if (charactersLeft < 0) break;
    shown.push(list[index]);
  }
  return shown.reverse();
}

/** Carries out a control request. Never throws: an unknown request gets a 404 and an invalid one a 400, each with the reason. */
export function handleControl(
  method: string,
  path: string,
  body: Buffer,
  emulator: Controlled,
): ControlReply {
  const control = controls[`${method} ${path.slice(controlPrefix.length)}`];
  if (control === undefined)
    return reject(
      404,
      `Unknown control request ${method} ${path.slice(0, 100)}; use ${Object.keys(controls).join(", ")}.`,
    );
  try {
    const result = control(emulator, readJson(body));
    return result === undefined ? { status: 204 } : { status: 200, body: result };
  } catch (error) {
    return reject(400, messageOf(error));
  }
}

function reject(status: number, error: string): ControlReply {
  return { status, body: { error } };
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown;
  } catch {
    throw new TypeError("The body must be JSON in UTF-8.");
  }
}

function asObject(body: unknown): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new TypeError("The body must be a JSON object.");
  return body as Record<string, unknown>;
}

/** Reads a fault for `inject` from a control request's body. Instead of `match`, the body has `method` and `path`; `path` has no query. */
function readFault(body: unknown): Fault {
  const { method, path, times, ...fault } = asObject(body);
  if ("match" in fault)
    throw new TypeError('"match" works only in emulator.inject(), not over HTTP: use "method" and "path".');
  for (const [name, value] of Object.entries({ method, path }))
    if (value !== undefined && typeof value !== "string") throw new TypeError(`${name} must be a string.`);
  const match = (head: RequestHead): boolean =>
    (method === undefined || head.method === String(method).toUpperCase()) &&
    (path === undefined || head.path.split("?")[0] === path);
  // JSON has no infinity; null means all further requests. inject checks the rest.
  return { ...fault, match, times: times === null ? Infinity : times } as Fault;
}

/** One customer or several. They are checked before they are stored, as with the option `customers`. */
function readCustomers(body: unknown): Customer[] {
  return (Array.isArray(body) ? body : [asObject(body)]) as Customer[];
}
