/**
 * Next.js can cache the responses that a page receives, and can put them into the build output. Neither the cache nor the build output may
 * ever contain a customer.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { startEmulator } from "../../src/emulator/index.js";
import { execute } from "../helpers/execute.js";
import { createConsumer } from "./packed/consumer.js";
import { freePort } from "./packed/runtimes.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

const versions: [string, string[]][] = [
  ["14", ["next@14.2.35", "react@18.3.1", "react-dom@18.3.1"]],
  ["16", ["next@16.4.6", "react@19.3.1", "react-dom@19.3.1"]],
];
const marked = "MARKEDCUSTOMER";

/** A page and a GET route handler, without configuration. */
const files: Record<string, string> = {
  "app/layout.js": `export default function Layout({ children }) { return <html><body>{children}</body></html>; }`,
  "app/page.js": `import { createClient } from "rapyd-customers";
    export default async function Page() {
      const customers = await createClient().listCustomers();
      return <ul>{customers.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>;
    }`,
  "app/customers/route.js": `import { createClient } from "rapyd-customers";
    export async function GET() { return Response.json(await createClient().listCustomers()); }`,
};

test.each(versions)(
  "Next.js %s reads lists for each request, and never caches a customer",
  async (_, packages) => {
    const [consumer, emulator] = await Promise.all([createConsumer(), startEmulator()]);
    const environment: NodeJS.ProcessEnv = {
      ...Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|npm_)/.test(name)),
      ),
      ...{ RAPYD_BASE_URL: emulator.url, RAPYD_ACCESS_KEY: emulator.accessKey },
      ...{ RAPYD_SECRET_KEY: emulator.secretKey, NEXT_TELEMETRY_DISABLED: "1" },
    };
    const next = join(consumer.folder, "node_modules/next/dist/bin/next");
    try {
      const [example] = emulator.customers;
      expect(example).toBeUndefined();
      const { createClient } = await import("../../src/index.js");
      const { accessKey, secretKey, url } = emulator;
      await createClient({ accessKey, secretKey, baseUrl: url }).createCustomer({
        ...minimalCustomer,
        name: marked,
      });
      await consumer.install(...packages);
      for (const [name, text] of Object.entries(files)) await consumer.write(name, text);
      const build = await execute(consumer.folder, [process.execPath, next, "build"], environment);
      expect(build.code, build.output).toBe(0);
      const port = await freePort();
      const server = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
        ...{ cwd: consumer.folder, env: environment, stdio: "ignore" },
      });
      const get = (path: string): Promise<string> =>
        fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text());
      try {
        for (let tries = 0; ; tries++) {
          const isUp = await get("/nowhere").then(
            () => true,
            () => false,
          );
          if (isUp) break;
          if (tries > 300) throw new Error("next start does not respond");
          await setTimeout(200);
        }
        for (const path of ["/", "/customers"]) {
          for (let times = 0; times < 2; times++) {
            const before = emulator.requests.length;
            expect(await get(path), path).toContain(marked);
            expect(emulator.requests.length, `${path} was not rendered again`).toBe(before + 1);
          }
        }
      } finally {
        server.kill();
        await once(server, "exit");
      }
      const kept = readdirSync(join(consumer.folder, ".next"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => readFileSync(path).includes(marked));
      expect(kept).toEqual([]);
    } finally {
      await emulator.close();
      await consumer.remove();
    }
  },
);
