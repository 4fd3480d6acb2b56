import { createServer } from "node:http";
import { fixture } from "../../../helpers/fixtures.js";

// The plainest server there is, in a separate process: it reads the body and responds as Rapyd would.
const text = JSON.stringify(JSON.parse(fixture("bodies/rapyd-ruby-vcr-create-customer-response.json")));
const headers = {
  "content-type": "application/json; charset=utf-8",
  "content-length": Buffer.byteLength(text),
};
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => response.writeHead(200, headers).end(text));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
