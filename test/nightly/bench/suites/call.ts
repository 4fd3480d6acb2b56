/** Cost of a call without the network: `fetch` responds from memory, everything else is real. */
import { writeFileSync } from "node:fs";
import { fixture } from "../../../helpers/fixtures.js";
import type { Client } from "../clients/shared.js";
import { compare } from "../measure.js";
import { type Report, times } from "../report.js";
import { bundle, clients, inBench } from "../setup.js";

/** A fetch that immediately returns Rapyd's recorded response to a create. */
export function inMemoryFetch(): typeof fetch {
  const text = JSON.stringify(JSON.parse(fixture("bodies/rapyd-ruby-vcr-create-customer-response.json")));
  const bytes = new TextEncoder().encode(text);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(bytes.length),
  };
  return async () => new Response(bytes, { status: 200, headers });
}

/** Our client without the request check; no competitor has such a check. */
const unchecked = "unchecked";

/** The clients, each in its own bundle. */
export async function load(names: readonly string[]): Promise<[string, Client][]> {
  return Promise.all(
    names.map(async (name): Promise<[string, Client]> => {
      const file = inBench(`.work/${name}.mjs`);
      writeFileSync(file, await bundle({ entry: inBench(`clients/${name}.ts`) }, "node", { minify: false }));
      const module = (await import(file)) as { create: Client };
      return [name, module.create];
    }),
  );
}

export async function callOverhead(): Promise<Report> {
  const fetch = inMemoryFetch();
  const loaded = await load([...clients, unchecked]);
  const functions = loaded.map(
    ([name, create]) => [name, create({ baseUrl: "https://sandboxapi.rapyd.net", fetch })] as const,
  );
  for (const [name, call] of functions) {
    const customer = (await call()) as { id?: string } | undefined;
    if (customer?.id === undefined) throw new Error(`${name} did not return the customer.`);
  }
  const ratios = await compare(functions, 41, 800);
  const of = (name: string): number => ratios.find((one) => one.name === name)?.median ?? NaN;
  const ours = of("rapyd-customers");
  const own = ["baseline", "rapyd-customers", unchecked];
  const competitors = ratios.filter(({ name }) => !own.includes(name));
  const fastest = Math.min(...competitors.map(({ median }) => median));
  return {
    suite: "Call overhead, against the shortest correct code by hand",
    head: ["", "ratio", "spread", "microseconds"],
    rows: ratios.map(({ name, median, spread, microseconds }) => [
      name,
      times(median),
      `±${spread.toFixed(2)}`,
      microseconds.toFixed(1),
    ]),
    verdicts: [
      { figure: "call overhead", goal: "at most 1.5x", result: times(ours), met: ours <= 1.5 },
      {
        figure: "call overhead with validate: false",
        goal: "at most 1.2x",
        result: times(of(unchecked)),
        met: of(unchecked) <= 1.2,
      },
      {
        figure: "with validate: false, against every competitor that signs",
        goal: "faster than each",
        result: `${times(of(unchecked))}, fastest competitor ${times(fastest)}`,
        met: of(unchecked) < fastest,
      },
      {
        figure: "against openapi-fetch with a middleware",
        goal: "at least 2x faster",
        result: times(of("openapi-fetch") / ours),
        met: of("openapi-fetch") / ours >= 2,
      },
    ],
  };
}
