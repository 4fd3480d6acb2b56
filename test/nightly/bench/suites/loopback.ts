/** Calls per second and CPU per call over real sockets, against a plain server in another process. */
import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { body, path } from "../clients/shared.js";
import { sign } from "../clients/sign.node.js";
import { median, shuffled, spread } from "../measure.js";
import { type Report, type Verdict, times } from "../report.js";
import { inBench } from "../setup.js";
import { load } from "./call.js";

const levels = [1, 16, 128, 1_000];
const rounds = 21;

interface Round {
  perSecond: number;
  cpu: number;
}

export async function loopback(): Promise<Report> {
  const server = fork(inBench("suites/server.ts"), { execArgv: ["--import", "tsx"] });
  const [address] = (await once(server, "message")) as [AddressInfo];
  const baseUrl = `http://127.0.0.1:${address.port}`;
  try {
    const loaded = await load(["baseline", "rapyd-customers"]);
    const calls: [string, () => Promise<unknown>][] = loaded.map(([name, create]) => [
      name,
      create({ baseUrl, fetch }),
    ]);
    calls.push(["undici request", undiciCall(baseUrl)]);
    return await measure(calls);
  } finally {
    server.disconnect();
  }
}

/**
 * Returns a function that creates a customer through undici's `request`. That is the cheapest call on Node, without fetch, Request and
 * Response.
 */
function undiciCall(baseUrl: string): () => Promise<unknown> {
  const { request } = createRequire(inBench("run.ts"))("undici") as {
    request: (
      url: string,
      init: object,
    ) => Promise<{ statusCode: number; body: { json: () => Promise<unknown> } }>;
  };
  return async () => {
    const text = JSON.stringify(body);
    const headers = { "content-type": "application/json", ...sign("POST", path, text) };
    const response = await request(baseUrl + path, { method: "POST", headers, body: text });
    if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
    return ((await response.body.json()) as { data: unknown }).data;
  };
}

async function measure(calls: readonly (readonly [string, () => Promise<unknown>])[]): Promise<Report> {
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  for (const level of levels) {
    const count = level === 1 ? 1_500 : Math.max(3_000, level * 5);
    for (const [, call] of calls) await volley(call, level, count);
    const found = calls.map((): Round[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, [, call]] of shuffled([...calls.entries()]))
        found[index]?.push(await volley(call, level, count));
    }
    const ratios = (pick: (round: Round) => number, index: number): number[] =>
      (found[index] ?? []).map((one, round) => pick(one) / pick(found[0]?.[round] ?? one));
    for (const [index, [name]] of calls.entries()) {
      const speed = ratios(({ perSecond }) => perSecond, index);
      const cpu = ratios((one) => one.cpu, index);
      rows.push([
        ...[String(level), name, median((found[index] ?? []).map(({ perSecond }) => perSecond)).toFixed(0)],
        ...[
          `${times(median(speed))} ±${spread(speed).toFixed(2)}`,
          `${times(median(cpu))} ±${spread(cpu).toFixed(2)}`,
        ],
      ]);
      if (name !== "rapyd-customers") continue;
      verdicts.push({
        figure: `calls per second over loopback, ${level} in parallel`,
        goal: "at least 0.9x",
        result: times(median(speed)),
        met: median(speed) >= 0.9,
      });
    }
  }
  return {
    suite: "Loopback, against the code by hand",
    head: ["in parallel", "", "calls per second", "ratio", "CPU per call"],
    rows,
    verdicts,
  };
}

/** Makes `count` calls, with `level` of them under way at any time. */
async function volley(call: () => Promise<unknown>, level: number, count: number): Promise<Round> {
  let left = count;
  const before = process.cpuUsage();
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: level }, worker));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(before);
  return { perSecond: count / seconds, cpu: (user + system) / count };
}
