// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

import type { Client, MaybeOptionalInit, ParseAsResponse } from "openapi-fetch";
import type { CreateCustomerRequest, Customer, paths } from "./schema.js";

/** Servers by environment. */
export const servers = {
  sandbox: "https://sandboxapi.rapyd.net",
  production: "https://api.rapyd.net",
} as const;

/** Name of one of the {@link servers}. */
export type Environment = keyof typeof servers;

/** Headers that authenticate a request, by their security scheme; names in lower case. */
export const securityHeaders = {
  accessKey: "access_key",
  salt: "salt",
  signature: "signature",
  timestamp: "timestamp",
} as const;

/** Media type of every request and of every answer that is described. */
export const mediaType = "application/json";

/** Limits of the values in the {@link securityHeaders}: lengths in characters, ages in seconds. */
export const securityLimits = {
  salt: { minimumLength: 8, maximumLength: 16 },
  timestamp: { maximumAgeSeconds: 60 },
} as const;

/** Every operation of the description, by operationId. */
export const operations = {
  createCustomer: {
    operationId: "createCustomer",
    method: "POST",
    path: "/v1/customers",
    answer: "envelope",
    idempotencyHeader: "idempotency",
  },
} as const satisfies { readonly [operationId: string]: Operation };

/** What an operation is, for those who carry it out. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Template, with its parameters in braces. */
  readonly path: string;
  /** Form of a success: an envelope with data, one with its outcome alone, any JSON, or no body. */
  readonly answer: "envelope" | "outcome" | "json" | "empty";
  /** Header that the call's option `idempotencyKey` fills; in lower case. */
  readonly idempotencyHeader?: string;
}

/** Values of a call, as the caller gave them. */
export interface Input {
  readonly path?: { readonly [name: string]: unknown };
  readonly query?: object | undefined;
  readonly body?: unknown;
}

/** What a call adds to openapi-fetch's options. */
export interface Init {
  readonly headers: { readonly [name: string]: string };
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Carries out one operation: `send` makes openapi-fetch build the request and hand it to `init.fetch`. */
export type Call<Options> = <Described extends Operation, Body>(
  operation: Described,
  input: Input,
  options: Options | undefined,
  send: (init: Init) => Promise<Exchange<Body>>,
) => Promise<Unwrapped<Described, Body>>;

/** What openapi-fetch answers: `data` after a 2xx, else `error`. */
export type Exchange<Body, Failure = unknown> =
  { data: Body; error?: never; response: Response } | { data?: never; error: Failure; response: Response };

/**
 * The openapi-fetch client, one method per verb. Its own type passes answers through a mapped type that takes
 * `string & {}` apart; this one gives them as the description has them.
 */
export interface RawClient extends Omit<Client<paths>, "request" | Uppercase<Verb>> {
  GET: RawMethod<"get">;
  PUT: RawMethod<"put">;
  POST: RawMethod<"post">;
  DELETE: RawMethod<"delete">;
  OPTIONS: RawMethod<"options">;
  HEAD: RawMethod<"head">;
  PATCH: RawMethod<"patch">;
  TRACE: RawMethod<"trace">;
}

type Verb = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** Calls one path of the description by its template; `init` is openapi-fetch's. */
export type RawMethod<Method extends Verb> = <
  Path extends PathsWith<Method>,
  Init extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<paths[Path], Method> ? [init?: Init] : [init: Init]
) => Promise<
  Exchange<ParseAsResponse<Bodies<paths[Path][Method], true>, Init>, Bodies<paths[Path][Method], false>>
>;

type PathsWith<Method extends Verb> = {
  [Path in keyof paths]: paths[Path] extends { [verb in Method]: { responses: unknown } } ? Path : never;
}[keyof paths];

/** Bodies of an operation's 2xx answers, or of its others. */
type Bodies<Described, Success extends boolean> = Described extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: (
        `${Status & (string | number)}` extends `2${string}` ? true : false
      ) extends Success
        ? Responses[Status] extends { content: infer Content }
          ? Content[keyof Content]
          : undefined
        : never;
    }[keyof Responses]
  : never;

/** What the method gives, from the body of a success. */
export type Unwrapped<Described extends Operation, Body> = Described["answer"] extends "envelope"
  ? Body extends { data: infer Data }
    ? Data
    : void
  : Described["answer"] extends "json"
    ? Body
    : void;

/** One method per operation of the description. */
export interface Operations<Options> {
  /**
   * Create a customer.
   *
   * Adds a customer to the merchant's account and answers with the stored customer.
   *
   * The body is JSON (`Content-Type: application/json`), and so is the answer (`Accept: application/json`). The
   * signature covers the exact bytes of the body, so a body must be serialised once and sent as it was signed.
   *
   * Rapyd answers 200, never 201. Two calls with the same body create two customers.
   * @param body Customer to create.
   */
  createCustomer(body: CreateCustomerRequest, options?: Options): Promise<Customer>;
}

/** Joins each operation's path and types, as openapi-fetch knows them, with what makes a call. */
export function bindOperations<Options>(raw: RawClient, call: Call<Options>): Operations<Options> {
  return {
    createCustomer: (body, options) =>
      call(operations.createCustomer, { body }, options, (init) =>
        raw.POST("/v1/customers", { ...init, body }),
      ),
  };
}
