/** What a call costs beyond the network: an in-memory fetch, everything else real. */
import { writeFileSync } from "node:fs";
import { fixture } from "../../helpers/fixtures.js";
import type { Contender } from "../contenders/shared.js";
import { compare } from "../measure.js";
import { type Report, times } from "../report.js";
import { bundle, contenders, inBench } from "../setup.js";

/** A fetch that answers at once, as Rapyd would. */
export function inMemoryFetch(): typeof fetch {
  const answer = JSON.stringify(JSON.parse(fixture("bodies/rapyd-ruby-vcr-create-customer-response.json")));
  const bytes = new TextEncoder().encode(answer);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(bytes.length),
  };
  return async () => new Response(bytes, { status: 200, headers });
}

/** The contenders, each in its own bundle. */
export async function load(names: readonly string[]): Promise<[string, Contender][]> {
  return Promise.all(
    names.map(async (name): Promise<[string, Contender]> => {
      const file = inBench(`.work/${name}.mjs`);
      writeFileSync(
        file,
        await bundle({ entry: inBench(`contenders/${name}.ts`) }, "node", { minify: false }),
      );
      const module = (await import(file)) as { create: Contender };
      return [name, module.create];
    }),
  );
}

export async function callOverhead(): Promise<Report> {
  const fetch = inMemoryFetch();
  const loaded = await load(contenders);
  const functions = loaded.map(
    ([name, create]) => [name, create({ baseUrl: "https://sandboxapi.rapyd.net", fetch })] as const,
  );
  for (const [name, call] of functions) {
    const customer = (await call()) as { id?: string } | undefined;
    if (customer?.id === undefined) throw new Error(`${name} did not give the customer.`);
  }
  const ratios = await compare(functions, 41, 800);
  const of = (name: string): number => ratios.find((one) => one.name === name)?.median ?? NaN;
  const ours = of("rapyd-customers");
  const rivals = ratios.filter(({ name }) => name !== "baseline" && name !== "rapyd-customers");
  const fastest = Math.min(...rivals.map(({ median }) => median));
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
      { figure: "call overhead", goal: "at most 1.15x", result: times(ours), met: ours <= 1.15 },
      {
        figure: "against every rival with signing",
        goal: "faster than each",
        result: `fastest rival ${times(fastest)}`,
        met: ours < fastest,
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
