/** A NestJS project as its generator creates it: CommonJS, with its own tsconfig and Jest settings. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute } from "../helpers/execute.js";
import { type Consumer, createConsumer } from "./packed/consumer.js";

const service = `import { Injectable } from '@nestjs/common';
import { createClient, type Customer } from 'rapyd-customers';

@Injectable()
export class CustomersService {
  create(name: string): Promise<Customer> {
    return createClient().createCustomer({ name });
  }
}
`;

const spec = `import { Test } from '@nestjs/testing';
import { ValidationError } from 'rapyd-customers';
import { type Emulator, startEmulator } from 'rapyd-customers/emulator';
import { signWebhook, verifyWebhook } from 'rapyd-customers/webhooks';
import { contractMonitor } from 'rapyd-customers/contract';
import { CustomersService } from './customers.service';

describe('CustomersService', () => {
  let emulator: Emulator;
  let service: CustomersService;
  beforeAll(async () => {
    emulator = await startEmulator();
    process.env.RAPYD_BASE_URL = emulator.url;
    process.env.RAPYD_ACCESS_KEY = emulator.accessKey;
    process.env.RAPYD_SECRET_KEY = emulator.secretKey;
    const module = await Test.createTestingModule({ providers: [CustomersService] }).compile();
    service = module.get(CustomersService);
  });
  afterAll(() => emulator.close());

  it('creates a customer', async () => {
    const { id } = await service.create('Jane Doe');
    expect(emulator.customers.map((customer) => customer.id)).toEqual([id]);
  });
  it('knows the errors of every entry point', async () => {
    await expect(service.create('')).rejects.toBeInstanceOf(ValidationError);
    const account = { url: 'https://example.com', accessKey: 'rak_1', secretKey: 'rsk_1', body: '{"type":"x"}' };
    const headers = await signWebhook(account);
    expect(await verifyWebhook({ ...account, headers })).toMatchObject({ type: 'unknown' });
    expect(contractMonitor({ onDrift: () => undefined })).toBeDefined();
  });
});
`;

let consumer: Consumer;
let project: string;
beforeAll(async () => {
  consumer = await createConsumer();
  await consumer.install("@nestjs/schematics@11.1.0", "@angular-devkit/schematics-cli@19.2.24");
  const made = await consumer.run(
    ...["node_modules/.bin/schematics", "@nestjs/schematics:application", "--name=app", "--dry-run=false"],
  );
  expect(made.code, made.output).toBe(0);
  project = join(consumer.folder, "app");
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;
  // The tools that compile and test; the generator's other tools take minutes to install.
  const tools = /^(@nestjs\/testing|@types\/(jest|node|express)|jest|ts-jest|typescript)$/;
  manifest.devDependencies = Object.fromEntries(
    Object.entries(manifest.devDependencies).filter(([name]) => tools.test(name)),
  );
  await consumer.write("app/package.json", JSON.stringify(manifest));
  const install = await execute(project, [
    ...["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
    consumer.tarball,
  ]);
  expect(install.code, install.output).toBe(0);
  await consumer.write("app/src/customers.service.ts", service);
  await consumer.write("app/src/customers.service.spec.ts", spec);
});
afterAll(() => consumer.remove());

test("the generated compiler settings compile a service that uses the client", async () => {
  const { code, output } = await execute(project, ["npx", "tsc", "-p", "tsconfig.build.json", "--noEmit"]);
  expect(output).toBe("");
  expect(code).toBe(0);
});

test("the former settings, CommonJS with node10 resolution, compile it too", async () => {
  const values = ["--noEmit", "--module", "commonjs", "--moduleResolution", "node10"];
  const options = ["--resolvePackageJsonExports", "false", "--isolatedModules", "false"];
  const { code, output } = await execute(project, [
    "npx",
    "tsc",
    "-p",
    "tsconfig.build.json",
    ...values,
    ...options,
  ]);
  expect(output).toBe("");
  expect(code).toBe(0);
});

test("the generated Jest settings run a test with the emulator", async () => {
  const { code, output } = await execute(project, ["npx", "jest", "customers"]);
  expect(output).toContain("2 passed");
  expect(code).toBe(0);
});
