/**
 * Names that a schema's type cannot have, by owner. Owners are TypeScript itself, generated files and the package's entry points. An entry
 * point owns the types that it declares and all names that it re-exports, except schemas: test/compiler/compiler.test.ts compares them with
 * this list. test/end-to-end/schema-names.test.ts looks for missing names: it compiles a schema for every other name in generated files and
 * in the main files of TypeScript's library.
 */
const namesByOwner: Readonly<Record<string, string>> = {
  "TypeScript itself":
    "Array ArrayBuffer ArrayBufferConstructor ArrayBufferLike ArrayBufferTypes ArrayBufferView " +
    "ArrayConstructor ArrayIterator ArrayLike AsyncIterable AsyncIterableIterator AsyncIterator " +
    "AsyncIteratorObject Awaited Boolean BooleanConstructor BuiltinIteratorReturn CallableFunction " +
    "Capitalize ConcatArray ConstructorParameters DataView DataViewConstructor Date DateConstructor Error " +
    "ErrorConstructor EvalError EvalErrorConstructor Exclude Extract Float32Array Float32ArrayConstructor " +
    "Float64Array Float64ArrayConstructor Function FunctionConstructor IArguments ImportAssertions " +
    "ImportAttributes ImportCallOptions ImportMeta InstanceType Int16Array Int16ArrayConstructor " +
    "Int32Array Int32ArrayConstructor Int8Array Int8ArrayConstructor Iterable IterableIterator Iterator " +
    "IteratorObject IteratorResult IteratorReturnResult IteratorYieldResult JSON Lowercase Map " +
    "MapConstructor MapIterator Math NewableFunction NoInfer NonNullable Number NumberConstructor Object " +
    "ObjectConstructor Omit OmitThisParameter Parameters Partial Pick Promise PromiseConstructor " +
    "PromiseConstructorLike PromiseLike PropertyDescriptor PropertyDescriptorMap PropertyKey RangeError " +
    "RangeErrorConstructor Readonly ReadonlyArray ReadonlyMap Record ReferenceError " +
    "ReferenceErrorConstructor RegExpConstructor RegExpExecArray RegExpMatchArray Required ReturnType Set " +
    "SetConstructor SetIterator String StringConstructor StringIterator Symbol SymbolConstructor " +
    "SyntaxError SyntaxErrorConstructor TemplateStringsArray ThisParameterType ThisType TypeError " +
    "TypeErrorConstructor TypedPropertyDescriptor URIError URIErrorConstructor Uint16Array " +
    "Uint16ArrayConstructor Uint32Array Uint32ArrayConstructor Uint8Array Uint8ArrayConstructor " +
    "Uint8ClampedArray Uint8ClampedArrayConstructor Uncapitalize Uppercase WeakKey WeakKeyTypes WeakMap " +
    "WeakMapConstructor WeakSet WeakSetConstructor",
  "generated/check.ts": "Check JsonType ReadonlySet RegExp RequestCheck",
  "src/index.ts":
    "AbortError ApiError AttemptEvent AuthenticationError ClientOptions ConnectionError Environment Issue " +
    "Middleware RapydClient RapydError RateLimitError RawClient RequestOptions TimeoutError ValidationError " +
    "checkRequest createClient servers",
  "generated/client.ts": "Operations Options PagePromise",
  "src/webhooks.ts":
    "KnownWebhookEvent SignWebhookOptions UnknownWebhookEvent VerifyWebhookOptions WebhookError " +
    "WebhookErrorReason",
  "src/contract.ts": "ContractMonitorOptions Difference Drift DriftKind",
  "src/emulator/index.ts":
    "Delivery Emulator EmulatorOptions Fault FaultMode RateLimit RecordedRequest RequestHead " +
    "SimpleFaultMode startEmulator",
  "src/exactly-once/index.ts":
    "CreateOnceOptions ExactlyOnceError ImportOptions ImportProgress ImportRecords ImportResult " +
    "createOnce importCustomers",
};

/** Every reserved name, with its owner. */
export const reservedNames: ReadonlyMap<string, string> = new Map(
  Object.entries(namesByOwner).flatMap(([owner, names]) =>
    names.split(" ").map((name) => [name, owner] as const),
  ),
);
