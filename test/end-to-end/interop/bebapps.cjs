// Runs the npm package @bebapps/rapyd-sdk, which knows https alone, against the emulator's http. node bebapps.cjs METHOD PATH [BODY]
const http = require("node:http");
const https = require("node:https");
const { createRequire } = require("node:module");
const { hostname, port } = new URL(process.env.RAPYD_BASE_URL);
https.request = (options, listener) =>
  http.request({ ...options, protocol: "http:", host: hostname, hostname, port }, listener);
const { RapydClient } = createRequire(`${process.env.PACKAGE_FOLDER}/`)("@bebapps/rapyd-sdk");
const [method, path, body] = process.argv.slice(2);
const client = new RapydClient(process.env.RAPYD_SECRET_KEY, process.env.RAPYD_ACCESS_KEY);
client
  .request(method, path, body === undefined || body === "" ? undefined : JSON.parse(body))
  .then(async (response) => process.stdout.write(`${response.statusCode} ${await response.text()}\n`));
