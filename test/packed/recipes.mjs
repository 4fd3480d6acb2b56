/** Runs one recipe of the page with the packages that it names, and prints as JSON what came of it. */
import { createServer } from "node:http";
import { connect } from "node:net";
import { signWebhook } from "rapyd-customers/webhooks";
import { createClient } from "rapyd-customers";
import { startEmulator } from "rapyd-customers/emulator";

const accessKey = "rak_RECIPES0000000000";
const secretKey = "rsk_recipes_secret";
const listen = async (server) => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}`;
};
const emulate = async (options = {}) => {
  const emulator = await startEmulator({ accessKey, secretKey, ...options });
  Object.assign(process.env, {
    RAPYD_BASE_URL: emulator.url,
    RAPYD_ACCESS_KEY: accessKey,
    RAPYD_SECRET_KEY: secretKey,
  });
  return emulator;
};

/** A recipe as it was compiled. */
const load = (name) => import(new URL(`out/${name}.js`, import.meta.url));

/** Statuses of a true event, a forged one and an empty one, at a server that gives its handler once its address is known. */
async function receive(makeHandler) {
  const server = createServer();
  const url = `${await listen(server)}/webhooks/rapyd`;
  process.env.WEBHOOK_URL = url;
  const emulator = await emulate({ webhookUrl: url });
  server.on("request", await makeHandler());
  await createClient().createCustomer({ name: "Jane Doe" });
  while (emulator.deliveries.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const body = '{"id":"wh_1","type":"CUSTOMER_CREATED"}';
  const headers = await signWebhook({ url, accessKey, secretKey: "rsk_forged", body });
  const post = (init) => fetch(url, { method: "POST", ...init }).then(({ status }) => status);
  return {
    delivered: emulator.deliveries[0].status,
    forged: await post({ body, headers: { ...headers, "content-type": "application/json" } }),
    empty: await post({}),
  };
}

const recipes = {
  express: () => receive(async () => (await load("express")).app),
  fastify: () =>
    receive(async () => {
      const { app } = await load("fastify");
      await app.ready();
      return app.routing;
    }),
  webhook: async () => {
    const url = "https://example.com/webhooks/rapyd";
    await emulate();
    process.env.WEBHOOK_URL = url;
    const { POST } = await load("webhook");
    const body = '{"id":"wh_1","type":"CUSTOMER_CREATED","data":{"id":"cus_1"}}';
    const status = async (headers) =>
      (await POST(new Request(url, { method: "POST", body, headers }))).status;
    return {
      delivered: await status(await signWebhook({ url, accessKey, secretKey, body })),
      forged: await status({}),
    };
  },
  route: async () => {
    const emulator = await emulate();
    const { POST } = await load("route");
    const post = async (body) => {
      const response = await POST(
        new Request("http://localhost/", { method: "POST", body: JSON.stringify(body) }),
      );
      return { status: response.status, ...(await response.json()) };
    };
    const email = "jane.doe@example.com";
    const created = await post({ name: "Jane Doe", email });
    const refused = await post({ name: "", email });
    emulator.inject({ mode: "reset-after-commit" });
    return { created, refused, lost: await post({ name: "Jane Doe", email }) };
  },
  proxy: async () => {
    const seen = [];
    const proxy = createServer();
    proxy.on("connect", ({ url }, socket, head) => {
      seen.push(url);
      const [host, port] = url.split(":");
      const line = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        line.write(head);
        line.pipe(socket).pipe(line);
      });
    });
    process.env.HTTPS_PROXY = await listen(proxy);
    const emulator = await emulate();
    const { rapyd } = await load("proxy");
    await rapyd.createCustomer({ name: "Jane Doe" });
    return { throughProxy: seen.includes(new URL(emulator.url).host), created: emulator.customers.length };
  },
  telemetry: async () => {
    const { trace } = await import("@opentelemetry/api");
    const sdk = await import("@opentelemetry/sdk-trace-base");
    const exporter = new sdk.InMemorySpanExporter();
    const spanProcessors = [new sdk.SimpleSpanProcessor(exporter)];
    trace.setGlobalTracerProvider(new sdk.BasicTracerProvider({ spanProcessors }));
    const emulator = await emulate();
    const { rapyd } = await load("telemetry");
    emulator.inject({ mode: "status", status: 429, headers: { "retry-after": "0" } });
    await rapyd.createCustomer({ name: "Jane Doe" });
    return exporter
      .getFinishedSpans()
      .map(({ name, attributes, status }) => ({ name, ...attributes, code: status.code }));
  },
  logging: async () => {
    const emulator = await emulate();
    emulator.inject({ mode: "api-error", status: 400, errorCode: "INVALID_CUSTOMER_NAME" });
    await load("logging");
    return {};
  },
};

console.info(JSON.stringify(await recipes[process.argv[2]]()));
process.exit();
