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

/** Statuses of a true event, a forged one, an empty one and one of 20 MiB (0 if the connection is closed), at a server that gives its handler once its address is known. */
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
  const logged = logs();
  const forged = await post({ body, headers: { ...headers, "content-type": "application/json" } });
  const empty = await post({});
  const long = await post({ body: "x".repeat(20 * 2 ** 20) }).catch(() => 0);
  return { delivered: emulator.deliveries[0].status, forged, logged: logged[0], empty, long };
}

/** First words of what is logged as an error from now on. */
function logs() {
  const logged = [];
  console.error = (first, second) => logged.push(second === undefined ? String(first) : first);
  return logged;
}

/** Response of an app with the recipe's error handler to a failing route. */
async function fail(makeServer) {
  const emulator = await emulate();
  const rapyd = createClient({ maxRetries: 0 });
  logs();
  const url = await makeServer((request) => {
    if (request.url.endsWith("other")) throw new Error("of the app's own");
    return rapyd.createCustomer({ name: "Jane Doe" });
  });
  const get = async (path, fault) => {
    if (fault) emulator.inject(fault);
    const response = await fetch(`${url}/${path}`);
    return [response.status, await response.json()];
  };
  return {
    limited: await get("", { mode: "status", status: 429 }),
    lost: await get("", { mode: "reset-after-commit" }),
    rejected: await get("", { mode: "api-error", status: 400, errorCode: "INVALID_CUSTOMER_NAME" }),
    other: (await fetch(`${url}/other`)).status,
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
  behindJson: async () => {
    const { default: express } = await import("express");
    const url = "https://example.com/webhooks/rapyd";
    Object.assign(process.env, {
      WEBHOOK_URL: url,
      RAPYD_ACCESS_KEY: accessKey,
      RAPYD_SECRET_KEY: secretKey,
    });
    const app = express().use(express.json(), (await load("express")).app);
    const body = '{"id":"wh_1","type":"CUSTOMER_CREATED","data":{"id":"cus_1"}}';
    const headers = {
      ...(await signWebhook({ url, accessKey, secretKey, body })),
      "content-type": "application/json",
    };
    const logged = [];
    console.error = (...words) => logged.push(words.join(" "));
    const here = await listen(createServer(app));
    const { status } = await fetch(`${here}/webhooks/rapyd`, { method: "POST", body, headers });
    return { status, logged: logged[0] };
  },
  http: () => receive(async () => (await load("http")).server.listeners("request")[0]),
  "express-errors": () =>
    fail(async (route) => {
      const { default: express } = await import("express");
      const app = express().use(async (request, response) => response.json(await route(request)));
      return listen(createServer(app.use((await load("express-errors")).rapydErrors)));
    }),
  "fastify-errors": () =>
    fail(async (route) => {
      const { default: Fastify } = await import("fastify");
      const app = Fastify();
      app.setErrorHandler((await load("fastify-errors")).rapydErrors);
      app.get("/*", route);
      return app.listen({ port: 0, host: "127.0.0.1" });
    }),
  "koa-errors": () =>
    fail(async (route) => {
      const { default: Koa } = await import("koa");
      const app = new Koa();
      app.silent = true;
      app.use((await load("koa-errors")).rapydErrors);
      app.use(async (context) => (context.body = await route(context.request)));
      return listen(createServer(app.callback()));
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
    const rejected = await post({ name: "", email });
    emulator.inject({ mode: "reset-after-commit" });
    return { created, rejected, lost: await post({ name: "Jane Doe", email }) };
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
  drift: async () => {
    await emulate();
    const envelope = { status: { status: "SUCCESS" }, data: { id: "cus_1", surprise: "Jane Doe" } };
    const server = createServer((_, response) => response.end(JSON.stringify(envelope)));
    process.env.RAPYD_BASE_URL = await listen(server);
    const warned = [];
    console.warn = (...parts) => warned.push(parts.join(" "));
    await (await load("drift")).rapyd.retrieveCustomer("cus_1");
    return { warned };
  },
  logging: async () => {
    const emulator = await emulate();
    emulator.inject({ mode: "api-error", status: 400, errorCode: "INVALID_CUSTOMER_NAME" });
    await load("logging");
    return {};
  },
};

console.info(`result: ${JSON.stringify(await recipes[process.argv[2]]())}`);
process.exit();
