// Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.

/** Constraints on a value: one of the description's JSON Schemas, without its prose. */
export interface Check {
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: ReadonlySet<string | number | boolean | null>;
  readonly pattern?: RegExp;
  /** Expression for the format. */
  readonly format?: RegExp;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Check;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: Check };
  readonly required?: readonly string[];
  readonly anyOf?: readonly Check[];
  readonly allOf?: readonly Check[];
  /** Unknown properties are accepted, even in strict mode. */
  readonly open?: true;
  /** Message, such as "must be a URL", that replaces those of the keywords. */
  readonly message?: string;
  /** The value must not reach a message or a log. */
  readonly sensitive?: true;
}

/** Checks of one operation. */
export interface RequestCheck {
  readonly body?: Check;
  readonly bodyOptional?: true;
  /** Path and query parameters as one object. */
  readonly parameters?: Check;
}

/** Types of JSON; an integer is a number without decimals. */
export type JsonType = "string" | "number" | "integer" | "boolean" | "object" | "array" | "null";
