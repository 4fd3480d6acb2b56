/** An app without an error handler, whose route fails with an ApiError: the response to its own caller. */
import { createClient } from "rapyd-customers";
import { startEmulator } from "rapyd-customers/emulator";

const emulator = await startEmulator();
const { accessKey, secretKey } = emulator;
const rapyd = createClient({ accessKey, secretKey, baseUrl: emulator.url, maxRetries: 0 });
emulator.inject({
  mode: "status",
  status: 429,
  headers: { "retry-after": "7", "set-cookie": "upstream=1", "x-upstream": "1", "content-length": "0" },
  times: Infinity,
});
const create = () => rapyd.createCustomer({ name: "Jane Doe" });

const apps = {
  express: async () => {
    const { default: express } = await import("express");
    const app = express();
    app.get("/", async (_request, response) => response.json(await create()));
    return app.listen(0, "127.0.0.1");
  },
  fastify: async () => {
    const { default: Fastify } = await import("fastify");
    const app = Fastify();
    app.get("/", create);
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
  koa: async () => {
    const { default: Koa } = await import("koa");
    const app = new Koa();
    app.silent = true;
    app.use(async (context) => {
      context.body = await create();
    });
    return app.listen(0, "127.0.0.1");
  },
};

const server = await apps[process.argv[2]]();
if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
const { status, headers } = await fetch(`http://127.0.0.1:${server.address().port}/`);
console.info(JSON.stringify({ status, headers: Object.fromEntries(headers) }));
process.exit();
