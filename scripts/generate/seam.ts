/**
 * The fixed part of `client.ts`: the types between that file, which knows what can be called, and `src/`, which knows how.
 */
export const seam = `
/** What an operation is, for those who carry it out. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Template, with its parameters in braces. */
  readonly path: string;
  /** Form of a success: an envelope with data, one with its outcome alone, any JSON, or no body. */
  readonly answer: "envelope" | "outcome" | "json" | "empty";
  /** Header that the call's option \`idempotencyKey\` fills; in lower case. */
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

/** Carries out one operation: \`send\` makes openapi-fetch build the request and hand it to \`init.fetch\`. */
export type Call<Options> = <Described extends Operation, Body>(
  operation: Described,
  input: Input,
  options: Options | undefined,
  send: (init: Init) => Promise<Exchange<Body>>,
) => Promise<Unwrapped<Described, Body>>;

/** What openapi-fetch answers: \`data\` after a 2xx, else \`error\`. */
export type Exchange<Body, Failure = unknown> =
  | { data: Body; error?: never; response: Response }
  | { data?: never; error: Failure; response: Response };

/**
 * The openapi-fetch client, one method per verb. Its own type passes answers through a mapped type that takes
 * \`string & {}\` apart; this one gives them as the description has them.
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

/** Calls one path of the description by its template; \`init\` is openapi-fetch's. */
export type RawMethod<Method extends Verb> = <
  Path extends PathsWith<Method>,
  Init extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<paths[Path], Method> ? [init?: Init] : [init: Init]
) => Promise<Exchange<ParseAsResponse<Bodies<paths[Path][Method], true>, Init>, Bodies<paths[Path][Method], false>>>;

type PathsWith<Method extends Verb> = {
  [Path in keyof paths]: paths[Path] extends { [verb in Method]: { responses: unknown } } ? Path : never;
}[keyof paths];

/** Bodies of an operation's 2xx answers, or of its others. */
type Bodies<Described, Success extends boolean> = Described extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: (\`\${Status & (string | number)}\` extends \`2\${string}\` ? true : false) extends Success
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
`;
