/** How long a call that fails blocks the event loop, compared with parsing its response. */
import { createClientWith } from "../../../../src/client.js";
import { systemRuntime } from "../../../../src/runtime.js";
import { keys } from "../clients/shared.js";
import type { Report } from "../report.js";

const bytes = 8 * 1024 * 1024 - 200;
const refusal = (message: string, more = {}): string =>
  JSON.stringify({ status: { error_code: "E", status: "ERROR", message }, ...more });
const filled = (part: string): string => part.repeat(Math.floor(bytes / Buffer.byteLength(part) / 1.4));
const many = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, index) => [`k${index}`, `value number ${index}`]),
);

/** Bodies that are sent, and responses of up to 8 MiB. */
const cases: Readonly<Record<string, readonly [request: object, answer: () => string]>> = {
  "a message of 8 MiB, not ASCII": [{}, () => refusal(filled("\u00e9 "))],
  "data of two million numbers": [
    {},
    () => refusal("m", { data: Array.from({ length: 2_000_000 }, () => 7) }),
  ],
  "a page of 8 MiB": [{}, () => filled("<")],
  "a message of digits": [{}, () => refusal(filled("1 "))],
  "a message of signs that data has": [{}, () => refusal(filled("a1@-"))],
  "20,000 values that were sent": [{ metadata: many }, () => refusal(filled("value number 77 "))],
  "1,000 long values that were sent": [
    { metadata: { list: Array.from({ length: 1_000 }, (_, index) => `${"s".repeat(250)}${index}`) } },
    () => refusal("s".repeat(990)),
  ],
};

/** Every case must stay within three times the parsing and 150 ms. */
export async function blocking(): Promise<Report> {
  const measured = [];
  for (const [name, [request, make]] of Object.entries(cases)) {
    const text = make();
    const start = performance.now();
    try {
      JSON.parse(text);
    } catch {
      // A page is not JSON, and parsing fails immediately.
    }
    const parsing = performance.now() - start;
    const worst = await longestTurn(request, new TextEncoder().encode(text));
    measured.push({ name, parsing, worst, met: worst <= 3 * parsing + 150 });
  }
  return {
    suite: "Event loop blocked by a call that fails, in milliseconds",
    head: ["answer", "parsing alone", "longest turn"],
    rows: measured.map(({ name, parsing, worst }) => [name, parsing.toFixed(0), worst.toFixed(0)]),
    verdicts: [
      {
        figure: "longest turn of a failing call",
        goal: "3 times the parsing + 150 ms",
        result:
          measured
            .filter(({ met }) => !met)
            .map(({ name }) => name)
            .join(", ") || "all within it",
        met: measured.every(({ met }) => met),
      },
    ],
  };
}

async function longestTurn(request: object, answer: Uint8Array<ArrayBuffer>): Promise<number> {
  const headers = { "content-type": "application/json" };
  const fetch = (): Promise<Response> => Promise.resolve(new Response(answer, { status: 400, headers }));
  const client = createClientWith(keys, { ...systemRuntime, fetch: () => fetch }, {});
  let worst = 0;
  let last = performance.now();
  let isRunning = true;
  const turn = (): void => {
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
    if (isRunning) setImmediate(turn);
  };
  setImmediate(turn);
  const error: unknown = await client
    .createCustomer({ name: "Jane Doe", ...request })
    .catch((reason: unknown) => reason);
  JSON.stringify(error);
  await new Promise((resolve) => setImmediate(resolve));
  isRunning = false;
  return worst;
}
