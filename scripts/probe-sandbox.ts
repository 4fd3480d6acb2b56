/**
 * `npm run probe:sandbox`: checks this project's expectations of Rapyd against the sandbox, if RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY are
 * set; otherwise against the emulator, which returns the expected responses. The script sends at most 60 requests in about a minute and
 * deletes what it created, even after Ctrl-C. It redacts the sandbox's responses and saves them in .sandbox/ for review.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPackage } from "./lib/load-package.js";
import { inRoot } from "./lib/paths.js";
import { creation, signatures } from "./sandbox/creation.js";
import { lifecycle } from "./sandbox/lifecycle.js";
import type { ProbeContext } from "./sandbox/probe.js";
import { redacted } from "./sandbox/redact.js";
import { createWire, type WireResponse } from "./sandbox/wire.js";

const { RAPYD_ACCESS_KEY: accessKey, RAPYD_SECRET_KEY: secretKey } = process.env;
const { servers, startEmulator } = await loadPackage();
const hasKeys = Boolean(accessKey && secretKey);
const emulator = hasKeys ? undefined : await startEmulator();
const account = emulator
  ? { accessKey: emulator.accessKey, secretKey: emulator.secretKey, baseUrl: emulator.url }
  : { accessKey: accessKey ?? "", secretKey: secretKey ?? "", baseUrl: servers.sandbox };
console.log(
  hasKeys
    ? `Probing ${account.baseUrl}.`
    : "RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY are not set, so this runs on the emulator, which returns the expected responses.",
);

const { send, count } = createWire(account, !hasKeys);
/** Objects to delete at the end. */
const created = new Set<string>();
const recorded: { name: string; what: string; response: WireResponse }[] = [];
const context: ProbeContext = {
  send,
  deleteAtEnd: (path) => void created.add(path),
  unmark: (path) => void created.delete(path),
  record: (name, what, response) => void recorded.push({ name, what, response }),
  createCustomer: async (body = { name: "Jane Doe" }) => {
    const response = await send("POST", "/v1/customers", body);
    const id = String(Reflect.get(Object(response.data), "id"));
    if (response.status === 200) created.add(`/v1/customers/${id}`);
    return { id, response };
  },
};

let isStopped = false;
process.once("SIGINT", () => {
  isStopped = true;
  console.log("\nStopping: created objects are deleted first.");
});

// In this order, since later ones build on earlier.
const probes = [...signatures, ...creation, ...lifecycle];
let expected = 0;
for (const { question, expects, evidence, run } of probes) {
  if (isStopped) break;
  const actual = await run(context).catch((error: unknown) => `failed: ${String(error)}`);
  if (actual === expects) expected++;
  const result = actual === expects ? "as expected" : "UNEXPECTED";
  console.log(`${result} | ${question} | expected: ${expects} (${evidence}) | got: ${actual}`);
}
await deleteCreated();
if (hasKeys) keepBodies();
console.log(`\n${count()} requests; ${expected} of ${probes.length} results were as expected.`);
await emulator?.close();
process.exitCode = isStopped ? 130 : !hasKeys && expected < probes.length ? 1 : 0;

/** Deletes everything that was created. The request limit leaves room for these deletions. */
async function deleteCreated(): Promise<void> {
  for (const path of created) {
    const { status } = await send("DELETE", path).catch(() => ({ status: 0 }));
    if (status !== 200) console.error(`not deleted (${status}): ${path}`);
  }
}

function keepBodies(): void {
  const folder = inRoot(".sandbox");
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  const lines = recorded.map(({ name, what, response }) => {
    writeFileSync(
      join(folder, `wire-${name}.json`),
      `${JSON.stringify(redacted(response.body), undefined, 2)}\n`,
    );
    return `| \`wire-${name}.json\` | wire | ${response.status} | ${what} | sandbox, ${date}, npm run probe:sandbox |`;
  });
  writeFileSync(join(folder, "SOURCES.md"), `${lines.join("\n")}\n`);
  console.log(
    `\nBodies, and a table of their sources, are in .sandbox/: review both before you move bodies to test/fixtures/bodies/.`,
  );
}
