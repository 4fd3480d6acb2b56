/** What must be true of the runtime over the generated files. Each probe throws when it is not. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { Check } from "../../generated/validators.js";
import { fakeRuntime } from "../helpers/fake-runtime.js";
import { body, fixture, keys } from "../helpers/fixtures.js";
import { at, type Json } from "../helpers/openapi.js";
import * as facts from "./expected-facts.js";
import { answerEdges, answerPlaces, type Edge, requestEdges } from "./expected-values.js";
import { fullRequest } from "./full-request.js";

export type Subject = typeof import("./subject.js");

type Probe = (subject: Subject) => void | Promise<void>;

const success = body("rapyd-ruby-vcr-create-customer-response") as { status: object; data: object };

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

type CreateCustomer = (body: unknown) => Promise<unknown>;

/** Client over an in-memory fetch, what it sends, and the events that its observer saw. */
function observe(subject: Subject, answer: (attempt: number) => Response, options: object = {}) {
  const sent: Sent[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const headers = init.headers as Record<string, string>;
    sent.push({ url: String(url), method: init.method ?? "", headers, body: String(init.body ?? "") });
    return answer(sent.length);
  };
  const client = subject.createClientWith({ ...keys, fetch, ...options }, fakeRuntime(), {});
  // A mutant may have another method.
  const { createCustomer } = client as unknown as { createCustomer: CreateCustomer };
  return { createCustomer, sent };
}

async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  return promise.then(
    () => assert.fail("expected a rejection"),
    (error: unknown) => error as Error & Record<string, unknown>,
  );
}

const call: Probe = async (subject) => {
  assert.deepEqual({ ...subject.servers }, facts.servers);
  for (const environment of ["sandbox", "production"] as const) {
    const { createCustomer, sent } = observe(subject, () => Response.json(success), { environment });
    assert.deepEqual(await createCustomer(fullRequest), success.data);
    const [request] = sent;
    assert.equal(request?.url, `${facts.servers[environment]}/v1/customers`);
    assert.equal(request?.method, "POST");
    assert.equal(request?.body, JSON.stringify(fullRequest));
    const names = [...facts.signing.headers, "idempotency", "accept", "content-type"];
    assert.deepEqual(Object.keys(request?.headers ?? {}).sort(), names.sort());
    assert.equal(request?.headers["salt"]?.length, Math.max(...facts.signing.saltLengths.good));
    assert.equal(request?.headers["content-type"], "application/json");
  }
};

const requestChecks: Probe = (subject) => {
  const check = subject.requestChecks["createCustomer"]?.body ?? assert.fail("no check");
  assert.deepEqual(subject.findIssues(check, fullRequest), []);
  for (const [pointer, edge] of Object.entries(requestEdges)) holdEdge(subject, check, pointer, edge);
  const { country: codes } = JSON.parse(fixture("codes.json")) as { country: string[] };
  const addresses = codes.map((country) => ({ country }));
  assert.deepEqual(subject.findIssues(check, { name: "x", addresses }), []);
};

const answerChecks: Probe = (subject) => {
  const checks = subject.responseChecks["createCustomer"] ?? {};
  assert.deepEqual(Object.keys(checks).sort(), ["200", "400", "401", "default"]);
  const check = checks["200"] ?? assert.fail("no check");
  for (const [schema, edges] of Object.entries(answerEdges)) {
    for (const [name, edge] of Object.entries(edges))
      holdEdge(subject, check, `${answerPlaces[schema]}/${name}`, edge);
  }
  for (const [schema, place] of Object.entries(answerPlaces)) {
    assert.deepEqual(hiddenAt(check, place), [...(facts.hiddenInAnswers[schema] ?? [])].sort(), schema);
  }
};

/** Fails when a good value is refused, or a bad one is not. */
function holdEdge(subject: Subject, check: Check, pointer: string, { good, bad }: Edge): void {
  const checks = checksAt(check, pointer);
  assert.ok(checks.length > 0, `nothing is described at ${pointer}`);
  const passes = (value: Json): boolean => checks.some((one) => subject.findIssues(one, value).length === 0);
  for (const value of good) assert.ok(passes(value), `${pointer} refuses ${JSON.stringify(value)}`);
  for (const value of bad) assert.ok(!passes(value), `${pointer} takes ${JSON.stringify(value)}`);
}

function checksAt(check: Check, pointer: string): Check[] {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<Check[]>(
    (checks, step) =>
      checks
        .flatMap(parts)
        .flatMap((one) => (step === "*" ? (one.items ?? []) : (one.properties?.[step] ?? []))),
    [check],
  );
}

function parts(check: Check): Check[] {
  return [check, ...[...(check.anyOf ?? []), ...(check.allOf ?? [])].flatMap(parts)];
}

function hiddenAt(check: Check, place: string): string[] {
  const properties = checksAt(check, place)
    .flatMap(parts)
    .flatMap((one) => Object.entries(one.properties ?? {}));
  const hidden = properties.filter(([, one]) => parts(one).some(({ sensitive }) => sensitive === true));
  return [...new Set(hidden.map(([name]) => name))].sort();
}

const secrecy: Probe = async (subject) => {
  const echo = (pointers: readonly string[]): string =>
    pointers.map((pointer) => `(${valueAt(pointer)})`).join(" ");
  const message = `${echo(facts.hiddenInRequests)} ${echo(facts.shownInRequests)}`;
  const { createCustomer } = observe(subject, () => errorAnswer(400, "ERROR_GET_COUPON", message));
  const error = await failure(createCustomer(fullRequest));
  assert.ok(error instanceof subject.ApiError);
  for (const pointer of facts.hiddenInRequests) {
    // Shorter values are in too many words to be taken out of a foreign text.
    const isLong = valueAt(pointer).length > 2;
    assert.ok(!isLong || !error.message.includes(`(${valueAt(pointer)})`), `an error shows ${pointer}`);
    const refused = observe(subject, () => Response.json(success)).createCustomer(
      withValue(pointer, "BAD !"),
    );
    const said = await refused.then(() => "", String);
    assert.ok(!said.includes("BAD !"), `a refusal shows ${pointer}`);
  }
  for (const pointer of facts.shownInRequests)
    assert.ok(error.message.includes(`(${valueAt(pointer)})`), `an error hides ${pointer}`);
  const { status } = error.body as { status: Record<string, string> };
  assert.equal(status["status"], "ERROR");
  assert.equal(status["error_code"], "ERROR_GET_COUPON");
  assert.equal(status["response_code"], "ERROR_GET_COUPON");
  assert.equal(status["operation_id"], operationId);
  assert.match(status["message"] ?? "", /shown-coupon/);
};

const operationId = "12e59804-b742-44eb-aa49-4b722629faa8";

function valueAt(pointer: string): string {
  const steps = pointer.split("/").slice(1);
  return String(steps.reduce<unknown>((node, step) => Reflect.get(Object(node), step), fullRequest));
}

function errorAnswer(status: number, code: string, message: string, date = ""): Response {
  const outcome = {
    error_code: code,
    status: "ERROR",
    message,
    response_code: code,
    operation_id: operationId,
  };
  return Response.json({ status: outcome }, { status, headers: date ? { date } : {} });
}

const outcomes: Probe = async (subject) => {
  const late = new Date(1_700_000_000_000 + 600_000).toUTCString();
  const corrected = observe(subject, (attempt) =>
    attempt === 1 ? errorAnswer(401, facts.refusals.unauthenticated, "", late) : Response.json(success),
  );
  await corrected.createCustomer({ name: "x" });
  assert.equal(corrected.sent.length, 2, "the clock was not corrected");
  const contradiction = observe(subject, () => errorAnswer(200, "", ""));
  assert.ok((await failure(contradiction.createCustomer({ name: "x" }))) instanceof subject.ApiError);
};

const emulator: Probe = (subject) => {
  const store = { customers: [], replies: new Map(), announce: () => undefined };
  const ask = (value: unknown, path = "/v1/customers", key = "") =>
    subject.handle(
      {
        ...{ method: "POST", target: path, path, body: Buffer.from(JSON.stringify(value)) },
        headers: key ? [["idempotency", key]] : [],
      },
      store,
      1_700_000_000_000,
    );
  const codeOf = (reply: { body: unknown }): string =>
    (reply.body as { status: { error_code: string } }).status.error_code;
  const outcomeOf = (reply: { body: unknown }): string =>
    (reply.body as { status: { status: string } }).status.status;
  for (const [pointer, code] of Object.entries(facts.errorCodes))
    assert.equal(codeOf(ask(withValue(pointer, 7))), code, pointer);
  assert.equal(outcomeOf(ask([])), "ERROR");
  const first = ask(fullRequest, "/v1/customers", "key");
  assert.equal(outcomeOf(first), "SUCCESS");
  assert.equal(ask(fullRequest, "/v1/customers", "key"), first);
  assert.equal(codeOf(ask(fullRequest)), facts.refusals.walletInUse);
  assert.equal(codeOf(ask(fullRequest, "/v1/customer")), facts.refusals.unknownOperation);
};

/** The full request with another value at one place. */
function withValue(pointer: string, value: unknown): unknown {
  if (pointer === "") return value;
  const request = structuredClone(fullRequest) as object;
  const steps = pointer.split("/").slice(1);
  const holder = steps
    .slice(0, -1)
    .reduce<object>((node, step) => Reflect.get(node, step) as object, request);
  Reflect.set(holder, steps.at(-1) ?? "", value);
  return request;
}

const authentication: Probe = (subject) => {
  const { saltLengths, ageSeconds } = facts.signing;
  const now = 1_700_000_000;
  for (const length of saltLengths.good) assert.equal(refusal(length, 0), undefined);
  for (const length of saltLengths.bad) assert.equal(refusal(length, 0), facts.refusals.unauthenticated);
  assert.equal(refusal(8, ageSeconds.good), undefined);
  assert.equal(refusal(8, ageSeconds.bad), facts.refusals.unauthenticated);
  assert.equal(refusal(0, 0), facts.refusals.missingAuthentication);

  function refusal(saltLength: number, age: number): string | undefined {
    const { accessKey, secretKey } = keys;
    const salt = "s".repeat(saltLength);
    const timestamp = String(now - age);
    const signed = `post/v1/customers${salt}${timestamp}${accessKey}${secretKey}`;
    const digest = createHmac("sha256", secretKey).update(signed).digest("hex");
    const values = [accessKey, salt, timestamp, Buffer.from(digest).toString("base64")];
    const headers = facts.signing.headers.map((name, index) => [name, values[index] ?? ""] as const);
    const path = "/v1/customers";
    const request = { method: "POST", target: path, path, headers, body: Buffer.alloc(0) };
    return subject.createAuthenticate(accessKey, secretKey)(request, now * 1_000)?.errorCode;
  }
};

const webhooks: Probe = async (subject) => {
  assert.deepEqual(Object.keys(subject.webhookTypes), facts.webhookTypes);
  for (const [type, example] of Object.entries(subject.webhookExamples)) {
    const webhook = { ...keys, url: "https://example.com/hook", body: JSON.stringify(example) };
    const headers = await subject.signWebhook(webhook);
    assert.deepEqual(Object.keys(headers).sort(), ["salt", "signature", "timestamp"]);
    assert.equal((await subject.verifyWebhook({ ...webhook, headers })).type, type);
  }
};

const drift: Probe = async (subject) => {
  const seen: unknown[] = [];
  const middleware = [subject.contractMonitor({ onDrift: (one) => seen.push(one) })];
  const names = [
    "CreateCustomerResponse",
    "CreateCustomerWithCardResponse",
    "CreateCustomerWithSubscriptionResponse",
  ];
  for (const name of names) {
    const answer = at(`/components/examples/${name}/value`);
    await observe(subject, () => Response.json(answer), { middleware }).createCustomer({ name: "x" });
  }
  for (const status of [400, 401, 500]) {
    const { createCustomer } = observe(subject, () => errorAnswer(status, "INVALID_CUSTOMER_NAME", ""), {
      middleware,
    });
    await failure(createCustomer({ name: "x" }));
  }
  assert.deepEqual(seen, []);
};

/** All probes, with what they hold. */
export const probes: Readonly<Record<string, Probe>> = {
  "what is sent, and where": call,
  "which requests are refused": requestChecks,
  "what the emulator answers": emulator,
  "what errors show": secrecy,
  "which answers differ": answerChecks,
  "what counts as success": outcomes,
  "which signatures hold": authentication,
  "which events are known": webhooks,
  "which answers are expected": drift,
};
