// A CommonJS program: requires every entry point, and recognises errors of one entry by the classes of another.
const assert = require("node:assert/strict");
const { createClient, RapydError, WebhookError, ValidationError } = require("rapyd-customers");
const webhooks = require("rapyd-customers/webhooks");
const { startEmulator } = require("rapyd-customers/emulator");
const { importCustomers, ExactlyOnceError } = require("rapyd-customers/exactly-once");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { contractMonitor } = require("rapyd-customers/contract");

async function main() {
  assert.equal(webhooks.WebhookError, WebhookError);
  const emulator = await startEmulator();
  const { accessKey, secretKey, url } = emulator;
  const middleware = [contractMonitor({ onDrift: () => undefined })];
  const rapyd = createClient({ accessKey, secretKey, baseUrl: url, middleware });
  const { id } = await rapyd.createCustomer({ name: "Jane Doe" });
  assert.deepEqual(
    emulator.customers.map((customer) => customer.id),
    [id],
  );
  await assert.rejects(rapyd.createCustomer({ name: "" }), ValidationError);
  await assert.rejects(
    webhooks.verifyWebhook({ url, accessKey, secretKey, body: "{}", headers: {} }),
    RapydError,
  );
  const folder = mkdtempSync(join(tmpdir(), "rapyd-journal-"));
  const journal = join(folder, "journal.jsonl");
  const records = [{ name: "Jane Doe", metadata: { reference: "order-1" } }];
  for await (const { outcome } of importCustomers(rapyd, records, { journal }))
    assert.equal(outcome, "created");
  const other = createClient({ accessKey: "rak_other", secretKey, baseUrl: url });
  await assert.rejects(importCustomers(other, records, { journal }).next(), ExactlyOnceError);
  rmSync(folder, { recursive: true });
  await emulator.close();
  console.info("required");
}

main();
